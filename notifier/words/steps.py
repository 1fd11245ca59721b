"""What a person can try, in sentences with what is known filled in; which, `notifier.core.advice.steps` decides."""

from collections.abc import Sequence
from datetime import timedelta

import msgspec

from notifier.core.advice.steps import Help, Step, Surroundings, Trouble, steps
from notifier.words import _
from notifier.words.line import clock_off
from notifier.words.phrases import quotable


class Known(msgspec.Struct, frozen=True):
    """What is filled in: by how much others are ahead of this computer's clock, the way out, the service's name."""

    ahead_s: float = 0.0
    surroundings: Surroundings = Surroundings()
    service: str = ""


def step_sentences(trouble: Trouble, known: Known) -> tuple[str, ...]:
    """Give the steps in order, a sentence each."""
    return tuple(_sentence(each, known) for each in steps(trouble, known.surroundings))


def steps_title() -> str:
    """What stands above them."""
    return _("What you can try")


def steps_line(sentences: Sequence[str]) -> str:
    """All in one line: "You can try: 1. Turn off the VPN “tun0”. 2. …"."""
    numbered = (f"{number}. {each}" for number, each in enumerate(sentences, 1))
    return _("You can try: {steps}").format(steps=" ".join(numbered))


def help_label(each: Help) -> str:
    """What stands on a button."""
    match each:
        case Help.SIGN_IN:
            return _("Open sign-in page")
        case Help.DATE_SETTINGS:
            return _("Open date settings")
        case Help.NETWORK_SETTINGS:
            return _("Open network settings")


def _sentence(step: Step, known: Known) -> str:
    match step:
        case Step.SET_CLOCK:
            return _set_clock(known.ahead_s)
        case Step.TIME_ZONE:
            return _("Look at the time zone, too: with a wrong one the hour looks right and is not.")
        case Step.CLOCK_BATTERY:
            return _("If it is wrong again after the next start, the small battery inside the computer is empty.")
        case Step.SIGN_IN:
            return _("Open the network's sign-in page, and sign in or accept its terms.")
        case Step.REJOIN:
            return _("Leave this network in the network settings, and join it again.")
        case Step.VPN_OFF:
            return _("Turn off the VPN “{vpn}” and look again.").format(vpn=quotable(known.surroundings.vpn, 40))
        case Step.PROXY_OFF:
            words = _("Everything goes through the proxy “{proxy}”: do without it, or ask who runs it.")
            return words.format(proxy=quotable(known.surroundings.proxy, 60))
        case Step.OTHER_NAME_SERVER:
            return _("Enter another name server (DNS) in the network settings, such as 9.9.9.9 or 1.1.1.1.")
        case Step.RESTART_ROUTER:
            return _("Turn your router off, wait half a minute, and turn it on again.")
        case Step.CONNECT:
            return _("Look whether Wi-Fi is on and connected, or the cable is plugged in at both ends.")
        case _:
            return _elsewhere(step, known.service)


def _elsewhere(step: Step, service: str) -> str:
    """Those that lie outside the computer."""
    match step:
        case Step.CLOSER:
            return _("Move closer to the router, or use a cable instead of Wi-Fi.")
        case Step.PAUSE_LOADS:
            return _("Pause big downloads, backups and video calls, here and on your other devices.")
        case Step.ASK_NETWORK:
            return _("Ask whoever runs this network whether it blocks what you need; offices and hotels often do.")
        case Step.ASK_PROVIDER:
            return _("If your other devices are offline, too, ask your internet provider whether something is broken.")
        case Step.ASK_ABOUT_SERVICE:
            words = _("Tell your internet provider that {service} works elsewhere, and not with you.")
            return words.format(service=quotable(service, 40))
        case _:
            return _("Try another network, such as your phone's: if it works there, the fault is in this one.")


def _set_clock(ahead_s: float) -> str:
    if not ahead_s:
        return _("Set the computer's clock right in the system's date settings, best to “automatically”.")
    words = _("Your clock is {duration} behind: set it right in the system's date settings, best to “automatically”.")
    if ahead_s < 0:
        words = _(
            "Your clock is {duration} ahead: set it right in the system's date settings, best to “automatically”."
        )
    return words.format(duration=clock_off(timedelta(seconds=abs(ahead_s))))
