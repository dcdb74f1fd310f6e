"""The shell commands. They talk to the journal, print for people or programs, and open the app when asked to."""
