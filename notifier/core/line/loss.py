"""How much the line loses: what is usual on this network, and whether it is more than that now.

Requests get lost in bursts (E. N. Gilbert, "Capacity of a burst-noise channel", Bell Syst. Tech. J. 39, 1960): for
some seconds most of them, then for minutes none. The share of its time that a request fails in is learned of a network.
The line is *lossy* when this is another thing than usual:

- Page's cumulative-sum test (E. S. Page, "Continuous inspection schemes", Biometrika 41, 1954) of the hypotheses "the
  usual share p0 fails" and "p1 = 0.25 fails" stands at `LOSSY_AT`: every failure adds ln(p1/p0), every answer
  ln((1-p1)/(1-p0)), never below 0. What is begun within the same 5 s meets the same burst and counts `LOOK_MOST`
  at most;
- and that has lasted for `LOSSY_AFTER_S`: where bursts are usual, a second one comes soon after the first now and then.

The same test is made of names alone, for where bare addresses hide what those lose: a packet of a connection is sent
again three times within a reading, a question to a name server once, so that one name in five fails on a line that
loses a fifth of its packets each way, and hardly any bare address. All that usually fails may be names, which are half.

What a service's targets failed in a burst that anchors met, too, counts only where they fail after it as well.

Times in seconds of the epoch, of the begin of a reading.
"""

from collections import Counter
from collections.abc import Sequence
from math import log
from typing import Final

import msgspec

from notifier.core.line.numbers import (
    BURST_GAP_S,
    BURST_LONGEST_S,
    BURST_OVER_S,
    BURSTS_KEPT,
    CLEAN_FOR_S,
    LOOK_MOST,
    LOOKS_KEPT,
    LOSS_P0_LEAST,
    LOSS_P0_MOST,
    LOSS_P1,
    LOSS_SPARE,
    LOSS_USUAL,
    LOSSY_AFTER_S,
    LOSSY_AT,
    NAMES_TIMES,
    POOR_AT,
    POOR_BURSTS,
    POOR_SEEN_S,
    SEEN_BEFORE_S,
    SEEN_LONGEST_S,
    SEEN_MOST_S,
    TOGETHER,
    VOUCHES_BELOW,
)
from notifier.core.numbers import HOST_GAP_S

LOSS_MOST: Final = LOSSY_AT + LOSS_SPARE


