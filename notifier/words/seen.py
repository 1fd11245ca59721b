"""What a single look saw: for who asks once, the moment of the first reading is no beginning of anything.

What is said of services that are watched is in `verdicts`.
"""

from collections.abc import Sequence

from notifier.core.model import Outcome, Reading, Scope, ServiceStatus, Source, State, Verdict
from notifier.words import _, ngettext
from notifier.words.names import country_names, listed_briefly
from notifier.words.times import Clock
from notifier.words.verdicts import verdict_sentence


def seen_sentence(status: ServiceStatus, readings: Sequence[Reading], clock: Clock) -> str:
    """A whole sentence: "GitHub is down: 4 of 4 tries from here failed (14:02)."."""
    verdict = status.verdict
    tries = [each for each in readings if each.service == status.id and each.source is Source.PROBE]
    first = min((each.time for each in tries), default=None)
    problem = verdict.state in (State.OUTAGE, State.POSSIBLE, State.SLOW)
    if not problem or verdict.official or first is None or (verdict.since or first) < first:
        return verdict_sentence(status.name, verdict, clock)  # its beginning is known
    last = max(each.time for each in tries)
    when = clock.span(first, last)
    what = _what(verdict).format(service=status.name, countries=listed_briefly(country_names(verdict.countries)))
    if verdict.state is State.SLOW:
        return _("{what}, as seen from here ({when}).").format(what=what, when=when)
    failed = sum(each.outcome is Outcome.FAILED for each in tries)
    words = ngettext(
        "{what}: {failed} of {total} try from here failed ({when}).",
        "{what}: {failed} of {total} tries from here failed ({when}).",
        len(tries),
    )
    return words.format(what=what, failed=failed, total=len(tries), when=when)


def _what(verdict: Verdict) -> str:
    if verdict.state is State.SLOW:
        return _("{service} is slow")
    if verdict.state is State.POSSIBLE:
        return _("{service} may have a problem")
    match verdict.scope:
        case Scope.EVERYONE:
            return _("{service} is down for everyone")
        case Scope.REGION:
            return _("{service} is down in {countries}")
        case Scope.NETWORK:
            return _("{service} is down on your network")
        case Scope.ME:
            return _("{service} is down only for you")
        case Scope.UNCLEAR:
            return _("{service} is down")
