"""Entries and texts as people might write them, and worse, for property tests."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st
from msgspec.structs import replace

from retrotui import text
from retrotui.model import edit, kinds
from retrotui.model.entry import Entry, Item, Link, Section, Week, new_uid
from retrotui.model.kinds import KINDS, ROLES

FRAGMENTS = [
    "# ", "## Keep", "##Keep", "### ", "- ", "* ", "1. ", "-", "[x] ", "[ ] ", "[QA] ", "K1: ", "P2", "I3", "|", "|-|-|",
    "Keep", "Problem", "Try", "**Keep**", "```", "~~~", "<!--", "-->", "<aside>", "</aside>", "<br>", "---", "===", "> ",
    "\n", "\n\n", "\r\n", "\r", "\t", "    ", " ", "\u3000", "\ufeff", "\u2028", "2024-01-29", "완료", "진행 중", "좋았던 점",
    "오늘 한 일", "1주차", "良かったこと", "<details>", "<summary>Keep</summary>", "{{< x >}}", "title: a", "+++", "é", "👍", "✅ ",
    "|Keep|a|", "| A | x | K1 |", "#", "\\", "`", "*", "_", "~~", "word", "a: b", "\x1b[31m", "<!-- prose -->", "P1 → ", "@me",
]  # fmt: skip

documents = st.one_of(
    st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join),
    st.lists(
        st.one_of(
            st.sampled_from(FRAGMENTS),
            st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=6),
        ),
        max_size=40,
    ).map("".join),
)

_WORDS = st.sampled_from(
    ["fix", "the build", "배포", "를 미루지 않기", "テスト", "を書く", "[QA]", "K1:", "(done)", "- 완료", "✅", "**bold**", "`code`",
     "I3", "Keep", "none", "...", "a|b", "x: y", "~~old~~", "<!---->", "#tag", "P1", "[x]", "2024-01-29", "→ P1", "4월", "Keep: it",
     "# x", "- x", "1. x", "1) x", "| a |", "---", "===", "[x] y", "[ ] z", "P1: z", "T2 → P1: z", "A: b", "> q", "\\", "a\\", "\\|",
     "<br>", "&nbsp;", "<!-- item -->", "<!-- group -->", "<!-- prose -->", "<b>x</b>", "- done", "(완료)", "\u3000x", "👍", "①", "+ x",
     "・x", "-x", "##Keep", "**Keep**", "【Try】", "1주차", "Week 3", "```", "~~~", "{{ x }}", "http://x.org/a_b?c=[d]", "a\tb", "`"]
)  # fmt: skip
lines = st.one_of(
    st.lists(_WORDS, min_size=1, max_size=5).map(" ".join), st.text(min_size=1, max_size=30)
).map(text.clean_line)
texts = lines.filter(lambda line: bool(line.replace("<!---->", "").strip()))


@st.composite
def bodies(draw: st.DrawFn) -> str:
    """Markdown below an item or a heading: its first line is not indented, and no blank lines are around it."""
    parts = draw(
        st.lists(
            st.one_of(
                texts,
                st.sampled_from(
                    [
                        "",
                        "- nested",
                        "  - deeper",
                        "```",
                        "> quote",
                        "1. one",
                        "## no heading",
                        "<aside>",
                        "</aside>",
                        "| a | b |",
                        "|--|--|",
                        "---",
                        "===",
                        "~~~sh",
                        "~~~",
                        "  - [x] a",
                        "\ttabbed",
                        "    four",
                        "\u3000wide",
                        "> - quoted list",
                        "<details>",
                        "<summary>Keep</summary>",
                        "</details>",
                        "<li>a</li>",
                        "<!-- a comment -->",
                        "<!-- prose -->",
                        "<!-- /prose -->",
                        "Reason: none <!-- reason -->",
                        "Keep",
                        "**Problem**",
                        "[Try]",
                        "* * *",
                        "P1: z",
                        "2024-01-29",
                        "| A | x | K1 |",
                        "1) one",
                        "a\\",
                        "#",
                    ]
                ),
            ),
            max_size=6,
        )
    )
    body = "\n".join(parts).strip("\n")
    return body.lstrip(" \t\u3000").strip("\n").rstrip()


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """An entry as the app makes one: no source blocks, labels and states as the rules of its kind give them."""
    kind = KINDS[draw(st.sampled_from(list(KINDS)))]
    start = draw(st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)))
    end = start + dt.timedelta(days=draw(st.integers(0, 40)))
    entry = Entry(
        new_uid(), "", kind.name, draw(texts), start, end, draw(st.sampled_from(["en", "ko", "ja"])),
        tuple(draw(st.lists(texts.map(lambda tag: tag.lstrip("#").replace(",", "").strip(" \"'[]") or "tag"), max_size=2, unique=True))),
    )  # fmt: skip
    roles = draw(st.lists(st.sampled_from([*kind.roles, "prose"] if kind.roles else ["prose"]), max_size=5))
    number = 0
    for role in roles:
        heading = draw(st.one_of(st.just(ROLES[role].heading(entry.language)), texts))
        week = None
        if role == "week":
            number += 1
            week = draw(weeks(number))
            heading = heading.format(n=number) if "{n}" in heading else heading
        section = Section(new_uid(), role, heading, 2, (), draw(st.one_of(st.just(""), bodies())), week)
        entry = replace(entry, sections=(*entry.sections, section))
        if role == "prose":
            continue
        group = ""
        for _ in range(draw(st.integers(0, 3))):
            group = draw(st.sampled_from([group, group, "", "Platform", "완료", "[a]"]))
            item = Item(
                new_uid(), text=draw(texts), body=draw(st.one_of(st.just(""), bodies())), group=group if role != "week" else "",
                category=draw(st.sampled_from(["", "", "QA", "New Feature", "배포"])),
                state=draw(st.sampled_from([state.name for state in kinds.states(kind.name, role)] or [""])),
                reason=draw(st.sampled_from(["", "", "no time", "because: of it"])), size=draw(st.sampled_from(["", "2h"])),
                flow=draw(st.sampled_from(["", "", "A", "B", "C"])) if kind.name == "kpt" else "",
                date=draw(st.sampled_from([None, dt.date(2024, 5, 6)])),
            )  # fmt: skip
            entry = edit.add_item(entry, section.uid, item)
    return _with_links(draw, entry)


@st.composite
def weeks(draw: st.DrawFn, number: int) -> Week:
    return Week(
        number,
        draw(st.one_of(st.none(), st.dates(dt.date(2000, 1, 1), dt.date(2080, 1, 1)))),
        draw(st.sampled_from(["", "attended", "partly", "absent", "skipped"])),
        draw(st.sampled_from(["", "flu", "야근: 배포"])),
        draw(st.sampled_from([None, 80.0, 83.3, 100.0, 0.0])),
        draw(st.booleans()),
    )


def _with_links(draw: st.DrawFn, entry: Entry) -> Entry:
    targets = [item.uid for item in (*entry.items_of("problem"), *entry.items_of("keep"))]
    for item in entry.items_of("try"):
        if targets:
            chosen = draw(st.lists(st.sampled_from(targets), max_size=2, unique=True))
            entry = edit.change_item(
                entry, item.uid, links=tuple(Link("answers", entry.uid, uid) for uid in chosen)
            )
    return entry
