"""What tests from other places gave during the present suspicion, compared with what fails here (rules 9, 18 and 19).

Shares are compared, not single answers: the tests of a place are weighed as a likelihood ratio of "it fails there as
often as here" against "it works there" (a test fails for no reason once in `SOURCE_ERRS`). Where all fails here, one
answer leans clearly; where a third fails, it takes several. A round belongs to the component that it was made for, and
is dropped when that component's next suspicion begins. What follows for the scope is in `notifier.core.service.scope`.

Times in seconds of the epoch.
"""

from collections.abc import Collection, Iterable
from math import log
from typing import Final

import msgspec

from notifier.core.outside.numbers import (
    HERE_LEAST,
    HERE_MOST,
    OWN_WORKS,
    PLACE_LEANS,
    REGION_AGAIN_S,
    REGION_CHECK_S,
    REGION_FRESH_S,
    REGION_LATER_S,
    REGION_ROUNDS_FIRST,
    REGION_ROUNDS_MOST,
    REGION_SHARE,
    REGION_WINDOW_S,
    SOURCE_ERRS,
    SOURCE_ERRS_MOST,
    TURNED_AT,
)
from notifier.core.reports import Circumstance, Elsewhere, OwnPlaces, RegionReport

FEWEST_TRIES: Final = 4
"""A share of fewer says nothing."""


class Tries(msgspec.Struct, frozen=True, gc=False):
    """How often something was tried from here, and how often that failed."""

    tried: int = 0
    failed: int = 0

    def after(self, before: "Tries") -> "Tries":
        """Give what was tried since; all of it where the count began anew."""
        if before.tried >= self.tried or before.failed > self.failed:
            return self
        return Tries(self.tried - before.tried, self.failed - before.failed)

    def and_(self, others: "Tries") -> "Tries":
        """Add others."""
        return Tries(self.tried + others.tried, self.failed + others.failed)

    def share(self) -> float:
        """Give the share that fails, by Laplace's rule: three failures of three may be four fifths of all."""
        return (self.failed + 1.0) / (self.tried + 2.0)


ALL_FAIL: Final = Tries(8, 8)
"""Where nothing is known of how often it fails here."""


NONE: Final = Tries()


class Round(msgspec.Struct, frozen=True, gc=False):
    """One round of tests of a component (empty: of the service as such), and how it stood here at that time."""

    start_s: float
    component: str
    answers: tuple[Elsewhere, ...]
    network: int = 0
    """The user's own network; 0: not known."""
    here: Tries = ALL_FAIL
    late: bool = False
    """The component answered again here: that it works elsewhere then says nothing of whom it concerned."""

    @property
    def tests(self) -> int:
        """Count the tests that told something."""
        return sum(each.ok + each.failed for each in self.answers)


