"""Judging the user's own line from anchors of independent owners.

Each anchor's newest reading and a running test for loss are all that is kept. Five faults are told apart:

- *offline*: no anchor answered lately, and at least three of them were tried;
- *DNS broken*: names are not found, while bare addresses answer;
- *captive portal*: what answers at the connectivity checks is not they;
- *lossy*: more readings fail, for longer, than is usual on this network, which is learned (`notifier.core.line.loss`).
  So is one that comes and goes for as long. It is over after 50 answers in a row, unless names alone still point to it;
- *wrong clock*: the computer's own is so wrong that certificates are refused (`notifier.core.line.clock`).

An anchor that goes on failing alone is its owner's outage, not the line's; several that go on failing while at least
three others answer are blocked by this network (a firewall, a proxy). Neither counts until it answers. Where names
have answered neither explains why none does any more: that is loss, if it is no other fault. What never answered on
this network counts for no loss and is not waited for. An answer that does not tell (a proxy's 403) shows that something
is reached and no more: it ends no loss, and where nothing else answers it is relied on only once no other anchor is to
be tried in its place. With fewer than three that answer at all, two are enough.

Services are no part of this: a family of services that fails while anchors answer is an outage.
"""

from collections.abc import Callable, Sequence

from notifier.core.failure import FailureKind
from notifier.core.line import anchor_track
from notifier.core.line.anchor_track import ANSWERED_WELL, NOT_FOUND, PORTAL, AnchorTrack, kept_back, owners, that_count
from notifier.core.line.clock import ClockEvidence
from notifier.core.line.gone import Gone
from notifier.core.line.loss import Loss
from notifier.core.line.numbers import (
    BLOCKED_RUN,
    DEAD_RUN,
    FEWEST_ANCHORS,
    GOOD_RUN,
    LOSS_LEARNED_S,
    RECENT_S,
    REGULAR_S,
    REPLACED_RUN,
    SEEN_S,
    SUSPECT_AT,
    VOUCHES_BELOW,
)
from notifier.core.model import LineState, Outcome
from notifier.core.numbers import HOST_GAP_S
from notifier.core.targets import AnchorTarget

_MOMENTS = (LineState.OFFLINE, LineState.DNS_BROKEN)
"""A line that loses much is silent, or finds no names, for a moment now and then, which ends no loss."""


