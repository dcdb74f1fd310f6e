"""The user's own layouts for what they publish: `templates/kpt.md` in the config folder, with `$names` in it.

Python's `string.Template` and nothing more: a name is replaced by text, the text is not looked at again, and nothing
in a template can run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from string import Template

import msgspec

from retrotui.errors import UsageError
from retrotui.markdown.front_patch import span_text
from retrotui.model.entry import Entry, Item
from retrotui.model.kinds import KINDS, ROLES
from retrotui.model.periods import Span, describe

_LIMIT = 256 * 1024
FIELDS = ("title", "date", "start", "end", "period", "key", "kind", "language", "tags", "body", "prose")
"""Names that any template can use, beside those of the roles: `$keep`, `$problem`, …"""


class Layout(msgspec.Struct, frozen=True):
    """A template, and the file that it is from."""

    path: Path
    text: str

    def filled(self, entry: Entry, body: str) -> str:
        """The template with the entry's words. Raises UsageError with file and line for a name that there is not."""
        values = _values(entry, body)
        try:
            return Template(self.text).substitute(values)
        except KeyError as error:
            name = str(error.args[0])
            at = re.search(rf"\$\{{?{re.escape(name)}\b", self.text)
            raise self._wrong(
                at.start() if at else 0, f"there is no ${name}; there are {_all_names()}"
            ) from error
        except ValueError as error:
            at = re.search(r"\$(?!\$|\{?[A-Za-z_])", self.text.replace("$$", "  "))
            raise self._wrong(
                at.start() if at else 0, "a $ that begins no name; $$ writes a dollar"
            ) from error

    def _wrong(self, position: int, reason: str) -> UsageError:
        line = self.text.count("\n", 0, position) + 1
        return UsageError("A template is wrong", f"{self.path}:{line}: {reason}")


def load(folder: Path) -> dict[str, Layout]:
    """The user's templates by kind, from `templates/` in the config folder. Raises UsageError for one that is unreadable."""
    found: dict[str, Layout] = {}
    for kind in KINDS:
        path = folder / "templates" / f"{kind}.md"
        try:
            with path.open(encoding="utf-8") as file:
                text = file.read(_LIMIT + 1)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError("A template can not be read", f"{path}: {error}") from error
        if len(text) > _LIMIT:
            raise UsageError("A template can not be read", f"{path}: more than {_LIMIT // 1024} KB")
        found[kind] = Layout(path, text)
    return found


def _all_names() -> str:
    return ", ".join(f"${name}" for name in (*FIELDS, *(role for role in ROLES if role != "prose")))


def _values(entry: Entry, body: str) -> dict[str, str]:
    days = Span(entry.start, entry.end)
    values = {role: _listed(entry.items_of(role)) for role in ROLES}
    return values | {
        "title": entry.title,
        "date": span_text(entry.start, entry.end),
        "start": entry.start.isoformat(),
        "end": entry.end.isoformat(),
        "period": describe(days, KINDS[entry.kind].period),
        "key": entry.key,
        "kind": entry.kind,
        "language": entry.language,
        "tags": ", ".join(entry.tags),
        "body": body.rstrip("\n"),
        "prose": "\n\n".join(section.prose for section in entry.sections if section.prose),
    }


def _listed(items: Iterable[Item]) -> str:
    """Items as bullets, each with its label and its body below."""
    lines: list[str] = []
    for item in items:
        label = f"{item.label}: " if item.label else ""
        lines.append(f"- {label}{item.text}")
        lines += [f"  {line}" if line else "" for line in item.body.split("\n")] if item.body else []
    return "\n".join(lines)
