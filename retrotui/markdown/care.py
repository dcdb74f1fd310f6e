"""How far the writer goes for a section, so that it reads as the entry has it.

Each section is written as it stands first; where that would be read as something else, it is written again with more
care, until nothing but a plain list is left.
"""

from __future__ import annotations

AS_IS = 0
"""In the layout that it had, with no mark."""
MARKED = 1
"""In that layout, with comments that tell items from groups and prose from items."""
FENCED = 2
"""Bodies stand between markers as well."""
LISTED = 3
"""Its items are a list in the section's own style."""
PLAIN = 4
"""Its items are a list in the writer's own style."""
