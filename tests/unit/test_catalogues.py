"""The catalogues: complete, with the placeholders of their originals, and compiled from what people edited."""

from __future__ import annotations

import ast
import io
import re
import string
import symtable
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo

from retrotui.wording import FOLDER
from tools import messages
from tools.messages import Message

PACKAGE = FOLDER.parent
Texts = dict[tuple[str, str], tuple[str, ...]]


@cache
def texts(language: str) -> Texts:
    """A catalogue's texts by context and original; several where it has plural forms."""
    return _texts(messages.read(language))


def _texts(catalog: Catalog) -> Texts:
    found = {}
    for message in catalog:
        if message.id:
            first = message.id[0] if message.pluralizable else message.id
            forms = message.string if message.pluralizable else (message.string,)
            found[(message.context or "", first)] = tuple(forms)
    return found


def _decoded(key: tuple[str | bytes, str]) -> tuple[str, str]:
    """Babel (2.18) gives the contexts of a compiled catalogue as bytes."""
    context, text = key
    return (context.decode() if isinstance(context, bytes) else context), text


def placeholders(text: str) -> set[str]:
    """The names of the fields of a pattern."""
    fields = (name for _, name, _, _ in string.Formatter().parse(text) if name is not None)
    return {name.partition(".")[0] for name in fields}


languages = pytest.mark.parametrize("language", messages.TRANSLATED)


@languages
def test_every_text_of_the_code_is_in_the_catalogue(language: str) -> None:
    """`make messages` puts what is missing in, and takes out what the code does not say any more."""
    wanted = {(message.context, message.id) for message in messages.found()}
    assert sorted(wanted - set(texts(language))) == []
    assert sorted(set(texts(language)) - wanted) == []


@languages
def test_every_text_is_translated(language: str) -> None:
    """No text is empty, and none is only a guess."""
    assert [key for key, forms in texts(language).items() if not all(forms)] == []
    assert [message.id for message in messages.read(language) if message.id and message.fuzzy] == []


@languages
def test_a_translation_has_the_placeholders_of_its_original(language: str) -> None:
    """A text that is formatted would fail on a name that is not given, and hide a value that is not named."""
    wrong = []
    for message in messages.found():
        wanted = placeholders(message.plural or message.id) if "{" in message.id + message.plural else set()
        for form in texts(language).get((message.context, message.id), ()):
            if (placeholders(form) if "{" in message.id + message.plural else set()) != wanted:
                wrong.append((message.id, form))
    assert wrong == []


@languages
def test_the_compiled_catalogue_is_what_people_edited(language: str) -> None:
    """`make messages` compiles; both files are kept, so a checkout needs no build."""
    compiled = messages.po_file(language).with_suffix(".mo").read_bytes()
    assert {_decoded(key): forms for key, forms in _texts(read_mo(io.BytesIO(compiled))).items()} == texts(
        language
    )


def test_the_walk_finds_what_it_is_for() -> None:
    code = """
_("plain"); N_("marked"); _("one" if x else "two"); _(table[x]); pgettext("state", "open")
ngettext("{count} day", "{count} days", n); wording._("dotted")
raise UsageError("A title", f"{x} is wrong", "A hint")
"""
    assert set(messages.in_code(ast.parse(code))) == {
        *(Message("", text) for text in ("plain", "marked", "one", "two", "dotted", "A title", "A hint")),
        Message("state", "open"),
        Message("", "{count} day", "{count} days"),
    }
    with pytest.raises(ValueError, match="no constant"):
        list(messages.in_code(ast.parse('_(f"{x} is gone")')))


FILES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nothing_else_is_called_by_the_name_of_the_translation(path: Path) -> None:
    """Where `_` is a name of no interest, a call of it would not be the translation."""
    source = path.read_text(encoding="utf-8")
    wrong = [
        f"{scope.get_name()}, line {scope.get_lineno()}"
        for scope in scopes(symtable.symtable(source, str(path), "exec"))
        if scope.get_type() == "function" and "_" in scope.get_identifiers()
        if not scope.lookup("_").is_global() and _calls_it(source, scope)
    ]
    assert wrong == []


def scopes(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    """A scope and all inside it."""
    yield table
    for child in table.get_children():
        yield from scopes(child)


def _calls_it(source: str, scope: symtable.SymbolTable) -> bool:
    return any(
        isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "_"
        for node in ast.walk(ast.parse(source))
        if getattr(node, "lineno", 0) == scope.get_lineno()
        and isinstance(
            node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.GeneratorExp | ast.ListComp
        )
        for call in ast.walk(node)
    )


SAYING = {"Content", "AskDialog", "ChooseDialog", "say", "tell", "notify"}
"""Calls whose texts a person reads."""
SAME = {"retrotui", "did"}
"""Words that are the same in all languages: names of the command line."""
FIELDS = {"caption", "title"}
"""Arguments of other calls that a person reads."""


def unsaid(tree: ast.AST) -> list[str]:
    """Texts of words that are shown as they stand in the code, with the line of each."""
    found = []
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
        shown = [*call.args] if name in SAYING else []
        shown += [k.value for k in call.keywords if k.arg in FIELDS and name not in SAYING]
        found += [f"{text.lineno}: {ast.unparse(text)}" for text in shown if _has_words(text)]
    return found


def _has_words(node: ast.expr) -> bool:
    """Whether a constant or a pattern holds a word; keys and signs alone need no translation."""
    if isinstance(node, ast.IfExp):
        return _has_words(node.body) or _has_words(node.orelse)
    if isinstance(node, ast.BinOp):
        return _has_words(node.left) or _has_words(node.right)
    pieces = node.values if isinstance(node, ast.JoinedStr) else [node]
    return any(
        isinstance(piece, ast.Constant)
        and isinstance(piece.value, str)
        and not SAME.issuperset(re.findall("[A-Za-z]{2,}", piece.value))
        for piece in pieces
    )


def test_the_rule_finds_what_nobody_translated() -> None:
    for line in (
        'Content("Trash")',
        'app.say(f"Deleted {name}.")',
        'AskDialog(_("Title"), "its heading")',
        'pane.show(rows, caption="Month")',
        'output.tell("Nothing." if x else told)',
        'say("  " + "kept")',
    ):
        assert unsaid(ast.parse(line)), line
    for line in (
        'Content(_("Trash"))',
        'say(f"{label} → {text}")',
        'Content(f"{keys} · ")',
        "tell(words)",
        'f("no text")',
    ):
        assert not unsaid(ast.parse(line)), line


@pytest.mark.parametrize(
    "path",
    [path for path in FILES if path.relative_to(PACKAGE).parts[0] in ("cli", "tui")],
    ids=lambda path: str(path.relative_to(PACKAGE)),
)
def test_what_the_program_says_can_be_translated(path: Path) -> None:
    """Each text goes through `_()`, and then `make messages` puts it into the catalogues."""
    assert unsaid(ast.parse(path.read_text(encoding="utf-8"))) == []
