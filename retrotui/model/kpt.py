"""What only a KPT knows: which problems have no Try, which issues no flow, how the week stands."""

from __future__ import annotations

from collections.abc import Callable

from retrotui.model.entry import Entry, Item
from retrotui.model.kinds import FLOW_LEVELS, ROLES

NO_TRY = "{label} has no Try"
NO_FLOW = "{label} has no flow"


def orphan_problems(entry: Entry) -> list[Item]:
    """Open problems that no Try of the entry answers."""
    answered = {
        link.item for item in entry.items_of("try") for link in item.links if link.relation == "answers"
    }
    return [item for item in entry.items_of("problem") if item.uid not in answered and item.state != "solved"]


def issues_without_flow(entry: Entry) -> list[Item]:
    """Issues that nobody judged, in an entry where others were; none where flow is not used at all."""
    if not any(item.flow for item in entry.items()):
        return []
    return [item for item in entry.items_of("issue") if not item.flow]


def flow_table(entry: Entry) -> dict[str, list[Item]]:
    """The items at each level A, B, C, in reading order."""
    return {level: [item for item in entry.items() if item.flow == level] for level in FLOW_LEVELS}


def findings(entry: Entry, say: Callable[[str], str]) -> list[str]:
    """What the author may want to know before the week is closed."""
    tries = entry.items_of("try")
    found = [say(NO_TRY).format(label=item.label) for item in orphan_problems(entry)] if tries else []
    return found + [say(NO_FLOW).format(label=item.label) for item in issues_without_flow(entry)]


def summary(entry: Entry) -> str:
    """The week in a few characters: issues done, then how many of each column."""
    issues = entry.items_of("issue")
    parts = [f"{sum(item.state == 'done' for item in issues)}/{len(issues)}"] if issues else []
    parts += [
        f"{ROLES[role].prefix}{n}" for role in ("keep", "problem", "try") if (n := len(entry.items_of(role)))
    ]
    return " ".join(parts)
