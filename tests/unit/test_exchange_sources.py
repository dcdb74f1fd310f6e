"""What an import takes: files, folders, and zips, which are read within limits and never unpacked."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrotui import exchange
from retrotui.exchange import Hints, Preview, archive, source

PAGE = "# 주간 회고\n\n날짜: 2026-11-13\n\n## Keep\n\n- 설계 먼저\n\n## Problem\n\n- 배포가 늦음\n"
ID = "0123456789abcdef0123456789abcdef"


def packed(path: Path, members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> Path:
    """A zip with these members."""
    with zipfile.ZipFile(path, "w", method) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return path


def look(*paths: Path) -> Preview:
    """What an import into an empty notebook would do."""
    return exchange.preview(None, [str(path) for path in paths], Hints())


def errors(plan: Preview) -> list[str]:
    """Why what failed has failed."""
    return [result.error for result in plan.results if result.status == "failed"]


def test_an_export_of_notion_is_read_with_its_folders(tmp_path: Path) -> None:
    path = packed(
        tmp_path / "Export.zip",
        {
            f"회고 {ID}.md": PAGE,
            f"회고 {ID}/1주차 {ID[::-1]}.md": PAGE.replace("11-13", "11-06"),
            f"회고 {ID}/할 일 {ID}.csv": "a,b",
            f"회고 {ID}/사진.png": b"\x89PNG",
            "__MACOSX/._x.md": b"\0\0",
            ".hidden/x.md": "# no",
        },
    )
    plan = look(path)
    assert [result.file for result in plan.results] == [
        f"{path}/회고 {ID}/1주차 {ID[::-1]}.md",
        f"{path}/회고 {ID}.md",
    ]
    assert [result.entry.key for result in plan.results if result.entry] == ["kpt/2026-W45", "kpt/2026-W46"]
    assert plan.notes == (f"{path}: left out what is no document: 1 .csv, 1 .png",)


def test_the_ids_of_pages_are_in_no_key(tmp_path: Path) -> None:
    path = packed(tmp_path / "Export.zip", {f"읽을 거리 {ID}.md": "그냥 글이다. 회고가 아니다.\n"})
    [result] = look(path).results
    assert result.entry
    assert (result.entry.kind, result.entry.key) == ("note", "note/읽을-거리")


def test_a_folder_holds_documents_archives_and_our_own_json(tmp_path: Path) -> None:
    packed(tmp_path / "b.zip", {"x.md": PAGE})
    for name in ("a.md", "c.markdown", "d.mdx", "e.txt", "F.MD"):
        (tmp_path / name).write_text(PAGE.replace("설계", name), encoding="utf-8")
    (tmp_path / "g.json").write_text(
        '{"schema": 1, "kind": "kpt", "start": "2026-11-02", "end": "2026-11-02"}'
    )
    (tmp_path / "package.json").write_text('{"name": "x"}')
    (tmp_path / ".obsidian").mkdir()
    (tmp_path / ".obsidian" / "x.md").write_text(PAGE)
    names = [Path(result.file).name for result in look(tmp_path).results]
    assert names == ["F.MD", "a.md", "x.md", "c.markdown", "d.mdx", "e.txt", "g.json"]


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("2026-11-09.md", "2026-11-09"),
        ("Daily/2026-11-09 월요일.md", "2026-11-09"),
        ("2026/11/09.md", "2026-11-09"),
        ("2026/2026-11-09-retro.md", "2026-11-09"),
        ("2026.11.09.md", "2026-11-09"),
        (f"2026-11-09 {ID}.md", "2026-11-09"),
    ],
)
def test_names_of_files_and_folders_tell_the_day(tmp_path: Path, name: str, start: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("## What I did\n\n- x\n\n## Problems\n\n- y\n")
    [result] = look(tmp_path).results
    assert result.entry
    assert (result.entry.kind, result.entry.start.isoformat()) == ("daily", start)
    assert result.is_sure


@pytest.mark.parametrize(
    "name", ["../../up.md", "/etc/x.md", "..\\..\\up.md", "C:\\x.md", "a/../../../up.md"]
)
def test_a_name_in_an_archive_is_only_a_name(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "in" / "here"
    folder.mkdir(parents=True)
    before = sorted(tmp_path.rglob("*"))
    plan = look(packed(folder / "x.zip", {name: PAGE}))
    assert [result.status for result in plan.results] == ["new"]
    assert plan.results[0].file.startswith(f"{folder / 'x.zip'}/")
    assert "/../" not in plan.results[0].file
    assert sorted(tmp_path.rglob("*")) == sorted([*before, folder / "x.zip"])


def test_one_bad_member_does_not_hide_the_others(tmp_path: Path) -> None:
    path = packed(
        tmp_path / "x.zip",
        {"a.md": PAGE, "bomb.md": b" " * 7_000_000, "huge.md": b"x" * (archive.FILE + 1)},
    )
    plan = look(path)
    assert [result.status for result in plan.results] == ["new", "failed", "failed"]
    assert errors(plan) == [
        f"{path}/bomb.md: it unpacks to more than 100 times its size",
        f"{path}/huge.md: more than 8 MB",
    ]


def inner(members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The bytes of a zip with these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_the_parts_of_a_large_export_are_read(tmp_path: Path, method: int) -> None:
    """Notion packs such parts into one archive."""
    parts: dict[str, bytes | str] = {
        "ExportBlock-1-Part-1.zip": inner(
            {f"회고 {ID}.md": PAGE, "사진.png": b"\x89PNG", "../../up.md": PAGE.replace("11-13", "10-30")}
        ),
        "ExportBlock-1-Part-2.zip": inner({"b.md": PAGE.replace("11-13", "11-06"), "c.png": b""}),
    }
    path = packed(tmp_path / "Export.zip", parts, method)
    plan = look(path)
    assert [(result.file, result.status) for result in plan.results] == [
        (f"{path}/ExportBlock-1-Part-1.zip/up.md", "new"),
        (f"{path}/ExportBlock-1-Part-1.zip/회고 {ID}.md", "new"),
        (f"{path}/ExportBlock-1-Part-2.zip/b.md", "new"),
    ]
    assert plan.notes == (f"{path}: left out what is no document: 2 .png",)
    assert sorted(tmp_path.rglob("*")) == [path]


def test_archives_are_opened_one_level_deep(tmp_path: Path) -> None:
    path = packed(tmp_path / "x.zip", {"a.zip": inner({"b.zip": inner({"c.md": PAGE}), "d.md": PAGE})})
    plan = look(path)
    assert [result.status for result in plan.results] == ["failed", "new"]
    assert errors(plan) == [
        f"{path}/a.zip/b.zip: an archive inside an archive inside an archive is not opened"
    ]


def test_a_broken_part_does_not_hide_the_others(tmp_path: Path) -> None:
    path = packed(
        tmp_path / "x.zip", {"a.zip": b"no zip", "b.zip": inner({"c.md": PAGE}), "d.md": "그냥 글이다.\n"}
    )
    plan = look(path)
    assert [result.status for result in plan.results] == ["failed", "new", "new"]
    assert errors(plan)[0].startswith(f"{path}/a.zip: ")


def test_the_files_of_all_parts_are_counted_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "FILES", 5)
    parts: dict[str, bytes | str] = {f"{n}.zip": inner({"a.md": PAGE, "b.png": b""}) for n in range(2)}
    path = packed(tmp_path / "x.zip", parts)
    assert errors(look(path)) == [f"{path}: more than 5 files"]


def test_the_text_of_all_parts_is_counted_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    part = inner({"a.md": PAGE})
    monkeypatch.setattr(archive, "UNPACKED", 2 * (len(part) + len(PAGE.encode())) - 1)
    path = packed(tmp_path / "x.zip", {"a.zip": part, "b.zip": part})
    [error] = errors(look(path))
    assert error.startswith(f"{path}: its documents have more than")


def test_a_document_that_was_packed_twice_has_one_ratio(tmp_path: Path) -> None:
    """Neither packing says how much it unpacks to, both together do."""
    line = bytes(n % 251 for n in range(1_000))
    once = inner({f"{n}.md": line * 90 for n in range(60)})
    with zipfile.ZipFile(io.BytesIO(once)) as file:
        assert all(info.file_size < 100 * info.compress_size for info in file.infolist())
    path = packed(tmp_path / "x.zip", {"a.zip": once})
    assert errors(look(path))[0] == f"{path}/a.zip/0.md: it unpacks to more than 100 times its size"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packings_without_bounds_are_not_unpacked(tmp_path: Path, method: int) -> None:
    plan = look(packed(tmp_path / "x.zip", {"a.md": PAGE}, method))
    assert errors(plan) == [f"{tmp_path}/x.zip/a.md: packed in a way that is not read here"]


def test_too_many_files_are_refused_before_they_are_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "FILES", 3)
    path = packed(tmp_path / "x.zip", {f"{n}.png": b"" for n in range(4)})
    assert errors(look(path)) == [f"{path}: more than 3 files"]


def test_too_much_text_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "UNPACKED", 100)
    path = packed(tmp_path / "x.zip", {"a.md": PAGE, "b.md": PAGE})
    [error] = errors(look(path))
    assert error.startswith(f"{path}: its documents have more than")


def test_a_member_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "x.zip", {"a.md": PAGE * 50})
    data = path.read_bytes()
    size = len((PAGE * 50).encode()).to_bytes(4, "little")
    path.write_bytes(data.replace(size, (40).to_bytes(4, "little")))
    [error] = errors(look(path))
    assert error.startswith(f"{path}/a.md: ")


@pytest.mark.parametrize(
    "data", [b"", b"PK", b"PK\x05\x06", b"no zip at all" * 100, b"PK\x03\x04" + b"\0" * 60]
)
def test_what_is_no_archive_fails_with_its_name(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(data)
    [error] = errors(look(path, tmp_path / "gone.zip"))[:1]
    assert error.startswith(f"{path}: ")


@given(st.binary(max_size=400), st.integers(0, 10_000))
def test_no_damaged_archive_ends_the_batch(
    tmp_path_factory: pytest.TempPathFactory, junk: bytes, at: int
) -> None:
    folder = tmp_path_factory.mktemp("zip")
    path = packed(folder / "x.zip", {f"회고 {ID}.md": PAGE, "b.md": PAGE})
    data = path.read_bytes()
    cut = at % len(data)
    path.write_bytes(data[:cut] + junk + data[cut + len(junk) :])
    (folder / "z.md").write_text(PAGE.replace("11-13", "10-02"))
    assert look(folder).results[-1].status == "new"


def test_a_link_in_an_archive_leads_nowhere(tmp_path: Path) -> None:
    """What it points at is not read, wherever that is."""
    secret = tmp_path / "secret.md"
    secret.write_text(PAGE)
    link = zipfile.ZipInfo("link.md")
    link.external_attr = (0o120777) << 16
    path = packed(tmp_path / "x.zip", {"a.md": PAGE})
    with zipfile.ZipFile(path, "a") as file:
        file.writestr(link, str(secret))
    assert [Path(result.file).name for result in look(path).results] == ["a.md"]


def test_names_in_the_encoding_of_korean_windows_are_read(tmp_path: Path) -> None:
    """Such archives say no encoding; the names of all members together tell it."""
    names = {name.encode("cp949"): name for name in ("주간 회고.md", "일일 업무 일지.md")}
    stand_ins = {raw: bytes([97 + place]) * len(raw) for place, raw in enumerate(names)}
    path = packed(tmp_path / "x.zip", {each.decode(): PAGE for each in stand_ins.values()})
    data = path.read_bytes()
    for raw, stand_in in stand_ins.items():
        data = data.replace(stand_in, raw)
    path.write_bytes(data)
    plan = look(path)
    assert {Path(result.file).name for result in plan.results} == set(names.values())


def test_a_large_file_is_refused_without_being_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    with path.open("wb") as file:
        file.truncate(1 << 40)
    assert errors(look(path)) == [f"{path}: more than 8 MB"]


def test_an_endless_device_is_refused() -> None:
    assert errors(look(Path("/dev/zero"))) == ["/dev/zero: more than 8 MB"]


@pytest.mark.parametrize(
    ("path", "readable", "page"),
    [
        (f"/a/b {ID}/c {ID}.md", "/a/b/c.md", ID),
        (f"{ID}.md", f"{ID}.md", ""),
        ("/a/b.md", "/a/b.md", ""),
        (f"/a/x{ID}.md", f"/a/x{ID}.md", ""),
    ],
)
def test_ids_of_pages_are_told_from_names(path: str, readable: str, page: str) -> None:
    assert (source.readable_path(path), source.page_id(path)) == (readable, page)
