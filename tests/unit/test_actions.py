"""The table of actions: complete, without clashes, and what the documentation says."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrotui import actions

DOC = Path(__file__).parents[2] / "docs" / "keys.md"


def test_the_documentation_is_the_table() -> None:
    """`python -c "from retrotui.actions import *; print(as_markdown(), end='')" > docs/keys.md` renews it."""
    assert DOC.read_text(encoding="utf-8") == actions.as_markdown()


def test_ids_are_unique() -> None:
    ids = [action.id for action in actions.ALL]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("others", [actions.ENTRY + actions.WEEK, actions.PANE])
def test_no_key_means_two_things_at_once(others: tuple[actions.Action, ...]) -> None:
    keys = [key for action in (*actions.GLOBAL, *others) for key in action.keys.split(",") if key]
    assert len(keys) == len(set(keys))


def test_an_action_is_implemented_under_the_name_that_its_binding_calls() -> None:
    from retrotui.tui.app import RetroApp
    from retrotui.tui.dialogs.review import ReviewDialog
    from retrotui.tui.screens.week import WeekScreen
    from retrotui.tui.widgets.pane import Pane

    for owner, table in (
        (RetroApp, actions.GLOBAL),
        (WeekScreen, actions.ENTRY + actions.WEEK),
        (ReviewDialog, actions.REVIEW),
        (Pane, actions.PANE),
    ):
        for action in table:
            name = action.method.partition("(")[0]
            assert callable(getattr(owner, f"action_{name}", None)), f"{owner.__name__}.action_{name}"
