"""Services of three owners and more that begin to fail together: one event, and what they have in common (rule 17).

Before any of it is told, witnesses are read: popular hosts of other owners that are not watched. Where they fail too,
twice and in the same way, it is the user's network, until they answer; where they work, what fails may stand on one
cloud, or nothing is known that it shares. Pure: which witnesses are read, and when, is in `notifier.engine.witnesses`;
what becomes of a notification in `notifier.core.alerts.policy`. Times in seconds of the epoch.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property
from typing import Final

import msgspec

from notifier.core.failure import FailureKind
from notifier.core.model import Cause, Outcome, Reading, Service
from notifier.core.numbers import (
    CLOUD_SHARE,
    FAMILY_JOINS_S,
    HOST_GAP_S,
    MANY_OWNERS_FROM,
    NEARLY_ALL,
    NEARLY_ALL_FROM,
    READING_TIMEOUT_S,
    TOGETHER_S,
    WITNESSES,
    WITNESSES_ENOUGH,
)
from notifier.core.targets import WitnessTarget

BY_NAME: Final = frozenset({FailureKind.DNS_FAILURE, FailureKind.DNS_NXDOMAIN})
BY_ANSWER: Final = frozenset(
    {
        FailureKind.TLS,
        FailureKind.CERTIFICATE,
        FailureKind.HTTP_5XX,
        FailureKind.HTTP_UNEXPECTED,
        FailureKind.BODY_MISMATCH,
    }
)
"""Somebody answers, and it may be somebody in between."""
OF_NETWORK: Final = frozenset({Cause.NAMES, Cause.ANSWERS, Cause.NETWORK})
ANYHOW: Final = frozenset(FailureKind)
_WAYS: Final = {Cause.NAMES: BY_NAME, Cause.ANSWERS: BY_ANSWER, Cause.NETWORK: ANYHOW}


NAMES_PATIENCE_S: Final = READING_TIMEOUT_S + HOST_GAP_S
"""Another name server may have been asked something else just before."""
PATIENCE_S: Final = 2 * READING_TIMEOUT_S + HOST_GAP_S
"""A witness that fails is asked twice."""


class Failing(msgspec.Struct, frozen=True):
    """A service that fails: since when, and how."""

    service: str
    owner: str
    clouds: tuple[str, ...]
    since_s: float
    ways: frozenset[FailureKind]
    answered_by: frozenset[str] = frozenset()
    """What answered in its place, as digests."""


class Witnessed(msgspec.Struct, frozen=True):
    """What one witness told; without a failure: it works."""

    clouds: tuple[str, ...] = ()
    failure: FailureKind | None = None
    answered_by: str = ""
    start_s: float = 0.0
    """When it was asked."""
    key: str = ""


def witnessed(witness: WitnessTarget, reading: Reading) -> tuple[Witnessed, ...]:
    """Give what a witness's reading tells; nothing where it does not tell."""
    if reading.outcome not in (Outcome.OK, Outcome.SLOW, Outcome.FAILED):
        return ()
    start_s = reading.time.timestamp()
    return (Witnessed(witness.clouds, reading.failure, reading.answered_by, start_s, witness.key),)


