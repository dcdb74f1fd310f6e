"""The catalogues: what the code says, gathered into `retrotui/locale/*/LC_MESSAGES/retrotui.po` and compiled beside it.

`make messages` runs this. Texts are found where `retrotui.wording` is called and where a `RetroError` or a `Remark` is made; those
of the tables (actions, kinds) are read from the tables themselves.
"""

from __future__ import annotations

import ast
import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from retrotui import actions, errors, wording
from retrotui.exchange import update
from retrotui.markdown import reader
from retrotui.model import insight, kinds
from retrotui.wording import DOMAIN, FOLDER

PACKAGE = FOLDER.parent
TRANSLATED = tuple(language for language in kinds.LANGUAGES if language != "en")
_ERRORS = {
    name
    for name, value in vars(errors).items()
    if isinstance(value, type) and issubclass(value, errors.RetroError)
}

_HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""
"""Without dates and names: git knows who changed what, and a renewal that finds nothing new changes nothing."""


_NO_DATE = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


class Message(NamedTuple):
    """One text of the code."""

    context: str
    id: str
    plural: str = ""


def found() -> set[Message]:
    """All texts that a catalogue must have."""
    messages = set(_of_tables())
    for path in sorted(PACKAGE.rglob("*.py")):
        messages.update(in_code(ast.parse(path.read_text(encoding="utf-8"))))
    return {message for message in messages if message.id}


def in_code(tree: ast.AST) -> Iterator[Message]:
    """The texts in the calls of a module. Raises ValueError for a call whose text is no constant."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        match _name(node.func), node.args:
            case (("_" | "N_" | "Word" | "Remark"), [text]):
                yield from (Message("", each) for each in _constants(text))
            case "pgettext", [ast.Constant(value=context), text]:
                yield from (Message(context, each) for each in _constants(text))
            case "ngettext", [ast.Constant(value=one), ast.Constant(value=many), _]:
                yield Message("", one, many)
            case name, args if name in _ERRORS:
                yield from (
                    Message("", each) for text in args[:3] for each in _constants(text, any_text=True)
                )


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.IfExp):  # one of two errors
        return _name(function.body)
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _constants(node: ast.expr, *, any_text: bool = False) -> list[str]:
    """A constant text, both of a choice between two, or none where the text comes from elsewhere (a table)."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return _constants(node.body, any_text=any_text) + _constants(node.orelse, any_text=any_text)
    if any_text or isinstance(
        node, ast.Name | ast.Attribute | ast.Subscript
    ):  # of a table, or marked with N_
        return []
    raise ValueError(f"line {node.lineno}: {ast.unparse(node)} is no constant")


def _of_tables() -> Iterator[Message]:
    for action in actions.ALL:
        yield from (
            Message("action", action.label),
            Message("action", action.footer),
            Message("", action.tooltip),
        )
    for kind in kinds.KINDS.values():
        yield from (Message("kind", kind.name), Message("", kind.noun))
    for role in kinds.ROLES.values():
        yield from (Message("role", role.name), Message("", role.guide))
        yield from (Message("state", state.name) for state in role.states)
    yield from (Message("", heading) for heading, _actions in actions.WEEK_LISTS)
    yield from (Message("", text) for text in insight.TEXTS)
    yield from (Message("", doubt) for doubt in reader.DOUBTS)
    yield from (Message("", name) for name in update.CLASHES)
    yield from (Message("import", outcome) for outcome in wording.IMPORTED)
    yield from (Message("step", label) for label in wording.STEPS)
    yield from (Message("attendance", name) for name in kinds.ATTENDANCE)
    yield from (Message("flow", level) for level in kinds.FLOW_LEVELS.values())


def po_file(language: str) -> Path:
    """The catalogue that people edit."""
    return FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def read(language: str) -> Catalog:
    """A language's catalogue."""
    with po_file(language).open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def compiled(catalog: Catalog) -> bytes:
    """The catalogue as gettext reads it, the same bytes whenever it is made."""
    catalog.creation_date = catalog.revision_date = _NO_DATE
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def renew(language: str) -> int:
    """Bring a catalogue up to date with the code and compile it; gives how many texts still wait for a translation."""
    path = po_file(language)
    catalog = read(language)
    template = Catalog()
    for message in found():
        text = (message.id, message.plural) if message.plural else message.id
        flags = ("python-brace-format",) if "{" in message.id + message.plural else ()
        template.add(text, context=message.context or None, flags=flags)
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    with path.open("wb") as file:
        file.write(f"{catalog.header_comment.rstrip()}\n{_HEADER.format(language=language)}\n".encode())
        write_po(file, catalog, width=0, no_location=True, sort_output=True, omit_header=True)
    path.with_suffix(".mo").write_bytes(compiled(read(language)))
    return sum(not (all(m.string) if m.pluralizable else m.string) for m in catalog if m.id)


def main() -> None:
    """Renew all catalogues."""
    for language in TRANSLATED:
        print(f"{language}: {renew(language)} to translate")


if __name__ == "__main__":
    main()
