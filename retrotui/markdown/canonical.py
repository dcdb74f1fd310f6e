"""The layout of entries that were written here: front matter, a heading per section, bulleted items.

What it writes, the reader reads back into an equal entry. Where words would be read as something else, comments that
no page shows say what they are.
"""

from __future__ import annotations

import re

import msgspec
import yaml

from retrotui import text
from retrotui.markdown import beside, boundary, care, digest, item_write, meta, week
from retrotui.markdown.boundary import Boundary
from retrotui.markdown.content import NO_GROUP
from retrotui.markdown.item_line import ANSWERED, Rules
from retrotui.markdown.label import Labels
from retrotui.markdown.meta import GUARD
from retrotui.markdown.scan import scan
from retrotui.markdown.style import Style, Written
from retrotui.model import study
from retrotui.model.edit import label_prefix
from retrotui.model.entry import Entry, Item, Section, Week
from retrotui.model.kinds import FLOW_LEVELS

_LABELLED = ("issue", "keep", "problem", "try")
"""Roles whose items always show their labels: people refer to them."""
_PLAIN = re.compile(r"[^\s#>|<`~=\-*+\d\[【@][^<>|`~\n]*")


class Canon(msgspec.Struct, frozen=True):
    """What the rendering of each section needs."""

    entry: Entry
    labels: Labels
    language: str
    shown: frozenset[str]
    """Uids of the items whose labels are written."""
    armored: bool = False
    """Whether prose and bodies stand between markers, for a text that could be read as something else."""
    newline: str = "\n"
    care: dict[str, int] = {}
    """How far to go for a section of a source, by its uid (`care`)."""
    named: frozenset[str] = frozenset()
    """Uids of items of a source whose labels must be written there."""

    def style(self, role: str, section: str = "") -> Style:
        """How items of the role are written, in the section with the uid."""
        rules = Rules(self.labels, self.entry.kind, role)
        return Style(
            rules, self.language, self.newline, self.entry.start.year, care=self.care.get(section, 0)
        )

    def written(self, item: Item) -> Written:
        """An item of the entry with the labels that it answers."""
        labels = {other.uid: other.label for other in self.entry.items()}
        return Written(item, tuple(digest.answers(item, self.entry, labels)), item.uid in self.named)


def canon(
    entry: Entry, labels: Labels, language: str, *, armored: bool = False, newline: str = "\n"
) -> Canon:
    """The settings for an entry."""
    return Canon(entry, labels, language or entry.language, frozenset(_shown(entry)), armored, newline)


def _shown(entry: Entry) -> set[str]:
    """Items whose label the reader would not give by itself, by counting per prefix in reading order."""
    by_prefix: dict[str, list[Item]] = {}
    always: set[str] = set()
    for section in entry.sections:
        for item in section.items:
            by_prefix.setdefault(label_prefix(section), []).append(item)
            if section.role in _LABELLED and entry.kind == "kpt":
                always.add(item.uid)
    for prefix, items in by_prefix.items():
        if [item.label for item in items] != [f"{prefix}{n + 1}" for n in range(len(items))]:
            always.update(item.uid for item in items)
    return always


def front_matter(entry: Entry, language: str = "") -> str:
    """The front matter of an entry that has none: title, date, kind, tags, then whatever else it carries."""
    values = {
        key: value
        for key, value in entry.front_matter.items()
        if key.casefold() not in ("title", "date", "kind", "tags", "lang")
    }
    span = entry.start.isoformat() + (f" ~ {entry.end.isoformat()}" if entry.end != entry.start else "")
    head = dump({"title": entry.title}) + f"date: {span}\nkind: {entry.kind}\n"
    if language:
        head += f"lang: {language}\n"
    if entry.tags:
        head += dump({"tags": list(entry.tags)})
    return f"---\n{head}{dump(values) if values else ''}---\n"


def dump(values: dict[str, object]) -> str:
    """Keys and values as YAML, one line per scalar."""
    return yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=1_000_000)


def section_text(canon: Canon, section: Section) -> str:
    """A section as a heading, its prose, and its items."""
    newline = canon.newline
    blocks = (
        [_head(canon, section)]
        if section.heading or section.role != "prose" or section != canon.entry.sections[0]
        else []
    )
    if lines := week_field_lines(canon, section):
        blocks.append(newline.join(lines))
    if section.prose:
        blocks.append(_prose(canon, section))
    blocks += lists(canon, section)
    return (newline * 2).join(blocks) + newline if blocks else ""


def week_field_lines(canon: Canon, section: Section) -> list[str]:
    """The lines for what heading and prose of a week do not tell."""
    if section.week is None:
        return []
    return meta.week_lines(section.week, told_week(canon, section), canon.labels, canon.language)


def told_week(canon: Canon, section: Section) -> Week:
    """What heading and prose tell of a week."""
    stated = week.week_of(section.heading, canon.entry.start.year)
    if study.is_row(section) and stated.date is None:
        # In a table's row the day stands in a cell of its own.
        stated = msgspec.structs.replace(
            stated, date=week.week_of(f"{section.heading} {section.prose}", canon.entry.start.year).date
        )
    weeks = [other.uid for other in canon.entry.sections if other.week]
    bare = msgspec.structs.replace(section, week=stated)
    place = [other.uid for other in canon.entry.sections].index(section.uid)
    behind = canon.entry.sections[place + 1 :]
    return week.told(bare, weeks.index(section.uid), len(weeks), canon.labels, behind)


def _head(canon: Canon, section: Section) -> str:
    return f"{'#' * (section.level or 2)} {head_text(canon, section)}"


