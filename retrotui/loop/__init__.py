"""Questions over many entries: pure functions that know the model and nothing of disks or screens."""
