"""Tables of a page's own words, written down by what they mean: in lower case, with commas between them.

A word that is in no table is never green (`notifier.sources.page_parsing.level_of`).
"""

from typing import TypeVar

from notifier.core.model import PageLevel, Stage

Meaning = TypeVar("Meaning", PageLevel, Stage)


def level_table(
    *,
    operational: str = "",
    maintenance: str = "",
    degraded: str = "",
    partial_outage: str = "",
    major_outage: str = "",
) -> dict[str, PageLevel]:
    """The words for how something is."""
    return (
        _words(operational, PageLevel.OPERATIONAL)
        | _words(maintenance, PageLevel.MAINTENANCE)
        | _words(degraded, PageLevel.DEGRADED)
        | _words(partial_outage, PageLevel.PARTIAL_OUTAGE)
        | _words(major_outage, PageLevel.MAJOR_OUTAGE)
    )


def stage_table(
    *,
    investigating: str = "",
    identified: str = "",
    monitoring: str = "",
    scheduled: str = "",
    in_progress: str = "",
    resolved: str = "",
) -> dict[str, Stage]:
    """The words for how far an incident or works have come."""
    return (
        _words(investigating, Stage.INVESTIGATING)
        | _words(identified, Stage.IDENTIFIED)
        | _words(monitoring, Stage.MONITORING)
        | _words(scheduled, Stage.SCHEDULED)
        | _words(in_progress, Stage.IN_PROGRESS)
        | _words(resolved, Stage.RESOLVED)
    )


def _words(words: str, meaning: Meaning) -> dict[str, Meaning]:
    return dict.fromkeys(words.split(", ") if words else (), meaning)
