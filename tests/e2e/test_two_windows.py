"""Two windows on one notebook: both edit the same item, and nobody's words are lost."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.terminal import Terminal
from tests.e2e.test_together import texts


def test_the_same_item_edited_in_two_windows_is_kept_twice(tmp_path: Path) -> None:
    """The second one to save says so; each window shows both texts."""
    with Terminal(tmp_path) as one:
        one.shows("? keys")
        one.type("abase\r")
        one.shows("D1 base")
        with Terminal(tmp_path) as two:
            two.shows("D1 base")
            two.until(lambda: not two.read(0.3), "quiet")
            two.type("j")
            for window in (one, two):
                window.type("e")
                window.until(lambda window=window: "enter save" in window.text(), "the editor")
            one.type(" from one\r")
            one.shows("D1 base from one")
            two.type(" from two\r")
            two.shows("both texts are kept")
            for window in (one, two):
                window.shows("base from one")
                window.shows("base from two")
                window.type("q")
                assert window.ended() == 0
    assert texts(tmp_path) == ["base from one", "base from two"]
