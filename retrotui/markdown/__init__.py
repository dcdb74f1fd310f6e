"""Markdown in and out. The only place that knows python-frontmatter; it knows nothing of the notebook or the screen."""
