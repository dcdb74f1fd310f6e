"""One screen for each tab; a screen decides, its widgets ask."""
