"""Files into the notebook and out of it, in batches: what the verbs `import` and `export` and their dialogs call.

Belongs to the journal's layer: it decides what of a file is new, already there or changed, and what may be
overwritten; reading and writing Markdown itself is the `markdown` package's.
"""

from retrotui.exchange.folder import Exported, export_to, names_of, write_files
from retrotui.exchange.head import comments
from retrotui.exchange.mending import Broken
from retrotui.exchange.plan import Imported, Preview, import_all, preview
from retrotui.exchange.rendering import FRONT_MATTERS, Style, file_name, render
from retrotui.exchange.template import load as load_templates
from retrotui.markdown.reader import Hints

__all__ = [
    "FRONT_MATTERS",
    "Broken",
    "Exported",
    "Hints",
    "Imported",
    "Preview",
    "Style",
    "comments",
    "export_to",
    "file_name",
    "import_all",
    "load_templates",
    "names_of",
    "preview",
    "render",
    "write_files",
]
