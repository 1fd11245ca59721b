"""The history: all SQL of the program, on the standard library's sqlite3."""
