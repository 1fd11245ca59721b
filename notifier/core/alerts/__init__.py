"""What is notified, when, and what is kept back: from changes to rows of the outbox."""
