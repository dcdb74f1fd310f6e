"""`python -m retrotui`, and the console script."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command line; leaves with its exit code."""
    from retrotui import capture

    try:
        told = capture.log(sys.argv[1:])
    except KeyboardInterrupt:
        os._exit(130)
    if told is None:
        from retrotui.cli.main import run

        run()
    else:
        _say(told)


def _say(told: str) -> None:
    try:
        if sys.stdout is not None:
            sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
            print(told, flush=True)
    except (OSError, ValueError, AttributeError):
        from retrotui.cli.main import say

        say(told)
    # The interpreter would take itself apart for ten milliseconds, and everything is said and saved.
    os._exit(0)


if __name__ == "__main__":
    main()
