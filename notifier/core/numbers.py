"""The numbers of the rules: how often things are read, what a reading weighs, where thresholds lie.

A number follows from something, and then it says from what; or a rule of `notifier/core/rules.md` promises it; or it is
*chosen*. `make bench ARGS=numbers` plays the scenarios and four random worlds with each chosen number at half and at
twice of it; what changed stands beside it (D: seconds to detection, median/95 %; R: to recovery; S, of the
numbers of latency: how often something was called slow). As they were then: D 20/60, R 50/60, S 19, nothing missed, no
false alarm, 42 notifications (now 17/48, 51/70 and 40); some seconds more or less are the luck of other moments. *The
same* says that these worlds do not turn on it, not that no world does.

Seconds end in `_S`. Weights and thresholds are natural logarithms of likelihood ratios, so that independent evidence is
added.
"""

from math import log
from typing import Final

# how often things are read

HOST_GAP_S: Final = 5.0
"""No host is read more often than this: promised."""
HOST_CONNECTIONS: Final = 4
"""Nor by more connections at once: promised."""
READING_TIMEOUT_S: Final = 10.0
"""Promised."""
RECHECKS_S: Final = (5.0, 12.0, 20.0, 30.0, 40.0, 50.0, 60.0)
"""After a first failure, counted from its beginning: the first three, which prove the outage of a lone target, are
promised; then every 10 s, for where more is wanted than that. Chosen."""
LONE_LEAST_S: Final = 30.0
"""A service of one target is read twice as often as others, but no more often than while an outage lasts."""
PROBLEM_S: Final = 30.0
"""While an outage lasts, so that recovery is seen fast: promised."""
PROBLEM_TURNS_S: Final = 15.0
"""While what is shown to fail answers, or what fails is not sure to be out: twice as often as `PROBLEM_S`. Chosen."""
RECOVERY_GAP_S: Final = 30.0
"""Between the two answers that confirm a recovery: promised (rule 10)."""
GRACE_S: Final = 20.0
"""After resume or a change of network, before anything is read: promised."""
SETTLE_S: Final = 30.0
"""After the first round that follows nothing is notified until a second has agreed; that takes a re-check's time."""
ANCHORS_WHILE_BAD_S: Final = 10.0
"""Chosen. Half: the same; twice: D 20/52."""
ANCHORS_WHILE_LONG_BAD_S: Final = 30.0
"""Chosen. Half and twice: the same."""
LONG_BAD_S: Final = 300.0
"""Chosen. Half and twice: the same."""
ROUND_SPREAD_S: Final = 4.0
"""A first round is spread over so long, so that a weak line is not flooded. Chosen. Half: D 16/30, R 46/53; twice: D
18/63, R 46/59."""

# one target: failures

