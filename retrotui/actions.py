"""Every action of the app as plain data: the one source for bindings, footer, help, palette and the keymap's checks.

Knows nothing of Textual; the screens implement each action under its name.
"""

from __future__ import annotations

import msgspec


class Action(msgspec.Struct, frozen=True):
    """Something that a key does."""

    id: str
    """What a keymap calls it, such as `item.edit`."""
    keys: str
    """Default keys, separated by commas, in Textual's names; empty for what only the palette does."""
    label: str
    """One or two words for the footer."""
    tooltip: str
    """One sentence for help and palette."""
    footer: str = ""
    """What the footer says after the key; empty keeps the action out of it."""
    display: str = ""
    """How the footer writes the key, where it stands for two actions."""

    @property
    def method(self) -> str:
        """The name under which a screen implements it: `item_edit` for `item.edit`, `tab('kpt')` for `tab.kpt`."""
        verb, _, rest = self.id.partition(".")
        if verb in _PARAMETRIC:
            return f"{verb}('{rest}')"
        return self.id.replace(".", "_").replace("-", "_")

    @property
    def shown_keys(self) -> str:
        """The keys as people read them."""
        return " ".join(_NAMES.get(key, key) for key in self.keys.split(","))


_PARAMETRIC = ("tab", "take", "verdict", "close")
"""Families of actions that are one method with a parameter."""

_NAMES = {
    "plus": "+",
    "minus": "-",
    "equals_sign": "=",
    "greater_than_sign": ">",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "question_mark": "?",
    "slash": "/",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "percent_sign": "%",
    "number_sign": "#",
    "escape": "esc",
    "pageup": "pgup",
    "pagedown": "pgdn",
}

REDRAW = Action(
    "redraw", "ctrl+l", "redraw", "Draw the whole screen again, when another program has written over it."
)
"""Works in dialogs and texts, too."""

GLOBAL = (
    Action("capture", "n", "log", "Write one line into today's log, from anywhere.", footer="log"),
    Action("search", "slash", "search", "Search all entries.", footer="search"),
    Action("help", "question_mark", "keys", "Show what every key does here.", footer="keys"),
    Action("quit", "q,ctrl+q", "quit", "Leave; everything is saved.", footer="quit"),
    Action("palette", "ctrl+p", "palette", "Find any action or entry by name."),
    Action("undo", "u", "undo", "Take back the last change."),
    Action("redo", "U", "redo", "Make the undone change again."),
    Action("trash", "T", "trash", "Show what was deleted, and bring it back."),
    Action("import", "", "import", "Read Markdown files, a folder or a zip; shows first what it would do."),
    Action("export", "", "export", "Write the open entry as a Markdown file."),
    Action("tab.today", "1", "Today", "The daily log."),
    Action("tab.kpt", "2", "KPT", "The week: keep, problem, try."),
    Action("tab.aar", "3", "AAR", "After action reviews."),
    Action("tab.study", "4", "Study", "Study plans."),
    Action("tab.year", "5", "Year", "Years in review."),
    Action("tab.insights", "6", "Insights", "The month, the streak, the counts."),
    REDRAW,
)

ENTRY = (
    Action("item.add", "a", "add", "Add an item to the section under the cursor.", footer="add"),
    Action("item.edit", "e", "edit", "Edit what is under the cursor.", footer="edit"),
    Action("item.next-state", "space", "state", "Move on to the next state.", footer="state"),
    Action("item.editor", "E", "$EDITOR", "Edit in your own editor."),
    Action("item.delete", "d", "delete", "Delete the item; `u` brings it back.", footer="delete"),
    Action("item.later", "J,shift+down", "lower", "Move the item down in its section."),
    Action("item.earlier", "K,shift+up", "higher", "Move the item up in its section."),
    Action("item.left", "H,shift+left", "to left", "Move the item to the section before."),
    Action("item.right", "L,shift+right", "to right", "Move the item to the section after."),
    Action("item.link", "r", "link", "Link a Try to the problems and keeps that it answers."),
    Action("item.flow", "f", "flow", "Challenge against skill: A hard, B even, C easy."),
    Action("item.category", "C", "category", "Give the item a category."),
    Action("item.fold", "z", "fold", "Show all of a long text, or its beginning."),
    Action("item.copy", "y", "copy", "Copy the item to the terminal's clipboard; on a heading, all."),
    Action("week.percent", "percent_sign", "percent", "Say how much of a study week's goal was reached."),
    Action("entry.new", "N", "new", "Begin a new entry, for a date that you choose.", footer="new"),
    Action("entry.rename", "R", "rename", "Give the entry another title."),
    Action("entry.tags", "number_sign", "tags", "Give the entry tags."),
    Action("entry.renumber", "O", "renumber", "Number the items anew in their order; links hold."),
    Action("entry.section", "S", "section", "Add a section with a name of your own."),
    Action("entry.review", "m", "review", "Go through what a repair guessed, one character at a time."),
    Action("entry.copy", "Y", "copy all", "Copy the entry as Markdown to the terminal's clipboard."),
    Action("entry.delete", "D", "delete entry", "Delete the whole entry; `u` brings it back."),
    Action(
        "period.previous",
        "left_square_bracket",
        "earlier",
        "The period before.",
        footer="period",
        display="[ ]",
    ),
    Action("period.next", "right_square_bracket", "later", "The period after."),
    Action("period.now", "t", "now", "This day, week or year."),
    Action("period.go", "g", "go to", "Go to a date."),
    Action(
        "pane.next",
        "tab",
        "next pane",
        "The next pane; on a narrow screen also the list of entries.",
        footer="pane",
    ),
    Action("pane.previous", "shift+tab", "pane back", "The pane before."),
    Action("section.left", "h,left", "left", "The column or section before."),
    Action("section.right", "l,right", "right", "The column or section after."),
)

