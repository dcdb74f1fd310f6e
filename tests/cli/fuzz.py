"""Run as a program: reads documents that were broken at random, and prints what went wrong as JSON.

A process of its own, because a library that crashes takes its process with it.
"""

from __future__ import annotations

import faulthandler
import json
import random
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from retrotui.errors import DocumentUnreadable
from retrotui.markdown import reader, writer
from retrotui.model.entry import Entry
from retrotui.text import is_unsafe

SAMPLES = Path(__file__).parents[2] / "sample_data"
TOKENS = [
    "\x1b[2J", "\x1b]52;c;eA==\x07", "\x00", "\x9b31m", "\u202e", "\u2066", "\ufeff", "\u2028", "\x85", "\x0c", "\r", "\r\n",
    "\n---\n", "---\n", "+++\n", "{{ x }}", "{% raw %}", "<!--", "-->", "<aside>", "</details>", "```", "~~~", "    ", "\t",
    "&a ", "*a", "!!python/object/apply:os.system [x]", "!!binary x", "? ", ": ", "[" * 40, "{" * 40, "- " * 20, "> " * 20,
    "|a|b|\n|-|-|\n|c<br>d|e|\n", "[x]", "[ ]", "- [x] ", "1. ", "K1 ", "P1: ", "(I3)", "A | K1", "## Keep\n", "## 문제\n",
    "<table><tr><td>Keep</td><td>a<br>b</td></tr><tr><td>Try</td><td></td></tr></table>\n", "<table>", "</tr>", "<td>", "</table>\n",
    "\n## Flow\n\n- A: I1\n- B: I2, I3\n", "- What did we learn?\n  - a\n", "6/17/21 - a\n", "Day 1", "**Try**\n", "# KPT\n", "## 1주차 - 2019.09.29\n", "2021-08-09 ~ 2021-08-14", "2021-13-45", "date: ", "title: [", "tags: ",
    "kind: kpt\n", "한글", "日本語", "👩‍💻", "é", "\\", "`", "<br>", "![", "](", "\"", "'", "%d", "{", "}", "=" * 30, "\n" * 30,
]  # fmt: skip
"""What a mutation puts in."""
FRONT = [
    "title: KPT: week 1", "title: [New Feature] x", "title: @me", "a: &a [1]\nb: *a", "date: 2021-13-45", "date: 9:30", "v: 1.10",
    "no: on", "1: 2", "? [a]\n: b", "title: \"\\e]52;x\\a\"", "title: \"\\ud83d\"", "a: !!python/name:os.system x", "content: x",
    "a: a\na: b", "x: " + "[" * 60, "x: {a: {b: {c: {d: {e: {f: g}}}}}}", "<<: {a: b}", "title: |\n  a\n  b", "tags: [a, b", "---",
    "a: " + "b " * 500, "\t a: b", "null: null", "date: 2021-08-09 10:00:00+09:00",
]  # fmt: skip


def documents() -> list[bytes]:
    """What is broken: the samples, and front matters that were made to be hard."""
    found = [path.read_bytes() for path in sorted(SAMPLES.glob("*.md"))]
    return found + [f"---\n{front}\n---\n## Keep\n- a\n## Problem\n- b\n".encode() for front in FRONT]


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The document with up to eight things cut, doubled, moved, put in or turned."""
    if len(data) > 1500 and chance.random() < 0.7:
        start = chance.randrange(len(data) - 1000)
        data = data[: chance.choice((0, 200))] + data[start : start + 1000]
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(data) + 1)
        to = min(len(data), at + chance.randint(0, 60))
        match chance.randrange(6):
            case 0:
                data = data[:at] + data[to:]
            case 1:
                data = data[:to] + data[at:]
            case 2:
                other = chance.randrange(len(data) + 1)
                data = data[:other] + data[at:to] + data[other:]
            case 3 | 4:
                data = data[:at] + chance.choice(TOKENS).encode("utf-8", "surrogatepass") + data[at:]
            case _ if chance.random() < 0.1:
                data = data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
    return data


def strings(value: Any) -> list[Any]:
    """All that a front matter holds, flat."""
    if isinstance(value, dict):
        return [each for key, inner in value.items() for each in (key, *strings(inner))]
    if isinstance(value, (list, tuple)):
        return [each for inner in value for each in strings(inner)]
    return [value]


def wrong(entry: Entry) -> str:
    """What of an entry's fields must not be; empty when all may."""
    metadata = strings(entry.front_matter)
    if any(not isinstance(each, str) for each in metadata):
        return "metadata that is no text"
    texts = [entry.title, *entry.tags, *metadata]
    for section in entry.sections:
        texts += [section.heading, section.prose]
        for item in section.items:
            texts += [item.text, item.body, item.label, item.category, item.group, item.reason, item.size]
    return "a control character in a field" if any(map(is_unsafe, texts)) else ""


def run(count: int, seed: int) -> dict[str, Any]:
    """Read so many documents; what went wrong, with the document as Python writes it."""
    chance = random.Random(seed)
    sources = documents()
    seen: Counter[str] = Counter()
    problems: list[str] = []
    longest = 0.0
    for _ in range(count):
        data = mutated(chance.choice(sources), chance)
        began = time.process_time()
        try:
            readings = reader.read(data, "a.md")
        except DocumentUnreadable:
            seen["refused"] += 1
            continue
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what the fuzzing is for
            problems.append(f"{type(error).__name__}: {error}: {data!r}")
            continue
        longest = max(longest, time.process_time() - began)
        seen["read"] += 1
        if b"".join(writer.write(reading.entry) for reading in readings) != data:
            problems.append(f"other bytes came out: {data!r}")
        problems += [f"{fault}: {data!r}" for reading in readings if (fault := wrong(reading.entry))]
    return {**seen, "problems": problems[:5], "longest": round(longest, 3)}


if __name__ == "__main__":
    faulthandler.enable()
    print(json.dumps(run(*map(int, sys.argv[1:]))))
