"""A week as it is closed: what was done, what hangs loose, what was tried, what to carry on."""

from __future__ import annotations

import msgspec

from retrotui.loop import flow, follow, promotion
from retrotui.loop.follow import Followed, Tries
from retrotui.loop.promotion import Candidate
from retrotui.loop.recurrence import Problem, Problems
from retrotui.loop.web import Web
from retrotui.model import kpt, periods
from retrotui.model.entry import Entry, Item


class Overview(msgspec.Struct, frozen=True, eq=False):
    """What the screen that closes a week, and `retrotui week`, show."""

    span: periods.Span
    entry: Entry | None
    """The KPT of the week; None when it was not begun."""
    done: tuple[Item, ...]
    """Issues that are closed."""
    open: tuple[Item, ...]
    """Issues that are not."""
    orphans: tuple[Item, ...]
    """Open problems that no Try answers, not even one carried on from an earlier week."""
    without_flow: tuple[Item, ...]
    """Issues that nobody judged, in a week where others were."""
    tries: tuple[Followed, ...]
    """The week's own Tries."""
    waiting: tuple[Candidate, ...]
    """Lines of its days that wait for promotion."""
    earlier: tuple[Followed, ...]
    """Open Tries of the weeks before, those that were skipped left out."""
    skipped: tuple[Followed, ...]
    """Open Tries of the weeks before that this one did not want to judge."""
    recurring: tuple[Problem, ...]
    """Problems of this week that were met before, as they were known at its end."""
    trends: tuple[flow.Trend, ...]
    """Flow per category up to this week."""


def overview(web: Web, span: periods.Span, entry: Entry | None, problems: Problems | None = None) -> Overview:
    """Look at the week from every side; `entry` is its KPT, when there is one, and `problems` are those of the web."""
    problems = problems or Problems(web)
    tries = problems.tries
    issues = entry.items_of("issue") if entry else ()
    own = entry.items_of("problem") if entry else ()
    known = (each.until(span.end) for item in own if (each := problems.of(item.uid)))
    met = {found.met[0].uid: found for found in known if found and found.times > 1}
    return Overview(
        span,
        entry,
        tuple(item for item in issues if item.state not in ("open", "")),
        tuple(item for item in issues if item.state in ("open", "")),
        tuple(orphans(web, entry, tries)) if entry else (),
        tuple(kpt.issues_without_flow(entry)) if entry else (),
        tuple(tries.of(entry)) if entry else (),
        tuple(promotion.candidates(web, span, entry)),
        tuple(follow.open_tries(web, span.start, entry, tries=tries)),
        tuple(_skipped(web, entry, tries)) if entry else (),
        tuple(met.values()),
        tuple(flow.trends(web.entries, until=span.end)),
    )


def _skipped(web: Web, entry: Entry, tries: Tries) -> list[Followed]:
    known = (tries.follow(ref) for ref in follow.skipped_tries(web, entry))
    return [each for each in known if each.state == "open"]


def orphans(web: Web, entry: Entry, tries: Tries) -> list[Item]:
    """`kpt.orphan_problems` without those that a carried Try answers, as it answers the same problem of an earlier week."""
    answered = {ref.uid for each in tries.of(entry) for ref in each.answers}
    return [item for item in kpt.orphan_problems(entry) if not (web.joined(item.uid, "same_as") & answered)]
