"""The floor: a bare Textual app with five tabs and a table of 50 rows, as the library's own guide would write it.

Nothing is read and nothing saved: what this app needs, every Textual app needs that does nothing about it.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.widgets import DataTable, Footer, Header, Input, Static, TabbedContent, TabPane

from benchmarks import MARK

ROWS = 50
_TABS = ("one", "two", "three", "four", "five")


class Floor(App[None]):
    """Five tabs; the first with a table, the second with a line to type in."""

    TITLE = "Floor"
    CSS = """
    TabbedContent, TabPane, DataTable { height: 1fr; }
    TabPane { padding: 0; }
    """
    BINDINGS: ClassVar = [
        *(Binding(f"f{number}", f"tab('{tab}')", tab) for number, tab in enumerate(_TABS, 1)),
        Binding("f8", "type", "type"),
        Binding("ctrl+q", "quit", "quit"),
    ]

    def compose(self) -> ComposeResult:
        """The whole app."""
        yield Header()
        with TabbedContent(initial=_TABS[0]):
            with TabPane("One", id="one"):
                yield DataTable(cursor_type="row")
            with TabPane("Two", id="two"):
                yield Input(placeholder="Type here")
                yield Static("What is written on the second tab")
            for tab in _TABS[2:]:
                with TabPane(tab.title(), id=tab):
                    yield Static(f"What is written on tab {tab}")
        yield Footer()

    def on_mount(self) -> None:
        """Fill the table; nothing moves by itself, as a tab's underline else would for 300 ms."""
        self.animation_level = "none"
        table = self.query_one(DataTable)
        table.add_columns("Date", "Label", "Text")
        for number in range(ROWS):
            text = f"{MARK} in a table" if number == 1 else f"What is written in row {number}"
            table.add_row(f"2026-01-{number % 28 + 1:02}", f"D{number}", text)
        table.focus()

    def action_tab(self, tab: str) -> None:
        """Another tab."""
        self.query_one(TabbedContent).active = tab

    def action_type(self) -> None:
        """Into the line on the second tab."""
        self.query_one(Input).focus()


def main() -> None:
    """Run it."""
    Floor().run()
