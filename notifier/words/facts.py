"""How a service stands and what is seen of it from here, in a few words: for the window, beside what others say."""

from collections.abc import Sequence
from typing import Final

from notifier.core.failure import N_
from notifier.core.model import Reason, ReasonKind, ServiceStatus, State, Verdict, is_problem
from notifier.words import _
from notifier.words.language import said
from notifier.words.names import Names, parts_listed
from notifier.words.phrases import capital
from notifier.words.reasons import PAGE_KINDS, reason, tries_failed, what_to_try
from notifier.words.times import Clock
from notifier.words.verdicts import failing_parts, verdict_phrase

_SEEN: Final = (
    ReasonKind.PROBES_FAILED,
    ReasonKind.UNPROVEN,
    ReasonKind.NOT_ITS_OWN,
    ReasonKind.SOME_SERVERS,
    ReasonKind.SLOW,
    ReasonKind.UNVERIFIABLE,
    ReasonKind.OTHER_PAGE,
    ReasonKind.PROBES_WORK,
    ReasonKind.LINE_FINE,
    ReasonKind.LINE_BAD,
)
_GOOD: Final = (ReasonKind.PROBES_WORK, ReasonKind.LINE_FINE)
_ALIKE: Final = {
    ReasonKind.PROBES_WORK: N_("These parts answer: {parts}."),
    ReasonKind.UNTRUSTED: N_("Addresses of {parts} have never answered from here, so they do not count."),
    ReasonKind.UNPROVEN: N_("{parts} fail here, but have not been tried often enough to call them down."),
    ReasonKind.NOT_ITS_OWN: N_(
        "What answers for {parts} is not the service itself: something in between may block it."
    ),
}
"""What holds for several components alike."""


def seen_from_here(status: ServiceStatus, names: Names, clock: Clock) -> str:
    """Say what the probes see: what fails and how often, or that everything answers; or that nobody looks."""
    if status.verdict.known is not None:
        return _("Nothing is being checked right now.")
    told = _told(status.verdict)
    if any(each.kind not in _GOOD for each in told):
        return seen_reasons(status.verdict, names, clock)
    if not status.components:
        return _("Only its status page is read.")
    bad = [each for each in status.components if each.state in (State.OUTAGE, State.POSSIBLE)]
    if bad:
        parts = parts_listed(names.components(status.id, [each.id for each in bad]))
        return _("Failing: {parts}.").format(parts=parts)
    if all(each.state in (State.OK, State.SLOW, State.MAINTENANCE) for each in status.components):
        return _("Everything answers.")
    return _("What answers does not tell whether it works.") if status.checked else ""


def seen_reasons(verdict: Verdict, names: Names, clock: Clock) -> str:
    """Give those of a verdict's reasons that were seen from here, a line each."""
    return "\n".join(reasons_together(_told(verdict), verdict.service, names, clock))


def brief_reasons(verdict: Verdict, names: Names, clock: Clock) -> tuple[str, ...]:
    """What a person needs to believe a verdict, heaviest first; what the company says is told elsewhere."""
    hidden = (*PAGE_KINDS, ReasonKind.UNTRUSTED, *((ReasonKind.LINE_FINE,) if verdict.known is not None else ()))
    told = [each for each in verdict.reasons if each.kind not in hidden]
    sentences = dict.fromkeys(reasons_together(told, verdict.service, names, clock))
    if is_problem(verdict.state) and not verdict.official:
        sentences.update(dict.fromkeys(what_to_try(verdict.scope)))
    return tuple(sentences)


def reasons_together(reasons: Sequence[Reason], service: str, names: Names, clock: Clock) -> list[str]:
    """Give a sentence for each reason, and one where the same holds for several components, or they fail alike."""
    sentences: dict[str, None] = {}
    for each in reasons:
        alike = [other for other in reasons if (other.kind, other.failure) == (each.kind, each.failure)]
        parts = parts_listed(names.components(service, [other.component for other in alike]))
        if len(alike) > 1 and each.kind is ReasonKind.PROBES_FAILED:
            sentence = tries_failed(alike, parts)
        elif len(alike) > 1 and each.kind in _ALIKE:
            sentence = said(_ALIKE[each.kind]).format(parts=parts)
        else:
            sentence = reason(each, service, names, clock)
        sentences[sentence] = None
    return list(sentences)


def _told(verdict: Verdict) -> list[Reason]:
    return [each for each in verdict.reasons if each.kind in _SEEN]


def standing(status: ServiceStatus, clock: Clock) -> str:
    """Say how a service stands, and for how long: "Down for everyone, failing since 14:02, 29 min so far"."""
    words = capital(verdict_phrase(status.verdict, clock, failing_parts(status)))
    verdict = status.verdict
    if not is_problem(verdict.state) or verdict.since is None or verdict.known is not None:
        return words
    return _("{state}, {duration} so far").format(state=words, duration=clock.lasted(verdict.since, clock.now))


def told_words(status: ServiceStatus, clock: Clock) -> str:
    """Say that its notifications are snoozed, or that its end will be told (rule 23); else nothing."""
    telling = status.telling
    if telling.snoozed and telling.until is None:
        return _("snoozed until it is back")
    if telling.snoozed and telling.until is not None and telling.until > clock.now:
        return _("snoozed until {time}").format(time=clock.moment(telling.until))
    return _("you will be told when it is back") if telling.awaited else ""
