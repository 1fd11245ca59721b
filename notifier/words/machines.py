"""The user's other machines in words: which they are, when they were heard, and what they found."""

from notifier.core.broker import Machine
from notifier.words import _
from notifier.words.names import country_name
from notifier.words.phrases import quotable
from notifier.words.times import Clock


def machine_name(machine: Machine) -> str:
    """A machine by its place: "“office” (Malaysia)"; by its name alone while it has only asked."""
    if not machine.country:
        return _("“{place}”").format(place=machine.place)
    return _("“{place}” ({country})").format(place=machine.place, country=country_name(machine.country))


def machine_news(machine: Machine, clock: Clock) -> str:
    """What is known of it: "Last heard 14:20; whatsapp.com works from there."."""
    if not machine.counts:
        return _("Removed: its answers do not count, and it is answered no more.")
    match machine.works:
        case True:
            words = _("Last heard {time}; {host} worked from there.")
        case False:
            words = _("Last heard {time}; {host} failed from there.")
        case None:
            words = _("Last heard {time}.")
    return words.format(time=clock.moment(machine.seen), host=quotable(machine.host, 60))
