"""What holds for every test: the dice of hypothesis fall the same way in each ordinary run.

A run that finds something new each time finds it on somebody else's change. `make soak` (RETROTUI_SOAK) throws them anew.
"""

from __future__ import annotations

import os
import signal
from typing import Any

import pytest
from hypothesis import settings

from retrotui.store import codec

settings.register_profile("steady", derandomize=True, database=None, print_blob=True)
settings.register_profile("searching", print_blob=True)
settings.load_profile("searching" if os.environ.get("RETROTUI_SOAK") else "steady")


def pytest_configure() -> None:
    """Hang-ups and interrupts reach what the tests start, also where whoever started the tests ignores them (`nohup`, `&`)."""
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)


@pytest.fixture
def decoded(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One for each entry that is decoded from now on."""
    seen: list[int] = []
    decode = codec._decode_entry

    def counted(raw: Any) -> Any:
        seen.append(1)
        return decode(raw)

    monkeypatch.setattr(codec, "_decode_entry", counted)
    return seen
