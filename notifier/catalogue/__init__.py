"""The known services and the user's own: their file format, a lazy loader, a search that forgives.

Nothing here is read from the network; updates of the shipped files come as files, too.
"""
