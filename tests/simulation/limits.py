"""By when what happens in a world can be told at best: what no rule can know sooner is judged by another limit.

What fails in part, through a line that loses much, or always has in part, takes more readings until chance is ruled
out. By Wald's approximation a proof of odds 10^8 (`OUTAGE_AT`) takes ln(10^8) / D readings on average, where D is the
divergence (Kullback's) of the share that fails then from the one that usually does: 3.5 readings of what never fails
and is out, 13 of what fails one request in four and is out, 57 of what fails three in ten where 5 % get lost. An answer
that does not tell counts for none of them. What grows is out for sure when it has grown.

Its end takes n answers in a row that chance would give once in a thousand (`OVER_AT`): 20 where three in ten failed. On
a line that loses the share q these take ((1-q)^-n - 1) / q readings on average (the mean time until a run of n; W.
Feller, "An Introduction to Probability Theory", volume 1, XIII.7): 20 where nothing is lost, 28 at 3 %.

A failure by the line just before an outage cannot be told from its first (rule 11). And while the line itself is in one
of its bad times, nobody sees anything.
"""

from math import log
from typing import Final

from notifier.core.line.numbers import LOSSY_AFTER_S
from notifier.core.numbers import (
    OUTAGE_AT,
    OVER_AT,
    P_FAIL_FLAKY,
    P_FAIL_OUT,
    PROBLEM_TURNS_S,
    READING_TIMEOUT_S,
    USUAL_S,
)
from notifier.simulation.connection import Connection
from notifier.simulation.connection_file import Bursts
from notifier.simulation.scenario_file import ScenarioFile
from tests.simulation.playing import Span
from tests.simulation.truth import joined

FOUND_LATE_S: Final = 150.0
OVER_LATE_S: Final = 200.0
"""The design's limits, which no outage is to exceed, apart from what is said above."""
FIRST_MET_S: Final = 60.0
"""A probe interval goes by before anything of it is met."""
BAD_LOSS: Final = 0.5
"""A bad time of the line in which so much is lost lets nobody see anything."""
DROPPED: Final = 0.9
DROPPED_S: Final = 20.0
"""A time in which nearly everything is lost is a line that is gone, after three rounds of anchors."""
DOUBT_S: Final = 150.0
"""What failed so long before an outage may still be in doubt: as late as one is found (`FOUND_LATE_S`), chosen."""
LEAST: Final = 0.005
LINE_WRONG: Final = 0.01
LINE_WRONG_NOISE: Final = 0.03
"""The line is said to be bad wrongly for so much of the time at most, promised at up to so much of usual loss; of more
than that, in proportion."""


class Limits:
    """What can be told of one world, and by when."""

    def __init__(self, file: ScenarioFile, connection: Connection) -> None:
        self._file = file
        bursts = [each for each in connection.bursts if not each.bursts.service]
        bad = [each for each in bursts if each.bursts.loss >= BAD_LOSS]
        self._bad_times: list[Span] = joined(span for each in bad for span in each.spans(file.duration_s))
        self.losing: list[Span] = joined(span for each in bursts for span in each.spans(file.duration_s))
        self.noise = sum(each.bursts.loss * (each.bursts.share or 0.0) for each in bursts) + file.world.failure_rate

    def usual(self, service: str) -> float:
        """Give the share of a service's requests that usually fails."""
        return max(LEAST, self.noise + self._own(service) * (1.0 - self.noise))

    def found_s(self, service: str, from_s: float, share: float, *, walled: float = 0.0, grown_s: float = 0.0) -> float:
        """Give how long after its begin it is to be found, where such a share of its requests fails.

        Of those that fail `walled` are answered by what does not tell; it goes on growing until `grown_s`.
        """
        proof_s = PROBLEM_TURNS_S * OUTAGE_AT / divergence(share, self.usual(service))
        limit_s = max(FOUND_LATE_S, (FIRST_MET_S + READING_TIMEOUT_S + proof_s) / (1.0 - walled))
        limit_s += max(0.0, grown_s - from_s)
        return limit_s + self._unseen_s(from_s, limit_s)

    def begun_s(self, from_s: float) -> float:
        """Give when an outage may be said to have begun at the earliest: with what the line lost just before."""
        before = (begin_s for begin_s, end_s in self.losing if begin_s < from_s <= end_s + DOUBT_S)
        return min(before, default=from_s)

    def over_s(self, service: str, until_s: float, share: float = P_FAIL_OUT) -> float:
        """Give how long after its end that is to be shown, where such a share of its requests failed.

        What goes on failing in part, as it always has, is known for that after half an hour in which nothing else was:
        in the first hour it is a possible problem, by all that anybody can know.
        """
        unknown_s = max(0.0, 2 * USUAL_S - until_s) if self._own(service) >= P_FAIL_FLAKY else 0.0
        limit_s = OVER_LATE_S + unknown_s + (USUAL_S if unknown_s else 0.0)
        answers = OVER_AT / -log(1.0 - min(P_FAIL_OUT, share))
        limit_s += PROBLEM_TURNS_S * (readings_until(answers, self.noise) - answers)
        return limit_s + self._unseen_s(until_s, limit_s)

    def _own(self, service: str) -> float:
        return next((each.failure_rate for each in self._file.service if each.id == service), 0.0)

    def line_wrong_s(self) -> float:
        """Give for how long the line may wrongly be said to be bad."""
        return LINE_WRONG * max(1.0, self.noise / LINE_WRONG_NOISE) * self._file.duration_s

    def _unseen_s(self, from_s: float, limit_s: float) -> float:
        """Tell for how long the line let nothing through."""
        until_s = from_s + limit_s
        return sum(max(0.0, min(end_s, until_s) - max(begin_s, from_s)) for begin_s, end_s in self._bad_times)


def bad_from_s(bursts: Bursts) -> float | None:
    """Give how long a bad time of the line lasts that may be called a bad line; None: however long it lasts.

    Most of what is asked for is lost in it. A fault of 3 minutes is to be said before it ends (rule 3), so that nobody
    who keeps to that can wait until this one is over: a time of twice the usual length is a fault as far as is known.
    """
    if bursts.service or bursts.loss < BAD_LOSS:
        return None
    return DROPPED_S if bursts.loss >= DROPPED else LOSSY_AFTER_S


def readings_until(run: float, loss: float) -> float:
    """Give how many readings it takes on average until so many in a row are answered, where this share gets lost."""
    return ((1.0 - loss) ** -run - 1.0) / loss if loss else run


def divergence(share: float, usual: float) -> float:
    """Give how much a reading tells on average where such a share fails and not the usual one: natural logarithms."""
    share, usual = min(0.98, max(share, usual + 0.1)), min(0.88, usual)
    return share * log(share / usual) + (1.0 - share) * log((1.0 - share) / (1.0 - usual))
