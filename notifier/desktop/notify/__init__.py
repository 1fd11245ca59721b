"""Native notifications, and what is used where there are none."""
