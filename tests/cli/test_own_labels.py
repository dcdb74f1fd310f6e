"""The labels in the settings: files are read by them, and written under them."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import resources
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


SPANISH = "# Retrospectiva 2024-05-06\n\n## Lo que salió bien\n\n- revisiones rápidas\n\n## Lo que salió mal\n\n- compilar tarda\n\n## Próximos pasos\n\n- [hecho] usar caché\n"
FILE = "roles:\n  keep: [Lo que salió bien]\n  problem: [Lo que salió mal]\n  try: [Próximos pasos]\nkinds: {kpt: [retrospectiva]}\n"


@pytest.fixture
def labels(settings: Path) -> Path:
    """A label file of the user's own, not yet written."""
    (settings.parent / "labels").mkdir()
    return settings.parent / "labels" / "es.yaml"


def test_a_label_file_adds_a_language(ok: Callable[..., str], labels: Path, tmp_path: Path) -> None:
    """A KPT in Spanish is known by its labels, and an added problem stands below its heading, without a comment."""
    labels.write_text(FILE, "utf-8")
    (tmp_path / "retro.md").write_text(SPANISH, "utf-8")
    ok("import", str(tmp_path / "retro.md"))
    ok("add", "problem", "pruebas inestables", "--week", "2024-W19")
    shown = "- compilar tarda\n"
    assert ok("export", "kpt/2024-W19") == SPANISH.replace(shown, shown + "- pruebas inestables\n")
    assert ok("show", "kpt/2024-W19", "--md") == ok("export", "kpt/2024-W19")


def test_a_label_file_says_what_is_no_item(ok: Callable[..., str], labels: Path, tmp_path: Path) -> None:
    labels.write_text(FILE + "nothing: ['ningun[oa]s?']\n", "utf-8")
    (tmp_path / "retro.md").write_text(SPANISH.replace("compilar tarda", "ninguno"), "utf-8")
    ok("import", str(tmp_path / "retro.md"))
    [entry] = json.loads(ok("list", "--json"))
    assert [s["items"] for s in entry["sections"] if s["role"] == "problem"] == [[]]


def test_without_the_label_file_the_language_is_not_known(
    ok: Callable[..., str], labels: Path, tmp_path: Path
) -> None:
    """The same document is a note where nobody said what its headings mean."""
    (tmp_path / "retro.md").write_text(SPANISH, "utf-8")
    assert '"kind": "note"' in ok("import", "--dry-run", "--json", str(tmp_path / "retro.md"))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("kinds: {kpt: [x]}\n", "es.yaml: roles: is missing"),
        ("", "es.yaml: roles: is missing"),
        ("roles: {keeep: [x]}\n", "es.yaml: roles: 'keeep' is none of"),
        ("roles: {keep: x}\n", "es.yaml: roles.keep: is no list"),
        ("roles: {keep: ['']}\n", "es.yaml: roles.keep: holds something that is no word"),
        ("roles: [keep]\n", "es.yaml: roles: holds no keys"),
        ("roles: {}\ngoal: [x]\n", "es.yaml: goal: is none of"),
        ("roles: {}\ngoals: x\n", "es.yaml: goals: is no list"),
        ("roles: {}\nkinds: {week: [x]}\n", "es.yaml: kinds: 'week' is none of"),
        ("roles: {}\nstates: {tried: [x]}\n", "es.yaml: states: 'tried' is none of"),
        ("roles: {}\nattendance: {absent: ['(']}\n", "es.yaml: attendance.absent: '(' is no regular expression"),
        ("roles: {}\npatterns: [{roles: [keep], like: ['x*']}]\n", "es.yaml: patterns, number 1, like: 'x*' fits every text"),
        ("roles: {}\npatterns: [{roles: [kep], like: [x]}]\n", "es.yaml: patterns, number 1, roles: 'kep' is none of"),
        ("roles: {}\npatterns: [{roles: [keep]}]\n", "es.yaml: patterns, number 1: holds not just"),
        ("roles: {}\nnoun: [cosas]\n", "es.yaml: noun: is no regular expression"),
        ("roles: {\n", "es.yaml:2: "),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_label_file_is_told_with_file_and_key(
    run: Callable[..., Result], labels: Path, tmp_path: Path, content: str, told: str
) -> None:
    """Nothing is imported by half-known labels; doctor tells of it as well."""
    labels.write_text(content, "utf-8")
    (tmp_path / "retro.md").write_text(SPANISH, "utf-8")
    result = run("import", str(tmp_path / "retro.md"))
    assert result.exit_code == 2
    assert told in result.stderr
    assert told in run("doctor").output


def test_every_key_of_a_shipped_file_is_known(ok: Callable[..., str], labels: Path, tmp_path: Path) -> None:
    """A copy of the fullest of our own files is a label file, and changes nothing."""
    (tmp_path / "retro.md").write_text("# 2024-05-06\n\n## Keep\n\n- a\n\n## Problem\n\n- b\n", "utf-8")
    before = ok("import", "--dry-run", "--json", str(tmp_path / "retro.md"))
    shipped = resources.files("retrotui.markdown") / "labels" / "ko.yaml"
    labels.write_text(shipped.read_text(encoding="utf-8"), "utf-8")
    after = ok("import", "--dry-run", "--json", str(tmp_path / "retro.md"))
    assert [each["kind"] for each in json.loads(after)] == [each["kind"] for each in json.loads(before)]
