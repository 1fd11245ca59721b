"""Sources outside: asked with the user's consent alone, within their limits, and silent where they fail.

What each is asked, and what its answers say, is in `notifier.sources.regions`.
"""
