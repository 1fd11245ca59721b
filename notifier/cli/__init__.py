"""The command line: the same engine, for terminals and scripts."""
