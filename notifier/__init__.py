"""Outage Notifier: tells whether a service is down, for whom, since when, and when it is back."""

__version__ = "0.1.0"
