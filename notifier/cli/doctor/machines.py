"""What the doctor finds of the user's other machines: whether the broker answers, and who does there."""

from notifier.cli.agent import asker_of
from notifier.cli.doctor.findings import Finding, Level
from notifier.config.model import Settings
from notifier.core.failure import UserError
from notifier.words import _, ngettext
from notifier.words.errors import error_sentence
from notifier.words.machines import machine_name
from notifier.words.names import listed
from notifier.words.page_faults import fault_words


async def look(settings: Settings) -> tuple[Finding, ...]:
    """Ask who is there; nothing where this machine is not paired."""
    if not settings.broker:
        return ()
    from notifier.sources.machines.broker import BrokerSilentError

    name = _("Your other machines")
    try:
        answers = await asker_of(settings).ask(None)
    except UserError as error:
        return (Finding("machines", name, Level.WARNING, error_sentence(error)),)
    except BrokerSilentError as error:
        text = _("The broker does not answer ({reason}).").format(reason=fault_words(str(error)))
        hint = _("Check its address, its certificate and your password: pair again to change one.")
        return (Finding("machines", name, Level.WARNING, text, hint),)
    if not answers:
        hint = _(
            "To answer, the other one needs “My other computers” in its settings, or in a terminal without a tray:"
        )
        text = _("The broker answers, but no other machine does.")
        return (Finding("machines", name, Level.WARNING, text, hint, "outage-notifier agent run"),)
    text = ngettext("{names} answers.", "{names} answer.", len(answers))
    text = text.format(names=listed([machine_name(each.place, each.country) for each in answers]))
    return (Finding("machines", name, Level.OK, text),)
