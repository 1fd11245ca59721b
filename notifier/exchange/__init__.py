"""Lists of what is watched: read from other programs' files and from our own, and written to be read elsewhere.

A format is a module of pure functions that makes a `WatchList` of what was decoded; `reading` tells formats apart.
What of a list can be watched here is decided in `plan`, which alone changes anything. Nothing is fetched here.
"""
