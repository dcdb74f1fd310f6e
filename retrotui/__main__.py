"""`python -m retrotui`, and the console script."""

from __future__ import annotations

from retrotui.cli.main import verbs


def main() -> None:
    """Run the command line; leaves with its exit code."""
    verbs(prog_name="retrotui")


if __name__ == "__main__":
    main()
