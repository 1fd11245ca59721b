"""The user's other machines in words: which they are, when they were heard, and what they found."""

from collections.abc import Sequence

from notifier.core.outside.broker import Machine
from notifier.words import _
from notifier.words.names import country_name, listed
from notifier.words.phrases import quotable
from notifier.words.times import Clock


def machine_name(place: str, country: str) -> str:
    """A machine by its place: "“office” (Malaysia)"; without the country while it has only asked, and told none."""
    if not country:
        return _("“{place}”").format(place=place)
    return _("“{place}” ({country})").format(place=place, country=country_name(country))


def machine_news(machine: Machine, clock: Clock) -> str:
    """What is known of it: "Last heard 14:20; whatsapp.com works from there."."""
    match machine.works:
        case True:
            words = _("Last heard {time}; {host} worked from there.")
        case False:
            words = _("Last heard {time}; {host} failed from there.")
        case None:
            words = _("Last heard {time}.")
    return words.format(time=clock.moment(machine.seen), host=quotable(machine.host, 60))


def removed_words(place: str, others: Sequence[Machine]) -> str:
    """Say that a machine is shut out, and what the others need."""
    told = [_("“{place}” can neither ask nor answer any more.").format(place=place)]
    if others:
        names = listed([machine_name(each.place, each.country) for each in others])
        told.append(
            _("There is a new code; enter it on {machines}, too, for the old one is no good.").format(machines=names)
        )
    else:
        told.append(_("There is a new code for your next machine; the old one is no good."))
    return " ".join(told)
