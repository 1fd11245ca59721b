"""The table of providers of official pages; each is a module of pure functions."""
