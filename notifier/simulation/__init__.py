"""The world of a scenario file in virtual time, around the program's own engine."""
