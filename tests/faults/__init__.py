"""Faults that touch several parts at once; those of one part are with its tests. `make faults` prints them all."""
