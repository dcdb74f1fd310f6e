"""What a retrospective is: frozen values and pure functions. No I/O, no clock, nothing of Markdown or terminals."""
