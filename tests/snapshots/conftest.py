"""The same notebook and app as the tests of the screens."""

from tests.tui.conftest import app, journal, open_journal, paths

__all__ = ["app", "journal", "open_journal", "paths"]
