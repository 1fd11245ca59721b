"""The user's choices: the settings and their file, secrets, and where files live."""
