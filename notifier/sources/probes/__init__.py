"""The table of probes: one asynchronous function for each kind of target."""
