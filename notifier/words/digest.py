"""The words of a digest: what still fails comes first, then what was while nothing was told (rules 22 to 24)."""

from collections.abc import Sequence
from typing import Final

from notifier.core.model import Alert, AlertService, Hold, Scope, State
from notifier.words import _, ngettext
from notifier.words.began import services_named
from notifier.words.lasted import countries_of, down_for, it_was
from notifier.words.line import filter_title, line_loses
from notifier.words.phrases import quotable
from notifier.words.times import Clock
from notifier.words.verdicts import outage_sentence

TOLD: Final = 5
"""So many are told by themselves; the window has them all."""


def digest_title(alert: Alert) -> str:
    """Say what fails, or else what did."""
    failing = [each for each in alert.services if each.until is None]
    if failing:
        return _failing(failing, alert.after).format(services=services_named(failing))
    if alert.services:
        ended = list({each.service: each for each in alert.services}.values())
        return _ended(ended).format(services=services_named(ended))
    return filter_title() if alert.filtered else _("Your connection failed for a while")


def _failing(members: Sequence[AlertService], after: Hold | None) -> str:
    still, one = after in (Hold.QUIET, Hold.SNOOZED), len(members) == 1
    if not all(each.state is State.OUTAGE for each in members):
        return _("{services} may have a problem") if one else _("{services}: there may be problems")
    if _from_here(members):
        if still:
            return _("{services} still cannot be reached from here")
        return _("{services} cannot be reached from here")
    if still:
        return _("{services} is still down") if one else _("{services} are still down")
    return _("{services} is down") if one else _("{services} are down")


def _ended(members: Sequence[AlertService]) -> str:
    """Every one of them works by now."""
    out, one = all(each.worst in (State.OUTAGE, None) for each in members), len(members) == 1
    if out and _from_here(members):
        if one:
            return _("{services} could not be reached, and works again")
        return _("{services} could not be reached, and work again")
    if one:
        return _("{services} was down, and works again") if out else _("{services} had a problem, and works again")
    return _("{services} were down, and work again") if out else _("{services} had problems, and work again")


def _from_here(members: Sequence[AlertService]) -> bool:
    """Tell whether more cannot be said in a few words than that this user could not reach them."""
    return down_for(members) in (Scope.UNCLEAR, Scope.ME, Scope.NETWORK)


def digest_body(alert: Alert, clock: Clock) -> str:
    """Say when that was, and of each service what happened."""
    sentences = [_line(each, clock) for each in alert.services[:TOLD]]
    more = len(alert.services) - TOLD
    if more > 0:
        words = ngettext("{count} more is in the history.", "{count} more are in the history.", more)
        sentences.append(words.format(count=more))
    if alert.faults == 1:
        sentences.append(_("Your own connection failed once."))
    elif alert.faults:
        words = ngettext(
            "Your own connection failed {count} time.", "Your own connection failed {count} times.", alert.faults
        )
        sentences.append(words.format(count=alert.faults))
    if alert.lost:
        sentences.append(line_loses(alert.lost))
    if alert.filtered and alert.services:
        sentences.append(_("{sentence}.").format(sentence=filter_title()))
    return f"{_when(alert.after)} {' '.join(sentences)}"


def _when(after: Hold | None) -> str:
    match after:
        case Hold.QUIET:
            return _("During your quiet hours:")
        case Hold.SNOOZED:
            return _("While it was snoozed:")
        case _:
            return _("While you were away:")


def _line(member: AlertService, clock: Clock) -> str:
    since, name, countries = member.since or clock.now, quotable(member.name, 60), countries_of([member])
    if member.until is None:
        out = member.state is State.OUTAGE
        words = _("{service} may have had a problem since {time}.")
        words = outage_sentence(member.scope, member.official) if out else words
        return words.format(service=name, time=clock.moment(since), countries=countries)
    out = member.worst in (State.OUTAGE, None)
    words = it_was(member) if out else _("{service} had a problem for {duration} ({span}).")
    length, span = clock.lasted(since, member.until), clock.span(since, member.until)
    return words.format(service=name, duration=length, span=span, countries=countries)
