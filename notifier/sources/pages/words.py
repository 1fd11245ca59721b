"""Tables of a page's own words, written down by what they mean: in lower case, with commas between them.

A word that is in no table is never green (`notifier.sources.pages.parsing.level_of`).
"""

from notifier.core.model import PageLevel, Stage


def level_table(**words: str) -> dict[str, PageLevel]:
    """The words for how something is, each level by its name in small letters."""
    return {word: PageLevel(level) for level, said in words.items() for word in said.split(", ")}


def stage_table(**words: str) -> dict[str, Stage]:
    """The words for how far an incident or works have come, each stage by its name in small letters."""
    return {word: Stage(stage) for stage, said in words.items() for word in said.split(", ")}
