"""Single lines about a service as it stands: the company's page, affected parts, the last check, alternatives."""

from collections.abc import Sequence
from datetime import datetime

from notifier.core.advice.instead import Alternative
from notifier.core.model import Outcome, ServiceStatus, State
from notifier.words import _, ngettext
from notifier.words.names import listed, parts_listed
from notifier.words.page_faults import fault_words
from notifier.words.page_report import page_details, page_head
from notifier.words.phrases import quotable
from notifier.words.times import Clock


def page_line(status: ServiceStatus, clock: Clock) -> str:
    """What the official page says, with its time: "The company reports no problem (14:20)."."""
    silent = next(
        (each for each in status.silent_sources if each.target == status.page_url and each.outcome is not Outcome.OK),
        None,
    )
    if silent is not None:
        why = fault_words(silent.detail)
        return _("Its status page has not been readable since {time}: {reason}.").format(
            time=clock.moment(silent.since), reason=why
        )
    if not status.page_url and status.page is None:
        return _("It has no status page that can be read.")
    if status.page is None:
        return _("Its status page has not been read yet.")
    head = page_head(status.page, clock.moment(status.page_read or clock.now))
    return "\n".join([f"{head}.", *page_details(status.page, clock)])


def affected(parts: Sequence[str]) -> str:
    """Which parts have a problem."""
    return _("Affected: {components}.").format(components=parts_listed([quotable(each, 60) for each in parts]))


def checked_sentence(checked: datetime | None, clock: Clock) -> str:
    """When it was last checked."""
    if checked is None:
        return _("It has not been checked yet.")
    return _("Last checked {time}.").format(time=clock.moment(checked))


def alternatives(known: Sequence[Alternative]) -> str:
    """What else can be used, as it stands: "Telegram and Signal work; Viber works, but slower than usual"."""
    slow = [quotable(each.name, 40) for each in known if each.state is State.SLOW]
    fine = [quotable(each.name, 40) for each in known if each.state is not State.SLOW]
    said = (
        (fine, ngettext("{services} works", "{services} work", len(fine))),
        (
            slow,
            ngettext("{services} works, but slower than usual", "{services} work, but slower than usual", len(slow)),
        ),
    )
    return "; ".join(words.format(services=listed(names)) for names, words in said if names)


def meanwhile_of(name: str, known: Sequence[Alternative]) -> str:
    """The same where several services may be meant: "Instead of WhatsApp: Telegram works."."""
    return _("Instead of {service}: {services}.").format(service=quotable(name, 40), services=alternatives(known))


def meanwhile(known: Sequence[Alternative]) -> str:
    """The same as a sentence of its own: "Meanwhile: Telegram and Signal work."; empty where there is nothing."""
    return _("Meanwhile: {services}.").format(services=alternatives(known)) if known else ""
