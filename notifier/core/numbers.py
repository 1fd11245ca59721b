"""Every number of the rules, in one place: how often things are read, what a reading weighs, where thresholds lie.

A number follows from something (then it says from what), is a promise of the design (`notifier/core/rules.md`), or was
*chosen*. `make bench ARGS=numbers` plays the scenarios with each chosen number at half and at twice of it. Seconds end
in `_S`; weights and thresholds are natural logarithms of likelihood ratios, so that independent evidence is added.
"""

from math import log
from typing import Final

from notifier.core.words import PageLevel

# how often things are read

HOST_GAP_S: Final = 5.0
"""No host is read more often than this."""
HOST_CONNECTIONS: Final = 4
READING_TIMEOUT_S: Final = 10.0
RECHECKS_S: Final = (5.0, 15.0, 30.0)
"""After a first failure, counted from it."""
PROBLEM_S: Final = 30.0
"""While an outage lasts, so that recovery is seen fast."""
RECOVERY_GAP_S: Final = 30.0
"""Between the two answers that confirm a recovery."""
GRACE_S: Final = 20.0
"""After resume or a change of network, before anything is read."""
SETTLE_S: Final = 30.0
"""After the first round that follows: until then nothing is notified."""
ANCHORS_WHILE_BAD_S: Final = 10.0
ANCHORS_WHILE_LONG_BAD_S: Final = 30.0
LONG_BAD_S: Final = 300.0
REGION_AGAIN_S: Final = 30.0
REGION_LATER_S: Final = 300.0
REGION_PER_HOUR: Final = 20
"""Rounds of regional readings; a round costs about 12 of the 250 free tests an hour of the usual source."""
ROUND_SPREAD_S: Final = 4.0
"""A first round is spread over so long, so that a weak line is not flooded."""

# one target: failures

P_FAIL_LEAST: Final = 0.005
P_FAIL_MOST: Final = 0.2
FAILURES_BEFORE: Final = 1.0
READINGS_BEFORE: Final = 200.0
P_FAIL_OUT: Final = 0.98
P_FAIL_PARTIAL: Final = 0.4
PARTIAL_MOST: Final = 40.0
CALM_PARTIAL: Final = 5.5
"""One failure alone leaves less than this, and asks for no attention once the target answers again."""
DOUBT_PARTIAL: Final = 3.0
RELAPSES: Final = 2
RELAPSED_RUN: Final = 4
"""Answers in a row that end an outage which came back so often."""
STEADY_RUN: Final = 8
"""Answers in a row that end a partial outage."""
ANY_STEADY_RUN: Final = 4
STEADY_S: Final = 120.0
UNVERIFIABLE_S: Final = 600.0
STALE_S: Final = 360.0
MEMORY: Final = 300.0
"""Latency and trust are averaged over about so many readings."""

# one target: latency

SHIFT: Final = 1.5
Z_LEAST: Final = -2.0
Z_MOST: Final = 4.0
DEVIATION_LEAST: Final = 0.35
"""Of the logarithm; even a very steady target may take a third longer now and then."""
SLOW_AT: Final = 20.0
"""Where a target is called slow: on a steady one this happens once in e^20 = 500 million readings."""
SLOW_MOST: Final = 26.0
LEARN_BELOW: Final = 8.0
"""While slowness is less, latency is learned. To leave out more would leave out chance, too, and make every learned
mean too low: then a steady target is called slow by and by."""
SLOW_FACTOR: Final = 2.5
"""Slow is at least so many times the usual latency, lately."""
LATELY: Final = 0.3
FEWEST_SAMPLES: Final = 30.0

# a component

OUTAGE_AT: Final = log(1e8)
PARTIAL_OUTAGE_AT: Final = 30.0
"""Above this even a partial problem is an outage: so much fails for so long."""
PRIOR: Final = log(1e-4)
"""Log-odds that a service is out at a moment of which nothing is known: about an hour a year."""
REGION_FAILS: Final = 9.2
"""A test centre in the user's country fails for no reason once in 10,000 times."""
REGION_WORKS: Final = -6.0
ELSEWHERE_FAILS: Final = 5.0
ELSEWHERE_WORKS: Final = -3.0
REGION_FRESH_S: Final = 120.0
CROWD_HIGH: Final = 3.0
CROWD_FACTOR: Final = 5.0
CROWD_LEAST: Final = 50
PAGE_HINT: Final = {PageLevel.DEGRADED: 3.0, PageLevel.PARTIAL_OUTAGE: 6.0, PageLevel.MAJOR_OUTAGE: 6.0}
PAGE_KEPT_S: Final = 1800.0
"""What a page reported goes on counting for so long after it became unreadable."""
SIBLING_OUT: Final = 5.0
SUPPORT_MOST: Final = 10.6
"""What other components can add: two failures' worth."""
FAMILY_RECENT_S: Final = 300.0
FAMILY_GROUP_S: Final = 120.0

# several owners

MANY_OWNERS: Final = -5.3
"""For each of several unrelated owners whose services fail at the same time: the line or the provider is suspected
first, and one failure more is wanted for each."""
MANY_OWNERS_MOST: Final = 4
MANY_OWNERS_FROM: Final = 3
UNRELATED_RECENT_S: Final = 60.0
STEADY_ROUNDS: Final = 4

# the line

RECENT_S: Final = 20.0
"""A reading tells about the line now if it began within this time."""
LOSS_P0: Final = 0.006
LOSS_P1: Final = 0.2
LOSSY_AT: Final = 9.5
LOSS_MOST: Final = LOSSY_AT + 1.5
"""More is not counted; a few answers after the last failure may come before the line is judged."""
SUSPECT_AT: Final = 1.5
"""From here on the anchors are read again soon, and no outage is declared."""
GOOD_RUN: Final = 80
"""Answers in a row that end `lossy`."""
DEAD_RUN: Final = 3
"""Failures in a row, all others answering, that make an anchor's fault its own."""
FEWEST_ANCHORS: Final = 3
"""Anchors needed to judge."""
SEEN_S: Final = 400.0
