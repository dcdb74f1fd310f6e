"""The command line itself: the verbs by name, and what becomes of errors.

A verb's module is imported when the verb is called, so `retrotui log` pays for nothing that only an import needs.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import click

from retrotui import __version__
from retrotui.cli import output
from retrotui.cli.session import Session, open_app
from retrotui.errors import RetroError
from retrotui.wording import _

VERBS = {
    "log": ("capture", "log", "Write one line into a daily log."),
    "add": ("capture", "add", "Add a keep, problem, try or issue to the week's KPT."),
    "set": ("capture", "set_state", "Give an item a state."),
    "week": ("week", "show_week", "Show how a week stands, and what waits."),
    "promote": ("week", "promote", "Take up lines of the daily logs into the week's KPT."),
    "problems": ("week", "problems", "List the problems, what was tried, and what came of it."),
    "flow": ("flow", "flow", "Draw challenge against skill, and the trend per category."),
    "link": ("link", "link", "Say what a try answers, or that a problem is an earlier one."),
    "renumber": ("link", "renumber", "Number the items of an entry anew; links hold."),
    "move": ("rework", "move", "Give an entry other days."),
    "merge": ("rework", "merge", "Join two entries of a kind; links hold."),
    "list": ("read", "list_entries", "List the entries, newest first."),
    "show": ("read", "show", "Show an entry."),
    "search": ("read", "search", "Find words in everything that was written."),
    "stats": ("stats", "stats", "Count: the habit, the entries, what became of problems and tries."),
    "import": ("exchange", "import_files", "Read Markdown files and folders into the notebook."),
    "export": ("exchange", "export", "Write entries as Markdown or JSON."),
    "undo": ("care", "undo", "Take back the last change."),
    "redo": ("care", "redo", "Make the last undone change again."),
    "trash": ("trash", "trash", "List what was deleted; restore it, or purge it for good."),
    "backup": ("backup", "backup", "Keep the notebook as it is now as a backup."),
    "restore": ("backup", "restore", "Put a backup in the notebook's place."),
    "where": ("care", "where", "Say where the notebook and the settings lie."),
    "config": ("configure", "configure", "List the settings, or change one."),
    "completion": ("configure", "completion", "Print what lets the tab key of your shell complete."),
    "doctor": ("care", "doctor", "Check the notebook, its backups and the terminal."),
    "demo": ("demo", "demo", "Open a throw-away notebook with examples in it."),
}
"""Each verb with its module, its command there, and its line in the list of commands."""

_INTERRUPTED = 130
_PIPE_CLOSED = 141


class Verbs(click.Group):
    """A group that imports a verb's module when the verb is called, and turns errors into messages and exit codes."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in the order of the documentation."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb's command, or None when there is no such verb."""
        if cmd_name not in VERBS:
            return None
        module, name, _line = VERBS[cmd_name]
        command: click.Command = getattr(import_module(f"retrotui.cli.{module}"), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (*_, line) in VERBS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb; click itself would answer a closed pipe with exit code 1."""
        try:
            result = super().invoke(ctx)
            output.flush()
        except BrokenPipeError as error:
            raise _PipeClosed from error
        return result

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run, and leave with the exit code of DESIGN.md's shell contract; no error leaves a traceback."""
        extra["standalone_mode"] = False
        sys.exit(_guarded(lambda: super(Verbs, self).main(*args, **extra)))


class _PipeClosed(Exception):
    """The reader of our output went away."""


def _guarded(run: Callable[[], Any]) -> int:
    output.prepare()
    try:
        result = run()
    except RetroError as error:
        output.tell_error(error)
        return error.exit_code
    except click.ClickException as error:
        output.tell_usage(error)
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        return _INTERRUPTED
    except _PipeClosed:
        output.abandon()
        return _PIPE_CLOSED
    except Exception as error:
        if os.environ.get("RETROTUI_DEBUG"):
            raise
        with contextlib.suppress(OSError):
            output.tell(_crash(error))
        output.abandon()
        return 1
    output.settle()
    return result if isinstance(result, int) else 0


def _crash(error: Exception) -> str:
    """What to say of a fault of ours: where it is, and not what it was about, which may be private."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "unknown"
    reason = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
    hint = _("RETROTUI_DEBUG=1 shows the whole trace, which may hold your text.")
    return (
        "retrotui: " + _("It failed: {reason} ({place})").format(reason=reason, place=place) + f"\n  {hint}"
    )


@click.group(cls=Verbs, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--notebook", metavar="FILE", help="The notebook file (also: RETROTUI_NOTEBOOK).")
@click.version_option(__version__, message="retrotui %(version)s")
@click.pass_context
def verbs(ctx: click.Context, notebook: str | None) -> int | None:
    """A retrospective notebook: daily log, KPT, AAR, study plan and year.

    Without a command the app opens on your notebook.
    """
    session = ctx.obj if isinstance(ctx.obj, Session) else Session()
    session.speak()
    if notebook is not None:
        session = session.with_notebook(notebook)
    ctx.obj = session
    if ctx.invoked_subcommand is None:
        return open_app(session)
    return None


def run() -> NoReturn:
    """Run the command line, and leave with its exit code.

    At once, as everything is written and said: the interpreter would take itself apart for ten milliseconds.
    """
    try:
        verbs(prog_name="retrotui")
    except SystemExit as leaving:
        if not isinstance(leaving.code, int) or os.environ.get("RETROTUI_DEBUG"):
            raise
        output.settle()
        os._exit(leaving.code)
    raise AssertionError("a command line ends with an exit code")


def say(text: str) -> NoReturn:
    """Print what was done already, and leave as after a verb that did it."""

    def printed() -> None:
        Session().speak()
        try:
            output.say(text)
            output.flush()
        except BrokenPipeError as error:
            raise _PipeClosed from error

    sys.exit(_guarded(printed))
