"""An incident told to somebody else, somewhere else, on another day: one line, or the words of a picture.

Times carry their date and their distance from UTC, and whatever is said has its source.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from notifier.core.alerts.whom import is_known
from notifier.core.model import Incident, Outcome, ServiceStatus, Source
from notifier.core.past.story import StoryEntry, StoryReading, StorySaid
from notifier.words import _
from notifier.words.elsewhere import reading_words
from notifier.words.facts import seen_reasons
from notifier.words.incident_summary import incident_summary, verdict_summarized
from notifier.words.names import Names, enumerated
from notifier.words.phrases import capital, quotable, steady
from notifier.words.story import incident_sentence
from notifier.words.times import Clock
from notifier.words.tooltip import practice_marked
from notifier.words.verdicts import scope_phrase

LINE_MOST: Final = 2000
"""Letters."""


class Shared(msgspec.Struct, frozen=True):
    """What a picture says: the sentence, three facts (empty where nothing is known), the sources, and when."""

    headline: str
    here: str
    elsewhere: str
    company: str
    sources: str
    taken: str


def shared_line(incident: Incident, entries: Sequence[StoryEntry], names: Names, clock: Clock) -> str:
    """Tell it in one line: "WhatsApp was down for 47 min (2 Mar 2026 14:02…). Affects: everyone. Sources: …"."""
    dated = msgspec.structs.replace(clock, dated=True)
    parts = [
        _headline(incident, names, dated),
        _("Affects: {whom}.").format(whom=scope_phrase(incident)) if is_known(incident) else "",
        sources_sentence(entries),
        taken_words(dated),
    ]
    return steady(" ".join(" ".join(filter(None, parts)).split()), LINE_MOST)


def shared_picture(
    incident: Incident,
    entries: Sequence[StoryEntry],
    names: Names,
    clock: Clock,
    home: str = "",
    status: ServiceStatus | None = None,
) -> Shared:
    """Give the words of a picture."""
    dated = msgspec.structs.replace(clock, dated=True)
    verdict = verdict_summarized(incident, entries, status)
    summary = incident_summary(incident, entries, names, dated, status)
    asked = [
        each.reading for each in entries if isinstance(each, StoryReading) and each.reading.source is Source.REGION
    ]
    words = (
        _headline(incident, names, dated),
        seen_reasons(verdict, names, dated) if verdict is not None else "",
        reading_words(asked[-1], home, dated) if asked else "",
        summary.company,
        sources_sentence(entries),
        taken_words(dated),
    )
    return Shared(*(steady(each, LINE_MOST) for each in words))


def sources_sentence(entries: Sequence[StoryEntry]) -> str:
    """Say by whom it is known: the readings from here, the company's page, those elsewhere, those who published."""
    found = list(dict.fromkeys(_sources(entries)))
    return _("Sources: {sources}.").format(sources=enumerated(found)) if found else ""


def _sources(entries: Sequence[StoryEntry]) -> Iterator[str]:
    if any(_failed_here(each) for each in entries):
        yield _("tried from here")
    for entry in entries:
        match entry:
            case StorySaid(said=said) if said.publisher:
                yield quotable(said.publisher, 60)
            case StorySaid(said=said):
                yield quotable(said.url, 120) if said.url else _("the company")
            case StoryReading(reading=reading) if reading.region is not None and reading.region.source:
                yield quotable(reading.region.source, 60)
            case StoryReading(reading=reading) if reading.crowd is not None and reading.crowd.source:
                yield quotable(reading.crowd.source, 60)
            case _:
                pass


def _failed_here(entry: StoryEntry) -> bool:
    if not isinstance(entry, StoryReading):
        return False
    return entry.reading.source is Source.PROBE and entry.reading.outcome is Outcome.FAILED


def taken_words(clock: Clock) -> str:
    """Say by which program it is told, and when: the times of all that is told are of this zone."""
    return _("(Outage Notifier, {time}, {zone})").format(time=clock.moment(clock.now), zone=clock.offset())


def _headline(incident: Incident, names: Names, clock: Clock) -> str:
    words = capital(incident_sentence(incident, names, clock))
    return practice_marked(words) if incident.practice else words
