"""User text is never markup: what reaches a widget that parses it is a constant or a Content."""

from __future__ import annotations

import ast
from pathlib import Path

import retrotui.tui

PARSING = {"Static", "Label", "Button", "Checkbox", "RadioButton", "OptionList", "TabPane", "Collapsible"}
"""Constructors whose first argument Textual 8.2.8 reads as markup."""
SAFE = {"Content", "Text"}


def unsafe_calls(tree: ast.AST) -> list[int]:
    """Lines where something else than a constant or a Content is given to a parsing parameter."""
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if (name in PARSING or name == "update") and node.args and not _safe(node.args[0]):
            found.append(node.lineno)
        if name == "notify":  # which would be laid over the screen; `say` and `tell` are not
            found.append(node.lineno)
        found += [
            k.value.lineno
            for k in node.keywords
            if k.arg in {"border_title", "tooltip"}
            and name != "Binding"  # its tooltip comes from the table of actions
            and not _safe(k.value)
        ]
    return found


def _safe(node: ast.expr) -> bool:
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.Call):
        inner = node.func.value if isinstance(node.func, ast.Attribute) else node.func
        return (isinstance(inner, ast.Name) and inner.id in SAFE) or _safe(inner)
    return False


def test_the_rule_catches_what_it_is_for() -> None:
    for line in (
        "Static(text)",
        'Label(f"{x}")',
        "self.notify(x, markup=False)",
        "w.update(title)",
        "Static(x, tooltip=y)",
    ):
        assert unsafe_calls(ast.parse(line)), line
    for line in (
        'Static("fixed")',
        "Static(Content(x))",
        "w.update(Content('').join(parts))",
    ):
        assert not unsafe_calls(ast.parse(line)), line


def test_no_user_text_is_given_to_a_parameter_that_parses_markup() -> None:
    folder = Path(retrotui.tui.__file__).parent
    found = [
        f"{path.name}:{line}"
        for path in sorted(folder.rglob("*.py"))
        for line in unsafe_calls(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == []
