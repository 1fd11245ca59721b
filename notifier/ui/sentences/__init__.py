"""What the program says, part by part; `notifier.ui.text` hands out all of it.

Nothing is imported here: the tray needs a third of it, and is to be seen first.
"""
