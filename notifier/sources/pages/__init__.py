"""Official pages: what kinds there are, how one is recognized behind an address, read, and what of it counts.

`providers` tells how to add a kind. The reader asks the network for it, `reading` and `counting` are the same for all
kinds; `parsing`, `building`, `options`, `words`, `text`, `markup` and `feeds` are what several kinds need.
"""
