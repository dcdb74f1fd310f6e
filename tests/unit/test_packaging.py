"""The wheel: what people install holds the themes and the sample data, and everything is locked."""

from __future__ import annotations

import re
import tomllib
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
INFO = f"retrotui-{PROJECT['version']}.dist-info"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A wheel built from this tree, as its files' names and contents; no network is needed."""
    folder = tmp_path_factory.mktemp("wheel")
    (built,) = WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])
    with zipfile.ZipFile(built) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("folder", ["themes", "sample_data"])
def test_the_wheel_holds_the_data_folders(wheel: dict[str, bytes], folder: str) -> None:
    """Each file of the folder at the top level is in the package, byte for byte."""
    inside = f"retrotui/{folder}/"
    shipped = {name.removeprefix(inside): data for name, data in wheel.items() if name.startswith(inside)}
    assert shipped
    assert shipped == {path.name: path.read_bytes() for path in (ROOT / folder).iterdir()}


def test_the_wheel_holds_the_compiled_catalogues(wheel: dict[str, bytes]) -> None:
    """Nobody who installs retrotui has to compile anything to read it in Korean or Japanese."""
    for language in ("ko", "ja"):
        inside = f"retrotui/locale/{language}/LC_MESSAGES/retrotui.mo"
        assert wheel[inside] == (ROOT / inside).read_bytes()


def test_the_wheel_holds_the_package_and_nothing_beside_it(wheel: dict[str, bytes]) -> None:
    """The wheel has the typed package, its metadata and licence, and neither tests nor caches."""
    assert {name.split("/")[0] for name in wheel} == {"retrotui", INFO}
    assert "retrotui/py.typed" in wheel
    assert f"{INFO}/licenses/LICENSE" in wheel
    assert [name for name in wheel if "__pycache__" in name or name.startswith("retrotui/tests")] == []


def test_the_console_script_is_declared(wheel: dict[str, bytes]) -> None:
    """Installing the wheel gives the command `retrotui`."""
    entry_points = wheel[f"{INFO}/entry_points.txt"].decode()
    assert "[console_scripts]\nretrotui = retrotui.__main__:main" in entry_points


def requirements() -> dict[str, list[str]]:
    """The pinned packages of the lock, each with its lines."""
    found: dict[str, list[str]] = {}
    for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines():
        if match := re.match(r"([a-z0-9-]+)==\S+", line):
            found[match[1]] = [line]
        elif found and not line.lstrip().startswith("#"):
            found[list(found)[-1]].append(line)
    return found


def test_every_declared_dependency_is_locked_with_hashes() -> None:
    """The lock pins each dependency of pyproject.toml, and each pin has a hash."""
    declared = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]
    names = {re.split(r"[<>=~! \[;]", line)[0].lower().replace("_", "-") for line in declared}
    locked = requirements()
    assert names - set(locked) == set()
    assert [name for name, lines in locked.items() if "--hash=sha256:" not in "".join(lines)] == []


def test_the_lock_names_no_place_to_install_from() -> None:
    """The lock works with any index: it holds no address, no option and no path."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert re.findall(r"\w+://\S*|^-\S+|^[./]\S+", text, re.MULTILINE) == []
