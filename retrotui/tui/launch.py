"""From the shell into the app: open the notebook, or let the user choose a backup first, and run."""

from __future__ import annotations

from functools import partial

from retrotui import rescue, spooled, wording
from retrotui.config import Config, Paths, clock_in, zone
from retrotui.errors import NotebookUnreadable
from retrotui.journal import Clock, Journal
from retrotui.tui.app import RetroApp
from retrotui.tui.rescue import RescueApp


def _open(paths: Paths, config: Config, clock: Clock) -> Journal:
    """The open journal; for a notebook that can not be read the user may choose a backup first.

    Raises NotebookUnreadable when the user does not.
    """
    opened = partial(
        Journal.open,
        paths.notebook,
        state_dir=paths.state,
        clock=clock,
        language=config.language,
        day_ends_at=config.day_ends_at,
    )
    try:
        return opened()
    except NotebookUnreadable as error:
        chosen = RescueApp(error, rescue.backups(paths.notebook, paths.state), paths, config).run()
        if chosen is None:
            raise
        rescue.restore(paths.notebook, chosen, state_dir=paths.state, clock=clock)
        return opened()


def run(paths: Paths, config: Config) -> int:
    """Open the app on the notebook, and give its exit code. Raises RetroError when that can not be."""
    journal = _open(paths, config, clock_in(zone(config, paths.config_file)))
    try:
        journal.first_language = wording.language()
        spooled.merge(journal, paths.state)
        app = RetroApp(journal, paths, config)
        with app.guarded():
            app.run()
    finally:
        journal.close()
    return app.return_code or 0
