"""The user's other machines: one that sees a failure asks the others to try the same, over a broker of the user's own.

Questions and answers are sealed with a key that pairing gave to all machines (`messages`), so that the broker, which
carries them (`broker`), can neither read nor forge one; it sees who is connected, when something is sent, and how many
messages. Who asks is in `asking`, who answers in `agent`. Nothing is kept at the broker, and nothing is sent before
something fails.
"""
