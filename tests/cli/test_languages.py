"""What the shell says in the languages of its users, and what stays the same in all of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from retrotui import wording

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    wording.use("en")


@pytest.fixture
def korean(monkeypatch: pytest.MonkeyPatch) -> None:
    """The locale of a Korean machine."""
    monkeypatch.setenv("LANG", "ko_KR.UTF-8")


@pytest.mark.usefixtures("korean")
def test_an_error_is_told_in_the_users_language(run: Run) -> None:
    result = run("show", "nothing")
    assert result.exit_code == 2
    assert result.stderr == (
        "retrotui: 그런 글이 없습니다\n  찾을 수 없습니다: 'nothing'\n  `retrotui list` 로 모든 키를 봅니다.\n"
    )


@pytest.mark.usefixtures("korean")
def test_messages_are_told_in_the_users_language(run: Run) -> None:
    assert run("undo").stderr == "되돌릴 것이 없습니다.\n"
    run("log", "did", "배포")
    assert run("undo").stdout == "되돌림: 한 일 추가 (daily/2026-11-20)\n"
    assert run("trash").exit_code == 0


@pytest.mark.usefixtures("korean")
def test_what_one_types_and_what_programs_read_stays(run: Run) -> None:
    """Role names are those of the command line, keys are keys, and JSON is the same everywhere."""
    assert run("log", "problem", "배포가 늦음").stdout == "2026-11-20 problem P1: 배포가 늦음\n"
    told = json.loads(run("list", "--json").stdout)
    assert (told[0]["kind"], told[0]["sections"][1]["role"]) == ("daily", "problem")
    places = json.loads(run("where", "--json").stdout)
    assert set(places) == {"notebook", "state", "config", "themes", "shipped_themes"}
    assert "수첩" in run("where").stdout


def test_the_settings_go_before_the_environment(
    run: Run, korean: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "config" / "retrotui"
    folder.mkdir(parents=True)
    folder.joinpath("config.yaml").write_text("language: ja\n", encoding="utf-8")
    assert run("undo").stderr == "元に戻すものがありません。\n"
    folder.joinpath("config.yaml").write_text("language: en\n", encoding="utf-8")
    assert run("undo").stderr == "Nothing to undo.\n"


def test_wrong_settings_are_told_in_the_language_of_the_environment(
    run: Run, korean: None, tmp_path: Path
) -> None:
    """`doctor` and the error itself are what somebody needs then."""
    folder = tmp_path / "config" / "retrotui"
    folder.mkdir(parents=True)
    folder.joinpath("config.yaml").write_text("language: klingon\n", encoding="utf-8")
    result = run("list")
    assert result.exit_code == 2
    assert result.stderr.startswith("retrotui: 설정이 잘못되었습니다\n")
    assert "설정이 잘못되었습니다" in run("doctor").stdout


def test_a_line_from_the_shell_loads_no_catalogue(process: Callable[..., Any]) -> None:
    """What `log` prints is the user's own, so no language costs it anything."""
    code = """
import sys
from retrotui.cli.main import verbs
sys.argv = ["retrotui", "log", "did", "x"]
try:
    verbs(prog_name="retrotui")
except SystemExit as leaving:
    assert not leaving.code
from retrotui import wording
assert wording.language() == "ko"
assert wording._catalogue.cache_info().currsize == 0
"""
    done = process(code=code, env={"RETROTUI_LANGUAGE": "ko"})
    assert done.returncode == 0, done.stderr.decode()


UNDATED = "---\ntitle: a\ntitle: b\n---\n\n## Keep\n- one\n\n## Try\n- P9: two\n"


@pytest.mark.usefixtures("korean")
def test_what_an_import_warns_of_is_told_in_the_users_language(run: Run, tmp_path: Path) -> None:
    """Also why a file failed, and what a KPT's own rules find; programs read English."""
    (tmp_path / "post.md").write_text(UNDATED)
    (tmp_path / "broken.md").write_bytes(b"\x89PNG\x00\x00")
    paths = [str(tmp_path / name) for name in ("post.md", "broken.md")]
    result = run("import", "--dry-run", *paths)
    told = result.stderr.replace(str(tmp_path), "")
    assert "/post.md: ! 프런트매터에 같은 키가 두 번 있어 마지막 것을 씁니다: 'title'\n" in told
    assert "/post.md: ! 날짜를 찾지 못해 파일의 날짜 " in told
    assert "/post.md: ! T1 의 답 대상이 없습니다: P9\n" in told
    assert "실패: /broken.md:1: 파일이 텍스트가 아닙니다\n" in told
    documents = json.loads(run("import", "--dry-run", "--json", *paths).stdout)
    assert "T1 answers P9, which is not there" in documents[0]["warnings"]
    assert documents[1]["error"].endswith("broken.md:1: the file is not text")


@pytest.mark.usefixtures("korean")
def test_what_a_merge_says_is_told_in_the_users_language(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "post.md"
    path.write_text("---\ntitle: KPT\ndate: 2026-11-09\n---\n\n## Keep\n- one\n\n## Problem\n- two\n")
    run("import", str(path))
    run("set", "kpt/2026-W46", "P1", "solved")
    path.write_text(path.read_text().replace("two", "quite another"))
    told = run("import", str(path)).stderr
    assert f"{path}:10: 파일에는 “quite another”, 여기에는 “two”. 둘 다 차례로 남깁니다" in told


def test_every_remark_of_the_reader_is_known_to_the_catalogues() -> None:
    """What speaks of a document is a pattern with fields, never a sentence that nobody can translate."""
    from retrotui.errors import Remark
    from retrotui.markdown.reader import read
    from tools import messages

    known = {message.id for message in messages.found()}
    documents = [
        UNDATED.encode(),
        b"+++\ntitle = x\n+++\n\n## Keep\n- a\n",
        b"---\ntitle: [\n---\n\ntext\n",
        "## 좋았던 점\n- 하나 둘 셋 넷 다섯\n\n## 아쉬웠던 점\n- 배포가 늦었다\n".encode("cp949"),
        b"## Keep\n- caf\xe9 and \xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\n\n## Problem\n- b\n",
    ]
    told = [remark for data in documents for reading in read(data, "a.md") for remark in reading.warnings]
    assert len(told) >= 6
    assert [each for each in told if not isinstance(each, Remark) or each.pattern not in known] == []
