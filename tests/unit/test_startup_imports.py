"""What a start loads, counted: the cheapest way to keep it fast, and the same on every machine.

Times are `benchmarks/`' business. A count that has to rise is a decision: weigh what it costs, then change it here.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

LOG = """
import sys
from retrotui.cli.main import verbs
sys.argv = ["retrotui", "log", "did", "x"]
try:
    verbs(prog_name="retrotui")
except SystemExit as leaving:
    assert not leaving.code, leaving.code
"""
APP = "import retrotui.__main__, retrotui.cli.main, retrotui.tui.app"

OWN_FOR_LOG = 40
"""Modules of retrotui's own that one line from the shell loads."""
OWN_FOR_A_FURTHER_LINE = 12
"""Modules of retrotui's own that a line loads when its day has an entry already."""
OWN_FOR_APP = 92
"""Modules of retrotui's own that are loaded before the app can draw."""


def loaded(code: str, folder: Path) -> set[str]:
    """The modules that a process has loaded after running the code, in a world of its own."""
    program = f"{code}\nimport json, sys\nprint(json.dumps(list(sys.modules)))"
    environ = {
        name: value for name, value in os.environ.items() if not name.startswith(("COV_", "RETROTUI_"))
    }
    environ |= {f"XDG_{name}_HOME": str(folder / name) for name in ("DATA", "STATE", "CONFIG", "CACHE")}
    environ |= {"HOME": str(folder), "PYTHONPATH": str(ROOT)}
    result = subprocess.run(
        [sys.executable, "-P", "-c", program],
        capture_output=True,
        env=environ,
        cwd=folder,
        timeout=60,
        check=False,
    )
    assert result.returncode == 0, result.stderr.decode()
    return set(json.loads(result.stdout.splitlines()[-1]))


def packages(modules: set[str]) -> set[str]:
    """The libraries among the modules that are neither Python's own nor ours."""
    names = {module.partition(".")[0] for module in modules} - set(sys.stdlib_module_names)
    return {name for name in names if not name.startswith(("_", "retrotui"))}


@pytest.fixture(scope="module")
def for_log(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The modules that are loaded once a line is written."""
    return loaded(LOG, tmp_path_factory.mktemp("log"))


@pytest.fixture(scope="module")
def for_app(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The modules that are loaded before the app begins to run."""
    return loaded(APP, tmp_path_factory.mktemp("app"))


def own(modules: set[str]) -> list[str]:
    """The modules of retrotui's own."""
    return sorted(module for module in modules if module.partition(".")[0] == "retrotui")


def test_a_line_from_the_shell_loads_few_libraries(for_log: set[str]) -> None:
    """Each library costs every line some milliseconds; `typing_extensions` comes with msgspec."""
    assert packages(for_log) <= {"click", "msgspec", "platformdirs", "tinydb", "typing_extensions"}


def test_a_line_from_the_shell_loads_few_modules(for_log: set[str]) -> None:
    """Nothing that only other verbs, the app or an import need."""
    assert len(own(for_log)) <= OWN_FOR_LOG, own(for_log)


@pytest.mark.parametrize(
    "heavy", ["asyncio", "concurrent.futures", "email", "http", "logging", "socket", "ssl"]
)
def test_a_line_from_the_shell_loads_no_heavy_part_of_python(for_log: set[str], heavy: str) -> None:
    """Parts of the standard library that cost as much as all of retrotui's modules."""
    assert heavy not in for_log


def test_the_app_loads_no_library_that_only_documents_need(for_app: set[str]) -> None:
    """Reading and writing Markdown waits until somebody imports, exports or copies."""
    assert not packages(for_app) & {"markdown_it", "frontmatter", "yaml", "ftfy", "rapidfuzz"}


def test_the_app_loads_few_modules(for_app: set[str]) -> None:
    """What a screen needs only once it is visited is imported then."""
    assert len(own(for_app)) <= OWN_FOR_APP, own(for_app)


def test_a_further_line_of_the_day_loads_no_library_at_all(tmp_path: Path) -> None:
    """Most calls of retrotui are this one; `json` is what it needs of Python beyond files and dates."""
    loaded(LOG, tmp_path)
    modules = loaded(
        "from retrotui import capture\nassert capture.log(['log', 'did', 'another']) is not None", tmp_path
    )
    assert packages(modules) == set()
    assert len(own(modules)) <= OWN_FOR_A_FURTHER_LINE, own(modules)
    assert not modules & {"pathlib", "inspect", "dataclasses", "uuid", "tempfile", "shutil", "socket"}
