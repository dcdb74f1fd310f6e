"""Label files of the user's own (`labels/*.yaml` beside `config.yaml`), which add a language to the shipped ones.

Imported only where the folder is there. What is wrong is told with its file and key; what the words are good for is the
reader's business.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from retrotui.errors import UsageError
from retrotui.model.kinds import KINDS, ROLES

Words = tuple[str, tuple[str, ...]]
"""A key and its words: `roles:keep`, `kinds:year`, `patterns:keep,well`, `goals:`."""

_LISTS = ("goals", "about", "year", "year_alone", "flow", "dates", "percent", "final")
_MAPS: dict[str, Collection[str]] = {
    "roles": ROLES,
    "template": ROLES,
    "kinds": KINDS,
    "states": ("done", "doing", "failed", "dropped", "moved", "open"),
    "attendance": ("absent", "partly", "skipped"),
}
_SHIPPED = ("cues", "methods", "words")
"""Keys that only the shipped files' languages need: a copy of one may hold them."""
_KEYS = (*_MAPS, *_LISTS, "nothing", "noun", "patterns", *_SHIPPED)


def read(folder: Path) -> tuple[Words, ...]:
    """What the files in the folder say, in the order of their names. Raises UsageError with file and key."""
    paths = [path for path in sorted(folder.glob("*.yaml")) if not path.name.startswith(".")]
    return tuple(words for path in paths for words in _of_file(path))


def _of_file(path: Path) -> Iterator[Words]:
    data = _loaded(path)
    if not isinstance(data, Mapping) or "roles" not in data:
        raise _wrong(path, "roles", "is missing")
    noun = _noun(path, data)
    for name, value in data.items():
        if name in _MAPS:
            yield from _map(path, name, value)
        elif name in _LISTS:
            yield f"{name}:", _words(path, name, value)
        elif name == "patterns":
            yield from _patterns(path, value, noun)
        elif name == "nothing":
            found = _words(path, name, value)
            _check(path, name, found)
            yield "nothing:", found
        elif name not in ("noun", *_SHIPPED):
            raise _wrong(path, str(name), f"is none of {', '.join(_KEYS)}")


def _loaded(path: Path) -> Any:
    try:
        # Every scalar stays a string: `no` or `on` may be a label.
        return yaml.load(path.read_text(encoding="utf-8-sig"), Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise UsageError(
            "A settings file is not YAML", f"{path}{line}: {getattr(error, 'problem', error)}"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("The configuration can not be read", f"{path}: {error}") from error


def _map(path: Path, name: str, value: Any) -> Iterator[Words]:
    if not isinstance(value, Mapping):
        raise _wrong(path, name, f"holds no keys such as {next(iter(_MAPS[name]))}")
    for key, words in value.items():
        if key not in _MAPS[name]:
            raise _wrong(path, name, f"{key!r} is none of {', '.join(_MAPS[name])}")
        found = _words(path, f"{name}.{key}", words)
        if name == "attendance":
            _check(path, f"{name}.{key}", found)
        yield f"{name}:{key}", found


def _noun(path: Path, data: Mapping[Any, Any]) -> str:
    """What `{noun}` stands for in the file's patterns."""
    noun = data.get("noun", "")
    if not isinstance(noun, str):
        raise _wrong(path, "noun", "is no regular expression")
    return noun


def _patterns(path: Path, value: Any, noun: str) -> Iterator[Words]:
    if not isinstance(value, list):
        raise _wrong(path, "patterns", "is no list")
    for place, each in enumerate(value, 1):
        where = f"patterns, number {place}"
        if not isinstance(each, Mapping) or set(each) != {"roles", "like"}:
            raise _wrong(path, where, "holds not just `roles` and `like`")
        roles = _words(path, f"{where}, roles", each["roles"])
        if strange := [role for role in roles if role not in ROLES]:
            raise _wrong(path, f"{where}, roles", f"{strange[0]!r} is none of {', '.join(ROLES)}")
        written = _words(path, f"{where}, like", each["like"])
        like = tuple(pattern.replace("{noun}", noun) for pattern in written)
        _check(path, f"{where}, like", like)
        if roles and like:
            yield f"patterns:{','.join(roles)}", like


def _words(path: Path, key: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise _wrong(path, key, "is no list of words")
    if not all(isinstance(word, str) and word.strip() for word in value):
        raise _wrong(path, key, "holds something that is no word")
    return tuple(value)


def _check(path: Path, key: str, patterns: tuple[str, ...]) -> None:
    for pattern in patterns:
        try:
            empty = re.compile(f"(?:{pattern})").search("")
        except re.error as error:
            raise _wrong(path, key, f"{pattern!r} is no regular expression: {error}") from error
        if empty:
            raise _wrong(path, key, f"{pattern!r} fits every text")


def _wrong(path: Path, key: str, reason: str) -> UsageError:
    return UsageError("A label file is wrong", f"{path}: {key}: {reason}")
