"""`import` and `export`: files in and out, and the JSON that programs read."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from jsonschema import Draft202012Validator, FormatChecker

from retrotui import demo
from tests.cli.conftest import NOW, ROOT

Run = Callable[..., Result]
Ok = Callable[..., str]
Read = Callable[..., Any]

SEEDS = Path(os.environ.get("RETROTUI_SEEDS", ROOT.parent / "shared" / "seeds"))
SCHEMA = json.loads((ROOT / "docs" / "schema" / "entry.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())

KPT = """---
title: "[WIP] The week of [x] and [/"
date: 2026-11-09 ~ 2026-11-13
mood: no
---

## Issues this week
- [x] [New Feature] Refund form I1
- [ ] [QA] Refund report I2

## Keep
- K1: Ship behind a flag

## Problem
- P1: 배포가 늦게 끝남
- P2: Nobody reads the alarms

## Try
- P1: Ship before lunch
"""

DAILY = "# 2026-11-12\n\n## What I did\n\n- Wrote the refund form\n\n## Problems\n\n- The alarms again\n"


@pytest.fixture
def kpt(tmp_path: Path) -> Path:
    """A weekly document in a file of its own."""
    path = tmp_path / "files" / "week.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(KPT, encoding="utf-8")
    return path


@pytest.fixture
def daily(tmp_path: Path) -> Path:
    """A daily document beside it."""
    path = tmp_path / "files" / "day.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(DAILY, encoding="utf-8")
    return path


def section(document: dict[str, Any], role: str) -> dict[str, Any]:
    """The first section of a role."""
    found: dict[str, Any] = next(each for each in document["sections"] if each["role"] == role)
    return found


def valid(value: Any) -> Any:
    """The value, after the schema agreed to it."""
    VALIDATOR.validate(value)
    return value


def test_the_schema_is_one() -> None:
    """It follows its own specification, and says no to what it should not know."""
    Draft202012Validator.check_schema(SCHEMA)
    assert not VALIDATOR.is_valid({"schema": 2})
    assert not VALIDATOR.is_valid([{"file": "x"}])
    assert VALIDATOR.is_valid([{"file": "x", "error": "x:1: no"}])


def test_a_dry_run_tells_what_it_found_and_makes_nothing(
    run: Run, kpt: Path, daily: Path, tmp_path: Path
) -> None:
    """One object per entry in the order of the files, each with its file; no notebook needs to exist."""
    result = run("import", str(kpt), str(daily), "--dry-run", "--json")
    assert result.exit_code == 0, result.output
    week, day = valid(json.loads(result.stdout))
    assert (week["file"], week["key"], week["end"]) == (str(kpt), "kpt/2026-W46", "2026-11-13")
    assert week["title"] == "[WIP] The week of [x] and [/"
    assert week["front_matter"]["mood"] == "no"
    assert [item["category"] for item in section(week, "issue")["items"]] == ["New Feature", "QA"]
    assert section(week, "try")["items"][0]["links"] == [
        {"relation": "answers", "key": "kpt/2026-W46", "label": "P1"}
    ]
    assert "P2 has no Try" in week["warnings"]
    assert (day["file"], day["key"]) == (str(daily), "daily/2026-11-12")
    assert not (tmp_path / "data").exists()
    assert not (tmp_path / "state").exists()


def test_an_import_reports_each_file(run: Run, kpt: Path) -> None:
    """New, then already there; findings are told once."""
    first = run("import", str(kpt))
    assert first.exit_code == 0
    assert first.stdout.startswith(f"new: {kpt} → kpt/2026-W46  [WIP] The week of [x] and [/\n")
    assert "! P2 has no Try" in first.stderr
    assert first.stderr.endswith("1 new\n")
    again = run("import", str(kpt))
    assert again.stdout.startswith("already there: ")
    assert again.stderr == "1 already there\n"


def test_a_folder_is_searched_in_order(read_json: Read, kpt: Path, daily: Path) -> None:
    """Only documents are taken, hidden folders are not, whatever else lies there."""
    folder = kpt.parent
    (folder / "photo.png").write_bytes(b"\x89PNG")
    (folder / "package.json").write_text('{"name": "x"}')
    (folder / ".git").mkdir()
    (folder / ".git" / "note.md").write_text("# hidden")
    found = read_json("import", str(folder), "--dry-run")
    assert [entry["file"] for entry in found] == [str(daily), str(kpt)]


def test_a_failed_file_does_not_stop_the_others(run: Run, kpt: Path, tmp_path: Path) -> None:
    """Its reason is told with its name, the others are in, and the exit code says that one failed."""
    missing, binary = tmp_path / "missing.md", tmp_path / "binary.md"
    binary.write_bytes(b"\x00\x01\x02" * 1000)
    result = run("import", str(missing), str(binary), str(kpt), "--json")
    assert result.exit_code == 1
    failed, broken, good = valid(json.loads(result.stdout))
    assert (failed["file"], "No such file" in failed["error"]) == (str(missing), True)
    assert (broken["file"], str(binary) in broken["error"]) == (str(binary), True)
    assert good["key"] == "kpt/2026-W46"
    assert "1 new, 2 failed" in result.stderr
    people = run("import", str(missing), str(kpt))
    assert people.exit_code == 1
    assert f"failed: {missing}: No such file" in people.stderr


@pytest.mark.parametrize(
    "args", [["--date", "soon"], ["--kind", "diary"], ["--language", "de"], ["--default-date", "2026-13-01"]]
)
def test_a_wrong_hint_is_a_wrong_command_line(run: Run, kpt: Path, notebook: Path, args: list[str]) -> None:
    """Nothing is read or written."""
    assert run("import", str(kpt), *args).exit_code == 2
    assert not notebook.exists()


def test_a_date_is_for_one_file(run: Run, read_json: Read, kpt: Path, tmp_path: Path) -> None:
    """Two files cannot be of the same day by accident."""
    undated = tmp_path / "undated.md"
    undated.write_text("- Keep\n    - one\n- Problem\n    - two\n", encoding="utf-8")
    [found] = read_json("import", str(undated), "--dry-run", "--date", "2026-11-03")
    assert found["start"] == "2026-11-03"
    [found] = read_json(
        "import", str(undated), "--dry-run", "--default-date", "2026-11-04", "--kind", "daily"
    )
    assert (found["key"], found["kind"]) == ("daily/2026-11-04", "daily")
    assert run("import", str(undated), str(kpt), "--date", "2026-11-03").exit_code == 2


def test_a_changed_file_updates_its_entry(ok: Ok, run: Run, read_json: Read, kpt: Path) -> None:
    """What was not touched here takes the file's new words, under the same identity and key."""
    ok("import", str(kpt))
    before = read_json("show", "2026-W46")
    kpt.write_text(KPT.replace("Ship behind a flag", "Ship behind two flags"), encoding="utf-8")
    assert run("import", str(kpt)).stdout.startswith("updated: ")
    after = read_json("show", "2026-W46")
    assert (after["uid"], after["key"]) == (before["uid"], before["key"])
    assert section(after, "keep")["items"][0]["text"] == "Ship behind two flags"
    assert section(after, "try")["items"][0]["links"] == section(before, "try")["items"][0]["links"]


