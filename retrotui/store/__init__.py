"""The notebook on disk: the only package that knows TinyDB, locks and backups."""
