"""Looking after the notebook: `undo`, `redo`, `where`, `doctor`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from retrotui import config
from retrotui.cli import output
from retrotui.cli.session import Session
from retrotui.text import cell_width, pad
from retrotui.wording import N_, _, step

if TYPE_CHECKING:
    from retrotui.cli.checkup import Finding
    from retrotui.model.entry import Change


@click.command()
@click.pass_obj
def undo(session: Session) -> int:
    """Take back the last change, whoever made it: the app, another command, an import. Again: the one before."""
    with session.journal(merging=False) as journal:
        undone = journal.undo()
    if undone is None:
        output.tell(_("Nothing to undo."))
        return 1
    output.say(_("undone: {label}").format(label=step(undone.label)) + _where(undone.changes))
    return 0


@click.command()
@click.pass_obj
def redo(session: Session) -> int:
    """Make the last undone change again."""
    with session.journal(merging=False) as journal:
        undone = journal.redo()
    if undone is None:
        output.tell(_("Nothing to redo."))
        return 1
    output.say(_("done again: {label}").format(label=step(undone.label)) + _where(undone.changes))
    return 0


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@click.pass_obj
def where(session: Session, as_json: bool) -> None:
    """Say where the notebook, its drafts and backups, the settings and the themes lie."""
    paths = session.settings()[0]
    places = {
        N_("notebook"): str(paths.notebook),
        N_("state"): str(paths.state),
        N_("config"): str(paths.config_file),
        N_("themes"): str(paths.config / "themes"),
        N_("shipped themes"): str(config.shipped("themes")),
    }
    if as_json:
        output.say_json({name.replace(" ", "_"): path for name, path in places.items()})
    else:
        output.say_table((_(name), path) for name, path in places.items())


@click.command()
@click.pass_obj
def doctor(session: Session) -> int:
    """Check the notebook, its backups, its lock, the settings and the terminal; say what is fine and what is not.

    The exit code is 0 when all is well, 1 when something is not, 3 when the notebook can not be read.
    """
    from retrotui.cli.checkup import examine

    findings = examine(session)
    for finding in findings:
        _say_finding(finding)
    return max((finding.exit_code for finding in findings), default=0)


def _where(changes: list[Change]) -> str:
    keys = [entry.key for change in changes if (entry := change.after or change.before)]
    more = _("and {count} more").format(count=len(keys) - 3) if len(keys) > 3 else ""
    shown = f"{', '.join(keys[:3])} {more}".rstrip()
    return f" ({shown})" if keys else ""


def _say_finding(finding: Finding) -> None:
    good, bad = _("ok"), _("BAD")
    mark = pad(bad if finding.exit_code else good, max(cell_width(good), cell_width(bad)))
    first, *rest = finding.text.split("\n")
    output.say(f"{mark}  {finding.subject}: {first}")
    for line in (*rest, *([finding.hint] if finding.hint else [])):
        output.say(f"       {line}")
