"""Settings that the app changes for its user: one value of `config.yaml`, every other line of it as it was written."""

from __future__ import annotations

import json
import os
import re

from msgspec.structs import replace

from retrotui import config
from retrotui.config import Config, Paths
from retrotui.errors import UsageError
from retrotui.store import atomic


def change(paths: Paths, name: str, value: bool | int | str) -> Config:
    """Write one setting into the file, which is made when it is not there; gives all settings as they are now.

    Raises UsageError, with the file as it was, when it can not be written or holds the setting in a form of its own.
    """
    path = paths.config_file
    before = config.load(paths)
    try:
        text = path.read_bytes().decode("utf-8") if path.exists() else ""
        after = _changed(text, name, value)
        wanted = replace(before, **{name: value})
        if config.parse(config.read_yaml(after, path), path) != wanted:
            raise UsageError(
                "The setting was not changed",
                "{path} says it in another way.",
                "Write `{setting}`.",
                path=path,
                setting=f"{name}: {_written(value)}",
            )
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Settings are often a link into a folder of dotfiles: the file behind it is written, and the link stays.
        os.close(atomic.replace(os.path.realpath(path), [after.encode("utf-8")]).fd)
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("The setting could not be saved", f"{path}: {error}") from error
    return wanted


def _changed(text: str, name: str, value: bool | int | str) -> str:
    line = f"{name}: {_written(value)}"
    pattern = re.compile(
        rf"^{re.escape(name)}[ \t]*:(?:[ \t]+[^\n#]*?)?(?P<rest>[ \t]*(?:#[^\r\n]*)?\r?)$", re.MULTILINE
    )
    if pattern.search(text):
        return pattern.sub(lambda match: line + match["rest"], text, count=1)
    return text + ("" if not text or text.endswith("\n") else "\n") + line + "\n"


def _written(value: bool | int | str) -> str:
    """A value as YAML has it; JSON's scalars are YAML's."""
    return json.dumps(value, ensure_ascii=False)
