"""Importing years of posts, and publishing them: what a person at the prompt sees of it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from jsonschema import Draft202012Validator

from retrotui.cli.progress import Progress
from tests.cli.conftest import NOW, ROOT
from tests.garble import garbled

Run = Callable[..., Result]
Ok = Callable[..., str]
Read = Callable[..., Any]

SCHEMA = json.loads((ROOT / "docs" / "schema" / "entry.schema.json").read_text(encoding="utf-8"))
WEEK = "---\ntitle: Retro {n}\ndate: 2026-{n:02}-03\n---\n\n## Keep\n- one {n}\n\n## Problem\n- two\n"


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    """A folder of posts: three weeks, one without a date, one that is no text, and an archive."""
    folder = tmp_path / "posts"
    folder.mkdir()
    for n in (1, 2, 3):
        (folder / f"week-{n}.md").write_text(WEEK.format(n=n))
    (folder / "undated.md").write_text("## Keep\n- a\n\n## Problem\n- b\n")
    (folder / "broken.md").write_bytes(b"## Keep\n\n\0\1\2")
    with zipfile.ZipFile(folder / "old.zip", "w") as file:
        file.writestr("페이지 0123456789abcdef0123456789abcdef.md", WEEK.format(n=4))
        file.writestr("table.csv", "a,b")
    return folder


def test_a_batch_ends_with_a_summary(run: Run, posts: Path) -> None:
    """New, updated, already there, failed with file, line and reason, and what is a guess."""
    first = run("import", str(posts))
    assert first.exit_code == 1
    assert f"failed: {posts}/broken.md:3: " in first.stderr
    assert f"{posts}/old.zip: left out what is no document: 1 .csv\n" in first.stderr
    assert first.stderr.endswith("5 new, 1 failed, 1 unsure\n")
    (posts / "week-2.md").write_text(WEEK.format(n=2).replace("two", "zwei"))
    again = run("import", str(posts))
    assert again.stderr.endswith("1 updated, 4 already there, 1 failed\n")


def test_a_file_whose_encoding_is_a_close_guess_counts_as_unsure(run: Run, tmp_path: Path) -> None:
    """What may be Japanese or Korean is told so, and is sure with `--language`."""
    path = tmp_path / "2024-01-29.md"
    path.write_bytes("# KPT 2024-01-29\n\n## Keep\n- 年\n\n## Problem\n\n## Try\n".encode("cp932"))
    guessed = run("import", "--dry-run", str(path))
    assert "--language decides" in guessed.stderr
    assert guessed.stderr.endswith("1 unsure\n")
    assert "unsure" not in run("import", "--dry-run", "--language", "ja", str(path)).stderr


def test_a_dry_run_of_a_batch_says_the_same_and_changes_nothing(
    run: Run, ok: Ok, posts: Path, notebook: Path
) -> None:
    (posts / "broken.md").unlink()
    ok("import", str(posts))
    before = notebook.read_bytes()
    (posts / "week-2.md").write_text(WEEK.format(n=2).replace("two", "zwei"))
    result = run("import", str(posts), "--dry-run")
    assert result.stderr.endswith("Dry run, nothing was written: 1 updated, 4 already there\n")
    assert notebook.read_bytes() == before


def test_a_page_is_known_again_in_another_export(ok: Ok, run: Run, posts: Path, tmp_path: Path) -> None:
    """Notion names each archive anew; the page's id says that it is the same page."""
    ok("import", str(posts / "old.zip"))
    newer = tmp_path / "Export-2.zip"
    with zipfile.ZipFile(newer, "w") as file:
        file.writestr(
            "폴더/새 이름 0123456789abcdef0123456789abcdef.md", WEEK.format(n=4).replace("two", "zwei")
        )
    assert run("import", str(newer)).stderr.endswith("1 updated\n")
    assert len(json.loads(ok("list", "--json"))) == 1