class Common(msgspec.Struct, frozen=True, dict=True):
    """What began at one time for several owners' services, and what is known of its cause.

    Where nothing changes it stays the same object: what follows from it is worked out once.
    """

    began_s: float
    joined_s: float
    """When the last member began to fail."""
    members: dict[str, Failing]
    cause: Cause = Cause.SEVERAL
    cloud: str = ""
    asked_s: float | None = None
    """When witnesses were asked; None: they were not."""
    heard_s: float = 0.0
    """When the last of them was heard."""
    awaited: bool = False
    """Some of them have not been heard yet, or are asked when a burst of the line's is over."""
    names_asked: bool = False
    """The names that its members cannot be found by were asked of another name server …"""
    names_awaited: bool = False
    names_found: bool | None = None
    """… which finds them, or does not either; None: it has not told."""
    told: tuple[Witnessed, ...] = ()
    freed_s: float | None = None
    """When one of them answered that had failed until then, and the network was blamed."""
    over_s: float | None = None
    """When most of its members worked again; those that are left are judged on their own a while later."""

    def is_of(self, service: str) -> bool:
        """Tell whether a service fails by the user's network, and is not out itself."""
        member = self.members.get(service)
        return member is not None and bool(member.ways & _WAYS.get(self.cause, frozenset()))

    def but(self, burst: Callable[[float], bool]) -> "Common":
        """Give it without what witnesses failed in a burst of the line's, that is: while anchors failed, too.

        Then it may have been for nothing that they were asked, and that it was taken for the network.
        """
        told = tuple(each for each in self.told if each.failure is None or not burst(each.start_s))
        if len(told) == len(self.told):
            return self
        asked_s = self.asked_s if len(told) >= WITNESSES_ENOUGH else None
        return msgspec.structs.replace(self, told=told, asked_s=asked_s, cause=Cause.SEVERAL)

    def concerns(self, service: str) -> bool:
        """Tell whether a service is told of with it: what the network's fault does not explain is told on its own."""
        return self.is_of(service) if self.cause in OF_NETWORK else service in self.members

    def is_pending(self, now_s: float) -> bool:
        """Tell whether nothing is to be said before more witnesses were heard."""
        patience_s = NAMES_PATIENCE_S if self.names_awaited else PATIENCE_S
        if not (self.awaited or self.names_awaited) or self.asked_s is None or now_s > self.asked_s + patience_s:
            return False
        return self.names_awaited or len(self.apart) < WITNESSES_ENOUGH

    @cached_property
    def fail_too(self) -> int:
        """How many witnesses fail, of those apart."""
        return sum(each.failure is not None for each in self.apart)

    @cached_property
    def apart(self) -> list[Witnessed]:
        """What was heard of witnesses that do not stand where most of the members do."""
        suspected = set(self.suspected)
        return [each for each in self.told if not suspected & set(each.clouds)]

    @cached_property
    def suspected(self) -> list[str]:
        """The clouds that more than half of the members stand on."""
        clouds = Counter(cloud for each in self.members.values() for cloud in each.clouds)
        return sorted(each for each, count in clouds.items() if 2 * count > len(self.members))


def chosen(common: Common, owners: Collection[str], known: Sequence[WitnessTarget]) -> list[WitnessTarget]:
    """Choose the first of those known, of no owner that is watched; one at most on the cloud that is suspected."""
    suspected = set(common.suspected)
    strangers = [each for each in known if each.owner not in owners]
    on_cloud = [each for each in strangers if suspected & set(each.clouds)]
    return [*on_cloud[:1], *(each for each in strangers if each not in on_cloud)][:WITNESSES]


def begun(failing: Iterable[Failing]) -> Common | None:
    """Give what began together for three owners at least; None: nothing did."""
    ordered = sorted(failing, key=lambda each: each.since_s)
    for first in ordered:
        near = [each for each in ordered if 0.0 <= each.since_s - first.since_s <= TOGETHER_S]
        if len({each.owner for each in near}) >= MANY_OWNERS_FROM:
            return Common(first.since_s, near[-1].since_s, {each.service: each for each in near})
    return None


def grown(common: Common, failing: Iterable[Failing]) -> Common:
    """Give it with those that began to fail since, and with all the ways in which its members have failed."""
    news, joined_s = dict[str, Failing](), common.joined_s
    for each in failing:
        before = common.members.get(each.service)
        if before is not None:
            if not (each.ways <= before.ways and each.answered_by <= before.answered_by):
                ways, answered_by = before.ways | each.ways, before.answered_by | each.answered_by
                news[each.service] = msgspec.structs.replace(before, ways=ways, answered_by=answered_by)
        elif _is_near(common, each):
            joined_s = max(joined_s, each.since_s)
            news[each.service] = each
    return msgspec.structs.replace(common, members=common.members | news, joined_s=joined_s) if news else common


def _is_near(common: Common, failing: Failing) -> bool:
    near = -TOGETHER_S <= failing.since_s - common.began_s <= FAMILY_JOINS_S
    return near and failing.since_s - common.joined_s <= TOGETHER_S


def as_one(events: Iterable[Common]) -> tuple[Common, ...]:
    """Make one of those in which the user's network fails in the same way at the same time: there is one network."""
    apart: list[Common] = []
    for event in sorted(events, key=lambda each: each.began_s):
        first = next((each for each in apart if each.cause is event.cause and event.cause in OF_NETWORK), None)
        if first is None:
            apart.append(event)
        else:
            members, joined_s = event.members | first.members, max(first.joined_s, event.joined_s)
            one = msgspec.structs.replace(first, members=members, joined_s=joined_s, over_s=None)
            apart[apart.index(first)] = one
    return tuple(apart)


