"""Watching: what is read when, and a reading's whole way to a notification. No Qt."""
