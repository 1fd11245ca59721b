"""Evidence from outside: asynchronous readings of targets. No Qt, no rules."""