class Noise(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is usual on one network: for how long anchors were seen, for how much of it they failed, and its bursts."""

    seen_s: float = 0.0
    lost_s: float = 0.0
    bursts: float = 0.0
    """How many, of late."""

    @property
    def share(self) -> float:
        """The share of requests that usually get lost, as far as it was seen."""
        return (self.lost_s + LOSS_USUAL * SEEN_BEFORE_S) / (self.seen_s + SEEN_BEFORE_S)

    @property
    def share_of_names(self) -> float:
        """The share of names that usually get lost, where all that gets lost is names."""
        return self.share + self.lost_s / (self.seen_s + SEEN_BEFORE_S)

    @property
    def worth_a_word(self) -> float:
        """The share, where it is known well enough and is more than what an ordinary line loses; else 0."""
        known = self.seen_s >= POOR_SEEN_S and self.bursts >= POOR_BURSTS
        return self.share if known and self.share >= POOR_AT else 0.0

    def seen(self, seconds: float, *, lost: bool) -> "Noise":
        """Note the outcome of a reading that stands for so many seconds; the oldest counts half after a while."""
        keep = 0.5 if self.seen_s > SEEN_MOST_S else 1.0
        lost_s = keep * self.lost_s + (seconds if lost else 0.0)
        return Noise(keep * self.seen_s + seconds, lost_s, self.bursts)

    def burst(self) -> "Noise":
        """Note one more burst."""
        return Noise(self.seen_s, self.lost_s, min(BURSTS_KEPT, self.bursts + 1.0))


class Look(msgspec.Struct):
    """What was begun within the same 5 s."""

    start_s: float
    failed: int = 0
    answered: int = 0
    weight: float = 0.0
    """What its failures added."""


class OfNames(msgspec.Struct):
    """The running test of names alone, and what has failed since its weight was 0: two owners' names, not addresses."""

    weight: float = 0.0
    since_s: float = 0.0
    share: float = LOSS_USUAL
    """What was usual then: what is lost since teaches nothing of it."""
    owners: set[str] = set()
    names: int = 0
    addresses: int = 0

    def answered(self) -> None:
        """Take in an answer of a name."""
        if self.weight > 0.0:
            self.weight = max(0.0, self.weight + log((1 - LOSS_P1) / (1 - self.share)))

    def failed(self, start_s: float, named: str, share: float, most: float) -> None:
        """Take in a failure, which adds so much at most."""
        if not named:
            self.addresses += 1
            return
        if self.weight <= 0.0:
            self.share = min(2 * LOSS_P0_MOST, max(LOSS_P0_LEAST, share))
            self.since_s, self.owners, self.names, self.addresses = start_s, set(), 0, 0
        self.weight = min(LOSS_MOST, self.weight + min(log(LOSS_P1 / self.share), most))
        self.owners.add(named)
        self.names += 1

    @property
    def tells(self) -> bool:
        """Whether names fail, of two owners at least, and addresses much less often."""
        return self.weight > 0.0 and len(self.owners) >= TOGETHER and self.names >= NAMES_TIMES * self.addresses

    def is_news(self, now_s: float, longest_s: float) -> bool:
        """Tell whether they fail so much, and for so long."""
        return self.tells and self.weight >= LOSSY_AT and now_s - self.since_s >= longest_s


class Loss:
    """The running test. `weight` is 0 while nothing points to loss."""

    def __init__(self, noise: Noise | None = None, *, patient: bool = True) -> None:
        self.noise = noise or Noise()
        self.weight = 0.0
        self._patient = patient
        self._before = self.noise
        """What was learned before anything pointed to loss."""
        self._of_names = OfNames()
        self._since_s = 0.0
        """The first failure since the weight was 0."""
        self._burst_from_s = self._burst_until_s = 0.0
        self._looks: dict[int, Look] = {}
        self._together_s = float("-inf")
        """When two anchors failed together the last time."""

    @property
    def longest_s(self) -> float:
        """Give what is more than one or two bursts where it lasts longer; 0 for who cannot wait."""
        return LOSSY_AFTER_S if self._patient else 0.0

    def _share(self) -> float:
        return min(LOSS_P0_MOST, max(LOSS_P0_LEAST, self.noise.share))

    @property
    def since_s(self) -> float:
        """When what points to loss began."""
        return self._since_s

    def is_news(self, now_s: float) -> bool:
        """Tell whether so much has been lost for so long that it is not what is usual here."""
        lasts = self.weight >= LOSSY_AT and now_s - self._since_s >= self.longest_s
        return lasts or self._of_names.is_news(now_s, self.longest_s)

    @property
    def is_of_names(self) -> bool:
        """Whether names alone still point to loss: what bare addresses answer shows no end of it."""
        return self._of_names.tells

    def learn(self, seconds: float, *, lost: bool) -> None:
        """Note what an anchor's reading shows of the usual share: it stands for so much time."""
        self.noise = self.noise.seen(min(seconds, SEEN_LONGEST_S), lost=lost)

    def answered(self, start_s: float, named: str = "") -> None:
        """Take in an answer; `named`: the owner of what is reached by name."""
        self._look(start_s).answered += 1
        if self.weight > 0.0:
            self.weight = max(0.0, self.weight + log((1 - LOSS_P1) / (1 - self._share())))
        if named:
            self._of_names.answered()

    def failed(self, start_s: float, named: str = "") -> None:
        """Take in a failure, likewise."""
        if self.weight <= 0.0:
            self._since_s = start_s
            if start_s - self._burst_until_s > BURST_OVER_S:
                self._before = self.noise
        look = self._look(start_s)
        most = LOOK_MOST - look.weight
        added = min(log(LOSS_P1 / self._share()), most)
        look.failed += 1
        look.weight += added
        if look.failed >= TOGETHER:
            self._together_s = max(self._together_s, start_s)
        self.weight = min(LOSS_MOST, self.weight + added)
        self._of_names.failed(start_s, named, self.noise.share_of_names, most)
        self._follow_burst(start_s)

    def _last_together(self, hanging: Sequence[float]) -> float:
        """Give when two anchors failed together the last time, or hang by now."""
        if not hanging:
            return self._together_s
        bad = Counter(int(start_s // HOST_GAP_S) for start_s in hanging)
        for number, look in self._looks.items():
            bad[number] += look.failed if number in bad else 0
        return max([self._together_s, *(s for s in hanging if bad[int(s // HOST_GAP_S)] >= TOGETHER)])

    def clean_since(self, hanging: Sequence[float] = ()) -> float:
        """Give when the last burst was over: at the next look in which some answered and no two failed.

        `hanging`: when the readings began that are silent for long, though a later one of their anchor has answered.
        They are lost most likely, and known to be only when they time out.
        """
        together_s = self._last_together(hanging)
        after = [each for each in self._looks.values() if each.start_s > together_s]
        clean = [each.start_s for each in after if each.answered >= TOGETHER > each.failed]
        return min([*clean, together_s + BURST_OVER_S])

    def last_burst(self, hanging: Sequence[float] = ()) -> tuple[float, float]:
        """Give from when until when what is begun meets the last burst in which anchors failed together, or its end."""
        news = [each_s for each_s in hanging if each_s - self._burst_until_s > BURST_GAP_S]
        is_news = bool(news) and self._last_together(hanging) > self._together_s
        from_s = min(news) if is_news else self._burst_from_s
        return from_s - HOST_GAP_S, self.clean_since(hanging) + CLEAN_FOR_S

    def is_clean(self, start_s: float, hanging: Sequence[float] = ()) -> bool:
        """Tell whether what failed then is not one more of a burst that the anchors met, too."""
        return self.weight < VOUCHES_BELOW and start_s >= self.clean_since(hanging) + CLEAN_FOR_S

    def _look(self, start_s: float) -> Look:
        number = int(start_s // HOST_GAP_S)
        if number not in self._looks:
            self._looks = {each: look for each, look in self._looks.items() if number - each <= LOOKS_KEPT}
            self._looks[number] = Look(start_s)
        return self._looks[number]

    def _follow_burst(self, start_s: float) -> None:
        if start_s - self._burst_until_s > BURST_GAP_S:
            length_s = self._burst_until_s - self._burst_from_s + HOST_GAP_S
            if self._burst_from_s and length_s <= BURST_LONGEST_S:
                self.noise = self.noise.burst()
            self._burst_from_s = start_s
        self._burst_until_s = max(self._burst_until_s, start_s)

    def forgive(self, count: int) -> None:
        """Take back so many failures: they were not the line's."""
        for each in (self, self._of_names):
            each.weight = max(0.0, each.weight - count * log(LOSS_P1 / self._share()))

    def knows(self, noise: Noise) -> None:
        """Take this for usual from now on: the network is another one."""
        self.noise = self._before = noise
        self._burst_from_s = self._burst_until_s = 0.0

    def unlearn(self) -> None:
        """Take back what was learned since the loss began: it is a fault or a network's policy, not what is usual."""
        self.noise = self._before

    def end(self) -> None:
        """Begin anew; what is usual stays."""
        self.weight = self._of_names.weight = 0.0
