"""Questions over many entries: pure functions that know the model alone."""
