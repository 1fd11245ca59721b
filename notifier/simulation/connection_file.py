"""The scenario file's tables about the user's own side: line, noise, networks and their policies, clock.

Strict structs; what their keys must mean together is checked in `notifier.simulation.scenario_checks`. Times ending in
`_s` are seconds from the scenario's start; spans are [from_s, until_s), and without `until_s` they last to the end.
"""

from typing import Annotated, Final, Literal

import msgspec

Seconds = Annotated[float, msgspec.Meta(ge=0)]
Name = Annotated[str, msgspec.Meta(min_length=1)]
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Wait = Annotated[float, msgspec.Meta(ge=0, le=600)]

HOME: Final = "home"
"""The network before the first `[[network]]` entry."""
NAME_ANSWERS: Final = frozenset({"no_name", "name_failure", "slow_name"})


class Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of the file: unknown keys are mistakes."""


class LineFault(Strict, frozen=True):
    """What truly happens to the user's own connection.

    `loss` and `burst_s` belong to `lossy`: the share of requests that is lost, and how long a burst of them lasts on
    average (0: each request for itself). `announced` belongs to `asleep`: whether the operating system says so.
    `ahead_s` belongs to `wrong_clock`: by how much everybody else is ahead of this computer.
    """

    from_s: Seconds
    until_s: Seconds
    kind: Literal["offline", "dns_broken", "captive_portal", "lossy", "asleep", "wrong_clock"]
    loss: Share = 0.3
    burst_s: Annotated[float, msgspec.Meta(ge=0, le=3600)] = 0.0
    announced: bool = True
    ahead_s: Annotated[float, msgspec.Meta(ge=-315_360_000, le=315_360_000)] = 2 * 86_400.0


class Bursts(Strict, frozen=True):
    """Failing requests in bursts: Gilbert and Elliott's two states, one for all requests of the line (or of a service).

    The bad state takes `share` of the time, or comes after `gap_s` on average (one of the two is given); it lasts
    `length_s` on average. `loss` and `loss_between` are the chances of a request to fail in either state.
    """

    length_s: Annotated[float, msgspec.Meta(ge=0.1, le=3600)]
    share: Annotated[float, msgspec.Meta(gt=0, lt=1)] | None = None
    gap_s: Annotated[float, msgspec.Meta(ge=1, le=31_622_400)] | None = None
    loss: Share = 1.0
    loss_between: Share = 0.0
    from_s: Seconds = 0.0
    until_s: Seconds | None = None
    service: str = ""


class Latency(Strict, frozen=True):
    """The whole line is slower: every request takes `factor` times its time and `added_ms` more."""

    from_s: Seconds
    until_s: Seconds
    added_ms: Annotated[float, msgspec.Meta(ge=0, le=600_000)] = 0.0
    factor: Annotated[float, msgspec.Meta(gt=0, le=1_000_000)] = 1.0


class Network(Strict, frozen=True):
    """From `from_s` on the machine is in this network; `announced`: the operating system tells of the change."""

    name: Name
    from_s: Seconds
    announced: bool = True


class Policy(Strict, frozen=True):
    """What a network does to requests, beside carrying them; `network` left out: in every network.

    It touches bare `addresses`, `names`, `plain_http`, the `web` (http and https) or `everything`; of these only
    `hosts` (and what lies below them), but not `but`, and not the connectivity checks where `but_checks` is set; of the
    hosts that are left `host_share`, chosen by the seed (a resolver's cache knows the others); of their requests
    `share`.

    The answer: `refused`, `dropped`, `reset`; `forbidden` (403), `unavailable` (503), a `page` of its own (https: with
    its own certificate), a sign-in `portal`; `no_name`, `name_failure`, `slow_name` (the name is found after
    `after_s`). Any other answer takes `after_s`, too, where it is given.
    """

    touches: Literal["addresses", "names", "plain_http", "web", "everything"]
    answer: Literal[
        "refused",
        "dropped",
        "reset",
        "forbidden",
        "unavailable",
        "page",
        "portal",
        "no_name",
        "name_failure",
        "slow_name",
    ]
    network: str = ""
    from_s: Seconds = 0.0
    until_s: Seconds | None = None
    hosts: tuple[Name, ...] = ()
    but: tuple[Name, ...] = ()
    but_checks: bool = False
    host_share: Share = 1.0
    share: Share = 1.0
    after_s: Wait = 0.0


class ClockStep(Strict, frozen=True):
    """The wall clock is set by so many seconds, forward or back."""

    at_s: Seconds
    step_s: Annotated[float, msgspec.Meta(ge=-31_622_400, le=31_622_400)]
