"""What the words of a command line may be: the user's own text, or the key of an entry."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import click

from retrotui.errors import RetroError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class TextCommand(click.Command):
    """A command whose words are the user's text: only its own options, spelt out, are options.

    `- [ ] x`, `-x` and `--force` are text; so is everything after `--`.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Part the options from the text, then let click read each."""
        if args[:1] in (["-h"], ["--help"]):
            return super().parse_args(ctx, args[:1])
        known = self.options_for(args)
        flags = {name for option in known if option.is_flag for name in option.opts}
        takes_value = {name for option in known for name in option.opts} - flags
        options: list[str] = []
        words: list[str] = []
        rest = iter(args)
        for arg in rest:
            if arg == "--":
                words.extend(rest)
            elif arg in flags:
                options.append(arg)
            elif arg in takes_value:
                options.extend((arg, *((value,) if (value := next(rest, None)) is not None else ())))
            elif arg.partition("=")[0] in takes_value and "=" in arg:
                options.append(arg)
            else:
                words.append(arg)
        return super().parse_args(ctx, [*options, "--", *words])

    def options_for(self, args: list[str]) -> list[click.Option]:
        """The options that count in this command line; the others are text."""
        return [param for param in self.params if isinstance(param, click.Option)]


DASHES_ARE_TEXT = {"ignore_unknown_options": True}
"""Context settings of a command whose arguments may begin with a dash: `show -3d`."""


class _Key(click.ParamType[str]):
    """The key of an entry, or what else names one; the shell's tab key offers those of the notebook, the newest first."""

    name = "key"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        from retrotui.cli.session import Session

        # While a line is completed no command runs, so nobody has made the session yet.
        named = (ctx.parent.params if ctx.parent else {}).get("notebook") or ""
        with contextlib.suppress(RetroError), Session(notebook=named).journal(merging=False) as journal:
            return [
                CompletionItem(entry.key, help=entry.title)
                for entry in journal.entries()
                if entry.key.startswith(incomplete)
            ]
        return []


KEY = _Key()