class LineGuard:
    """Keeps the state of the line. Give it every anchor's reading; ask `state`, `suspect` and `vouches_since`."""

    def __init__(self, anchors: Sequence[AnchorTarget], *, patient: bool = True) -> None:
        """Begin; not `patient` where a person waits for the judgement: what is much for chance is lossy then."""
        self.loss = Loss(patient=patient)
        self.clock = ClockEvidence()
        self.tracks = {anchor.key: AnchorTrack(anchor) for anchor in anchors}
        self.state = LineState.ONLINE
        self.since_s = 0.0
        self.os_portal = False
        self.regular_s = REGULAR_S
        """What is read so long after the last time was not asked for by a failure, and stands for the time between."""
        self.good_run = 0
        """Answers in a row."""
        self._names_answered = False
        """Something reached by name has answered on this network."""
        self._lossy = False
        self._gone = Gone()

    def suspect(self) -> bool:
        """Tell whether an anchor's failure awaits its explanation, or what tells nothing one in its place."""
        if self.state is not LineState.ONLINE:
            return False
        return self.loss.weight >= SUSPECT_AT or any(track.is_undecided for track in self.tracks.values())

    def read(self, key: str, outcome: Outcome, failure: FailureKind | None, start_s: float, now_s: float) -> bool:
        """Take in one reading of an anchor; tell whether the state of the line changed by it."""
        track = self.tracks.get(key)
        if track is None:
            return False
        gap_s = track.under_way.pop(start_s, start_s - track.read_s if track.read_s else 0.0)
        if outcome is Outcome.SKIPPED:
            return False
        if start_s < track.read_s:
            return outcome is Outcome.FAILED and self._failed_late(track, start_s, gap_s, now_s)
        track.take(outcome, failure, start_s, now_s)
        if outcome in ANSWERED_WELL:
            self._names_answered |= track.anchor.by_name
            self.good_run += 1
            self.loss.answered(start_s, track.named)
        elif not track.answered:
            self._weigh_failure(track, now_s)
        self._learn(track, gap_s, now_s, lost=not track.answered)
        return self._judge(now_s)

    def _failed_late(self, track: AnchorTrack, start_s: float, gap_s: float, now_s: float) -> bool:
        """Count a reading that hung while a later one answered: nothing was lost the less for that."""
        if track.dead or not track.proven:
            return False
        track.fell(start_s, late=True)
        self.good_run = 0
        self.loss.failed(start_s, track.named)
        self._learn(track, gap_s, now_s, lost=True)
        return self._judge(now_s)

    def _learn(self, track: AnchorTrack, gap_s: float, now_s: float, *, lost: bool) -> None:
        """Learn what is usual from a reading that came so long after the one before."""
        if track.proven and gap_s and not track.dead and self._is_usual(now_s):
            self.loss.learn(gap_s if gap_s >= self.regular_s else min(gap_s, HOST_GAP_S), lost=lost)

    def is_silent(self, now_s: float) -> bool:
        """Tell whether an anchor that answers here has been silent for long: it most likely ends as a time-out."""
        return any(track.is_silent(now_s) for track in self.tracks.values())

    def _is_usual(self, now_s: float) -> bool:
        """Tell whether what is read now shows what is usual: no fault of the line is, and no long loss."""
        if self.state is LineState.LOSSY and now_s - min(self.since_s, self.loss.since_s) > LOSS_LEARNED_S:
            self.loss.unlearn()
            return False
        return self.state in (LineState.ONLINE, LineState.LOSSY)

    def _misses_names(self) -> bool:
        """Tell whether no name answers on a network where some did: that is no policy, nor one owner's outage."""
        return self._names_answered and anchor_track.names_fail(self.tracks.values())

    def _weigh_failure(self, track: AnchorTrack, now_s: float) -> None:
        misses_names = self._misses_names()
        if not misses_names:
            self._explain_failure(track, now_s)
        if not track.dead and (track.proven or (misses_names and track.anchor.by_name)):
            self.good_run = 0
            self.loss.failed(track.read_s, track.named)

    def _explain_failure(self, track: AnchorTrack, now_s: float) -> None:
        tracks = self.tracks.values()
        only = anchor_track.is_only_name(track, that_count(tracks))
        enough = track.failed_run >= (REPLACED_RUN if only else DEAD_RUN)
        if enough and not track.dead and anchor_track.others_answer(track, tracks, now_s):
            track.dead = True
            self.loss.forgive(DEAD_RUN)
        elif not only and track.failed_run >= BLOCKED_RUN and (blocked := kept_back(tracks, now_s)):
            for each in blocked:
                each.dead = True
            self.loss.unlearn()
            self.loss.end()
            if self.state is LineState.LOSSY:
                self.good_run = GOOD_RUN  # it was not loss

    def _judge(self, now_s: float) -> bool:
        state = self._state(now_s)
        if (
            state is LineState.ONLINE
            and self.state in _MOMENTS
            and self._gone.again_for_s(now_s) >= self.loss.longest_s
        ):
            state = LineState.LOSSY
        if state in (LineState.ONLINE, LineState.LOSSY) and self.clock.hinders(now_s):
            state = LineState.WRONG_CLOCK
        return self._become(state, now_s)

    def _become(self, state: LineState, now_s: float) -> bool:
        if state is self.state:
            return False
        if state in (LineState.DNS_BROKEN, LineState.CAPTIVE_PORTAL):
            self.loss.unlearn()
        if state not in (LineState.LOSSY, *_MOMENTS) and self.state not in _MOMENTS:
            self.loss.end()
        if state is LineState.ONLINE and self.state in _MOMENTS:
            self._gone.ends(now_s)
        elif state in _MOMENTS and self.state not in _MOMENTS:
            self._gone.begins(now_s)
        came_and_went = state is LineState.LOSSY and self.state in _MOMENTS and not self._lossy
        # a lossy line that is silent for a moment is lossy still, not good, when something answers again
        self._lossy = state is LineState.LOSSY or (self._lossy and state is not LineState.ONLINE)
        self.state = state
        self.since_s = self._gone.first_s if came_and_went else now_s
        self.good_run = 0
        return True

    def _state(self, now_s: float) -> LineState:
        living = [track for track in self.tracks.values() if not track.dead]
        recent = [track for track in living if now_s - track.read_s <= RECENT_S]
        good = [track for track in recent if track.answered]
        if good and len(good) == len(recent):
            return self._state_by_loss(good, now_s)
        bad = [track for track in recent if not track.answered]
        if not good:
            # those still being read may answer: wait for them before calling the line dead
            tried = len(bad) == len(living)
            if tried and len(bad) >= min(FEWEST_ANCHORS, len(living)) and owners(bad) >= min(2, len(self.tracks)):
                return self._fault_without_answer(bad)
            return self.state
        portal = [track for track in bad if track.anchor.by_name and track.failure in PORTAL]
        named_good = anchor_track.names_answer(recent)
        if not named_good and (anchor_track.are_enough(portal, living) or (portal and self.os_portal)):
            return LineState.CAPTIVE_PORTAL
        unnamed = [track for track in bad if track.anchor.by_name and track.failure in NOT_FOUND]
        without_names = not named_good and anchor_track.are_enough(unnamed, living)
        if without_names and anchor_track.addresses_answer(recent, now_s, anew=self.state is LineState.OFFLINE):
            if all(track.failed_run >= 2 for track in recent if track.anchor.by_name):
                self.loss.end()  # no name was found in two whole rounds: that is no loss any more
            return LineState.DNS_BROKEN
        return self._state_by_loss(good, now_s)

    def _fault_without_answer(self, bad: list[AnchorTrack]) -> LineState:
        if all(track.failed_run >= 2 for track in bad):
            self._lossy = False  # nothing got through in two whole rounds: that is no loss any more
            self.loss.unlearn()
            self.loss.end()
        portal = [track for track in bad if track.failure in PORTAL]
        return LineState.CAPTIVE_PORTAL if len(portal) >= 2 else LineState.OFFLINE

    def _state_by_loss(self, good: list[AnchorTrack], now_s: float) -> LineState:
        if self.state is LineState.LOSSY:
            fails_names = self.loss.is_of_names or self._misses_names()
            return LineState.ONLINE if self.good_run >= GOOD_RUN and not fails_names else LineState.LOSSY
        if self.state is LineState.ONLINE:
            if not self.loss.is_news(now_s):
                return LineState.ONLINE
            # what answered only before the first failure tells of a line that was cut, not of one that loses
            failed_s = min((track.read_s for track in self.tracks.values() if not track.answered), default=0.0)
            answers_now = any(track.read_s >= failed_s for track in good)
            return LineState.LOSSY if answers_now else LineState.ONLINE
        living = [track for track in self.tracks.values() if not track.dead]
        if any(track.proven for track in living):
            living = that_count(self.tracks.values())  # nobody waits for what was never reached here
        enough = len(good) >= min(FEWEST_ANCHORS, len(living)) and owners(good) >= min(2, owners(living))
        asked = [*living, *anchor_track.not_found(self.tracks.values())]
        waits = any(each.named for each in asked) and not any(each.named for each in good)
        if not enough or waits or self._misses_names():
            return self.state
        return LineState.LOSSY if self._lossy else LineState.ONLINE

    def voucher(self, now_s: float) -> Callable[[float], bool]:
        """Give who tells since when the line was seen to be good: nobody while an anchor is silent for long."""
        return lambda start_s: (
            not self.is_silent(now_s)
            and self.loss.is_clean(start_s, self._hanging(now_s))
            and self._answered_since(start_s)
        )

    def vouches_since(self, start_s: float) -> bool:
        """Tell whether the line was seen to be good from `start_s` on: an answer of the anchors has come since.

        All must have answered, but for one that keeps failing alone; after any failure in a clean round.
        """
        return self.loss.is_clean(start_s) and self._answered_since(start_s)

    def is_clean(self, now_s: float) -> bool:
        """Tell whether the line was seen to be good after the last burst of failures, so that what fails now counts."""
        clean_s = self.loss.clean_since(self._hanging(now_s))
        return self.loss.weight < VOUCHES_BELOW and self._answered_since(clean_s)

    def bursts(self, now_s: float) -> Callable[[float], bool]:
        """Give who tells now what was begun in the last burst in which anchors failed together, or at its end."""
        from_s, until_s = self.loss.last_burst(self._hanging(now_s))
        return lambda start_s: from_s <= start_s < until_s

    def _hanging(self, now_s: float) -> list[float]:
        return anchor_track.hanging(self.tracks.values(), now_s)

    def _answered_since(self, start_s: float) -> bool:
        if self.state is not LineState.ONLINE:
            return False
        living = that_count(self.tracks.values())
        missing = [track for track in living if not track.answered or track.newest_s < start_s]
        good = len(living) - len(missing)
        if any(track.is_undecided for track in living) and all(track.refused_run for track in living if track.answered):
            return False  # what refuses may be near, and the line behind it bad
        fewest = min(FEWEST_ANCHORS, len(self.tracks), max(2, len(living)))
        needs_run = self.loss.weight > 0.0 or good < min(FEWEST_ANCHORS, len(self.tracks))
        if good < fewest or (needs_run and self.good_run < (1 if good >= FEWEST_ANCHORS else 2) * good):
            return False
        return not missing or anchor_track.fails_alone(missing, living)

    def counts(self, now_s: float) -> tuple[int, int]:
        """Count the anchors that answer and those that were read, at the newest look (within the last minutes)."""
        read = [track for track in self.tracks.values() if track.read_s and now_s - track.read_s <= SEEN_S]
        return sum(track.answered for track in read), len(read)

    def sleep(self, now_s: float) -> bool:
        """Note that the machine sleeps (or has just woken and not looked yet)."""
        return self._become(LineState.ASLEEP, now_s)

    def replace(self, anchors: Sequence[AnchorTarget]) -> None:
        """Judge from other anchors from now on; those that stay keep what is known of them."""
        self.tracks = {anchor.key: self.tracks.get(anchor.key) or AnchorTrack(anchor) for anchor in anchors}

    def forget(self) -> None:
        """Drop what was read so far: the network is another one, or time has passed unseen."""
        for track in self.tracks.values():
            track.forget()
        self.loss.end()
        self.clock.forget()
        self.good_run = 0
        self._names_answered = False
        self._gone.forget()