def test_an_import_is_one_step_of_undo(ok: Ok, read_json: Read, kpt: Path, daily: Path) -> None:
    """All files of one command come and go together."""
    ok("import", str(kpt), str(daily))
    assert len(read_json("list")) == 2
    ok("undo")
    assert read_json("list") == []


def test_export_gives_the_bytes_back(process: Callable[..., Any], kpt: Path, daily: Path) -> None:
    """Through a pipe, one after the other with nothing between, whatever the newlines."""
    daily.write_bytes(b"\xef\xbb\xbf" + DAILY.replace("\n", "\r\n").encode())
    assert process("import", str(kpt), str(daily)).returncode == 0
    assert process("export", "2026-W46").stdout == kpt.read_bytes()
    assert process("export", "2026-11-12", "2026-W46").stdout == daily.read_bytes() + kpt.read_bytes()
    assert process("export", "--all").stdout == kpt.read_bytes() + daily.read_bytes()
    assert process("show", "--md", "2026-W46").stdout == kpt.read_bytes()


def test_export_writes_files(ok: Ok, run: Run, kpt: Path, daily: Path, tmp_path: Path) -> None:
    """One per entry, named by its key; what says something else is not overwritten unless told to."""
    ok("import", str(kpt), str(daily))
    out = tmp_path / "out"
    assert ok("export", "--all", "--out", str(out)).splitlines() == [
        str(out / "kpt-2026-W46.md"),
        str(out / "daily-2026-11-12.md"),
    ]
    assert (out / "kpt-2026-W46.md").read_bytes() == kpt.read_bytes()
    ok("export", "--all", "--out", str(out))
    (out / "kpt-2026-W46.md").write_text("mine")
    refused = run("export", "2026-W46", "--out", str(out))
    assert (refused.exit_code, (out / "kpt-2026-W46.md").read_text()) == (1, "mine")
    assert str(out / "kpt-2026-W46.md") in refused.stderr
    ok("export", "2026-W46", "--out", str(out), "--overwrite")
    assert (out / "kpt-2026-W46.md").read_bytes() == kpt.read_bytes()


