"""One target: what its readings amount to, and how often it is read."""
