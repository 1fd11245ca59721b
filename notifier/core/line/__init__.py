"""The user's own line: whether it can be trusted, as the anchors show it."""
