"""Which entries of an incident's story are told, and which stand for many: what was as usual is left out.

A history keeps every reading. A person wants the beginning of the trouble first: what was good before it is left out,
equal readings of one component are told once with their number, and a verdict is told when it says something else than
the one before. Good readings after the first failure stay: they are the recovery. The words are made in `story`.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

import msgspec

from notifier.core.model import Incident, LineState, Outcome, Reading, Source, State, Verdict, is_problem
from notifier.core.past.story import StoryEntry, StoryLine, StoryReading, StorySaid, StoryVerdict

GAP: Final = timedelta(minutes=2)
"""Equal readings that are farther apart are told one by one."""
NEWS_MOST: Final = 5

_Kind = tuple[object, ...]


class CondensedStory(msgspec.Struct, frozen=True):
    """The entries to tell, in order of time; `quiet_until` is where those that were left out end, if there are any."""

    entries: tuple[StoryEntry, ...]
    quiet_until: datetime | None = None
    all_answered: bool = False
    """What was left out were answers only, nothing that could not tell."""


def condensed(incident: Incident, entries: Sequence[StoryEntry]) -> CondensedStory:
    """Choose and fold the entries of a story, which are in order of time."""
    kept: list[StoryEntry] = []
    left_out: list[StoryReading] = []
    for entry in entries:
        if _is_told_by_itself(entry):
            continue
        if isinstance(entry, StoryReading) and entry.time < incident.since and _is_usual(entry.reading):
            left_out.append(entry)
        elif not (isinstance(entry, StoryVerdict | StoryLine) and _is_old_news(entry, kept, incident)):
            kept.append(entry)
    folded = _folded(_begun_once(kept))
    if not left_out or (folded and folded[0].time < incident.since):
        return CondensedStory(tuple(folded))
    answered = all(each.reading.outcome in (Outcome.OK, Outcome.SLOW) for each in left_out)
    return CondensedStory(tuple(folded), folded[0].time if folded else incident.since, answered)


def weightiest(incident: Incident, entries: Sequence[StoryEntry]) -> Verdict | None:
    """Give the verdict that tells most of the incident: at its worst, with the most components, the newest of those.

    What was known before it began, or of what began after its end, is of another one.
    """
    verdicts = [each.verdict for each in entries if isinstance(each, StoryVerdict) and _is_of(each.verdict, incident)]
    worst = [each for each in verdicts if each.state is incident.worst] or [
        each for each in verdicts if is_problem(each.state)
    ]
    return max(worst, key=lambda each: (len(each.components), each.time), default=None)


def _is_of(verdict: Verdict, incident: Incident) -> bool:
    began = verdict.since or verdict.time
    return verdict.time >= incident.since and (incident.until is None or began <= incident.until)


def newest_said(entries: Sequence[StoryEntry]) -> StorySaid | None:
    """Give what the company said last."""
    said = (entry for entry in reversed(entries) if isinstance(entry, StorySaid))
    return next((entry for entry in said if not entry.said.publisher), None)


def news(entries: Sequence[StoryEntry]) -> tuple[StorySaid, ...]:
    """Give what others published, the newest first, at most five."""
    said = (entry for entry in entries if isinstance(entry, StorySaid) and entry.said.publisher)
    return tuple(sorted(said, key=lambda entry: entry.said.statement.time, reverse=True)[:NEWS_MOST])


def _is_told_by_itself(entry: StoryEntry) -> bool:
    """Tell whether an entry has no place in the course of events: a headline, or reports that nobody was to look up."""
    match entry:
        case StorySaid(said=said):
            return bool(said.publisher)
        case StoryReading(reading=reading):
            return reading.source is Source.REPORTS and reading.outcome is Outcome.SKIPPED
        case _:
            return False


def _is_usual(reading: Reading) -> bool:
    """Tell whether a reading from before the trouble needs no words: it did not fail."""
    if reading.outcome is Outcome.FAILED:
        return False
    return reading.page is None or not reading.page.incidents


def _is_old_news(entry: StoryVerdict | StoryLine, kept: Sequence[StoryEntry], incident: Incident) -> bool:
    before = next((each for each in reversed(kept) if type(each) is type(entry)), None)
    match entry, before:
        case StoryLine(line=line), StoryLine(line=last):
            return line.state is last.state
        case StoryLine(line=line), None:
            return line.state is LineState.ONLINE
        case StoryVerdict(verdict=verdict), StoryVerdict(verdict=last):
            return _says(verdict) == _says(last)
        case StoryVerdict(verdict=verdict), _:
            return verdict.state in (State.OK, State.UNKNOWN) and entry.time < incident.since
        case _:
            return False


def _begun_once(entries: Iterable[StoryEntry]) -> Iterator[StoryEntry]:
    """Tell once when an outage began: whom it concerns may be otherwise from the next verdict on only."""
    told: datetime | None = None
    for entry in entries:
        if not isinstance(entry, StoryVerdict):
            yield entry
            continue
        begun, told = told, entry.verdict.since
        again = entry.verdict.state is State.OUTAGE and told is not None and told == begun
        verdict = msgspec.structs.replace(entry.verdict, since=None, before=False) if again else entry.verdict
        yield StoryVerdict(entry.time, verdict)


def _says(verdict: Verdict) -> _Kind:
    return (verdict.state, verdict.scope, verdict.countries, verdict.official, verdict.since, verdict.before)


def _folded(entries: Iterable[StoryEntry]) -> list[StoryEntry]:
    """Make one entry of equal readings of a component that follow each other, whatever was read in between."""
    result: list[StoryEntry] = []
    newest: dict[_Kind, int] = {}
    for entry in entries:
        if not isinstance(entry, StoryReading):
            result.append(entry)
            continue
        kind = _kind(entry.reading)
        place = newest.get(kind)
        run = None if place is None else result[place]
        if place is not None and isinstance(run, StoryReading) and entry.time - _end(run) <= GAP:
            last = max(_end(run), _end(entry))
            repeated = run.repeated + 1 + entry.repeated
            result[place] = msgspec.structs.replace(run, repeated=repeated, last=last)
        else:
            newest[kind] = len(result)
            result.append(entry)
    return result


def _end(entry: StoryReading) -> datetime:
    return entry.last or entry.time


def _kind(reading: Reading) -> _Kind:
    page = reading.page and (reading.page.level, reading.page.title, [each.title for each in reading.page.incidents])
    return (
        reading.source,
        reading.component,
        reading.outcome,
        reading.failure,
        str(page),
        reading.region,
        reading.crowd,
    )
