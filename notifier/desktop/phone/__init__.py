"""Notices to the phone, over Apprise: which addresses there are, sending one, and the queue that sends them all."""