def head_text(canon: Canon, section: Section, *, is_title: bool = False) -> str:
    """A section's heading, with a mark of its role where its words, or its place at the top, do not tell."""
    level = section.level or 2
    guarded = (section.heading, GUARD + section.heading, GUARD + section.heading + GUARD)
    shown = next((each for each in guarded if _reads_as(each, section.heading, canon.labels)), guarded[-1])
    head = Boundary(0, 1, section.heading, level, canon.labels.loose_candidates(shown))
    told = boundary.role_of(head, canon.entry.kind) or "prose"
    is_lower = section.role == "prose" and _is_below_role(canon.entry, section)
    # In a year areas are told by their level, in a study's single week labels are roles.
    # A study whose title names a week is that week, where no heading says otherwise.
    is_week = boundary.week_number(canon.entry.title) is not None
    open_to_both = canon.entry.kind == "year" or (
        canon.entry.kind == "study" and (bool(head.roles) or (is_week and section.role != "week"))
    )
    is_marked = told != section.role or is_lower or (open_to_both and not is_title)
    is_marked = is_marked or (not is_title and _is_told_by_others(canon, section))
    marked = f" <!-- {section.role} -->" if is_marked else ""
    return shown + marked


def _is_told_by_others(canon: Canon, section: Section) -> bool:
    """Whether a section of prose is called what plays a role beside labels, or stands where one must."""
    if section.role != "prose" or not section.heading or canon.entry.kind == "note":
        return False
    if canon.labels.plain(section.heading) or canon.labels.cued(section.heading):
        return True
    roles = [() if other.role == "prose" else (other.role,) for other in canon.entry.sections]
    places = [place for place, other in enumerate(canon.entry.sections) if other.uid == section.uid]
    return beside.between(roles[max(places[0] - 1, 0) : places[0] + 2]) is not None


def _reads_as(shown: str, heading: str, labels: Labels) -> bool:
    found = boundary.headings(scan(f"## {shown}\n"), labels)
    return len(found) == 1 and found[0].heading == heading and not found[0].marked


def _is_below_role(entry: Entry, section: Section) -> bool:
    """Whether the nearest heading of a higher level before a section plays a role, which would take it in."""
    uids = [other.uid for other in entry.sections]
    level = section.level or 2
    for other in reversed(entry.sections[: uids.index(section.uid)]):
        if 0 < (other.level or 2) < level:
            return other.role != "prose"
    return False


def _prose(canon: Canon, section: Section) -> str:
    is_fenced = canon.armored or canon.care.get(section.uid, care.AS_IS) >= care.MARKED
    return (meta.fenced(section.prose) if is_fenced else section.prose).replace("\n", canon.newline)


def lists(canon: Canon, section: Section, usual: str = "") -> list[str]:
    """The items as one list for each run of a group, each below the group's line; those of the `usual` one need none."""
    blocks: list[str] = []
    group = usual
    run: list[str] = []
    for item in section.items:
        if item.group != group:
            if run:
                blocks.append("".join(run).rstrip("\r\n"))
                run = []
            group = item.group
            blocks.append(group_line(group, canon.labels, bool(usual) or section.role == "week"))
        run.append(item_text(canon, section, item))
    if run:
        blocks.append("".join(run).rstrip("\r\n"))
    return blocks


def group_line(group: str, labels: Labels, marked: bool = False) -> str:
    """The line above the items of a group; that of no group ends the one before. With `marked` it says what it is."""
    if not group:
        return f"{NO_GROUP} <!-- group -->"
    simple = (
        not marked
        and re.fullmatch(r"[^*_<>\[\]`@:：#]+", group)
        and not labels.candidates(group)
        and group != NO_GROUP
    )
    return f"**{group}**" if simple else f"**{group}** <!-- group -->"


def item_text(canon: Canon, section: Section, item: Item) -> str:
    """An item as a list item with its body nested below."""
    labels = {other.uid: other.label for other in canon.entry.items()}
    answers = tuple(digest.answers(item, canon.entry, labels))
    # Without a label of its own `T2: …` would be read as the label of what answers T2.
    is_shown = item.uid in canon.shown or any(label[:1] not in ANSWERED for label in answers)
    shown = item if is_shown else msgspec.structs.replace(item, label="")
    if canon.armored and item.body and not (_PLAIN.fullmatch(item.body)):
        shown = msgspec.structs.replace(shown, body=meta.fenced(item.body))
    return item_write.fresh(Written(shown, answers), canon.style(section.role), None)


def flow_table(canon: Canon) -> str:
    """The levels of items, as a table that is marked as the writer's own."""
    words = {
        name: canon.labels.word(canon.language, name)
        for name in ("flow", "level", "description", "issue", *FLOW_LEVELS)
    }
    rows = [
        f"| {words['level'].capitalize()} | {words['description'].capitalize()} | {words['issue'].capitalize()} |",
        "|---|---|---|",
    ]
    for level in FLOW_LEVELS:
        names = ", ".join(item.label for item in canon.entry.items() if item.flow == level)
        rows.append(f"| {level} | {words[level]} | {names} |")
    return canon.newline.join([f"## {words['flow'].capitalize()} <!-- flow -->", "", *rows, ""])


def render(entry: Entry, labels: Labels, language: str, *, armored: bool = False, stated: str = "") -> str:
    """A whole entry without a source of its own. `stated` is a language to note in the front matter."""
    settings = canon(entry, labels, language, armored=armored)
    blocks = [front_matter(entry, stated)]
    blocks += [section_text(settings, section) for section in entry.sections]
    if any(item.flow for item in entry.items()):
        blocks.append(flow_table(settings))
    return "\n".join(block for block in blocks if block)


def is_plain(value: str) -> bool:
    """Whether a text has nothing that a scanner of lines would take for structure."""
    return all(line.kind in ("text", "blank") for line in scan(text.clean(value)))
