"""Texts that dead sessions left: each is offered, and none takes the place of another."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from retrotui.store import owner
from retrotui.unsaved import Unsaved, capture_place


def clock() -> dt.datetime:
    return dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.UTC)


def test_two_texts_for_one_place_are_both_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two windows that dropped while each was capturing."""
    for text in ("first window", "second window"):
        session = Unsaved(tmp_path, clock)
        session.note(capture_place(), text)
        session.flush()
    monkeypatch.setattr(owner, "is_dead", lambda _: True)
    after = Unsaved(tmp_path, clock)
    left = after.left_behind()
    assert {each.text for each in left} == {"first window", "second window"}
    after.take(left[0].id)
    assert after.text_for(capture_place()) == left[0].text
    after.drop(capture_place())
    again = Unsaved(tmp_path, clock).left_behind()
    assert [each.text for each in again] == [left[1].text]


def test_a_text_that_is_resumed_beside_another_stands_below_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Unsaved(tmp_path, clock)
    before.note(capture_place(), "left behind")
    before.flush()
    monkeypatch.setattr(owner, "is_dead", lambda _: True)
    after = Unsaved(tmp_path, clock)
    [left] = after.left_behind()
    after.note(capture_place(), "being typed")
    after.take(left.id)
    assert after.text_for(capture_place()) == "being typed\nleft behind"


def test_a_text_is_offered_on_its_own_notebook_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Several notebooks share the state folder; a text of one is none of another's."""
    session = Unsaved(tmp_path, clock, tmp_path / "work.json")
    session.note(capture_place(), "deploy late")
    session.flush()
    monkeypatch.setattr(owner, "is_dead", lambda _: True)
    assert Unsaved(tmp_path, clock, tmp_path / "private.json").left_behind() == []
    assert [left.text for left in Unsaved(tmp_path, clock, tmp_path / "work.json").left_behind()] == [
        "deploy late"
    ]
