"""The files that an export makes, whatever the entries are called."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from retrotui import exchange
from retrotui.model import key
from retrotui.model.entry import Entry, Origin, new_uid
from tests.store.conftest import SOAK

HOSTILE = [
    "", ".", "..", "../../etc/passwd", "/etc/passwd", "a/b", "a\\b", "C:\\x", "con", "NUL", "aux.md", "-rf", "~", "$HOME", "`x`",
    "a\x00b", "a\nb", "\x1b[2J", "\u202egnp", "\ud83d", ".hidden", "a" * 300, "한" * 200, "한글", "e\u0301", "é", "İ", "ß", "SS",
    "👩‍💻", " ", "   x   ", "?*:|<>\"", "\ufeff", "%2e%2e%2f", "\u2028",
]  # fmt: skip
DAY = dt.date(2026, 11, 20)
TITLES = st.sampled_from(HOSTILE) | st.text(max_size=200)


def note(title: str, origin: str) -> Entry:
    """An imported note; its key comes from the file's name, or the title."""
    return Entry(new_uid(), "", "note", title, DAY, DAY, origin=Origin(origin) if origin else None)


@settings(max_examples=4000 if SOAK else 60, deadline=None)
@given(st.lists(st.tuples(TITLES, st.just("") | TITLES), min_size=1, max_size=10))
def test_no_title_leads_out_of_the_folder_or_onto_another_file(names: list[tuple[str, str]]) -> None:
    """Each entry has a file of its own right in the folder, with a name that any file system takes."""
    taken: set[str] = set()
    entries = []
    for title, origin in names:
        entry = note(title, origin)
        made = key.for_entry(entry, taken)
        taken.add(made)
        entries.append((made, entry))
    with TemporaryDirectory() as name:
        folder = Path(name) / "out"
        written = export(folder, [_keyed(made, entry) for made, entry in entries])
        names = [each.path.name for each in written]
        assert len({each.casefold() for each in names}) == len(entries)
        assert all(len(each.encode()) <= 255 and each.isprintable() for each in names)
        assert names_in(folder) == sorted(names)
        assert {each.path.parent for each in written} == {folder}
        assert names_in(name) == ["out"]


def export(folder: Path, entries: list[Entry]) -> list[exchange.Exported]:
    """Export entries that are all there is."""
    return exchange.export_to(folder, entries, everything={entry.uid: entry for entry in entries})


def names_in(folder: Path | str) -> list[str]:
    """What lies in a folder."""
    return sorted(path.name for path in Path(folder).iterdir())


def _keyed(made: str, entry: Entry) -> Entry:
    return replace(entry, key=made)


@pytest.mark.parametrize(
    "made", ["note/../../../x", "note/a\x00b", "note/" + "한" * 200, "/etc/x", "note/\ud83d", ""]
)
def test_a_key_that_somebody_wrote_into_the_file_by_hand_stays_inside(tmp_path: Path, made: str) -> None:
    """Under a name that says what it can."""
    folder = tmp_path / "inner" / "out"
    [written] = export(folder, [_keyed(made, note("x", ""))])
    assert written.path.parent == folder
    assert {path.name for path in tmp_path.iterdir()} <= {"inner"}
    assert {path.name for path in (tmp_path / "inner").iterdir()} <= {"out"}


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_link_is_never_followed(tmp_path: Path, overwrite: bool) -> None:
    """Nor is what it points to touched, be it there or not."""
    victim = tmp_path / "victim"
    victim.write_text("mine")
    out = tmp_path / "out"
    out.mkdir()
    for name, target in (("one.md", victim), ("two.md", tmp_path / "missing")):
        (out / name).symlink_to(target)
        [result] = exchange.write_files(out, {name: b"other"}, overwrite=overwrite)
        assert result.status == "refused"
    assert victim.read_text() == "mine"
    assert not (tmp_path / "missing").exists()
    assert names_in(out) == ["one.md", "two.md"]


def test_no_other_file_is_overwritten_unless_told_to(tmp_path: Path) -> None:
    """A file that says the same is left as it is; one that says something else is named."""
    [first] = exchange.write_files(tmp_path, {"a.md": b"one"})
    path, before = first.path, first.path.stat()
    assert [each.status for each in exchange.write_files(tmp_path, {"a.md": b"one"})] == ["same"]
    assert path.stat() == before
    [second] = exchange.write_files(tmp_path, {"a.md": b"two"})
    assert second.status == "refused"
    assert "a.md" in second.reason
    assert path.read_bytes() == b"one"
    exchange.write_files(tmp_path, {"a.md": b"two"}, overwrite=True)
    assert path.read_bytes() == b"two"
    assert names_in(tmp_path) == ["a.md"]


def test_entries_that_share_a_name_have_a_file_each(tmp_path: Path) -> None:
    """After a merge by hand two may have one key, and a disk may know no case of letters."""
    entries = [_keyed(made, note(made, "")) for made in ("note/a", "note/A", "note/a", "note/b")]
    names = [each.path.name for each in export(tmp_path, entries)]
    assert len({name.casefold() for name in names}) == len(entries)
    assert {"note-a.md", "note-b.md"} <= {name.casefold() for name in names}