def lasting(common: Common, still: Collection[str], now_s: float) -> Common | None:
    """Give it as long as it lasts; `still` are the services that fail, or are shown to. None: it is over."""
    left = [each for each in common.members if each in still]
    if 2 * len(left) >= len(common.members):
        return common if common.over_s is None else msgspec.structs.replace(common, over_s=None)
    over_s = now_s if common.over_s is None else common.over_s
    if not left or now_s - over_s > TOGETHER_S:
        return None
    return common if over_s == common.over_s else msgspec.structs.replace(common, over_s=over_s)


def heard(common: Common, told: Witnessed, now_s: float) -> Common:
    """Take in what a witness tells; one that goes on failing tells nothing new."""
    before = next((each for each in common.told if each.key == told.key), None)
    if before is None:
        return msgspec.structs.replace(common, told=(*common.told, told))
    if told.failure is not None:
        return common
    words = tuple(told if each is before else each for each in common.told)
    return msgspec.structs.replace(common, told=words, freed_s=now_s)


def freed(common: Common, failing: Collection[str]) -> Common:
    """Give it to be asked about and judged anew where most of it goes on failing after witnesses that failed answered.

    `failing` are the services that do: it was a burst of the line's that had hit those.
    """
    if common.freed_s is None or 2 * len(failing) <= len(common.members):
        return common
    return msgspec.structs.replace(common, freed_s=None, asked_s=None, told=(), cause=Cause.SEVERAL)


def judged(common: Common, watched: Sequence[Service]) -> Common:
    """Say what its members have in common, as far as witnesses have told. The network stays so until it is `freed`."""
    if common.cause in OF_NETWORK:
        return common
    members = list(common.members.values())
    cloud = _cloud_of(members, watched, common.told)
    common = msgspec.structs.replace(common, cloud=cloud, cause=Cause.CLOUD if cloud else Cause.SEVERAL)
    way = _way_of(members)
    return msgspec.structs.replace(common, cause=way, cloud="") if _is_network(common, way, watched) else common


def _is_network(common: Common, way: Cause, watched: Sequence[Service]) -> bool:
    told = common.apart
    failed = [each.failure for each in told if each.failure is not None]
    alike = sum(failure in _WAYS[way] for failure in failed)
    hit = len({each.owner for each in common.members.values()})
    owners = max(hit, len({each.owner for each in watched}))
    if way is Cause.NAMES and (common.names_awaited or common.names_found is not None):
        return bool(common.names_found)  # another name server was asked for the very names
    if len(told) >= WITNESSES_ENOUGH and 2 * alike > len(told):
        return True
    if way is Cause.NAMES and alike >= (1 if 3 * hit >= 2 * owners else 2):
        return True  # a name server that knows what it has cached knows some witnesses, too
    answers = [each.answered_by for each in common.members.values()]
    in_between = {each.answered_by for each in told if each.failure is not None and each.answered_by}
    if any(2 * sum(digest in each for each in answers) > len(answers) for digest in in_between):
        return True  # what answers for most of them answers for a stranger's host, too
    if common.awaited or len(told) >= WITNESSES_ENOUGH:
        return False
    return owners >= NEARLY_ALL_FROM and hit >= NEARLY_ALL * owners and len(failed) == len(told)


def _way_of(members: Sequence[Failing]) -> Cause:
    for cause in (Cause.NAMES, Cause.ANSWERS):
        if 2 * sum(bool(each.ways & _WAYS[cause]) for each in members) > len(members):
            return cause
    return Cause.NETWORK


def _cloud_of(members: Sequence[Failing], watched: Sequence[Service], told: Sequence[Witnessed]) -> str:
    """Name the cloud that most of them stand on, if most of what is watched there fails and nothing contradicts."""
    for cloud in sorted({cloud for each in members for cloud in each.clouds}):
        hit = [each for each in members if cloud in each.clouds]
        stand = [each for each in watched if cloud in each.clouds]
        works = any(cloud in each.clouds and each.failure is None for each in told)
        enough = len({each.owner for each in hit}) >= MANY_OWNERS_FROM and len(hit) >= CLOUD_SHARE * len(members)
        if enough and len(hit) >= CLOUD_SHARE * len(stand) and not (works and len(hit) < len(members)):
            return cloud
    return ""
