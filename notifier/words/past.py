"""Looking through the past in words: what was typed to search, what an incident is found by, how much there was in all.

How one incident is told is in `story` and `incident_summary`; the one line that is sent to others is in `sharing`.
"""

import re
from datetime import timedelta
from typing import Final

from notifier.core.model import Incident
from notifier.core.past.search import CalendarDay, Note, Search, Totals
from notifier.words import N_, _, ngettext
from notifier.words.language import said
from notifier.words.lengths import unit_of
from notifier.words.names import Names
from notifier.words.phrases import problem_noun, quotable, state_word
from notifier.words.times import Clock, day_words, duration
from notifier.words.verdicts import problem_word, scope_phrase

LENGTHS: Final = (timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(days=1))
"""What is offered; any other can be typed."""

_LONGER: Final = N_("longer than")


def search_of(text: str, service: str = "") -> Search:
    """What was typed: words, and where it stands there, a length: "whatsapp longer than 30 min", "login > 2 h"."""
    phrases = "|".join(re.escape(each) for each in {">", _LONGER, said(_LONGER)})
    pattern = re.compile(rf"(?:{phrases})\s*(\d{{1,6}})\s*([^\W\d]+)", re.IGNORECASE)
    longer = timedelta()
    for count, unit in pattern.findall(text):
        longer = int(count) * (unit_of(unit) or timedelta())
        if longer:
            text = pattern.sub(" ", text, count=1)
    return Search(service, tuple(text.split()), longer)


def longer_words(least: timedelta) -> str:
    """A length as it is typed: "longer than 30 min"."""
    return _("longer than {duration}").format(duration=duration(least))


class Findable:
    """What there is to read of an incident: its service, parts and state, in folded case. Remembers what it made."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._known: dict[tuple[object, ...], str] = {}

    def __call__(self, incident: Incident) -> str:
        """Give the words."""
        key = (
            incident.service,
            incident.components,
            incident.worst,
            incident.minor,
            incident.official,
            incident.scope,
            incident.countries,
        )
        if key not in self._known:
            service = self._names.get(incident.service)
            words = (
                incident.service,
                self._names.service(incident.service),
                service.owner if service is not None else "",
                *incident.components,
                *self._names.components(incident.service, incident.components),
                state_word(incident.worst, minor=incident.minor),
                problem_word(incident),
                scope_phrase(incident),
            )
            self._known[key] = " ".join(words).casefold()
        return f"{self._known[key]} {incident.id.casefold()}"


def totals_sentence(totals: Totals, clock: Clock) -> str:
    """How much there was: "2 outages, 1 h 51 min in all; the longest, 1 h 4 min, on 5 Mar."."""
    longest = totals.longest
    if longest is None:
        return _("No outage in this time.")
    took = clock.lasted(longest.since, longest.until or clock.now)
    day = day_words(clock.local(longest.since).date(), clock.local(clock.now).date())
    if totals.count == 1:
        return _("1 outage, of {longest}, on {day}.").format(longest=took, day=day)
    words = ngettext(
        "{count} outage, {duration} in all; the longest, {longest}, on {day}.",
        "{count} outages, {duration} in all; the longest, {longest}, on {day}.",
        totals.count,
    )
    return words.format(count=totals.count, duration=duration(totals.down), longest=took, day=day)


def note_sentence(note: Note, clock: Clock) -> str:
    """The user's note: "Your note (14:20): “restarted the router”", or that it was seen."""
    time = clock.moment(note.time)
    text = quotable(note.text, 400)
    return (
        _("Your note ({time}): {text}").format(time=time, text=text) if text else _("Seen ({time}).").format(time=time)
    )


def calendar_words(day: CalendarDay, clock: Clock) -> str:
    """A day of the calendar: "11 Mar: down, 2 incidents"."""
    name = day_words(day.day, clock.local(clock.now).date())
    if not day.count:
        return f"{name}: {problem_noun(day.state)}"
    words = ngettext("{day}: {state}, {count} incident", "{day}: {state}, {count} incidents", day.count)
    return words.format(day=name, state=problem_noun(day.state), count=day.count)
