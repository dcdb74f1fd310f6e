"""The full-screen app: the only place that imports Textual. Views hold ids and what they drew last, never the truth."""
