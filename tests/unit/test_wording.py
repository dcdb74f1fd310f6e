"""Which language is spoken, and what that costs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from retrotui import wording
from retrotui.errors import RetroError, Word

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    wording.use("en")


@pytest.mark.parametrize(
    ("configured", "environ", "language"),
    [
        ("", {}, "en"),
        ("ko", {"RETROTUI_LANGUAGE": "ja", "LANG": "en_US.UTF-8"}, "ko"),
        ("", {"RETROTUI_LANGUAGE": "ja", "LC_ALL": "ko_KR.UTF-8"}, "ja"),
        ("", {"LC_ALL": "ja_JP.UTF-8", "LC_MESSAGES": "ko_KR.UTF-8", "LANG": "en_US.UTF-8"}, "ja"),
        ("", {"LC_MESSAGES": "ko_KR.UTF-8", "LANG": "en_US.UTF-8"}, "ko"),
        ("", {"LANG": "ko_KR.UTF-8"}, "ko"),
        ("", {"LANG": "ja"}, "ja"),
        ("", {"LANG": "ja.UTF-8"}, "ja"),
        ("", {"RETROTUI_LANGUAGE": "KO-kr"}, "ko"),
        ("", {"LC_ALL": "", "LANG": "ko_KR"}, "ko"),
        ("", {"LC_ALL": "C", "LANG": "ko_KR.UTF-8"}, "en"),
        ("", {"LANG": "C.UTF-8"}, "en"),
        ("", {"LANG": "de_DE.UTF-8"}, "en"),
        ("", {"RETROTUI_LANGUAGE": "../../etc", "LANG": "ko_KR.UTF-8"}, "en"),
    ],
)
def test_the_first_that_names_a_language_decides(
    configured: str, environ: dict[str, str], language: str
) -> None:
    assert wording.preferred(configured, environ) == language


def test_a_text_is_said_in_the_language_that_is_spoken() -> None:
    assert wording._("The text is empty.") == "The text is empty."
    wording.use("ko")
    assert wording._("The text is empty.") == "글이 비어 있습니다."
    wording.use("ja")
    assert wording._("The text is empty.") == "文が空です。"


@pytest.mark.parametrize("language", ["en", "ko", "ja"])
@pytest.mark.parametrize("text", ["", "[x] done", "배포가 늦음", "{curly} %s"])
def test_a_text_that_no_catalogue_has_stays_as_it_is(language: str, text: str) -> None:
    """Also the empty one, for which gettext would give the catalogue's header."""
    wording.use(language)
    assert wording._(text) == text
    assert wording.pgettext("state", text) == text


def test_a_count_chooses_the_form() -> None:
    assert [wording.ngettext("{count} week", "{count} weeks", n).format(count=n) for n in (1, 2)] == [
        "1 week",
        "2 weeks",
    ]
    wording.use("ja")
    assert wording.ngettext("{count} week", "{count} weeks", 1).format(count=1) == "1週間"


def test_an_error_is_told_in_the_language_that_is_spoken_and_is_english_itself() -> None:
    error = RetroError(
        "The {what} was not saved", "{why}.", "Try again.", what=Word("draft"), why="no {room}"
    )
    wording.use("ko")
    assert wording.told(error) == ("저장하지 못했습니다: 임시 저장", "no {room}.", "다시 시도하세요.")
    assert str(error) == "The draft was not saved\nno {room}.\nTry again."


def test_an_error_without_fields_is_no_pattern() -> None:
    """A message may hold a path or the user's words, with braces."""
    error = RetroError("It failed", "~/{notes}/x.md: {", "")
    assert (
        wording.told(error)
        == (error.title, error.message, error.hint)
        == ("It failed", "~/{notes}/x.md: {", "")
    )


def test_a_step_of_the_history_is_named_in_the_language_that_is_spoken() -> None:
    labels = ["delete entry", "kept", "add keep", "edit T2", "new kpt", "import"]
    assert [wording.step(label) for label in labels] == labels
    wording.use("ko")
    assert [wording.step(label) for label in labels] == [
        "글 삭제",
        "효과 있음",
        "Keep 추가",
        "T2 편집",
        "KPT 새로 만들기",
        "가져오기",
    ]


@pytest.mark.parametrize(("language", "loads"), [("en", False), ("ko", True)])
def test_english_loads_no_gettext(language: str, loads: bool) -> None:
    """Nor does another language, before a word is shown."""
    code = f"""
import sys
from retrotui import wording
wording.use({language!r})
assert "gettext" not in sys.modules
wording._("Try again.")
assert ("gettext" in sys.modules) is {loads}
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