class Compared(msgspec.Struct, frozen=True):
    """The tests of each country, and with what they are compared. Leanings are log-odds: above 0 it fails as here."""

    places: dict[str, Tries] = {}
    here: Tries = ALL_FAIL
    own: Tries = NONE
    """The tests from the user's own provider."""
    own_name: str = ""
    """What that is called, as far as a source told."""

    @property
    def tests(self) -> int:
        """Count the tests."""
        return sum(each.tried for each in self.places.values())

    @property
    def fails(self) -> tuple[str, ...]:
        """Name the countries from which it fails as it does here."""
        return tuple(sorted(country for country in self.places if self.lean(country) >= PLACE_LEANS))

    @property
    def works(self) -> tuple[str, ...]:
        """Name the countries from which it works better than here."""
        return tuple(sorted(country for country in self.places if self.lean(country) <= -PLACE_LEANS))

    @property
    def provider(self) -> float:
        """Tell how the user's own provider leans."""
        return self._lean(self.own, self.here.share())

    def lean(self, country: str) -> float:
        """Tell how a country leans; 0: it was not asked."""
        return self._lean(self.places.get(country, NONE), self.here.share())

    def total(self) -> float:
        """Add up all leanings."""
        return sum(self.lean(country) for country in self.places)

    def apart(self) -> float:
        """Tell how clearly those that seem to work differ from the rest, if one share held here and in all places."""
        asked = [self.here, *self.places.values()]
        common = Tries(sum(each.tried for each in asked), sum(each.failed for each in asked))
        return sum(self._lean(self.places[country], common.share()) for country in self.works)

    def errs(self) -> float:
        """Tell how often the source errs: where all fails here, a place both answers and fails only by its errors."""
        if self.here.failed < self.here.tried:
            return SOURCE_ERRS  # then it may do so by the problem's nature
        contradict = sum(min(each.failed, each.tried - each.failed) for each in self.places.values())
        return max(SOURCE_ERRS, min(SOURCE_ERRS_MOST, contradict / max(1, self.tests)))

    def _lean(self, tests: Tries, share: float) -> float:
        errs = self.errs()
        share = min(HERE_MOST, 1.0 - errs, max(HERE_LEAST, share))
        answered = tests.tried - tests.failed
        return tests.failed * log(share / errs) + answered * log((1.0 - share) / (1.0 - errs))


NOWHERE: Final = Compared()


class RegionEvidence(msgspec.Struct):
    """The newest rounds of tests from elsewhere."""

    rounds: tuple[Round, ...] = ()
    aged_s: float | None = None
    """Until then the line was bad, and what was read supports nothing; whom it concerned is still known."""
    circumstances: dict[str, tuple[float, tuple[Circumstance, ...]]] = {}
    """What else was told of the user's country and provider: by component, with the begin of the newest round of it."""

    def add(
        self,
        report: RegionReport,
        start_s: float,
        component: str = "",
        here: Tries = ALL_FAIL,
        *,
        late: bool = False,
    ) -> None:
        """Keep a round; `here` counts the tries from here so far. What has no tests is none."""
        answers = report.answers or tuple(
            Elsewhere(country, ok=int(country in report.works), failed=int(country in report.fails))
            for country in (*report.works, *(each for each in report.fails if each not in report.works))
        )
        made = Round(start_s, component, answers, report.here, here, late)
        if made.tests:
            if _has_turned(self._lately(made), made):
                self.rounds = tuple(each for each in self.rounds if each.component not in ("", component))
            self.rounds = (*self.rounds, made)[-REGION_ROUNDS_MOST:]
        from_s = start_s - REGION_WINDOW_S  # one round's silence takes back nothing
        self.circumstances = {name: each for name, each in self.circumstances.items() if each[0] >= from_s}
        if report.circumstances:
            self.circumstances[component] = start_s, report.circumstances

    def _lately(self, made: Round) -> list[Round]:
        from_s = made.start_s - REGION_WINDOW_S
        return [each for each in self.of((made.component,)) if each.start_s >= from_s and not each.late]

    def told_beside(self, components: Collection[str]) -> tuple[Circumstance, ...]:
        """Give what else is known of the user's country and provider, where these components were asked about."""
        told = [each for name, (_, each) in self.circumstances.items() if not name or name in components]
        return tuple(dict.fromkeys(each for some in told for each in some))

    def told_by_own(self, components: Collection[str], here: str) -> OwnPlaces | None:
        """Give what the user's other machines said last of these components; None: they said nothing."""
        newest = {each.place: not each.failed for some in self.of(components) for each in some.answers if each.place}
        if not newest:
            return None
        fails, works = (tuple(sorted(name for name, ok in newest.items() if ok is good)) for good in (False, True))
        return OwnPlaces(here, fails, works)

    def of(self, components: Collection[str]) -> list[Round]:
        """Give the rounds about these components."""
        return [each for each in self.rounds if not each.component or each.component in components]

    def asked_s(self, component: str) -> float:
        """Tell when the component was asked about last; 0: not during this suspicion."""
        return max((each.start_s for each in self.of((component,))), default=0.0)

    def compared(self, components: Collection[str], here: Tries) -> Compared:
        """Compare the newest rounds about these components with the tries from here over the same time."""
        rounds = [each for each in self.of(components) if not each.late]
        if not rounds:
            return NOWHERE
        from_s = rounds[-1].start_s - REGION_WINDOW_S
        before = next((each.here for each in reversed(rounds) if each.start_s < from_s), NONE)
        return compared([each for each in rounds if each.start_s >= from_s], here.after(before))

    def fresh(self, component: str, now_s: float) -> Compared:
        """Compare what is so fresh that it supports a suspicion of the component."""
        from_s = max(now_s - REGION_FRESH_S, self.aged_s or 0.0)
        return compared([each for each in self.of((component,)) if each.start_s >= from_s], ALL_FAIL)

    def pause_s(self, component: str, here: Tries, changed_s: float, *, incident_open: bool) -> float:
        """Give the time from the last round to the next one about a component.

        `here` counts its tries from here so far, `changed_s` is when it began to fail or to answer again. While an
        incident is open the first rounds are checked after two minutes, then all every five; at once when something
        has changed. What came late told nothing of whom it concerns, and is none of them.
        """
        told = sum(not each.late for each in self.rounds)
        if not incident_open or told < REGION_ROUNDS_FIRST:
            return REGION_AGAIN_S
        last, rounds = self.rounds[-1], self.of((component,))
        if changed_s > last.start_s:
            return REGION_AGAIN_S
        if rounds:
            before = rounds[-2].here if len(rounds) > 1 else NONE
            lately = here.after(rounds[-1].here)
            share = rounds[-1].here.after(before).share()
            if lately.tried >= FEWEST_TRIES and abs(lately.share() - share) >= REGION_SHARE:
                return REGION_AGAIN_S
        return REGION_CHECK_S if told == REGION_ROUNDS_FIRST else REGION_LATER_S

    def age(self, now_s: float) -> None:
        """Let what was read support nothing any more: the line was bad."""
        self.aged_s = now_s

    def drop(self, component: str) -> None:
        """Forget what was read for an earlier suspicion of a component (rule 18)."""
        self.rounds = tuple(each for each in self.rounds if each.component not in ("", component))
        self.circumstances = {name: each for name, each in self.circumstances.items() if name not in ("", component)}

    def clear(self) -> None:
        """Forget all: the problem is over."""
        self.rounds, self.circumstances = (), {}


