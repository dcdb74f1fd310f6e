"""Text made to break readers: bounded in time, harmless in fields, exact on the way out."""

from __future__ import annotations

import re
import time

import pytest

from retrotui.markdown.reader import read
from retrotui.markdown.writer import write

KPT = "## Keep\n- a\n## Problem\n- b\n## Try\n- c\n"
FLOODS = {
    "nested bullets": "".join("  " * depth + "- x\n" for depth in range(400)),
    "fences that never close": "```\n" * 9_999,
    "openers": "<aside>\n<!--\n" * 5_000,
    "images": "![" * 20_000,
    "brackets": "- " + "[" * 20_000 + "\n",
    "bars": "|" * 20_000 + "\n|-|\n",
    "table": ("| a " * 40 + "|\n") + ("|---" * 40 + "|\n") + ("| b " * 40 + "|\n") * 400,
    "blank lines": "\n" * 60_000,
    "blanks": " " * 100_000,
    "dashes": "-" * 50_000 + "\n" + "- " * 20_000,
    "stars": "*" * 50_000 + "\n" + "**a" * 10_000,
    "headings": "# Keep\n" * 5_000,
    "labels": "Keep\nProblem\nTry\n" * 3_000,
    "dates": "2024-01-01 ~ " * 5_000,
    "one long line": "word " * 40_000,
    "digits": "1" * 50_000 + ". x\n",
    "breaks": "|Keep|" + "<br>" * 10_000 + "|\n|Problem|x|\n",
    "marks": "✅" * 20_000,
    "front matter": "---\n" + "a: b\n" * 12_000 + "---\n" + KPT,
    "items": KPT + "- another item of the list\n" * 3_000,
}


@pytest.mark.parametrize("name", FLOODS)
def test_floods_take_no_time(name: str) -> None:
    """A hundred kilobytes of anything are read in about a second at most, and come back."""
    data = (KPT + FLOODS[name]).encode() if name != "front matter" else FLOODS[name].encode()
    began = time.perf_counter()
    readings = read(data, "a.md")
    assert b"".join(write(reading.entry) for reading in readings) == data
    # Several times what it takes, for slow and busy machines.
    assert time.perf_counter() - began < 4


CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")


@pytest.mark.parametrize(
    "payload",
    ["\x1b[2J", "\x1b]52;c;eA==\x07", "\x9b31m", "\u202eabc", "\u2066x", "\x08\x08", "\r", "\x0b", "\x7f"],
)
def test_control_characters_reach_no_field(payload: str) -> None:
    """Escapes and direction marks stay in the source blocks and out of every field."""
    source = f"---\ntitle: a{payload}b\ntags: [x{payload}y]\nother: z{payload}\n---\n## Keep{payload}\n\npro{payload}se\n\n- it{payload}em\n\n  bo{payload}dy\n## Problem\n- [Q{payload}A] b\n"
    reading = read(source.encode(), "a.md")[0]
    entry = reading.entry
    assert write(entry) == source.encode()
    fields = [entry.title, *entry.tags, str(list(entry.front_matter.values())), *reading.warnings]
    for section in entry.sections:
        fields += [section.heading, section.prose]
        fields += [
            part
            for item in section.items
            for part in (item.text, item.body, item.category, item.group, item.label)
        ]
    assert not any(CONTROLS.search(field) for field in fields)
