"""What fails together, as the engine sees it: finding it, and asking witnesses (rule 17).

What follows from it is decided in `notifier.core.common_cause`. A witness is read on suspicion only, and never one
whose owner is watched: once for an event if it answers; one that fails is read again soon, since a burst of the line's
may have hit it, and now and then while the network is blamed. Times in seconds of the epoch.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Final

import msgspec

from notifier.core import common_cause
from notifier.core.common_cause import PATIENCE_S, Common, Witnessed
from notifier.core.model import Reading, Source
from notifier.core.numbers import (
    HOST_GAP_S,
    MANY_OWNERS_FROM,
    READ_ALL_S,
    TOGETHER_S,
    WITNESS_ROUNDS_PER_HOUR,
    WITNESSES_AGAIN_S,
)
from notifier.core.service import other_names
from notifier.core.service.evidence import ServiceEvidence
from notifier.core.service.watched import Watched, failing_of, is_shown
from notifier.core.targets import NamesTarget, WitnessTarget
from notifier.engine.conditions import Conditions
from notifier.engine.effects import Effects
from notifier.engine.line import WatchedLine
from notifier.engine.schedule import Slot

HOUR_S: Final = 3600.0
FOLLOWED_CLOSELY: Final = 200
"""Of more services than these what fails together is looked at …"""
LOOK_S: Final = 1.0
"""… once in so long, and not after every reading: a look goes through all of them."""


class Witnesses:
    """Follows what fails together, in `RecentFailures.common`, and asks the witnesses."""

    def __init__(self, conditions: Conditions, line: WatchedLine, every: Callable[[], Watched]) -> None:
        self._conditions = conditions
        self._line = line
        self.every = every
        self._slots: dict[str, Slot] = {}
        self._awaited: dict[str, float] = {}
        """The keys of those that were asked and not heard, and when they were asked, which names the event."""
        self._looked_s = float("-inf")
        self._failed: set[str] = set()
        """The keys of those that failed once, and are asked a second time."""
        self._judged: tuple[Collection[ServiceEvidence], tuple[Common, ...]] = ((), ())
        """What was judged last, among which services: it is judged again where something of it has changed."""
        self._rounds: list[float] = []
        self._read_all_s = float("-inf")
        """When everything was read last because several owners' services failed."""

    def look(self, now_s: float, effects: Effects) -> None:
        """Find out what fails together now."""
        failures, was = self._conditions.failures, self._conditions.failures.common
        if not (was or failures.several(now_s)):
            return
        every = self.every()
        if len(every) > FOLLOWED_CLOSELY and now_s - self._looked_s < LOOK_S:
            return
        self._looked_s = now_s
        failing = {each.service: each for one in every if (each := failing_of(one, now_s)) is not None}
        met_burst = self._line.guard.bursts(now_s)
        events = [common_cause.grown(each, failing.values()).but(met_burst) for each in was]
        events = [common_cause.freed(each, _failing_since(each, every)) for each in events]
        members = {service for each in events for service in each.members}
        alone = [each for service, each in failing.items() if service not in members]
        fresh = common_cause.begun(alone)
        if fresh is not None:
            events.append(fresh)
        events = [self._asked(each, failing, every, now_s, effects) for each in events]
        if events:
            members = {service for each in events for service in each.members}
            still = {one.service.id for one in every if one.service.id in members and is_shown(one)} | failing.keys()
            lasting = [common_cause.lasting(each, still, now_s) for each in events]
            failures.common = self._all_judged([each for each in lasting if each is not None], every)
        if was != failures.common:
            effects.together |= [_shown(each) for each in was] != [_shown(each) for each in failures.common]
        owners = {each.owner for each in alone if now_s - each.since_s <= TOGETHER_S}
        if len(owners) >= MANY_OWNERS_FROM - 1 and now_s - self._read_all_s > TOGETHER_S:
            self._read_all_s = now_s
            effects.ask_all = True

    def _all_judged(self, events: Sequence[Common], every: Collection[ServiceEvidence]) -> tuple[Common, ...]:
        among, judged = self._judged
        known = {id(each) for each in judged} if among is every else set[int]()
        if not all(id(each) in known for each in events) or len(events) != len(judged):
            watched = [each.service for each in every]
            judged = tuple(each if id(each) in known else common_cause.judged(each, watched) for each in events)
            judged = common_cause.as_one(judged)
            self._judged = every, judged
        return judged

    def take(self, slot: Slot, reading: Reading, now_s: float) -> Effects:
        """Take in what a witness gave."""
        effects, self._looked_s = Effects(), float("-inf")
        witness, failures = slot.target, self._conditions.failures
        if isinstance(witness, NamesTarget):
            failures.common = tuple(
                other_names.heard(each, reading) if each.names_awaited else each for each in failures.common
            )
        elif isinstance(witness, WitnessTarget) and slot.key in self._awaited:
            asked_s = self._awaited[slot.key]
            told = common_cause.witnessed(witness, reading)
            mine = [each for each in failures.common if each.asked_s == asked_s]
            if any(self._is_first_failure(told, each) for each in mine):
                self._failed.add(slot.key)
                effects.hasten(slot, slot.started_s + HOST_GAP_S)
                return effects
            del self._awaited[slot.key]
            awaited = asked_s in self._awaited.values()
            failures.common = tuple(
                self._heard(each, told, now_s, awaited=awaited) if each in mine else each for each in failures.common
            )
        else:
            return effects
        self.look(now_s, effects)
        effects.together = True
        return effects

    def _is_first_failure(self, told: Sequence[Witnessed], common: Common) -> bool:
        """Tell whether a witness fails, and has not before: it may be a burst of the line's."""
        before = self._failed | {each.key for each in common.told}
        return any(each.failure is not None and each.key not in before for each in told)

    def _heard(self, common: Common, told: Sequence[Witnessed], now_s: float, *, awaited: bool) -> Common:
        for each in told:
            common = common_cause.heard(common, each, now_s)
        return msgspec.structs.replace(common, heard_s=now_s, awaited=awaited)

    def _asked(
        self,
        common: Common,
        failing: Collection[str],
        every: Collection[ServiceEvidence],
        now_s: float,
        effects: Effects,
    ) -> Common:
        """Ask about what fails still and was not asked about; in a burst of the line's nobody can tell."""
        if common.names_awaited and not common.is_pending(now_s):
            common = msgspec.structs.replace(common, names_awaited=False)
        if common.asked_s is not None:
            return self._asked_again(common, common.asked_s, now_s, effects)
        owners = {each.owner for each in common.members.values() if each.service in failing}
        if len(owners) < MANY_OWNERS_FROM:
            return common
        awaited = self._line.guard.bursts(now_s)(now_s)
        if awaited is not common.awaited:
            common = msgspec.structs.replace(common, awaited=awaited)
        return common if awaited else self._ask(common, every, now_s, effects)

    def _asked_again(self, common: Common, asked_s: float, now_s: float, effects: Effects) -> Common:
        """While the network is blamed, ask those that fail whether they still do, each time after twice as long."""
        is_due = now_s >= common.heard_s + max(WITNESSES_AGAIN_S, common.heard_s - asked_s)
        is_blamed = common.cause in common_cause.OF_NETWORK and common.freed_s is None and common.over_s is None
        fails = [each.key for each in common.told if each.failure is not None] if is_due and is_blamed else []
        if fails and self._may_ask(now_s):
            for key in fails:
                self._read(self._slots[key], now_s, effects)
                self._awaited[key] = asked_s
            self._rounds.append(now_s)
        return common

    def _read(self, slot: Slot, now_s: float, effects: Effects) -> None:
        slot.fresh = True
        effects.hasten(slot, now_s)

    def _may_ask(self, now_s: float) -> bool:
        """Tell whether no others are awaited, and not too many were asked within the hour."""
        self._rounds = [asked_s for asked_s in self._rounds if now_s - asked_s < HOUR_S]
        if now_s - max(self._rounds, default=float("-inf")) > PATIENCE_S:
            self._awaited.clear()
        few = len(self._rounds) < WITNESS_ROUNDS_PER_HOUR
        return few and not self._awaited and self._conditions.may_read(now_s)

    def _ask(self, common: Common, every: Collection[ServiceEvidence], now_s: float, effects: Effects) -> Common:
        """Ask some witnesses about it, unless others are awaited, or too many were asked within the hour."""
        if not self._may_ask(now_s):
            return common
        known = list(self._conditions.watch.witnesses)
        self._conditions.rng.shuffle(known)
        chosen = common_cause.chosen(common, {each.service.owner for each in every}, known)
        self._failed.clear()
        for witness in chosen:
            slot = self._slots.setdefault(witness.key, Slot(Source.WITNESS, "", "witness", witness))
            self._read(slot, now_s, effects)
            self._awaited[witness.key] = now_s
        names = other_names.target_of(common, every, self._conditions.watch.other_resolver)
        if names is not None:
            effects.hasten(Slot(Source.WITNESS, "", "witness", names), now_s)
        if not chosen and names is None:
            return common
        self._rounds.append(now_s)
        asked = names is not None
        return msgspec.structs.replace(
            common, asked_s=now_s, awaited=bool(chosen), names_asked=asked, names_awaited=asked
        )

    def is_member(self, service: str) -> bool:
        """Tell whether it fails together with others."""
        return any(service in each.members for each in self._conditions.failures.common)

    def is_awaited(self, services: Collection[str], now_s: float, *, told: bool) -> bool:
        """Tell whether more is to be known soon of what these services fail together with, enough to wait for it.

        What is not told yet waits for what is read since another owner's service fails, for witnesses, and until three
        owners' services are shown; what is, for all.
        """
        if not told and now_s - self._read_all_s < READ_ALL_S:
            return True
        common = self._conditions.failures.common
        mine = [each for each in common if not each.members.keys().isdisjoint(services)]
        if any(each.is_pending(now_s) for each in mine):
            return True
        members = {service for each in mine for service in each.members}
        every = [each for each in self.every() if each.service.id in members]
        if not told and len({each.service.owner for each in every if is_shown(each)}) >= MANY_OWNERS_FROM:
            return False
        return any(failing_of(each, now_s) is not None and not is_shown(each) for each in every)


def _failing_since(common: Common, every: Collection[ServiceEvidence]) -> list[str]:
    """Name its members that failed in a reading begun since witnesses that failed have answered."""
    if (since_s := common.freed_s) is None:
        return []
    return [
        one.service.id
        for one in every
        if one.service.id in common.members
        and any((doubt := target.doubt) and (doubt.last_bad_s or 0.0) > since_s for target in one.targets.values())
    ]


def _shown(common: Common) -> tuple[object, ...]:
    """Give what its members are judged by."""
    members = tuple((each, common.is_of(each)) for each in common.members)
    return (common.began_s, common.cause, common.cloud, members)
