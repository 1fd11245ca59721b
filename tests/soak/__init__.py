"""Hours of the tray on a real session while the world misbehaves; does what it takes grow? `make soak HOURS=4`."""