WEEK = (
    Action(
        "week.promote", "o", "days", "Take up what the days of this week hold, one key each.", footer="days"
    ),
    Action(
        "week.verdicts", "v", "verdicts", "Say what came of the open Tries of earlier weeks, one key each."
    ),
    Action(
        "week.lineage", "i", "past", "A problem's past: when it was met, what was tried, what came of it."
    ),
    Action(
        "week.flow", "F", "flow picture", "Challenge against skill as a picture, and the trend per category."
    ),
    Action(
        "week.close",
        "c",
        "close",
        "Close the week: what is done, open and loose, then its Markdown.",
        footer="close",
    ),
    Action(
        "week.hints", "M", "hints", "Words about vague Tries and about too many of them: off, and on again."
    ),
)

TAKE = (
    Action("take.suggested", "enter", "as suggested", "Take the line up as what is suggested."),
    Action("take.problem", "p", "problem", "Take the line up as a problem."),
    Action("take.keep", "w", "keep", "Take the line up as a keep."),
    Action("take.try", "i", "try", "Take the line up as a Try."),
    Action("take.goal", "s", "study goal", "Take the line up as a goal of the study plan that runs."),
    Action("take.join", "equals_sign", "join", "Join the line with the item that says the same."),
    Action("take.left", "x", "leave", "Leave the line; it is not asked about again."),
    Action("take.rest", "X", "leave the rest", "Leave all lines that still wait."),
)

VERDICT = (
    Action("verdict.kept", "plus", "kept", "It helped: its problems are solved."),
    Action("verdict.keep", "K", "kept, with a Keep", "It helped, and becomes a Keep of this week."),
    Action("verdict.failed", "minus", "failed", "It did not help: its problems come back with a note."),
    Action("verdict.dropped", "x", "dropped", "It is given up, with a reason."),
    Action("verdict.carried", "greater_than_sign", "carried", "It goes on in the later week; an issue, too."),
)

IN_TRIES = (
    Action("verdict.open", "space", "take back", "Take the verdict back, and what it wrote."),
    Action("verdict.undo", "u", "undo", "Take back what was decided last in the list."),
)
"""What else works in a list of Tries; elsewhere the same keys do so, under names of their own."""

ON_TRY = tuple(action for action in VERDICT if action.id != "verdict.keep")
"""The verdicts that work on a board as well; there `K` moves an item up."""

CLOSE = (
    Action("close.copy", "y", "copy", "Copy the week's Markdown to the terminal's clipboard."),
    Action("close.file", "w", "write", "Write the week's Markdown to a file."),
    Action("close.promote", "o", "days", "Take up what the days of the week hold."),
    Action("close.verdicts", "v", "Tries", "Say what came of the Tries of earlier weeks."),
)

REVIEW = (
    Action(
        "review.accept", "enter", "as shown", "The character is right as it stands; `1` … `9` choose another."
    ),
    Action("review.rest", "a", "rest", "All that are still open are right as they stand."),
    Action("review.next", "l,right,space", "on", "The next guess, without deciding."),
    Action("review.previous", "h,left", "back", "The guess before."),
    Action("review.undo", "u", "undo", "Take back what was decided last in the review."),
)

ON_CLOSING = tuple(action for action in ENTRY if action.id in ("item.add", "item.next-state", "item.flow"))
"""What works on an item of the screen that closes a week as it does on the board."""

PANE = (
    Action("cursor.down", "j,down", "down", "The next row."),
    Action("cursor.up", "k,up", "up", "The row before."),
    Action("cursor.page-down", "pagedown,ctrl+d", "page down", "A page further."),
    Action("cursor.page-up", "pageup,ctrl+u", "page up", "A page back."),
    Action("cursor.first", "home", "first", "The first row."),
    Action("cursor.last", "end,G", "last", "The last row."),
    Action("cursor.open", "enter", "open", "Open the entry, or edit the item."),
)

EDITOR = (
    Action("text.newline", "ctrl+j", "new line", "Begin a new line."),
    Action("text.save", "ctrl+s", "save", "Save and close."),
    Action("text.close", "escape", "close", "Close; what was typed is kept as a draft."),
)

WEEK_LISTS = (
    ("In the days' lines of a week", TAKE),
    ("In a list of Tries", (*VERDICT, *IN_TRIES)),
    ("While closing a week", CLOSE),
)
"""The lists of the week with keys of their own, as headings and actions."""

ALL: tuple[Action, ...] = GLOBAL + ENTRY + WEEK + TAKE + VERDICT + IN_TRIES + CLOSE + REVIEW + PANE + EDITOR


def as_markdown() -> str:
    """All actions as tables, for `docs/keys.md`."""
    groups = (
        ("Everywhere", GLOBAL),
        ("On an entry", ENTRY),
        ("On a KPT", WEEK),
        *WEEK_LISTS,
        ("In the review of guesses", REVIEW),
        ("In a list", PANE),
        ("While writing", EDITOR),
    )
    lines = ["# Keys", "", "Each action has an id; `keymap:` in `config.yaml` gives it other keys.", ""]
    for heading, actions in groups:
        lines += [f"## {heading}", "", "| key | what it does | id |", "|---|---|---|"]
        lines += [f"| {_code(action.shown_keys)} | {action.tooltip} | `{action.id}` |" for action in actions]
        lines.append("")
    return "\n".join(lines)


def _code(keys: str) -> str:
    return f"`{keys}`" if keys else "palette"


def by_id() -> dict[str, Action]:
    """All actions by their ids."""
    return {action.id: action for action in ALL}