def test_what_was_edited_here_and_in_the_file_is_told(ok: Ok, run: Run, posts: Path) -> None:
    ok("import", str(posts / "week-1.md"))
    ok("set", "2026-W01", "P1", "solved")
    (posts / "week-1.md").write_text(WEEK.format(n=1).replace("two", "zwei"))
    result = run("import", str(posts / "week-1.md"))
    assert "week-1.md:10: the file says “zwei”, and here it is “two”: both are kept" in result.stderr


def test_what_was_deleted_is_named_and_left_in_the_trash(ok: Ok, run: Run, posts: Path) -> None:
    """In the summary and as JSON; `--again` brings it back, and a dry run says that it would."""
    week = str(posts / "week-1.md")
    ok("import", week)
    journal = json.loads(ok("list", "--json"))
    assert [entry["key"] for entry in journal] == ["kpt/2026-W01"]
    delete(ok, "kpt/2026-W01")
    again = run("import", week)
    assert again.exit_code == 0
    assert again.stdout == f"in the trash: {week} → kpt/2026-W01  Retro 1\n"
    assert again.stderr.startswith("1 in the trash\n")
    assert "--again brings it back" in again.stderr
    [told] = json.loads(run("import", week, "--json").stdout)
    assert told["status"] == "trashed"
    assert told["warnings"][0] == "kpt/2026-W01 was deleted here and is in the trash"
    dry = run("import", week, "--again", "--dry-run")
    assert dry.stderr == "Dry run, nothing was written: 1 back from the trash\n"
    assert json.loads(ok("list", "--json")) == []
    [told] = json.loads(run("import", week, "--again", "--json").stdout)
    assert told["status"] == "restored"
    assert [entry["uid"] for entry in json.loads(ok("list", "--json"))] == [journal[0]["uid"]]


def delete(ok: Ok, key: str) -> None:
    """Delete an entry, as the app does."""
    where = json.loads(ok("where", "--json"))
    from retrotui.journal import Journal

    opened = Journal.open(Path(where["notebook"]), state_dir=Path(where["state"]), clock=lambda: NOW)
    opened.delete_entry(opened.find(key).uid)
    opened.close()


def test_the_json_of_a_batch_says_what_became_of_each_file(ok: Ok, run: Run, posts: Path) -> None:
    """Also when one fails: all others are there, and agree with the documented shape."""
    ok("import", str(posts / "week-1.md"), str(posts / "week-2.md"))
    (posts / "week-2.md").write_text(WEEK.format(n=2).replace("two", "zwei"))
    result = run("import", str(posts), "--json")
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    Draft202012Validator(SCHEMA).validate(told)
    status = {Path(each["file"]).name.partition(" ")[0]: each.get("status", "") for each in told}
    assert status == {
        "broken.md": "",
        "페이지": "new",
        "undated.md": "new",
        "week-1.md": "same",
        "week-2.md": "updated",
        "week-3.md": "new",
    }
    assert [set(each) for each in told if "error" in each] == [{"file", "error"}]


def test_broken_text_is_counted_mended_and_hinted_at(ok: Ok, run: Run, posts: Path) -> None:
    """First as it came, then repaired into the same entry, then shown with what is guessed."""
    week = posts / "주간.md"
    week.write_text(garbled(KOREAN))
    plain = run("import", str(week))
    assert "1 file holds broken text (mojibake); --repair mends it.\n" in plain.stderr
    mended = run("import", str(week), "--repair")
    assert "1 updated" in mended.stderr
    assert "broken text" not in mended.stderr
    shown = ok("show", "2026-W46")
    count = json.loads(ok("show", "2026-W46", "--json"))["warnings"][-1]
    assert count.endswith("characters are guessed")
    assert f"! {count}\n  `m` in the app goes through them.\n" in shown
    assert run("export", "2026-W46", "--original").stdout_bytes == week.read_bytes()


KOREAN = "---\ntitle: 주간 회고\ndate: 2026-11-09\n---\n\n## 좋았던 점\n- 리뷰를 받았다\n\n## 아쉬웠던 점\n- 배포를 미뤘다\n\n## 시도할 점\n- 낮에 배포하기\n"