P_FAIL_LEAST: Final = 0.005
"""What fails for no reason on an ordinary home line: the share that the design's worlds are made with."""
P_FAIL_MOST: Final = 0.25
"""A target that fails more often than this says little by failing: 14 failures in a row are an outage of it. Chosen."""
P_FAIL_FLAKY: Final = 0.05
"""What usually fails so often may fail while it recovers: of three readings in a row one does once in seven times.
Chosen."""
FAILURES_BEFORE: Final = 1.0
READINGS_BEFORE: Final = 200.0
"""Before anything was read: one failure in 200 readings, which is `P_FAIL_LEAST`."""
P_FAIL_OUT: Final = 0.98
"""What is out answers one reading in fifty all the same: from a cache, or from a server that is left."""
WALLED_MOST: Final = 2 / 3
"""So many of the requests to what is out are answered by its wall or limiter at most: a failure outweighs several of
such answers, and chance fails too seldom between them to add up. Chosen."""
P_FAIL_PARTIAL: Final = 0.4
"""Half works: two in five fail of the requests that usually work. Chosen. Half: D 16/35, R 49/56; twice: D 12/38, R
48/56."""
PARTIAL_MOST: Final = 24.0
"""A third above `OUTAGE_AT`, where it is shown, so that what ends is seen to end. Chosen."""
SHARE_READINGS: Final = 16.0
"""The share that fails is that of so many readings: known to 0.12 where half of them fail. Chosen. Twice: what shrinks
is seen to end two minutes later."""
USUAL_READINGS: Final = 20.0
"""So many readings at the usual share are added to those after which a run of failures begins. Chosen."""
USUAL_S: Final = 1800.0
"""What has failed in part for so long is how it is, and is learned. Chosen."""
OUTAGE_SHARE: Final = 0.55
"""Of an outage more than half of the last readings fails (rule 19); counted at a failure that is a bit more."""
CALM_PARTIAL: Final = 5.5
"""One failure alone leaves less than this, ln(0.4/0.005) = 4.4, and asks for no attention once the target answers."""
DOUBT_PARTIAL: Final = 1.5
"""Six answers after one failure leave 1.4: so many re-checks are made. Of what fails three times in ten one in eight
goes on unseen then; after three answers, which leave 2.9, it was one in three. At best one in twenty of those is met
for the first time after ln(0.05)/ln(0.7) = 8.4 readings, 250 s where a service is read every 30 s, and proven 18.4/0.96
= 19 readings later, 95 s at `HOST_GAP_S`: a failure weighs 4.4, an answer -0.5. Chosen."""
REGIONS_PARTIAL: Final = 10.0
"""Other countries are asked when more than two failures among answers are counted. Chosen. Half and twice: the same."""
OVER_AT: Final = log(1e3)
"""What failed in part is over after answers in a row that chance would give once in a thousand: promised (rule 19)."""
SEEMS_OVER_AT: Final = log(4)
"""What chance would give once in four times may be its end: read every `HOST_GAP_S` until that is sure. Chosen."""
ANY_STEADY_RUN: Final = 4
"""Answers of one target for `STEADY_S` that end the outage of a component of rule `any`: four, at `PROBLEM_S`."""
STEADY_S: Final = 120.0
"""Chosen. Half and twice: the same."""
UNVERIFIABLE_S: Final = 600.0
"""Promised (rule 4)."""
STALE_S: Final = 360.0
"""A failure that was not read again for so long tells nothing about now: six probe intervals. Chosen. Half and
twice: the same."""
MEMORY: Final = 300.0
"""Latency and trust are averaged over about so many readings: five hours of minutes. Chosen. Half and twice:
the same."""

# one target: a reading under way

SILENT_LEAST_S: Final = 3.0
"""Silence says something from here on: two tries to connect have been lost by then (they are repeated after 1 s and
3 s: RFC 6298)."""
SILENT_DEVIATIONS: Final = 4.0
"""And when the answer is later than the usual one by so many deviations (see `Z_MOST`): once in 30,000 readings."""
SILENT_SHARE: Final = 0.02
"""Of a line that loses a hundredth, one reading in fifty waits for a name server that is asked again after 5 s, or for
a connection that is tried again: so much less than a failure a silence weighs."""

# one target: latency

SHIFT: Final = 1.5
"""Slow is tested as a mean that has grown by so many standard deviations. Chosen. Half: the same; twice: S 9."""
Z_LEAST: Final = -2.0
Z_MOST: Final = 4.0
"""No single reading weighs more than these deviations: the tails of latencies are heavier than any formula's."""
DEVIATION_LEAST: Final = 0.35
"""Of the logarithm; even a very steady target may take a third longer now and then: ln(1.4)."""
SLOW_AT: Final = 20.0
"""Where a target is called slow: on a steady one this happens once in e^20 = 500 million readings."""
SLOW_MOST: Final = 26.0
"""A third above `SLOW_AT`, so that what ends is seen to end. Chosen. Half, which is below it: S 2; twice: the same."""
LEARN_BELOW: Final = 8.0
"""While slowness is less, latency is learned. To leave out more would leave out chance, too, and make every learned
mean too low: then a steady target is called slow by and by. Chosen. Half: R 49/60, S 22; twice: the same."""
SLOW_FACTOR: Final = 2.5
"""Slow is at least so many times the usual latency, lately. Chosen. Half: the same; twice: S 21."""
LATELY: Final = 0.3
"""The newest answer's share in what is "lately": half of it are the last two. Chosen. Half: the same; twice: S 21."""
FEWEST_SAMPLES: Final = 30.0
"""The usual sample from which a standard deviation is known to 13 %."""

