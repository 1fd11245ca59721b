"""What a single look saw: for who asks once, the moment of the first reading is no beginning of anything.

What is said of services that are watched is in `verdicts`.
"""

from collections.abc import Sequence
from datetime import datetime

from notifier.core.model import SEVERITY, Outcome, Reading, ServiceStatus, Source, State, Verdict
from notifier.words import _, ngettext
from notifier.words.began import outage_title
from notifier.words.names import country_names, listed_briefly
from notifier.words.times import Clock
from notifier.words.verdicts import brief_phrase, failing_parts, verdict_phrase, verdict_sentence


def seen_sentence(status: ServiceStatus, readings: Sequence[Reading], clock: Clock) -> str:
    """A whole sentence: "GitHub cannot be reached from here: 4 of 4 tries failed (14:02)."."""
    verdict = status.verdict
    tries = [each for each in readings if each.service == status.id and each.source is Source.PROBE]
    first = min((each.time for each in tries), default=None)
    problem = verdict.state in (State.OUTAGE, State.POSSIBLE, State.SLOW)
    if not problem or verdict.official or first is None or (verdict.since or first) < first:
        return verdict_sentence(status.name, verdict, clock, failing_parts(status))  # its beginning is known
    last = max(each.time for each in tries)
    when = clock.span(first, last)
    countries = listed_briefly(country_names(verdict.countries))
    what = _what(verdict).format(service=status.name, countries=countries, parts=failing_parts(status))
    if verdict.state is State.SLOW:
        return _("{what}, as seen from here ({when}).").format(what=what, when=when)
    failed = sum(each.outcome is Outcome.FAILED for each in tries)
    words = ngettext(
        "{what}: {failed} of {total} try failed ({when}).",
        "{what}: {failed} of {total} tries failed ({when}).",
        len(tries),
    )
    return words.format(what=what, failed=failed, total=len(tries), when=when)


def looked_phrase(verdict: Verdict, clock: Clock, since: datetime, parts: str) -> str:
    """The verdict of a look that began at a time, for a list: "unreachable from here (watching since 14:02)"."""
    if not SEVERITY[verdict.state]:
        return verdict_phrase(verdict, clock, parts)
    return _("{phrase} (watching since {time})").format(phrase=brief_phrase(verdict, parts), time=clock.moment(since))


def _what(verdict: Verdict) -> str:
    if verdict.state is State.SLOW:
        return _("{service} is slow")
    if verdict.state is State.POSSIBLE:
        return _("{service} may have a problem")
    if verdict.minor:
        return _("{service}: {parts} not working")
    return outage_title(verdict.scope)
