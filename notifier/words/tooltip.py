"""The tray's tooltip: the whole state in two or three sentences, short enough for every system."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from notifier.core.alerts.whom import is_known
from notifier.core.model import SEVERITY, LineState, Scope, ServiceStatus, Snapshot, State, Verdict
from notifier.words import _, ngettext
from notifier.words.line import line_title
from notifier.words.names import listed_briefly
from notifier.words.phrases import steady
from notifier.words.times import Clock
from notifier.words.verdicts import failing_parts, is_awaited, since_words, verdict_sentence

LONGEST: Final = 127
"""Windows shows no more characters."""
STALE_AFTER: Final = timedelta(minutes=15)
"""Nothing was checked for so long although it should have been: three of the slowest intervals."""


def tooltip(snapshot: Snapshot, clock: Clock | None = None, missed: Sequence[str] = ()) -> str:
    """Say how everything is: "WhatsApp is down for everyone, failing since 14:02. 6 others fine. Checked 14:31.".

    What matters most comes first and stays where not everything fits. `missed`: services that were down meanwhile.
    """
    clock = clock or Clock(snapshot.time)
    text = ""
    for sentences in _shorter_and_shorter(snapshot, clock, missed):
        text = steady(_marked(_joined(sentences), snapshot), 10 * LONGEST)
        if len(text) <= LONGEST:
            return text
    return text[: LONGEST - 1].rsplit(" ", 1)[0] + "…"


def _shorter_and_shorter(snapshot: Snapshot, clock: Clock, missed: Sequence[str]) -> Iterator[list[str]]:
    told = [summary(snapshot, clock), missed_sentence(missed)]
    yield told
    yield told[:1]
    if snapshot.line.state is LineState.ONLINE and not snapshot.paused and last_checked(snapshot) is not None:
        problems = _problems(snapshot.services, clock)
        rest = _rest(snapshot.services)
        yield [*problems, *rest]
        yield [*problems[:1], *([] if problems[1:] else rest)]
        yield _counts_only(snapshot, clock)


def missed_sentence(services: Sequence[str]) -> str:
    """Say which services had an outage when nobody looked, that is over; empty where none had."""
    return _("Outage meanwhile: {services}.").format(services=listed_briefly(services)) if services else ""


def summary(snapshot: Snapshot, clock: Clock) -> str:
    """The same, as long as it needs to be."""
    if not snapshot.services:
        return _("No services are watched yet. Pick the apps you use in the settings.")
    if snapshot.paused:
        return _paused(snapshot, clock)
    checked = _checked(snapshot, clock)
    if snapshot.line.state is not LineState.ONLINE:
        return _joined([f"{line_title(snapshot.line.state)}.", checked])
    if last_checked(snapshot) is None:
        return ngettext(
            "{count} service is being checked for the first time.",
            "{count} services are being checked for the first time.",
            len(snapshot.services),
        ).format(count=len(snapshot.services))
    return _joined([*_problems(snapshot.services, clock), *_rest(snapshot.services), checked])


def last_checked(snapshot: Snapshot) -> datetime | None:
    """When something was last read."""
    return max((each.checked for each in snapshot.services if each.checked is not None), default=None)


def is_stale(snapshot: Snapshot, now: datetime) -> bool:
    """Tell whether what is shown is older than it should be."""
    if not snapshot.services or snapshot.paused:
        return False
    return now - (last_checked(snapshot) or snapshot.time) > STALE_AFTER


def practice_marked(text: str) -> str:
    """Say that it is a practice outage."""
    return _("Practice: {text}").format(text=text)


def _marked(text: str, snapshot: Snapshot) -> str:
    return practice_marked(text) if snapshot.practice else text


def _joined(sentences: Sequence[str]) -> str:
    return " ".join(each for each in sentences if each)


def _paused(snapshot: Snapshot, clock: Clock) -> str:
    if snapshot.paused_until is None:
        return _("Checking is paused until you resume it.")
    return _("Checking is paused until {time}.").format(time=clock.moment(snapshot.paused_until))


def _checked(snapshot: Snapshot, clock: Clock) -> str:
    checked = last_checked(snapshot)
    if checked is None:
        return ""
    if is_stale(snapshot, clock.now) or snapshot.line.state is not LineState.ONLINE:
        return _("Last checked {time}.").format(time=clock.moment(checked))
    return _("Checked {time}.").format(time=clock.moment(checked))


def _problems(services: Sequence[ServiceStatus], clock: Clock) -> list[str]:
    sentences = []
    for state in (State.OUTAGE, State.POSSIBLE, State.SLOW, State.MAINTENANCE):
        shown = [each for each in services if each.verdict.shown is state]
        for known in (True, False):
            members = [each for each in shown if _is_known(each.verdict) is known]
            if len(members) == 1:
                first = members[0]
                sentences.append(verdict_sentence(first.name, first.verdict, clock, failing_parts(first)))
            elif members:
                sentences.append(_of_several(state, members, clock, known=known))
    return sentences


def _is_known(verdict: Verdict) -> bool:
    """Tell whether it is known to be down, not only unreachable from here; or to be the user's network's affair."""
    if verdict.shown is State.POSSIBLE:
        return verdict.scope is Scope.NETWORK
    return verdict.shown is State.OUTAGE and is_known(verdict)


def _of_several(state: State, members: Sequence[ServiceStatus], clock: Clock, *, known: bool) -> str:
    """One sentence for several; a time of the first is not that of the others."""
    names = [each.name for each in members]
    times = [since_words(each.verdict.since or each.verdict.time, each.verdict.before, clock) for each in members]
    if state in (State.OUTAGE, State.POSSIBLE) and len(set(times)) > 1:
        each_since = _("{service} (since {time})")
        names = [each_since.format(service=name, time=time) for name, time in zip(names, times, strict=True)]
        return _apart(state, known).format(services=listed_briefly(names))
    return _together(state, known).format(services=listed_briefly(names), time=times[0])


def _apart(state: State, known: bool) -> str:
    if state is State.POSSIBLE:
        return _("{services} may have a problem on your network.") if known else _("{services} may have a problem.")
    return _("{services} are down.") if known else _("{services} cannot be reached from here.")


def _together(state: State, known: bool) -> str:
    match state:
        case State.OUTAGE if not known:
            return _("{services} have been unreachable from here since {time}.")
        case State.OUTAGE:
            return _("{services} have been down since {time}.")
        case State.POSSIBLE if known:
            return _("{services} may have had a problem on your network since {time}.")
        case State.POSSIBLE:
            return _("{services} may have had a problem since {time}.")
        case State.SLOW:
            return _("{services} are slow.")
        case _:
            return _("{services} are under maintenance.")


def _rest(services: Sequence[ServiceStatus]) -> list[str]:
    fine = sum(each.verdict.state is State.OK for each in services)
    awaited = sum(is_awaited(each.verdict) for each in services)
    unknown = sum(each.verdict.state is State.UNKNOWN for each in services) - awaited
    sentences = []
    if fine == len(services):
        sentences.append(
            _("{service} works.").format(service=services[0].name)
            if fine == 1
            else ngettext("All {count} service is fine.", "All {count} services are fine.", fine).format(count=fine)
        )
    elif fine and fine + unknown + awaited == len(services):
        sentences.append(ngettext("{count} service is fine.", "{count} services are fine.", fine).format(count=fine))
    elif fine:
        sentences.append(ngettext("{count} other fine.", "{count} others fine.", fine).format(count=fine))
    if awaited:
        sentences.append(ngettext("{count} being checked.", "{count} being checked.", awaited).format(count=awaited))
    if unknown:
        sentences.append(ngettext("{count} not known.", "{count} not known.", unknown).format(count=unknown))
    return sentences


def _counts_only(snapshot: Snapshot, clock: Clock) -> list[str]:
    bad = sum(SEVERITY[each.verdict.state] > 0 for each in snapshot.services)
    if not bad:
        return [summary(snapshot, clock)]
    counted = ngettext("{count} service has a problem.", "{count} services have a problem.", bad).format(count=bad)
    return [counted, *_rest(snapshot.services), _checked(snapshot, clock)]
