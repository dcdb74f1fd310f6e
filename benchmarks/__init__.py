"""How fast retrotui is, measured beside a floor or a peer in the same run. Never part of the tests.

`python -m benchmarks` prints the ratios against the budgets of `budget`. Times drift from machine to machine and
from hour to hour; ratios and bytes hold. Linux is measured in full; elsewhere memory and CPU time may be missing.
"""

MARK = "kingfisher"
"""The word whose sight means that a program is ready: in today's log of the notebook, and in the floor's table."""
