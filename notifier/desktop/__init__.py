"""The machine: notifications, start at login, one instance, sleep, network."""
