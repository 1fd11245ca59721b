"""What a network's policy does to a request: which requests it is about, and what they meet instead of an answer."""

import random
from collections.abc import Sequence
from typing import Final

from notifier.core.failure import FailureKind
from notifier.core.model import Outcome
from notifier.core.numbers import READING_TIMEOUT_S
from notifier.probes import Probe
from notifier.simulation.connection_file import NAME_ANSWERS, Policy
from notifier.simulation.requests import Met

_BY_ANSWER: Final = {
    "refused": FailureKind.CONNECT_REFUSED,
    "dropped": FailureKind.CONNECT_TIMEOUT,
    "reset": FailureKind.RESET,
    "no_name": FailureKind.DNS_NXDOMAIN,
    "name_failure": FailureKind.DNS_FAILURE,
}
_OF_WEB: Final = {"forbidden": FailureKind.HTTP_UNEXPECTED, "unavailable": FailureKind.HTTP_5XX}


def touches(policy: Policy, probe: Probe, *, named: bool, check: bool, seed: str) -> bool:
    """Tell whether a policy is about requests to this target.

    `named`: a name server is needed; `check`: it is a connectivity check; `seed` decides on shares of hosts.
    """
    if check and policy.but_checks:
        return False
    if policy.answer in NAME_ANSWERS and not named:
        return False
    fits = {
        "addresses": not named,
        "names": named,
        "plain_http": probe.web.startswith("http:"),
        "web": bool(probe.web),
        "everything": True,
    }[policy.touches]
    host = probe.host.lower()
    if not fits or (policy.hosts and not _lies_below(host, policy.hosts)) or _lies_below(host, policy.but):
        return False
    luck = random.Random(f"{seed}:{host}")  # noqa: S311  # luck, not secrets
    return policy.host_share >= 1.0 or luck.random() < policy.host_share


def _lies_below(host: str, names: Sequence[str]) -> bool:
    return any(host == name or host.endswith(f".{name}") for name in names)


def met_by_policy(policy: Policy, probe: Probe, seconds: float, *, anchor: bool) -> Met | None:
    """Give what a request meets; None: it gets through as ever.

    A 403 tells nothing of a service; at an anchor it comes from somebody in between.
    """
    outcome, failure = Outcome.FAILED, _failure(policy.answer, probe)
    if policy.answer == "forbidden" and probe.web and not anchor:
        outcome, failure = Outcome.UNVERIFIABLE, None
    elif failure is None:
        return None
    if failure is FailureKind.CONNECT_TIMEOUT:
        return Met(outcome, failure, READING_TIMEOUT_S)
    return Met(outcome, failure, min(READING_TIMEOUT_S, policy.after_s or seconds))


def _failure(answer: str, probe: Probe) -> FailureKind | None:
    if answer == "slow_name":
        return None
    if answer in _BY_ANSWER:
        return None if probe.looked_up and answer not in NAME_ANSWERS else _BY_ANSWER[answer]
    if answer in _OF_WEB:
        return _OF_WEB[answer] if probe.web else None
    by_portal = probe.behind_portal
    return FailureKind.CERTIFICATE if answer == "page" and by_portal is FailureKind.TLS else by_portal
