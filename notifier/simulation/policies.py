"""What a network's policy does to a request: which requests it is about, and what they meet instead of an answer."""

import random
from collections.abc import Sequence
from typing import Final

from notifier.core.common_cause import BY_ANSWER
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


def met_by_policy(policy: Policy, probe: Probe, seconds: float) -> Met | None:
    """Give what a request meets; None: it gets through as ever. A 403 tells nothing of a service, nor of the line."""
    seconds = min(READING_TIMEOUT_S, policy.after_s or seconds)
    if policy.answer == "forbidden":
        return Met(Outcome.UNVERIFIABLE, None, seconds) if probe.web else None
    failure = _failure(policy.answer, probe)
    if failure is None:
        return None
    seconds = READING_TIMEOUT_S if failure is FailureKind.CONNECT_TIMEOUT else seconds
    answered_by = f"{policy.network} {policy.answer}" if failure in BY_ANSWER else ""
    return Met(Outcome.FAILED, failure, seconds, answered_by=answered_by)


def _failure(answer: str, probe: Probe) -> FailureKind | None:
    match answer:
        case "slow_name":
            return None
        case "unavailable":
            return FailureKind.HTTP_5XX if probe.web else None
        case "page":
            return FailureKind.CERTIFICATE if probe.behind_portal is FailureKind.TLS else probe.behind_portal
        case "portal":
            return probe.behind_portal
        case _:
            return None if probe.looked_up and answer not in NAME_ANSWERS else _BY_ANSWER[answer]