# one target: what its page looks like

LOOK_LEARNED: Final = 30
"""So many answers alike in a row are a look: half an hour. Chosen. A variant that one request in ten gets leaves such a
run once in 24 times, and each time that it then comes and goes doubles what it takes."""
LOOK_CHANGES_MOST: Final = 9
"""Doubled nine times it takes ten days."""
LOOK_SIZES: Final = 1
"""Pages that are less than twice to four times as long, or as short, are of about the same size. Chosen."""
LOOK_WORDS: Final = 6
LOOK_WORDS_LEAST: Final = 3
"""Of twelve digests of an answer half are kept, so that some words more do not displace them; with half of those gone
it is another text. Chosen."""
LOOK_RUN: Final = 3
LOOK_S: Final = 120.0
"""Another page that has answered so often, for so long, has stayed. Chosen."""
LOOK_LONE_RUN: Final = 8
LOOK_LONE_S: Final = 300.0
"""The same without any other sign: before ten minutes without a word make it `unknown` (rule 4). Chosen."""
LOOK_TOGETHER_S: Final = 600.0
"""Other pages at services of several owners within this time are one event: the longest interval, 300 s, twice."""
LOOK_NEW_S: Final = 86_400.0
"""What has stayed for a day is no outage, but the new page: few outages last as long. Chosen."""
LOOK_UNSEEN_S: Final = 3600.0
"""The same where nobody saw it change, as after sleep or a move, which is nearly always no outage. Chosen."""

# a component

OUTAGE_AT: Final = log(1e8)
"""One false alarm in 10^8 readings at most, by Wald's bound (see `notifier.core.service.weighing`)."""
STRETCHES_KEPT: Final = 12
"""So many stretches of answers between gaps are kept: a day of a line that is lost twelve times. Chosen."""
PRIOR: Final = log(1e-4)
"""Log-odds that a service is out at a moment of which nothing is known: about an hour a year."""
SIBLING_OUT: Final = 5.0
"""Another service of the owner that is out is worth a failure. Chosen. Half and twice: the same."""
SUPPORT_MOST: Final = 10.6
"""What other components can add: two failures' worth, 2 ln(0.98/0.005)."""
FAMILY_RECENT_S: Final = 300.0
"""Chosen. Half and twice: the same."""
FAMILY_GROUP_S: Final = 120.0
"""Promised (rule 15)."""
FAMILY_JOINS_S: Final = 600.0
"""So long after the first one others of the owner may join, each within `FAMILY_GROUP_S` of the last: promised."""
FAMILY_WAIT_S: Final = 45.0
"""A notification waits so long for the owner's others: promised (rule 15)."""

# notifications

