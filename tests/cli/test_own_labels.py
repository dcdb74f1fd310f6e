"""The labels in the settings: files are read by them, and written under them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

SOURCE = "# 2024-05-06\n\n## Bright side\n\n- fast reviews\n\n## Dark side\n\n- slow builds\n\n## Torch\n\n- cache it\n"


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    """The settings file, not yet there."""
    folder = tmp_path / "config" / "retrotui"
    folder.mkdir(parents=True)
    return folder / "config.yaml"


def test_the_users_labels_count_for_import_and_export(
    ok: Callable[..., str], settings: Path, tmp_path: Path
) -> None:
    """A KPT under the user's own words is one, and an added problem stands under its heading."""
    settings.write_text("labels: {keep: [Bright side], problem: [Dark side], try: [Torch]}\n", "utf-8")
    (tmp_path / "kpt.md").write_text(SOURCE, "utf-8")
    ok("import", str(tmp_path / "kpt.md"), "--kind", "kpt")
    ok("add", "problem", "flaky tests", "--week", "2024-W19")
    written = ok("export", "kpt/2024-W19")
    assert written == SOURCE.replace("- slow builds\n", "- slow builds\n- flaky tests\n")


def test_a_label_for_no_role_is_told_with_file_and_key(run: Callable[..., Result], settings: Path) -> None:
    """A role that does not exist is a fault of the settings."""
    settings.write_text("labels: {keeep: [Bright side]}\n", "utf-8")
    result = run("list")
    assert result.exit_code == 2
    assert "config.yaml: labels: 'keeep'" in result.stderr
