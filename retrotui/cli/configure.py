"""`config` and `completion`: the settings, and the shell's tab key."""

from __future__ import annotations

from typing import Any

import click
import msgspec

from retrotui import config, settings, theme
from retrotui.cli import output
from retrotui.cli.session import Session
from retrotui.config import Config, Paths
from retrotui.errors import UsageError
from retrotui.wording import _

SHELLS = ("bash", "zsh", "fish")


@click.command("config")
@click.argument("name", default="")
@click.argument("value", required=False)
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@click.pass_obj
def configure(session: Session, name: str, value: str | None, as_json: bool) -> None:
    """List the settings, say what NAME is set to, or set it to VALUE in the settings file.

    Every other line of the file stays as it is. What holds several values, such as `keymap`, is written in the file itself.
    """
    paths, current = session.settings()
    known = {field.name: getattr(current, field.name) for field in msgspec.structs.fields(Config)}
    if name and name not in known:
        raise UsageError("No such setting", "{name!r} is none of {known}.", name=name, known=", ".join(known))
    if value is not None:
        current = settings.change(paths, name, _checked(paths, current, name, value))
        output.tell(_("Written to {path}.").format(path=paths.config_file))
        return
    shown = {name: known[name]} if name else known
    if as_json:
        output.say_json(shown)
    elif name:
        output.say(_words(known[name]))
    else:
        output.say_table((each, _words(of)) for each, of in shown.items())


def _checked(paths: Paths, current: Config, name: str, value: str) -> bool | int | str:
    """The value as the setting has it. Raises UsageError for one that it can not be."""
    now = getattr(current, name)
    if not isinstance(now, bool | int | str):
        raise UsageError(
            "That is written in the file",
            "{name} holds several values.",
            "Edit {path}.",
            name=name,
            path=paths.config_file,
        )
    try:
        given: Any = msgspec.convert({name: value.strip()}, Config, strict=False)
        given = getattr(given, name)
    except msgspec.ValidationError as error:
        # `Expected … - at $.name` ends with what the user knows.
        reason = str(error).partition(" - at ")[0]
        raise UsageError(
            "The setting can not be that",
            "{name}: {value!r}: {reason}",
            name=name,
            value=value,
            reason=reason,
        ) from error
    wanted = config.parse({name: given}, paths.config_file)
    if name == "theme":
        theme.load(wanted.theme, paths)
    elif name == "timezone":
        config.zone(wanted, paths.config_file, {})
    assert isinstance(given, bool | int | str)
    return given


def _words(value: Any) -> str:
    """A value as the settings file has it, on one line."""
    if isinstance(value, str):
        return value or "-"
    return msgspec.json.encode(value).decode()


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Print what lets the tab key complete verbs, options, and the keys of entries in SHELL.

    bash: put `eval "$(retrotui completion bash)"` into ~/.bashrc, zsh: likewise into ~/.zshrc,
    fish: `retrotui completion fish > ~/.config/fish/completions/retrotui.fish`.
    """
    from click.shell_completion import get_completion_class

    from retrotui.cli.main import verbs

    kind = get_completion_class(shell)
    assert kind is not None
    output.say(kind(verbs, {}, "retrotui", "_RETROTUI_COMPLETE").source().strip())
