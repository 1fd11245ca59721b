"""What a person can try where the fault is on their own side: three steps for each cause, the likeliest help first.

A cause follows from what is known already of the line or of a service's verdict. What is known of the machine (a VPN,
a proxy) comes before what is usual. The words are in `notifier.words.steps`.
"""

from enum import StrEnum
from typing import Final

import msgspec

from notifier.core.model import Cause, LineState, LineStatus, ReasonKind, Scope, ServiceStatus, is_problem

MOST: Final = 3
SIGN_IN: Final = "http://connectivitycheck.gstatic.com/generate_204"
"""A network that wants one to sign in shows its page in the place of any that is asked for without encryption."""


class Trouble(StrEnum):
    """What is wrong on the user's own side."""

    CLOCK = "clock"
    PORTAL = "portal"
    NAMES = "names"
    OFFLINE = "offline"
    LOSSY = "lossy"
    FILTER = "filter"
    NETWORK = "network"
    """Services fail on this network, and work elsewhere."""
    HERE = "here"
    """One service fails from here only."""
    BLOCKED = "blocked"
    """One service fails from here, and measurements of others say that it is blocked."""


class Step(StrEnum):
    """One thing to try."""

    SET_CLOCK = "set_clock"
    TIME_ZONE = "time_zone"
    CLOCK_BATTERY = "clock_battery"
    SIGN_IN = "sign_in"
    REJOIN = "rejoin"
    VPN_OFF = "vpn_off"
    PROXY_OFF = "proxy_off"
    OTHER_NAME_SERVER = "other_name_server"
    RESTART_ROUTER = "restart_router"
    CONNECT = "connect"
    CLOSER = "closer"
    PAUSE_LOADS = "pause_loads"
    ASK_NETWORK = "ask_network"
    ASK_PROVIDER = "ask_provider"
    ASK_ABOUT_SERVICE = "ask_about_service"
    OTHER_NETWORK = "other_network"


class Help(StrEnum):
    """What a button can do for a step."""

    SIGN_IN = "sign_in"
    DATE_SETTINGS = "date_settings"
    NETWORK_SETTINGS = "network_settings"


class Surroundings(msgspec.Struct, frozen=True):
    """What is known of the machine's way to the internet: the name of a VPN that is on, the proxy in use."""

    vpn: str = ""
    proxy: str = ""


_USUAL: Final[dict[Trouble, tuple[Step, ...]]] = {
    Trouble.CLOCK: (Step.SET_CLOCK, Step.TIME_ZONE, Step.CLOCK_BATTERY),
    Trouble.PORTAL: (Step.REJOIN, Step.OTHER_NETWORK),
    Trouble.NAMES: (Step.OTHER_NAME_SERVER, Step.RESTART_ROUTER, Step.OTHER_NETWORK),
    Trouble.OFFLINE: (Step.CONNECT, Step.RESTART_ROUTER, Step.ASK_PROVIDER),
    Trouble.LOSSY: (Step.CLOSER, Step.PAUSE_LOADS, Step.RESTART_ROUTER),
    Trouble.FILTER: (Step.ASK_NETWORK, Step.REJOIN, Step.OTHER_NETWORK),
    Trouble.NETWORK: (Step.RESTART_ROUTER, Step.OTHER_NETWORK, Step.ASK_NETWORK),
    Trouble.HERE: (Step.OTHER_NETWORK, Step.OTHER_NAME_SERVER, Step.ASK_ABOUT_SERVICE),
    Trouble.BLOCKED: (Step.OTHER_NETWORK, Step.ASK_ABOUT_SERVICE, Step.OTHER_NAME_SERVER),
}
_HELP: Final[dict[Step, Help]] = {
    Step.SET_CLOCK: Help.DATE_SETTINGS,
    Step.SIGN_IN: Help.SIGN_IN,
    Step.REJOIN: Help.NETWORK_SETTINGS,
    Step.VPN_OFF: Help.NETWORK_SETTINGS,
    Step.PROXY_OFF: Help.NETWORK_SETTINGS,
    Step.OTHER_NAME_SERVER: Help.NETWORK_SETTINGS,
    Step.CONNECT: Help.NETWORK_SETTINGS,
}
_OF_STATE: Final[dict[LineState, Trouble]] = {
    LineState.OFFLINE: Trouble.OFFLINE,
    LineState.DNS_BROKEN: Trouble.NAMES,
    LineState.CAPTIVE_PORTAL: Trouble.PORTAL,
    LineState.LOSSY: Trouble.LOSSY,
    LineState.WRONG_CLOCK: Trouble.CLOCK,
}


def trouble_of_line(line: LineStatus) -> Trouble | None:
    """Tell what is wrong with the user's line, or with the computer's clock; None: nothing that can be helped."""
    if line.state is not LineState.ONLINE:
        return _OF_STATE.get(line.state)
    if line.ahead_s:
        return Trouble.CLOCK
    return Trouble.FILTER if line.filtered else None


def trouble_of_service(service: ServiceStatus) -> Trouble | None:
    """Tell what is wrong on the user's side where a service fails there only; None: it is not known to be theirs."""
    verdict = service.verdict
    if verdict.known is not None or not is_problem(verdict.state):
        return None
    witnesses = next((each for each in verdict.reasons if each.kind is ReasonKind.WITNESSES_FAIL), None)
    if witnesses is not None:
        return Trouble.NAMES if witnesses.text == Cause.NAMES else Trouble.NETWORK
    if verdict.scope is Scope.NETWORK:
        return Trouble.NETWORK
    if verdict.scope is not Scope.ME:
        return None
    blocked = any(each.kind is ReasonKind.BLOCKED for each in verdict.reasons)
    return Trouble.BLOCKED if blocked else Trouble.HERE


def steps(trouble: Trouble, surroundings: Surroundings) -> tuple[Step, ...]:
    """Give the three steps that are most likely to help."""
    first = [Step.SIGN_IN] if trouble is Trouble.PORTAL else []
    if trouble is not Trouble.CLOCK:
        first += [Step.VPN_OFF] if surroundings.vpn else []
        first += [Step.PROXY_OFF] if surroundings.proxy else []
    return (*first, *_USUAL[trouble])[:MOST]


def helps_of_line(state: LineState) -> tuple[Help, ...]:
    """Give what buttons can do about a fault of the line, whatever else is known; none where it is good."""
    trouble = _OF_STATE.get(state)
    return () if trouble is None else helps(steps(trouble, Surroundings()))


def helps(wanted: tuple[Step, ...]) -> tuple[Help, ...]:
    """Give what buttons can do for these steps, each once."""
    return tuple(dict.fromkeys(_HELP[each] for each in wanted if each in _HELP))
