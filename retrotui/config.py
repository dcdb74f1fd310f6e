"""Where things lie, and what the user configured.

`config.yaml` is read only where it exists, so most starts never import yaml. Every value is checked here,
and what is wrong is told with its file and key.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any

import msgspec
import platformdirs

from retrotui.errors import UsageError
from retrotui.model.kinds import LANGUAGES, ROLES

NOTEBOOK_VARIABLE = "RETROTUI_NOTEBOOK"
ZONE_VARIABLE = "RETROTUI_TZ"


class Paths(msgspec.Struct, frozen=True):
    """The folders and the notebook of this user on this machine; nothing is made by naming it."""

    notebook: Path
    state: Path
    """Drafts, spool, backups and the crash log."""
    config: Path
    """Holds `config.yaml`, and `themes/` and `labels/` of the user's own."""

    @property
    def config_file(self) -> Path:
        """The user's settings."""
        return self.config / "config.yaml"

    @property
    def labels(self) -> Path:
        """The user's own label files, a language each."""
        return self.config / "labels"


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a user can set; every field has a default."""

    theme: str = "retro-dark"
    """A theme from `themes/`, ours or the user's."""
    language: str = ""
    """`en`, `ko` or `ja` for the interface and for new headings; empty: the interface follows RETROTUI_LANGUAGE or the
    locale, headings the newest entry."""
    notebook: str = ""
    """Another place for the notebook file."""
    keymap: dict[str, str] = {}
    """Action ids (see `?`) and the keys that shall trigger them, several separated by commas."""
    timezone: str = ""
    """Where the user is, such as `Asia/Seoul`; empty is the machine's. The variable RETROTUI_TZ goes before it."""
    day_ends_at: Annotated[int, msgspec.Meta(ge=0, le=12)] = 4
    """The hour until which the night belongs to the day before."""
    tries_at_most: Annotated[int, msgspec.Meta(ge=0)] = 5
    """More open Tries than this are remarked upon; 0 for no limit."""
    vague_tries: bool = True
    """Whether a Try that names no action gets a gentle word."""
    hints: bool = True
    """Whether the board says a word about vague Tries and about too many of them; a key of the app turns it."""
    vague_words: tuple[str, ...] = ()
    """Further words that make a Try a wish."""
    labels: dict[str, tuple[str, ...]] = {}
    """What you call the sections of a role in Markdown: `keep: [Bright side]`."""

    def own_labels(self, paths: Paths) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The user's labels, and those of their label files, as the reader and the writer of Markdown take them.

        Raises UsageError with file and key.
        """
        own = tuple(sorted(self.labels.items()))
        if not paths.labels.is_dir():
            return own
        from retrotui import vocabulary

        return (*own, *vocabulary.read(paths.labels))


def find_paths(notebook: str = "", environ: Mapping[str, str] = os.environ) -> Paths:
    """The paths to use: an explicit notebook first, then RETROTUI_NOTEBOOK, then the platform's data folder.

    The state of a notebook in another place than the default one lies beside it in name: a folder per notebook.
    """
    data = Path(platformdirs.user_data_dir("retrotui", appauthor=False))
    state = Path(platformdirs.user_state_dir("retrotui", appauthor=False))
    config = Path(platformdirs.user_config_dir("retrotui", appauthor=False))
    chosen = notebook or environ.get(NOTEBOOK_VARIABLE, "")
    path = Path(chosen).expanduser().absolute() if chosen else data / "notebook.json"
    return Paths(path, state, config)


def load(paths: Paths) -> Config:
    """The user's settings, or the defaults where there is no file. Raises UsageError with file and key."""
    try:
        text = paths.config_file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Config()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("The configuration can not be read", f"{paths.config_file}: {error}") from error
    return parse(read_yaml(text, paths.config_file), paths.config_file)


def parse(data: Any, path: Path) -> Config:
    """Check what a configuration file says. Raises UsageError with file and key."""
    try:
        config = msgspec.convert(data if data is not None else {}, Config)
    except msgspec.ValidationError as error:
        raise UsageError("The configuration is wrong", f"{path}: {error}") from error
    if config.language and config.language not in LANGUAGES:
        raise UsageError(
            "The configuration is wrong",
            "{path}: language: {language!r} is none of {known}",
            path=path,
            language=config.language,
            known=", ".join(LANGUAGES),
        )
    if strange := [role for role in config.labels if role not in ROLES]:
        raise UsageError(
            "The configuration is wrong",
            f"{path}: labels: {strange[0]!r} is none of {', '.join(ROLES)}",
        )
    return config


def zone(config: Config, path: Path, environ: Mapping[str, str] = os.environ) -> dt.tzinfo | None:
    """The user's time zone, None for the machine's. Raises UsageError with what names the wrong one.

    `path` is the configuration file, for the message.
    """
    name = environ.get(ZONE_VARIABLE, "")
    source = ZONE_VARIABLE if name else f"{path}: timezone"
    name = name or config.timezone
    if not name:
        return None
    import zoneinfo

    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UsageError(
            "No such time zone",
            "{source}: {name!r} is not known here.",
            "Write it like Asia/Seoul or UTC.",
            source=source,
            name=name,
        ) from error


def clock_in(place: dt.tzinfo | None) -> Callable[[], dt.datetime]:
    """A clock that gives the present moment as an aware time in the zone, or in the machine's where there is none."""
    return lambda: dt.datetime.now(place) if place else dt.datetime.now().astimezone()


def read_yaml(text: str, path: Path) -> Any:
    """What a YAML file holds. Raises UsageError with file and line."""
    import yaml

    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise UsageError(
            "A settings file is not YAML", f"{path}{line}: {getattr(error, 'problem', error)}"
        ) from error


def shipped(name: str) -> Path:
    """A folder that is shipped with the program: inside the package when installed, beside it in a checkout."""
    package = Path(__file__).resolve().parent
    inside = package / name
    return inside if inside.is_dir() else package.parent / name
