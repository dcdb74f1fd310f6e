"""The interface's words in the language of its user: English stands in the code, the others in `locale/`.

A process speaks one language, chosen where it begins; nothing of the notebook depends on it. English loads nothing,
and another language loads its catalogue with the first word that is shown.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from retrotui.errors import Remark, RetroError, Word
from retrotui.model.kinds import KINDS, LANGUAGES, ROLES

if TYPE_CHECKING:
    from gettext import NullTranslations

LANGUAGE_VARIABLE = "RETROTUI_LANGUAGE"
DOMAIN = "retrotui"
FOLDER = Path(__file__).with_name("locale")
_POSIX = ("LC_ALL", "LC_MESSAGES", "LANG")


class _Process:
    """What belongs to the process as a whole, like the locale of the C library."""

    language = "en"


def preferred(configured: str, environ: Mapping[str, str] = os.environ) -> str:
    """The language to speak: the settings', else RETROTUI_LANGUAGE, else the locale's; English for one that is not spoken."""
    named = (configured, *(environ.get(name, "") for name in (LANGUAGE_VARIABLE, *_POSIX)))
    first = next((name for name in named if name), "")
    language = first.replace("-", "_").partition("_")[0].partition(".")[0].casefold()
    return language if language in LANGUAGES else "en"


def use(language: str) -> None:
    """Speak this language from now on; called where a process begins, and by tests."""
    _Process.language = language


def language() -> str:
    """The language that is spoken."""
    return _Process.language


def _(text: str) -> str:
    """The text in the user's language. Only for texts of the program: what a user wrote is never looked up."""
    return _catalogue(_Process.language).gettext(text) if text and _Process.language != "en" else text


def pgettext(context: str, text: str) -> str:
    """A word that means different things: `open` is a state of an issue, and what a key does."""
    return (
        _catalogue(_Process.language).pgettext(context, text) if text and _Process.language != "en" else text
    )


def ngettext(one: str, many: str, count: int) -> str:
    """The form of a text that goes with the count."""
    if _Process.language != "en":
        return _catalogue(_Process.language).ngettext(one, many, count)
    return one if count == 1 else many


def N_(text: str) -> str:  # noqa: N802 - the name by which gettext's tools and readers know it
    """Mark a constant for the catalogues; it is translated where it is shown."""
    return text


IMPORTED = (
    "new", "updated", "already there", "left out", "failed", "unsure", "in the trash", "from the trash", "back from the trash",
)  # fmt: skip
"""What can be said of an entry of an import."""
STEPS = (
    "accept guesses", "add", "add section", "category", "change", "delete", "delete entry", "edit", "edit section", "flow", "import", "keep", "link",
    "log", "merge", "move", "new", "not the same", "promote", "promote all", "reconsider", "rename", "renumber", "restore", "review", "same", "skip", "tags",
    "week",
)  # fmt: skip
"""What the history calls the steps that can be undone, beside the states."""


def counted(outcome: str, count: int) -> str:
    """How many of an import's entries are so."""
    return _("{count} {outcome}").format(count=count, outcome=pgettext("import", outcome))


def step(label: str) -> str:
    """A step of the history: `delete entry`, `kept`, `add keep`, `edit T2`; its label is kept in English."""
    verb, _space, name = label.partition(" ")
    if label in STEPS or verb not in STEPS:
        return pgettext("step" if label in STEPS else "state", label)
    if name in (KINDS if verb == "new" else ROLES):  # anything else is a label or the user's own
        name = pgettext("kind" if verb == "new" else "role", name)
    return _("{verb} {name}").format(verb=pgettext("step", verb), name=name)


def told(error: RetroError) -> tuple[str, str, str]:
    """An error's title, message and hint in the user's language."""
    title, message, hint = (_filled(text, error.fields) for text in error.words)
    return title, message, hint


def said(remark: str) -> str:
    """A remark of a reader or of an import in the user's language; what is no `Remark` stays as it is."""
    return _filled(remark.pattern, remark.fields) if isinstance(remark, Remark) else remark


def _filled(pattern: str, fields: Mapping[str, object]) -> str:
    if not fields:
        return _(pattern)
    own = {
        name: said(value) if isinstance(value, Remark) else _(value) if isinstance(value, Word) else value
        for name, value in fields.items()
    }
    return _(pattern).format(**own)


@cache
def _catalogue(language: str) -> NullTranslations:
    import gettext

    return gettext.translation(DOMAIN, FOLDER, [language], fallback=True)