@pytest.mark.parametrize(
    "args", [[], ["today", "--all"], ["--all", "--format", "json", "--original"], ["2031"]]
)
def test_export_needs_to_know_what(run: Run, args: list[str]) -> None:
    """A contradiction or an unknown key is a wrong command line."""
    assert run("export", *args).exit_code == 2


def test_json_goes_out_and_comes_back(
    ok: Ok, read_json: Read, kpt: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another notebook that imports an export says the same: identities, links, states, front matter."""
    ok("import", str(kpt))
    ok("add", "try", "--week", "2026-W46", "--for", "P2", "Read them aloud", "--flow", "A")
    ok("log", "회고를 쓰다")
    ok("set", "2026-W46", "T1", "dropped", "--why", "no time")
    out = tmp_path / "all.json"
    out.write_text(ok("export", "--all", "--format", "json"), encoding="utf-8")
    before = valid(read_json("list"))
    assert valid(json.loads(out.read_text(encoding="utf-8")))[::-1] == before
    assert run_json_import(read_json, out) == []
    monkeypatch.setenv("RETROTUI_NOTEBOOK", str(tmp_path / "other.json"))
    assert len(run_json_import(read_json, out)) == 2
    after = read_json("list")
    assert list(map(changed_at, after)) == list(map(changed_at, before))
    for document in [*before, *after]:
        document.pop("updated_at")
    assert after == before


def changed_at(document: dict[str, Any]) -> dt.datetime:
    """When an entry was last changed, whatever the zone."""
    return dt.datetime.fromisoformat(document["updated_at"])


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("2026-11-03T08:15:00.5+09:00", "2026-11-02T23:15:00.500000+00:00"),
        ("2026-11-03T08:15:00", "2026-11-03T08:15:00+00:00"),
        ("2031-01-01T00:00:00Z", None),
        ("0001-01-01T00:00:00+14:00", None),
        (None, None),
    ],
)
def test_an_entry_of_a_json_export_was_changed_when_it_says(
    run: Run, read_json: Read, tmp_path: Path, said: str | None, kept: str | None
) -> None:
    """Not when it was imported; and never later than now."""
    document = {"schema": 1, "kind": "kpt", "start": "2026-11-02", "end": "2026-11-06", "updated_at": said}
    path = tmp_path / "x.json"
    path.write_text(json.dumps(document))
    later = NOW + dt.timedelta(days=1)
    assert run("import", str(path), now=later).exit_code == 0
    expected = dt.datetime.fromisoformat(kept) if kept else later
    assert changed_at(read_json("show", "2026-W45")) == expected
    run("add", "keep", "x", "--week", "2026-W45", now=later)
    assert changed_at(read_json("show", "2026-W45")) == later


def run_json_import(read_json: Read, path: Path) -> list[str]:
    """Import a file; gives the keys of what was new by it."""
    before = {entry["key"] for entry in read_json("list")}
    valid(read_json("import", str(path)))
    return [entry["key"] for entry in read_json("list") if entry["key"] not in before]


def test_json_files_of_single_entries_keep_their_links(ok: Ok, read_json: Read, tmp_path: Path) -> None:
    """A link into an entry whose file comes later is set as well."""
    first = {
        "schema": 1,
        "kind": "kpt",
        "start": "2026-11-02",
        "end": "2026-11-06",
        "key": "kpt/2026-W45",
        "uid": "a1",
    }
    link = {"relation": "carried_from", "key": "kpt/2026-W46", "label": "T1"}
    first["sections"] = [{"role": "try", "items": [{"text": "x", "label": "T1", "links": [link]}]}]  # type: ignore[assignment]
    second = {
        "schema": 1,
        "kind": "kpt",
        "start": "2026-11-09",
        "end": "2026-11-13",
        "key": "kpt/2026-W46",
        "uid": "b2",
    }
    second["sections"] = [{"role": "try", "items": [{"text": "y", "label": "T1"}]}]  # type: ignore[assignment]
    for name, document in (("a", first), ("b", second)):
        (tmp_path / f"{name}.json").write_text(json.dumps(document))
    ok("import", str(tmp_path))
    assert section(read_json("show", "2026-W45"), "try")["items"][0]["links"] == [link]


def test_an_older_export_does_not_overwrite_what_was_written_since(
    ok: Ok, run: Run, read_json: Read, tmp_path: Path
) -> None:
    """Both are kept, and the import says so."""
    ok("add", "keep", "one")
    out = tmp_path / "old.json"
    out.write_text(ok("export", "--all", "--format", "json"), encoding="utf-8")
    ok("add", "keep", "two")
    result = run("import", str(out))
    assert "! kpt/2026-W47 is here already and says something else: both are kept" in result.stderr
    assert sorted(entry["key"] for entry in read_json("list")) == ["kpt/2026-W47", "kpt/2026-W47-2"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{", ":1: "),
        ("[1]", "object"),
        ('{"schema": 2, "kind": "kpt", "start": "2026-11-02", "end": "2026-11-02"}', "schema is 2"),
        ('{"schema": 1, "kind": "diary", "start": "2026-11-02", "end": "2026-11-02"}', "$.kind"),
        ('{"schema": 1, "kind": "kpt", "start": "2026-11-31", "end": "2026-11-02"}', "$.start"),
        ('{"schema": 1, "kind": "kpt", "start": "2026-11-03", "end": "2026-11-02"}', "$.end"),
        (
            '{"schema": 1, "kind": "kpt", "start": "2026-11-02", "end": "2026-11-02", "sections": [{"role": "x"}]}',
            "role",
        ),
        ('{"name": "not ours"}', "schema"),
        ("[" * 100_000, "JSON"),
    ],
)
def test_json_that_is_not_ours_is_refused(run: Run, tmp_path: Path, content: str, reason: str) -> None:
    """With the file and the place in it."""
    path = tmp_path / "x.json"
    path.write_text(content)
    result = run("import", str(path), "--json")
    assert result.exit_code == 1
    [failed] = valid(json.loads(result.stdout))
    assert str(path) in failed["error"]
    assert reason in failed["error"]


def test_json_from_elsewhere_is_cleaned(ok: Ok, read_json: Read, tmp_path: Path) -> None:
    """Control characters in a foreign document reach neither the notebook nor a terminal."""
    item = {"text": "a\x1b[2J\nb", "label": "D1", "body": "x\u202ey"}
    document = {
        "schema": 1,
        "kind": "daily",
        "start": "2026-11-20",
        "end": "2026-11-20",
        "title": "t\x07",
        "front_matter": {"k\x1b": ["v\x9b"]},
        "sections": [{"role": "did", "items": [item]}],
    }
    path = tmp_path / "x.json"
    path.write_text(json.dumps(document))
    ok("import", str(path))
    shown = read_json("show", "today")
    assert (shown["title"], shown["front_matter"]) == ("t", {"k": ["v"]})
    assert section(shown, "did")["items"][0]["text"] == "a[2J b"
    assert section(shown, "did")["items"][0]["body"] == "xy"


def test_the_results_of_an_import_tell_the_comments_of_front_matter(tmp_path: Path, read_json: Read) -> None:
    """No line of a document is in no field; where there are none, there is no field for them."""
    path = tmp_path / "a.md"
    path.write_text('---\ntype: "tech" # tech or idea\n---\n## Keep\n- a\n## Problem\n- b\n', "utf-8")
    [found] = valid(read_json("import", str(path), "--dry-run"))
    assert found["front_matter_comments"] == ["tech or idea"]
    path.write_text("## Keep\n- a\n## Problem\n- b\n", "utf-8")
    [found] = valid(read_json("import", str(path), "--dry-run"))
    assert "front_matter_comments" not in found


def test_the_samples_are_valid_documents(read_json: Read) -> None:
    """What every kind and language of document looks like as JSON follows the schema."""
    found = valid(read_json("import", str(demo.samples()), "--dry-run"))
    assert {entry["kind"] for entry in found} == {"daily", "kpt", "aar", "study", "year", "note"}
    assert {entry["language"] for entry in found} == {"en", "ko", "ja"}


@pytest.mark.skipif(not SEEDS.is_dir(), reason=f"no model documents at {SEEDS} (set RETROTUI_SEEDS)")
def test_the_model_documents_come_back_byte_for_byte(
    process: Callable[..., Any], ok: Ok, read_json: Read
) -> None:
    """Imported, listed as what they are, and exported through a pipe."""
    seeds = sorted(SEEDS.glob("*.txt"))
    found = valid(read_json("import", *map(str, seeds), "--dry-run"))
    assert [entry["kind"] for entry in found] == ["kpt", "aar", "year", "study", "daily"]
    for number, (seed, kind) in enumerate(zip(seeds, ["kpt", "aar", "year", "study", "daily"], strict=True)):
        ok("import", str(seed), "--default-date", f"2026-11-0{number + 1}")
        [entry] = read_json("list", "--kind", kind)
        assert process("export", entry["key"]).stdout == seed.read_bytes()
