"""What is typed, and lines that the notebook could not take."""

from __future__ import annotations

import datetime as dt
import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from retrotui.errors import RetroError
from retrotui.model.entry import new_uid
from retrotui.store.drafts import Draft, Drafts
from retrotui.store.spool import Captured, Spool

AT = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(tmp_path / "state" / "drafts")


def draft(drafts: Drafts, text: str, **fields: object) -> Draft:
    return Draft(new_uid(), drafts.owner, text, AT, **fields)  # type: ignore[arg-type]


def test_a_draft_is_read_as_it_was_typed(drafts: Drafts, tmp_path: Path) -> None:
    """The last one of its id; private."""
    first = draft(drafts, "배", entry="e", item="i", field="text", base="old", base_rev=3)
    drafts.save(first)
    second = replace(first, text="배포 \udc80", at=AT + dt.timedelta(seconds=1))
    drafts.save(second)
    assert list(drafts.list()) == [replace(second, text="배포 \ufffd")]
    places = list((tmp_path / "state").rglob("*"))
    assert {stat.S_IMODE(place.stat().st_mode) for place in places if place.is_file()} == {0o600}
    assert {stat.S_IMODE(place.stat().st_mode) for place in places if place.is_dir()} == {0o700}


def test_only_a_dead_process_leaves_orphans(drafts: Drafts, tmp_path: Path) -> None:
    """A second login is not offered what is being typed in the first."""
    drafts.save(draft(drafts, "being typed"))
    code = (
        "import sys, datetime as dt; from pathlib import Path; from retrotui.store.drafts import *;"
        "d = Drafts(Path(sys.argv[1])); d.save(Draft('abc', d.owner, 'left behind', dt.datetime.now(dt.UTC)))"
    )
    subprocess.run(
        [sys.executable, "-c", code, tmp_path / "state" / "drafts"], check=True, cwd=Path(__file__).parents[2]
    )
    assert [orphan.text for orphan in drafts.orphaned()] == ["left behind"]
    drafts.discard("abc")
    drafts.discard("abc")
    assert list(drafts.orphaned()) == []
    assert [kept.text for kept in drafts.list()] == ["being typed"]


def test_a_file_that_is_no_draft_is_left_alone(drafts: Drafts, tmp_path: Path) -> None:
    """And does not hide the others."""
    drafts.save(draft(drafts, "x"))
    folder = tmp_path / "state" / "drafts"
    (folder / "half.json").write_text('{"id": "half"')
    (folder / ".abc.json.1-2.tmp").write_text("half")
    assert [kept.text for kept in drafts.list()] == ["x"]
    assert (folder / "half.json").exists()
    with pytest.raises(ValueError, match="no draft id"):
        drafts.discard("../../notebook")


def test_a_draft_that_can_not_be_written_says_so(drafts: Drafts, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last one that was stays."""
    first = draft(drafts, "first")
    drafts.save(first)

    def refuse(fd: int) -> None:
        raise OSError(errno.ENOSPC, "")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(RetroError, match=r"no room to save the draft"):
        drafts.save(replace(first, text="second"))
    assert [kept.text for kept in drafts.list()] == ["first"]


def test_the_spool_keeps_lines_in_order(tmp_path: Path) -> None:
    """Until they are cleared by their uids; reading an empty one gives nothing."""
    spool = Spool(tmp_path / "state" / "spool")
    assert spool.read_all() == []
    lines = [Captured(new_uid(), f"line {n}", AT.date(), AT + dt.timedelta(milliseconds=n)) for n in range(5)]
    for line in reversed(lines):
        spool.append(line)
    assert spool.read_all() == lines
    spool.clear([lines[1].uid, lines[3].uid, "unknown"])
    assert [line.text for line in spool.read_all()] == ["line 0", "line 2", "line 4"]


def test_a_line_that_can_not_be_kept_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then the shell command fails, and the line is on the screen."""

    def refuse(*_: object) -> None:
        raise OSError(errno.EROFS, "")

    monkeypatch.setattr(os, "mkdir", refuse)
    with pytest.raises(RetroError, match="Read-only file system"):
        Spool(tmp_path / "spool").append(Captured("a", "x", AT.date(), AT))
