"""Why a verdict says what it says: one sentence for each reason, in a person's words."""

from collections.abc import Sequence
from typing import Final

from notifier.core.line.numbers import FEWEST_ANCHORS
from notifier.core.model import LineState, PageLevel, Reason, ReasonKind, Scope, State, Verdict
from notifier.words import _, ngettext
from notifier.words.circumstances import provider_reason, reason_beside
from notifier.words.line import line_title
from notifier.words.names import Names, country_names, listed, listed_briefly
from notifier.words.page_faults import fault_words
from notifier.words.phrases import failure_words, level_words, quotable
from notifier.words.times import Clock, latency, number

PAGE_KINDS: Final = (
    ReasonKind.PAGE_REPORTS,
    ReasonKind.PAGE_STALE,
    ReasonKind.PAGE_FINE,
    ReasonKind.PAGE_UNREADABLE,
    ReasonKind.PAGE_SILENT,
)


def reasons(verdict: Verdict, names: Names, clock: Clock) -> tuple[str, ...]:
    """All reasons of a verdict, heaviest first; after them what follows when only the user is affected."""
    sentences = dict.fromkeys(reason(each, verdict.service, names, clock) for each in verdict.reasons)
    if verdict.state in (State.OUTAGE, State.POSSIBLE) and not verdict.official:
        sentences.update(dict.fromkeys(what_to_try(verdict.scope)))
    return tuple(sentences)


def untelling(name: str, detail: str) -> str:
    """What does not tell, and why: a wall answers in its place, a proxy lets nobody through."""
    return _("“{name}” does not show whether it works ({reason}).").format(name=name, reason=fault_words(detail))


def reason(each: Reason, service: str, names: Names, clock: Clock) -> str:
    """One reason of a verdict about a service."""
    component = names.component(service, each.component)
    match each.kind:
        case ReasonKind.PROBES_FAILED:
            return tries_failed([each], _("“{name}”").format(name=component))
        case ReasonKind.PROBES_WORK:
            return _works(each, component)
        case ReasonKind.SLOW:
            return _("“{component}” takes {value} to answer; usually it takes {usual}.").format(
                component=component, value=latency(each.value), usual=latency(each.usual)
            )
        case ReasonKind.UNVERIFIABLE:
            return untelling(component, each.text)
        case ReasonKind.OTHER_PAGE:
            return _("“{component}” answers, but with another page than usual.").format(component=component)
        case ReasonKind.UNTRUSTED:
            return _("An address of “{component}” has never answered from here, so it does not count.").format(
                component=component
            )
        case ReasonKind.UNPROVEN:
            return _("“{component}” fails here, but has not been tried often enough to call it down.").format(
                component=component
            )
        case ReasonKind.NOT_ITS_OWN:
            return _(
                "What answers for “{component}” is not the service itself: something in between may block it."
            ).format(component=component)
        case ReasonKind.SOME_SERVERS:
            return _some_servers(each, component)
        case ReasonKind.LINE_FINE | ReasonKind.LINE_BAD:
            return _line(each)
        case ReasonKind.REGION_FAILS | ReasonKind.REGION_WORKS | ReasonKind.REPORTS:
            return _elsewhere(each)
        case ReasonKind.PROVIDER_FAILS | ReasonKind.PROVIDER_WORKS:
            return provider_reason(each)
        case ReasonKind.CUT_OFF | ReasonKind.BLOCKED:
            return reason_beside(each)
        case (
            ReasonKind.PAGE_REPORTS
            | ReasonKind.PAGE_STALE
            | ReasonKind.PAGE_FINE
            | ReasonKind.PAGE_UNREADABLE
            | ReasonKind.PAGE_SILENT
        ):
            return _page(each, clock)
        case ReasonKind.WITNESSES_FAIL | ReasonKind.WITNESSES_WORK:
            return _witnesses(each)
        case ReasonKind.SAME_OWNER | ReasonKind.OTHER_OWNERS | ReasonKind.SHARED_CLOUD:
            return _others(each, names)


def tries_failed(alike: Sequence[Reason], parts: str) -> str:
    """How many tries to reach parts of a service failed, all in the same way."""
    count, total, failure = sum(each.count for each in alike), sum(each.total for each in alike), alike[0].failure
    if failure is None:
        return ngettext(
            "{count} of {total} try to reach {parts} failed.",
            "{count} of {total} tries to reach {parts} failed.",
            total,
        ).format(total=total, count=number(count), parts=parts)
    return ngettext(
        "{count} of {total} try to reach {parts} failed ({failure}).",
        "{count} of {total} tries to reach {parts} failed ({failure}).",
        total,
    ).format(total=total, count=number(count), parts=parts, failure=failure_words(failure))


def _some_servers(each: Reason, component: str) -> str:
    if each.text == "IPv6":
        return _("“{component}” fails only over IPv6; over IPv4 it answers.").format(component=component)
    if each.text == "IPv4":
        return _("“{component}” fails only over IPv4; over IPv6 it answers.").format(component=component)
    if each.count == 1:
        return _("“{component}”: one of several of its servers fails, others answer.").format(component=component)
    return ngettext(
        "“{component}”: {count} of {total} server that was tried fails, others answer.",
        "“{component}”: {count} of {total} servers that were tried fail, others answer.",
        each.total,
    ).format(component=component, count=number(each.count), total=each.total)


def _works(each: Reason, component: str) -> str:
    if each.total:
        return ngettext(
            "“{component}” answers ({count} of {total} try).",
            "“{component}” answers ({count} of {total} tries).",
            each.total,
        ).format(total=each.total, component=component, count=number(each.count))
    return _("“{component}” answers.").format(component=component)