def test_a_warning_names_its_file_where_the_results_go_elsewhere(run: Run, posts: Path) -> None:
    result = run("import", str(posts / "undated.md"))
    assert f"{posts}/undated.md: ! no date found" in result.stderr


class Terminal(io.StringIO):
    """A stream that somebody looks at."""

    def isatty(self) -> bool:
        return True


def test_a_long_import_shows_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a moment, not at every file, and nothing of it stays."""
    monkeypatch.setenv("TERM", "xterm")
    now = iter([0.0, 0.1, 0.5, 0.55, 0.7])
    stream = Terminal()
    progress = Progress(stream, clock=lambda: next(now))
    for done in (1, 2, 3, 4):
        progress(done, 4)
    progress.end()
    drawn = stream.getvalue().split("\r")
    assert [line.partition(" ")[2] for line in drawn] == ["", "2/4 files", "4/4 files", ""]
    assert drawn[-1] == "\x1b[K"


@pytest.mark.parametrize("stream", [io.StringIO(), None])
def test_no_bar_is_drawn_where_nobody_looks(stream: io.StringIO | None) -> None:
    progress = Progress(stream, clock=lambda: 99.0)
    progress(1, 2)
    progress.end()
    assert stream is None or stream.getvalue() == ""


def test_a_terminal_that_can_not_draw_is_spared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    stream = Terminal()
    progress = Progress(stream, clock=iter([0.0, 9.0]).__next__)
    progress(1, 2)
    assert stream.getvalue() == ""


def test_a_changed_entry_is_published_over_its_last_version(ok: Ok, run: Run, tmp_path: Path) -> None:
    """Without a flag, as long as nobody touched the file."""
    out = tmp_path / "out"
    ok("add", "keep", "one")
    ok("export", "--all", "--out", str(out))
    ok("add", "keep", "two")
    assert ok("export", "--all", "--out", str(out)) == f"{out}/kpt-2026-W47.md\n"
    path = out / "kpt-2026-W47.md"
    assert "two" in path.read_text()
    path.write_text("by hand")
    ok("log", "something")
    result = run("export", "--all", "--out", str(out))
    assert result.exit_code == 1
    assert result.stderr == f"not written: {path} says something else; --overwrite replaces it\n"
    assert (out / "daily-2026-11-20.md").exists()


@pytest.mark.parametrize(
    ("style", "line"), [("jekyll", "kind: kpt"), ("hugo", "categories:"), ("obsidian", "aliases:")]
)
def test_an_export_takes_the_style_that_is_asked_for(ok: Ok, style: str, line: str) -> None:
    ok("add", "keep", "one")
    assert f"\n{line}" in ok("export", "2026-W47", "--front-matter", style)


def test_an_export_takes_the_language_that_is_asked_for(ok: Ok) -> None:
    ok("add", "keep", "one")
    assert "title: 2026-W47 KPT 회고" in ok("export", "2026-W47", "--language", "ko")


def test_a_template_in_the_config_folder_is_the_layout(ok: Ok, run: Run, tmp_path: Path) -> None:
    ok("add", "keep", "one")
    template = tmp_path / "config" / "retrotui" / "templates" / "kpt.md"
    template.parent.mkdir(parents=True)
    template.write_text("Kept:\n$keep\n")
    assert ok("export", "2026-W47") == "Kept:\n- K1: one\n"
    template.write_text("$kept")
    result = run("export", "2026-W47")
    assert result.exit_code == 2
    assert f"{template}:1: there is no $kept" in result.stderr


@pytest.mark.parametrize(
    "args",
    [
        ["--front-matter", "jekyll", "--original"],
        ["--front-matter", "hugo", "--format", "json"],
        ["--front-matter", "x"],
    ],
)
def test_an_export_does_not_take_what_contradicts_itself(run: Run, args: list[str]) -> None:
    assert run("export", "--all", *args).exit_code == 2
