"""What holds for every test: the dice of hypothesis fall the same way in each ordinary run.

A run that finds something new each time finds it on somebody else's change. `make soak` (RETROTUI_SOAK) throws them anew.
"""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("steady", derandomize=True, database=None, print_blob=True)
settings.register_profile("searching", print_blob=True)
settings.load_profile("searching" if os.environ.get("RETROTUI_SOAK") else "steady")
