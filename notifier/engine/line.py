"""The user's own line as it is watched: the anchors, when each is read, and what their readings say of the line.

The judgement itself is `notifier.core.line.guard`. Times in seconds of the epoch.
"""

from collections.abc import Iterable, Sequence

import msgspec

from notifier.core.line.anchor_track import few
from notifier.core.line.guard import LineGuard
from notifier.core.line.known_network import KnownNetwork, anchors_for, giving_way, instead_of
from notifier.core.line.numbers import ANCHOR_SOON_S, POOR_AGAIN_S
from notifier.core.line.reached import reached_s
from notifier.core.model import LineState, LineStatus, Outcome, Reading, Source
from notifier.core.moments import moment
from notifier.core.numbers import ANCHORS_WHILE_BAD_S, GRACE_S, HOST_GAP_S, ROUND_SPREAD_S, SETTLE_S, STEADY_ROUNDS
from notifier.core.service.decision import Vouches
from notifier.core.service.network_filter import refuses_anchors
from notifier.core.service.reasons import LineView
from notifier.core.target import cadence
from notifier.core.targets import AnchorTarget
from notifier.engine.conditions import NO_GRACE, Conditions
from notifier.engine.effects import Effects, LineNews
from notifier.engine.schedule import NEVER, Slot
from notifier.engine.underway import Flight