def _has_turned(before: list[Round], made: Round) -> bool:
    """Tell whether a round contradicts those before it, so that they tell of a world that was: where all fails here.

    What has turned is then compared with nothing older, and asked about again soon.
    """
    if made.late or made.here.failed < made.here.tried:
        return False  # that a part fails is chance in every round
    then, now = compared(before, made.here), compared([made], made.here)
    turned = [now.lean(each) for each in now.places if then.lean(each) * now.lean(each) < 0.0]
    turned += [now.provider] if then.provider * now.provider < 0.0 else []
    return sum(map(abs, turned)) >= TURNED_AT


def compared(rounds: Iterable[Round], here: Tries) -> Compared:
    """Add up the tests of each country. Those of the user's own provider speak for it where others were asked, too.

    That it works at a machine of the user's own weighs as several answers of strangers; that it fails there, as one.
    """
    places: dict[str, Tries] = {}
    own, own_name = NONE, ""
    for each in rounds:
        others = {answer.country for answer in each.answers if answer.network != each.network}
        for answer in each.answers:
            tests = Tries(answer.ok * (OWN_WORKS if answer.place else 1) + answer.failed, answer.failed)
            if each.network and answer.network == each.network:
                own, own_name = own.and_(tests), answer.provider or own_name
                if answer.country in others:
                    continue
            places[answer.country] = places.get(answer.country, NONE).and_(tests)
    return Compared(places, here, own, own_name)