UNSTABLE_S: Final = 600.0
"""Without a change for so long, what flapped is stable again: promised (rule 14)."""
UNSTABLE_ENDS: Final = 3
"""What ends so often within that time is unstable: promised (rule 14)."""
FAILS_ON_S: Final = 180.0
"""What was told as back and fails for so long without a break is told as down again: promised (rule 14)."""
SHORT_S: Final = 150.0
"""An outage that was shorter may flap: that it is over is an update at first. Chosen. Half and twice: the same."""
SHORT_HOLD_S: Final = 90.0
"""So long its end waits to be notified, to see whether it fails again. Chosen. Half: the same; twice: 41
notifications."""
LINE_NOTIFIED_AFTER_S: Final = 60.0
"""Of a fault of the line; together with finding it well below the three minutes of rule 3."""
LINE_RESUMED_S: Final = 600.0
"""A fault that was not notified yet when the program ended is taken for the same one so long afterwards, as a spell of
flapping is (`UNSTABLE_S`)."""
UPDATE_GAP_S: Final = 5.0
"""A notice that was brought up to date is not so again for as long: some systems show it anew each time. Chosen."""
WHOM_AGAIN_S: Final = 60.0
"""A notice says anew whom it concerns once a minute at most: two rounds of tests elsewhere. Chosen."""
AGAIN_S: Final = 600.0
"""What no notification server took is handed over again so much later, while it holds: when flapping is over, too."""
TAKEN_S: Final = 10.0
"""A notification server takes what it is given within this time, or is not there. Chosen."""
RESUMED_S: Final = 60.0
"""What is not seen to be so after a restart by then is dropped: the line is judged within this time."""
MOST_TRIES: Final = 36
"""So often a notification is handed over before it is given up: six hours of a server that takes nothing."""
AWAY_S: Final = 600.0
"""After so long an absence what happened meanwhile is told together; after a restart or a nap as ever. Chosen."""
GATHER_S: Final = 75.0
"""So long after the first round of readings it is gathered: an end takes 30 s (rule 10), an owner's others 45 s."""
DIGEST_WAIT_S: Final = 180.0
"""So long a digest waits after a restart until what it names was read again; then it tells what it knows. Chosen."""
HELD_LOOK_S: Final = 60.0
"""While something is held it is looked at so often, at full minutes: that is where quiet hours end in every zone."""

# several owners

MANY_OWNERS: Final = -5.3
"""For each of several unrelated owners whose services fail at the same time: the line or the provider is suspected
first, and one failure more is wanted for each: -ln(0.98/0.005)."""
MANY_OWNERS_MOST: Final = 4
"""Failures more than this would never come in time. Chosen. Half and twice: the same."""
MANY_OWNERS_FROM: Final = 3
"""Promised (rule 17)."""
TOGETHER_S: Final = 120.0
"""What begins within this time is one event: promised (rule 17)."""
READ_ALL_S: Final = READING_TIMEOUT_S + HOST_GAP_S
"""Where two owners' services fail all are read; so long it takes until what hangs was read, or what refuses twice."""
WITNESSES: Final = 5
"""Hosts that are asked once for an event, so that one or two that fail by themselves decide nothing."""
WITNESSES_ENOUGH: Final = 3
"""Of them that told: more than half of three is two of different owners."""
WITNESSES_AGAIN_S: Final = 30.0
"""While the network is blamed, those that fail are asked again so soon, and then each time after twice as long. Chosen:
a wrong blame is found before an outage is late, and one of an hour costs seven rounds."""
WITNESSES_FRESH_S: Final = 120.0
"""So long they vouch for the network: as long as readings from other countries count (`REGION_FRESH_S`)."""
WITNESS_ROUNDS_PER_HOUR: Final = 12
"""Noise may look like an event: 60 small requests an hour, to 16 hosts, are the most. Chosen."""
CLOUD_SHARE: Final = 2 / 3
"""Of those that fail, and of those that are watched on the cloud, so many make it the cloud's event. Chosen."""
NEARLY_ALL: Final = 0.9
"""Of the watched owners: where no witness could be asked, this alone points to the network. Chosen."""
NEARLY_ALL_FROM: Final = 5
"""Of fewer owners "nearly all" means little. Chosen."""
UNRELATED_RECENT_S: Final = 60.0
"""A probe interval: within it everything that is out has been read."""
STEADY_ROUNDS: Final = 4
"""A line that loses a fifth lets four rounds of six through once in 200 times. Chosen. Half and twice: the same."""
