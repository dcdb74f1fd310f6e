"""The layers of DESIGN.md, section 2: every import is walked, those inside functions too."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "retrotui"

FRONT = {
    "journal",
    "week",
    "verdict",
    "rework",
    "editor",
    "commits",
    "exchange",
    "config",
    "actions",
    "demo",
    "theme",
    "spooled",
    "unsaved",
    "keymap",
    "settings",
    "trash",
    "wording",
    "rescue",
    "review",
}
"""What the shell and the screens call."""
BELOW = {"loop", "model", "text", "errors"}

ALLOWED: dict[str, set[str]] = {
    "__init__": set(),
    "__main__": {"cli", "capture"},
    "capture": {"store", "errors"},
    "cli": FRONT | BELOW,
    "tui": FRONT | BELOW,
    "question": {"store", "model", "text", "errors"},
    "journal": {"question", "trash", "loop", "markdown", "store", "model", "text", "errors"},
    "trash": {"store", "model", "text", "errors"},
    "rescue": {"store", "model", "text", "errors"},
    "review": {"journal", "markdown", "model", "text", "errors"},
    "exchange": {"journal", "markdown", "store", "model", "text", "errors"},
    "week": {"verdict", "step", "journal", "loop", "store", "model", "text", "errors"},
    "verdict": {"step", "journal", "loop", "model", "text", "errors"},
    "editor": {"wording", "markdown", "text", "errors"},
    "rework": {"journal", "markdown", "store", "model", "text", "errors"},
    "step": {"journal", "loop", "store", "model", "text", "errors"},
    "commits": {"model", "text", "errors"},
    "demo": {"exchange", "journal", "config", "model", "text", "errors"},
    "unsaved": {"store", "model", "text", "errors"},
    "keymap": {"actions", "errors"},
    "settings": {"config", "store", "errors"},
    "spooled": {"journal", "store", "model", "text", "errors"},
    "config": {"vocabulary", "model", "text", "errors"},
    "vocabulary": {"model", "errors"},
    "wording": {"model", "errors"},
    "theme": {"config", "text", "errors"},
    "actions": {"model", "text", "errors"},
    "loop": {"model", "text", "errors"},
    "markdown": {"model", "text", "errors"},
    "store": {"model", "text", "errors"},
    "model": {"text", "errors"},
    "text": set(),
    "errors": set(),
}
"""Each layer, and which others it may import. A layer that is not here is one more to think about."""

THIRD_PARTY: dict[str, set[str]] = {
    "textual": {"tui"},
    "rich": {"tui"},
    "tinydb": {"store"},
    "frontmatter": {"markdown"},
    "markdown_it": {"markdown"},
    "yaml": {"markdown", "config", "vocabulary", "theme"},
    "click": {"cli"},
    "platformdirs": {"config"},
    "msgspec": {
        "model",
        "store",
        "markdown",
        "loop",
        "journal",
        "week",
        "verdict",
        "rework",
        "step",
        "keymap",
        "settings",
        "commits",
        "unsaved",
        "exchange",
        "trash",
        "rescue",
        "review",
        "config",
        "theme",
        "actions",
        "cli",
        "tui",
    },
}
"""Each library, and the layers that may know it."""


def layer_of(path: Path) -> str:
    """The folder or module right below the package."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """The line and dotted name of each module, or name in a module, that a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} is a relative import"
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


FILES = sorted(PACKAGE.rglob("*.py"))


def test_the_package_is_found() -> None:
    """The walk sees the files that it is meant to judge."""
    assert {"cli", "model", "text", "errors", "journal"} <= {layer_of(path) for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_file_imports_only_what_its_layer_may(path: Path) -> None:
    """Imports run one way: shell and screens, journal, loop and markdown and store, model, text and errors."""
    layer = layer_of(path)
    wrong = []
    for line, name in imports(path):
        head, _, rest = name.partition(".")
        if head == "retrotui":
            target = rest.partition(".")[0]
            is_version = target == "__version__"
            if (
                target != layer
                and not is_version
                and target not in ALLOWED[layer]
                and not opens_the_app(path, name)
            ):
                wrong.append(f"line {line}: {layer} imports {name}")
        elif head in THIRD_PARTY and layer not in THIRD_PARTY[head]:
            wrong.append(f"line {line}: {layer} imports {head}")
    assert not wrong


def opens_the_app(path: Path, name: str) -> bool:
    """Whether this is the one import by which the shell knows the screens."""
    return path == PACKAGE / "cli" / "session.py" and name == "retrotui.tui.launch.run"


def test_only_the_function_that_opens_the_app_knows_the_screens() -> None:
    """In the shell the screens are imported in one place, and only when it runs."""
    found = []
    for path in PACKAGE.joinpath("cli").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef):
                found += [
                    function.name
                    for node in ast.walk(function)
                    if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("retrotui.tui")
                ]
        top = [node for node in tree.body if isinstance(node, ast.ImportFrom)]
        assert not [node for node in top if (node.module or "").startswith("retrotui.tui")]
    assert found == ["open_app"]


def test_no_import_hides_in_a_string() -> None:
    """`import_module` is used for the shell's own verbs and nowhere else, as this test could not see through it."""
    users = [
        str(path.relative_to(PACKAGE))
        for path in FILES
        if any(name in ("importlib", "importlib.import_module") for _, name in imports(path))
    ]
    assert users == ["cli/main.py"]
