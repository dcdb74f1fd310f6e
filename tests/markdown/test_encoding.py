"""Files in other encodings, damaged ones, and such as are no text."""

from __future__ import annotations

import pytest

from retrotui.errors import DocumentUnreadable
from retrotui.markdown import encoding, mojibake
from retrotui.markdown.reader import Hints, read
from retrotui.markdown.writer import write, write_text
from retrotui.model import edit
from tests.garble import garbled
from tests.markdown.scripts import SCRIPTS, retrospective

KOREAN = "# 주간 회고\n\n## 좋았던 점\n- 짝 코딩을 매일 했다\n- 문서를 먼저 썼다\n\n## 아쉬웠던 점\n- 배포가 늦었다\n\n## 시도할 점\n- 낮에 배포하기\n"
JAPANESE = "# ふりかえり KPT\n\n## Keep\n- 毎日ペアで書いた\n\n## Problem\n- リリースが遅い\n\n## Try\n- 昼にリリースする\n"


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (KOREAN, "utf-8"), (KOREAN, "utf-8-sig"), (KOREAN, "utf-16"), (KOREAN, "utf-16-le"), (KOREAN, "utf-32"), (KOREAN, "cp949"), (KOREAN, "euc_kr"),
        (JAPANESE, "utf-8"), (JAPANESE, "utf-16"), (JAPANESE, "cp932"), (JAPANESE, "shift_jis"), (JAPANESE, "euc_jp"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_an_encoding_is_found_and_kept(text: str, codec: str, newline: str) -> None:
    """The words are right, the bytes come back, and an edited entry stays in its encoding."""
    data = text.replace("\n", newline).encode(codec)
    reading = read(data, "a.md")[0]
    entry = reading.entry
    assert entry.kind == "kpt"
    assert len(list(entry.items())) == text.count("\n- ")
    assert entry.items_of("try")[0].text == text.splitlines()[-1].removeprefix("- ")
    assert write(entry) == data
    edited = edit.change_item(entry, entry.items_of("keep")[0].uid, text="ok")
    last = text.splitlines()[3].removeprefix("- ")
    assert write(edited) == text.replace(last, "ok").replace("\n", newline).encode(codec)


def test_a_guessed_encoding_is_told() -> None:
    """Whoever imports a cp949 file is told what it was taken for."""
    assert any("cp949" in warning for warning in read(KOREAN.encode("cp949"), "a.md")[0].warnings)


@pytest.mark.parametrize("codec", SCRIPTS)
def test_a_short_file_is_read_in_its_encoding(codec: str) -> None:
    """Of three hundred KPTs with one to five short items a section, at most six are misread; none of them for sure."""
    texts = [retrospective(SCRIPTS[codec], seed) for seed in range(300)]
    found = [encoding.decode(text.encode(codec), "a.md") for text in texts]
    wrong = [decoded for decoded, text in zip(found, texts, strict=True) if decoded.text != text]
    assert len(wrong) <= 6
    assert not any(decoded.is_sure for decoded in wrong)
    assert sum(not decoded.is_sure for decoded in found) <= 15


@pytest.mark.parametrize("codec", ["cp932", "euc_jp"])
@pytest.mark.parametrize("text", ["- ﾚﾋﾞｭｰ\n", "# 日報\n\n- ﾊﾟｿｺﾝの設定\n- ｻｰﾊﾞｰ障害\n"])
def test_half_width_kana_are_read(codec: str, text: str) -> None:
    """Kana of one cell are Japanese, and come back as the bytes that they were."""
    reading = read(text.encode(codec), "a.md")[0]
    assert write_text(reading.entry) == text
    assert write(reading.entry) == text.encode(codec)


def test_a_close_guess_is_unsure_until_the_language_is_said() -> None:
    """A single kanji may be of either language; it is told with both, and `--language` decides."""
    data = "- 年\n".encode("cp932")
    guess = read(data, "2024-01-29.md", Hints(kind="daily"))[0]
    assert not guess.is_sure
    assert any("it may be" in warning and "--language" in warning for warning in guess.warnings)
    told = read(data, "2024-01-29.md", Hints(kind="daily", language="ja"))[0]
    assert told.is_sure
    assert write_text(told.entry) == "- 年\n"


def test_a_language_does_not_decide_against_the_text() -> None:
    """Japanese in a batch that is said to be Korean stays what it is."""
    assert encoding.decode(JAPANESE.encode("euc_jp"), "a.md", "ko").text == JAPANESE


def test_a_known_word_speaks_for_a_reading() -> None:
    """Where the characters leave it open, a label that the reader knows makes it sure."""
    data = "# 反省\n".encode("euc_jp")
    assert not encoding.decode(data, "a.md").is_sure
    told = encoding.decode(data, "a.md", known=frozenset(["反省"]))
    assert (told.text, told.is_sure) == ("# 反省\n", True)


@pytest.mark.parametrize(
    "text", ["- ça a été très bien\n", "# Rückblick\n\n- Schöne Grüße\n", "# Ñandú\n- mañana\n"]
)
def test_western_letters_are_no_kana(text: str) -> None:
    """Accents in a Windows code page are not halves of something else."""
    assert encoding.decode(text.encode("cp1252"), "a.md").text == text


def test_text_that_an_encoding_lacks_is_written_in_utf8() -> None:
    """An emoji typed into an entry that came in cp949 does not get lost."""
    entry = read(KOREAN.encode("cp949"), "a.md")[0].entry
    edited = edit.change_item(entry, entry.items_of("keep")[0].uid, text="좋다 😀")
    assert "좋다 😀" in write(edited).decode("utf-8")


def test_one_bad_byte_is_shown_and_given_back() -> None:
    """A single broken byte does not change the encoding of all others, and the untouched file is exact."""
    data = KOREAN.encode().replace("배포".encode(), "배".encode() + b"\xff" + "포".encode(), 1)
    reading = read(data, "a.md")[0]
    assert "배\ufffd포가 늦었다" in [item.text for item in reading.entry.items()]
    assert any("line 8" in warning for warning in reading.warnings)
    assert write(reading.entry) == data
    edited = edit.change_item(reading.entry, reading.entry.items_of("try")[0].uid, text="ok")
    assert "\ufffd" in write(edited).decode("utf-8")


def test_parts_of_a_damaged_file_are_the_file() -> None:
    """Several entries in one file with a bad byte: their exports joined are the file."""
    data = b"# Log\n\n## 2024-01-29\n### What I did\n- a \xff\n\n## 2024-01-30\n### What I did\n- b \xfe \xc3\xa9\xc3\xa8\xc3\xa0\xc3\xa9\xc3\xa8\xc3\xa0\xc3\xa9\xc3\xa8\xc3\xa0\n"
    readings = read(data, "a.md")
    assert len(readings) == 2
    assert b"".join(write(reading.entry) for reading in readings) == data


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n" + bytes(range(256)), b"\x1f\x8b\x08" + bytes(50), b"PK\x03\x04abc", b"%PDF-1.4\n", b"a\0b", bytes(range(256)) * 4, b"x" * (encoding.LIMIT + 1), b"\xff\xfe\x00"],
)  # fmt: skip
def test_what_is_no_text_is_refused(data: bytes) -> None:
    """Pictures, archives and floods are refused with the file's name and a reason."""
    with pytest.raises(DocumentUnreadable, match=r"(?s)notes/a\.md:1: "):
        read(data, "notes/a.md")


@pytest.mark.parametrize("codec", ["cp1252", "cp1254", "latin-1"])
@pytest.mark.parametrize("text", [KOREAN, JAPANESE, "naïve café – “déjà vu” – œuvre, façade, señor 😊\n"])
def test_whole_mojibake_is_mended_exactly(codec: str, text: str) -> None:
    """Where no byte is lost the text comes back as it was, without a guess."""
    assert mojibake.repair(garbled(text, codec, lossy=False)) == mojibake.Repaired(text)


@pytest.mark.parametrize(
    "text", [KOREAN, JAPANESE, "plain text\n", "ça va très bien, señor\n", "ğışĞİŞ Türkçe çok güzel\n", ""]
)
def test_good_text_is_no_mojibake(text: str) -> None:
    """Accents and scripts that are right are left alone."""
    assert mojibake.detect(text) == ""
    assert mojibake.repair(text).text == text


def test_lost_bytes_are_guessed_and_marked() -> None:
    """Syllables whose bytes are gone are guessed; whatever is wrong is among the marked ones, with the truth offered."""
    broken = garbled(KOREAN, "cp1254", lossy=True)
    repaired = mojibake.repair(broken)
    marked = dict(repaired.guesses)
    wrong = [
        place for place, (truth, got) in enumerate(zip(KOREAN, repaired.text, strict=True)) if truth != got
    ]
    assert set(wrong) <= set(marked)
    assert len(wrong) <= len(marked) * 0.2
    assert all(KOREAN[place] in marked[place] for place in marked)


def test_the_authors_own_words_guide_the_guess() -> None:
    """A rare word is guessed right once it stands in what the author wrote elsewhere."""
    text = "퓌레를 맛봤다. " * 3 + "좋았던 점을 적는다."
    broken = garbled(text, "cp1254", lossy=True)
    assert mojibake.repair(broken, ["퓌레를 맛봤다.", "퓌레를 또 맛봤다."]).text == text


def test_a_repair_is_an_edit_that_keeps_the_original() -> None:
    """Export gives the mended text in UTF-8, `original` the bytes as they came; unasked nothing is mended."""
    data = garbled(KOREAN, "cp1254", lossy=True).encode()
    plain = read(data, "a.md")[0]
    assert any("mojibake" in warning for warning in plain.warnings)
    assert write(plain.entry) == data
    mended = read(data, "a.md", Hints(repair=True))[0]
    assert mended.entry.language == "ko"
    assert mended.entry.kind == "kpt"
    assert "좋았던 점" in write_text(mended.entry)
    assert write(mended.entry).decode() == write_text(mended.entry)
    assert write(mended.entry, original=True) == data


def test_a_stray_byte_comes_back_in_a_file_of_several_days() -> None:
    """In a code page that has two ways to write a character each day still carries its own bytes."""
    day = b"# Learning journal 2017-12-%d\n\nWe worked \xfbn merge conflicts as a lab.\n\n"
    data = b"".join(day % number for number in (22, 21, 20))
    assert not encoding.decode(data, "journal.md", "ja").exact
    found = read(data, "journal.md", Hints(language="ja"))
    assert len(found) == 3
    assert b"".join(write(each.entry) for each in found) == data
