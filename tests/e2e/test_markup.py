"""What users write looks like markup and is none, on every screen that shows it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from retrotui.journal import Journal
from tests.e2e.terminal import Terminal, clock

LOOKALIKES = [
    "[x] done", "[ ] open", "[New Feature] a", "[WIP] fix", "list[str]", "a [/] b", "[/", "[[x]]", "[b]bold[/b]", "[red]r[/red]",
    "[$primary]p", "[@click=app.quit]q[/]", "[link=http://x]l[/link]", "a\\", "[a\\]", "{x} $y %d", "<b>&amp;</b>", ":smile:", "[i]",
]  # fmt: skip


def test_text_that_looks_like_markup_stands_as_written(tmp_path: Path) -> None:
    """In lists, boards, titles, notices, the search, the palette and the trash; a click on it does nothing."""

    path = tmp_path / "data" / "retrotui" / "notebook.json"
    journal = Journal.open(path, state_dir=tmp_path / "state" / "retrotui", clock=clock)
    today = journal.today()
    for text in LOOKALIKES:
        journal.log("did", text, today)
    for kind, role in (("kpt", "problem"), ("aar", "lesson"), ("study", "week"), ("year", "area")):
        entry = journal.new_entry(kind, today)
        journal.retitle(entry.uid, "[b]title[/b]")
        section = entry.items_of(role) or next(each for each in entry.sections if each.role == role)
        for text in LOOKALIKES:
            journal.add_item(entry.uid, text, section=section.uid)
    gone = journal.new_entry("aar", today - dt.timedelta(days=1))
    for text in LOOKALIKES:
        item = journal.add_item(gone.uid, text, section=gone.sections[0].uid).item
        journal.delete_item(gone.uid, item.uid)
    journal.close()
    with Terminal(tmp_path, size=(200, 70)) as terminal:
        terminal.shows("? keys")
        for tab in "12345":
            terminal.type(tab)
            all_stand(terminal, f"tab {tab}")
        terminal.type("T")
        all_stand(terminal, "the trash")
        escape(terminal)
        terminal.type("1n[@click=app.quit]q[/] [/")
        terminal.shows("[@click=app.quit]q[/] [/")
        terminal.type("\r")
        terminal.shows("Logged D20")
        terminal.type("\r")
        terminal.type("/[")
        terminal.shows("[WIP] fix")
        escape(terminal)
        terminal.type("\x10title")
        terminal.shows("[b]title[/b]")
        escape(terminal)
        # A click on each line of the screen that a link could have been on.
        for line, words in enumerate(terminal.text().split("\n"), 1):
            if "[@click" in words:
                column = words.index("[@click") + 10
                terminal.type(f"\x1b[<0;{column};{line}M\x1b[<0;{column};{line}m")
        terminal.until(lambda: not terminal.read(0.2), "quiet")
        assert terminal.status is None
        terminal.type("q")
        assert terminal.ended() == 0


def escape(terminal: Terminal) -> None:
    """Close the dialog; a key right behind an escape would be another key."""
    terminal.type("\x1b")
    terminal.until(lambda: not terminal.read(0.3), "quiet")


def all_stand(terminal: Terminal, where: str) -> None:
    """Wait until every lookalike is on the screen as it was written."""

    def missing() -> list[str]:
        shown = terminal.text()
        return [text for text in LOOKALIKES if text not in shown]

    terminal.until(lambda: not missing(), f"{missing()} on {where}")