class WatchedLine:
    """The line: its anchors' slots, how it is judged, and since when services are looked at through it."""

    def __init__(self, conditions: Conditions) -> None:
        self._conditions = conditions
        self.network = KnownNetwork("")
        """The network that the machine is in, as far as it was known when it came there."""
        self._networks: dict[str, KnownNetwork] = {}
        self.guard = LineGuard(conditions.watch.anchors)
        self.slots = self._make_slots(conditions.watch.anchors)
        self.gap_s = 0.0
        """Since when the present look is without a gap: start, resume or return of the line."""
        self.settle_until_s = 0.0
        """Until then nothing is notified: what was missed is still being found out."""
        self.settles_s = NEVER
        """When a line that has come back will have settled; NEVER where none has, or it has settled already."""
        self._with_s = NEVER
        """When something doubtful is read again, and the anchors with it: what takes one then takes the others too."""
        self.is_filtered = False
        """All anchors over http and https that answer refuse."""
        self._kept = False
        """The line as first judged in this run is in the journal."""

    def _make_slots(self, anchors: Sequence[AnchorTarget]) -> dict[str, Slot]:
        return {each.key: Slot(Source.ANCHOR, "", "anchor", each) for each in anchors}

    # how it stands

    @property
    def state(self) -> LineState:
        """How it is judged."""
        return self.guard.state

    def is_good(self) -> bool:
        """Tell whether what is read through it counts."""
        return self._conditions.line_is_good

    def saw(self, start_s: float) -> bool:
        """Tell whether a reading that was begun then was made through a good line, with no gap since."""
        return self._conditions.line_is_good and start_s >= self.gap_s

    def vouches(self, now_s: float) -> Vouches:
        """Give who vouches for the line now: nobody while an anchor that answers here is silent for long."""
        return self.guard.voucher(now_s)

    def is_steady(self, now_s: float) -> bool:
        """Tell whether the anchors answered for several rounds in a row, and go on answering."""
        return self.guard.good_run >= STEADY_ROUNDS * len(self.guard.tracks) and not self.guard.is_silent(now_s)

    def view(self, now_s: float) -> LineView:
        """Give the line as reasons speak of it."""
        return LineView(self.guard.state, *self.guard.counts(now_s), reached_s(self.guard.tracks.values()))

    def status(self, now_s: float) -> LineStatus:
        """Tell how the line is judged."""
        guard = self.guard
        answering, anchors = guard.counts(now_s)
        return LineStatus(
            state=guard.state,
            since=moment(guard.since_s) if guard.since_s else None,
            answering=answering,
            anchors=anchors,
            lost=guard.loss.noise.worth_a_word,
            filtered=self.is_filtered,
            few=few(guard.tracks.values()),
            ahead_s=guard.clock.ahead_s(now_s),
        )

    # what happens to it

    def start(self, now_s: float, *, fault_was_open: bool) -> None:
        """Begin to watch it: good until judged.

        Where the last run ended in a fault, the line may be back by now, which is settled after the first round.
        """
        self.guard.since_s = self.gap_s = now_s
        self.settle_until_s = now_s + ROUND_SPREAD_S
        if fault_was_open:
            self.settle_until_s = self.settles_s = self.settle_until_s + SETTLE_S

    def begin(self, key: str, now_s: float) -> None:
        """Note that an anchor is being read from now on."""
        self.guard.tracks[key].begin(now_s)

    def take(self, flight: Flight, reading: Reading, now_s: float) -> Effects:
        """Judge the line anew by an anchor's reading."""
        guard, effects = self.guard, Effects()
        was, start_s = guard.state, flight.started_s
        wish, sparing = self._conditions.watch.cadence, self._conditions.sparing
        guard.regular_s = 0.9 * (1.0 - wish.jitter) * cadence.anchor_interval(wish, sparing=sparing)
        anchor = flight.slot.target
        owner = anchor.owner if isinstance(anchor, AnchorTarget) else ""
        outcome = guard.clock.take(owner, reading, now_s, anchor=True)
        if guard.read(flight.slot.key, outcome, reading.failure, start_s, now_s):
            self._become(was, now_s, effects)
        elif self.is_good() and not self._kept:
            effects.line = LineNews(self._keep(now_s))
        self.is_filtered = refuses_anchors(guard.tracks.values(), was=self.is_filtered)
        effects.line_is_filtered = self.is_filtered and now_s - self.network.filter_told_s >= POOR_AGAIN_S
        lost_s = start_s if reading.outcome is Outcome.FAILED else 0.0
        effects.line_fails_on = guard.state is LineState.LOSSY and lost_s >= guard.since_s
        self._replace(now_s, effects)
        if self.is_good():
            poor = guard.loss.noise.worth_a_word
            if poor and now_s - self.network.told_s >= POOR_AGAIN_S:
                self.network = msgspec.structs.replace(self.network, told_s=now_s)
                effects.line_is_poor = poor
        return effects

    def _replace(self, now_s: float, effects: Effects) -> None:
        """Read others in the place of anchors that tell nothing on this network, and remember those.

        What answered since the machine came here is not remembered: it may be a fault, or another network unseen; nor
        is anything where nothing answers.
        """
        everything = self.guard.tracks.values()
        tracks, spare = giving_way(self.guard.state, everything, self._conditions.watch.spare_anchors)
        if not tracks or not spare:
            return
        answers = any(track.answered for track in everything)
        for track in tracks:
            if answers and not track.proven:
                refused = self.network.refused | {track.anchor.key: now_s}
                self.network = msgspec.structs.replace(self.network, refused=refused)
            other = instead_of(track, self.guard.tracks.values(), spare, self.network, now_s)
            if other is not None:
                in_use = [other if each is track else each.anchor for each in self.guard.tracks.values()]
                self._use(in_use, effects, now_s)

    def _use(self, anchors: Sequence[AnchorTarget], effects: Effects, from_s: float) -> None:
        """Judge from these anchors from now on; what is known of those that stay is kept."""
        self.guard.replace(anchors)
        made = self._make_slots(anchors)
        for key, slot in self.slots.items():
            if key not in made:
                slot.retired = True
                effects.rest(slot)
        self.slots = {key: self.slots.get(key, slot) for key, slot in made.items()}
        for key, slot in made.items():
            if self.slots[key] is slot and self.state is not LineState.ASLEEP:
                effects.plan(slot, from_s)

    def filter_told(self, now_s: float) -> None:
        """Note that it is told that the network's filter refuses everything."""
        self.network = msgspec.structs.replace(self.network, filter_told_s=now_s)

    # which network it is

    def known(self, now_s: float) -> tuple[KnownNetwork, ...]:
        """Give what was learned of the networks that have a name."""
        here = msgspec.structs.replace(self.network, seen_s=now_s, noise=self.guard.loss.noise)
        self._networks[here.name] = self.network = here
        return tuple(each for each in self._networks.values() if each.name)

    def remember(self, networks: Iterable[KnownNetwork]) -> None:
        """Take up what was learned before."""
        self._networks |= {each.name: each for each in networks}

    def enter(self, name: str, now_s: float) -> Effects:
        """Note that the machine is in this network: what is known of it holds again. Empty: nobody knows which."""
        effects = Effects()
        self.known(now_s)
        watch, self.network = self._conditions.watch, self._networks.get(name, KnownNetwork(name))
        if not name:
            self.network = KnownNetwork("")
        self.is_filtered = False
        self.guard.loss.knows(self.network.noise)
        self._use(anchors_for(self.network, watch.anchors, watch.spare_anchors, now_s), effects, now_s)
        return effects

    def plan_next(self, slot: Slot, now_s: float) -> Effects:
        """Plan an anchor's next reading by the state of the line; all while a failure awaits its explanation."""
        suspect = self.guard.suspect()
        effects = self.ask(now_s) if suspect else Effects()
        if not slot.retired:
            self._plan_next(slot, now_s, effects, suspect=suspect)
        return effects

    def sleep(self, now_s: float) -> Effects:
        """Note that the machine sleeps."""
        effects, was = Effects(), self.guard.state
        self._conditions.grace_until_s = NO_GRACE
        if self.guard.sleep(now_s):
            self._become(was, now_s, effects)
        return effects

    def begin_grace(self, now_s: float) -> Effects:
        """Forget what was read, and wait before anything is read: the machine woke, or the network is another."""
        effects = Effects()
        self.guard.forget()
        until_s = self._conditions.grace_until_s = now_s + GRACE_S
        for slot in self.slots.values():
            effects.plan(slot, until_s)
        return effects

    def ask(self, now_s: float, with_s: float = NEVER) -> Effects:
        """Read all anchors at once, or as soon as politeness allows.

        Where something doubtful is read again at `with_s`, those that would be read shortly before it are read with it.
        """
        effects = Effects()
        if with_s != NEVER and not now_s < self._with_s <= with_s:
            self._with_s = with_s
        for slot in self.slots.values():
            free_s = slot.started_s + HOST_GAP_S
            waits = with_s != NEVER and now_s + ANCHOR_SOON_S < free_s
            if waits and slot.due_s < with_s < free_s + HOST_GAP_S and not self.guard.suspect():
                effects.plan(slot, with_s)
            else:
                effects.hasten(slot, max(now_s, free_s, with_s if waits else now_s))
        return effects

    def rest(self) -> Effects:
        """Read no anchor until asked."""
        effects = Effects()
        for slot in self.slots.values():
            effects.rest(slot)
        return effects

    def look_anew(self, from_s: float, *, settle_s: float | None = None) -> None:
        """Note that services are looked at without a gap only from then on, and how long nothing of it is notified."""
        self.gap_s = from_s
        if settle_s is not None:
            self.settle_until_s = from_s + settle_s
            if self.settles_s != NEVER:
                self.settles_s = self.settle_until_s

    def replace_anchors(self, now_s: float) -> Effects:
        """Judge from the anchors of the new wishes; those that stay keep what is known of them."""
        effects, watch = Effects(), self._conditions.watch
        self._use(anchors_for(self.network, watch.anchors, watch.spare_anchors, now_s), effects, now_s)
        return effects

    def has_settled(self, now_s: float) -> bool:
        """Tell, once, that it is back and everything was read again."""
        if now_s < self.settles_s:
            return False
        self.settles_s = NEVER
        return True

    def _become(self, was: LineState, now_s: float, effects: Effects) -> None:
        self._conditions.line_is_good = self.guard.state is LineState.ONLINE
        effects.line = LineNews(self._keep(now_s), was)
        if self.is_good():
            self.look_anew(now_s, settle_s=ROUND_SPREAD_S + SETTLE_S)
            self.settles_s = self.settle_until_s
        else:
            for slot in self.slots.values():
                self._plan_next(slot, now_s, effects)

    def _keep(self, now_s: float) -> LineStatus:
        """Give the status to be kept: every change, and after a start that it is good, whatever was kept before."""
        self._kept = True
        return LineStatus(self.guard.state, moment(self.guard.since_s), *self.guard.counts(now_s))

    def _plan_next(self, slot: Slot, now_s: float, effects: Effects, *, suspect: bool = False) -> None:
        guard = self.guard
        if self._conditions.paused(now_s):
            return
        if guard.state is LineState.ASLEEP:
            interval_s = ANCHORS_WHILE_BAD_S
        elif guard.state is LineState.LOSSY:
            interval_s = HOST_GAP_S if guard.good_run else ANCHORS_WHILE_BAD_S
        elif guard.state is not LineState.ONLINE:
            interval_s = cadence.anchors_while_bad(now_s - guard.since_s)
        elif suspect:
            interval_s = HOST_GAP_S
        else:
            interval_s = self._conditions.anchor_interval()
            if now_s < self._with_s:
                interval_s = min(interval_s, max(HOST_GAP_S, self._with_s - slot.started_s))
        effects.hasten(slot, max(now_s, slot.started_s + interval_s))