def _line(each: Reason) -> str:
    state = next((state for state in LineState if state.value == each.text), LineState.OFFLINE)
    if each.kind is ReasonKind.LINE_FINE and each.count < FEWEST_ANCHORS <= each.total:
        return _("Your connection seems fine ({count} of {total} test addresses answer).").format(
            count=number(each.count), total=each.total
        )
    if each.kind is ReasonKind.LINE_FINE:
        return ngettext(
            "Your connection is fine ({count} of {total} test address answers).",
            "Your connection is fine ({count} of {total} test addresses answer).",
            each.total,
        ).format(total=each.total, count=number(each.count))
    return ngettext(
        "{line} ({count} of {total} test address answers).",
        "{line} ({count} of {total} test addresses answer).",
        each.total,
    ).format(total=each.total, line=line_title(state), count=number(each.count))


def _elsewhere(each: Reason) -> str:
    countries = listed(country_names(each.countries))
    if each.kind is ReasonKind.REGION_FAILS:
        return _("From {countries} it fails too.").format(countries=countries)
    if each.kind is ReasonKind.REGION_WORKS:
        return _("From {countries} it works.").format(countries=countries)
    if each.text and not each.count:
        return warns(each.text)
    if each.text:
        return ngettext(
            "{source}: {count} report of a problem; at this time about {usual} is usual.",
            "{source}: {count} reports of a problem; at this time about {usual} are usual.",
            each.count,
        ).format(source=quotable(each.text, 60), count=number(each.count), usual=number(round(each.usual)))
    return ngettext(
        "{count} person reports a problem; at this time about {usual} usually do.",
        "{count} people report a problem; at this time about {usual} usually do.",
        each.count,
    ).format(count=each.count, usual=number(round(each.usual)))


def warns(source: str) -> str:
    """That a source which judges by itself, and tells no number, says that many report a problem."""
    return _("{source} warns that many people report a problem.").format(source=quotable(source, 60))


def _page(each: Reason, clock: Clock) -> str:
    if each.kind is ReasonKind.PAGE_REPORTS:
        return _page_reports(each, clock)
    if each.kind is ReasonKind.PAGE_STALE:
        return _page_is_stale(each, clock)
    if each.kind is ReasonKind.PAGE_FINE:
        if each.since is None:
            return _("The company reports no problem.")
        return _("The company reports no problem ({time}).").format(time=clock.moment(each.since))
    if each.kind is ReasonKind.PAGE_UNREADABLE:
        if each.since is None:
            return _("The company's status page cannot be read.")
        return _("The company's status page has not been readable since {time}.").format(time=clock.moment(each.since))
    return _("It has no status page that can be read.")


def _page_reports(each: Reason, clock: Clock) -> str:
    level = level_words(each.level or PageLevel.UNKNOWN)
    since = "" if each.since is None else clock.moment(each.since)
    title = quotable(each.text)
    if title and since:
        return _("The company has reported {level} since {time}: “{title}”.").format(
            level=level, time=since, title=title
        )
    if since:
        return _("The company has reported {level} since {time}.").format(level=level, time=since)
    if title:
        return _("The company reports {level}: “{title}”.").format(level=level, title=title)
    return _("The company reports {level}.").format(level=level)


def _page_is_stale(each: Reason, clock: Clock) -> str:
    level, title = level_words(each.level or PageLevel.UNKNOWN), quotable(each.text)
    words = _("The company's page has reported {level} since {time}, also while it worked from here.")
    if title:
        words = _("The company's page has reported {level} since {time}, also while it worked from here: “{title}”.")
    return words.format(level=level, time=clock.moment(each.since or clock.now), title=title)


def _others(each: Reason, names: Names) -> str:
    services = listed_briefly([names.service(service) for service in each.services])
    if each.kind is ReasonKind.SHARED_CLOUD:
        return _("They all run on {cloud}, which may be the cause.").format(cloud=each.text)
    if each.kind is ReasonKind.OTHER_OWNERS:
        return _("Failing at the same time, from other companies: {services}.").format(services=services)
    if each.text:
        return _("Also failing, from the same company ({owner}): {services}.").format(
            owner=each.text, services=services
        )
    return _("Also failing, from the same company: {services}.").format(services=services)


def _witnesses(each: Reason) -> str:
    if each.kind is ReasonKind.WITNESSES_FAIL:
        words = ngettext(
            "{count} of {total} other well-known site fails from here too, so it is likely your network.",
            "{count} of {total} other well-known sites fail from here too, so it is likely your network.",
            each.total,
        )
    else:
        words = ngettext(
            "{count} of {total} other well-known site answers, so it is likely not your network.",
            "{count} of {total} other well-known sites answer, so it is likely not your network.",
            each.total,
        )
    return words.format(total=each.total, count=number(each.count))


def what_to_try(scope: Scope) -> Sequence[str]:
    """What a person can do when the fault is on this side."""
    match scope:
        case Scope.ME:
            return (
                _(
                    "It works elsewhere. You can try: another network (such as your phone's), switching off a VPN, and "
                    "restarting the app or the computer."
                ),
            )
        case Scope.NETWORK:
            return (
                _(
                    "It works elsewhere, but other services fail on your network too. You can try: another network, "
                    "another DNS server, restarting the router, or asking your provider."
                ),
            )
        case Scope.REGION | Scope.EVERYONE | Scope.UNCLEAR:
            return ()
