"""The numbers of what comes from outside: other places, people's reports, the company's page.

The others are in `notifier.core.numbers`, which says what *chosen* means and what stands beside it.

Seconds end in `_S`. Weights and thresholds are natural logarithms of likelihood ratios, so that independent evidence is
added.
"""

from typing import Final

from notifier.core.words import PageLevel

# how often other places are asked

REGION_AGAIN_S: Final = 30.0
"""While it is suspected, and when something has changed: as often as a failing target is read from here."""
REGION_ROUNDS_FIRST: Final = 2
"""So many rounds come that fast for a suspicion: one answer of a place alone decides nothing."""
REGION_CHECK_S: Final = 120.0
"""The next round, which corrects a scope that was wrong at first: promised (rule 9)."""
REGION_LATER_S: Final = 300.0
"""While an outage lasts: promised (rule 9)."""
REGION_SHARE: Final = 0.3
"""The share of failures has changed when it differs by so much from that at the last round. Chosen."""
REGION_ROUNDS: Final = 8
"""So many rounds may come at once, for all services together: four that begin to fail, or change, have their two."""
REGION_REFILL_S: Final = REGION_LATER_S
"""Then one comes back every five minutes, which an outage that lasts wants. In no hour more than 8 + 12 = 20 are made:
a round costs 12 of the 250 tests an hour that the usual source gives, and one of the 20 requests of the other."""
REGION_ROUNDS_KEPT: Final = 2
"""So many are left by the rounds of outages that last, to what begins or changes. Chosen."""

# what other places weigh

REGION_FAILS: Final = 9.2
"""A test centre in the user's country fails for no reason once in 10,000 times: ln(10^4)."""
REGION_WORKS: Final = -6.0
"""One failure more is wanted where it works from the user's own country. Chosen. Half: D 15/60, R 50/55; twice: D
13/55, R 50/55."""
TOLD_MOST: Final = 7.8
"""What others tell, together, is worth less than what two failures here lack of an outage, 18.4 - 2 * 5.28: with every
source outside lying, it takes three failures here all the same."""
ELSEWHERE_FAILS: Final = 5.0
"""Two other countries are worth a failure here. Chosen. Half and twice: the same."""
ELSEWHERE_WORKS: Final = -3.0
"""Chosen. Half and twice: the same."""
PLACE_LEANS: Final = 1.5
"""Where three tries of three fail here, one answer of a place is worth ln(0.2/0.95) = -1.6, where all of many do
ln(0.1/0.95) = -2.3, and one failure ln(0.9/0.05) = 2.9: each is enough to lean. Where half fails, three answers are."""
SOURCE_ERRS: Final = 0.05
"""A test from elsewhere fails for no reason once in twenty times: its own line, its own name server. Chosen."""
SOURCE_ERRS_MOST: Final = 0.4
"""A source that contradicts itself is taken to err as often as it does; at a half it would tell nothing. Chosen."""
HERE_MOST: Final = 0.9
HERE_LEAST: Final = 0.1
"""What fails here is compared as failing in so large a part at most and at least: the service may answer one place and
not another, and below twice `SOURCE_ERRS` nothing could be told. Chosen."""
ONLY_HERE_AT: Final = -4.0
"""So clearly it works elsewhere: two answers where all of many fail here (one never suffices: rule 19), three where
three of three do, seven where half does."""
OWN_WORKS: Final = 3
"""So many answers of strangers is it worth that it works at a machine of the user's own: that reads the very target by
the same rules. Where three of three fail here, one such answer decides; where half does, it takes three. A failure
there counts once: two places of one user may share a provider. Chosen."""
APART_AT: Final = -3.0
"""Where all fails here: that so much works in other countries is chance once in e^3 = 20 times, if as much failed in
all places as in all together. Five answers of a first round are enough. Where something is answered here, too, it takes
`ONLY_HERE_AT`: which places answered is then chosen after the fact, and half-broken services look regional. Chosen."""
EVERYWHERE_AT: Final = 6.0
"""So clearly it fails elsewhere, all places together: e^6 = 400 to one."""
TURNED_AT: Final = 6.5
"""So clearly a round says the opposite of those before it: three tests that fail where it worked, or that work where it
failed, which the source's errors give once in 800 rounds of five countries. Chosen."""
REGION_WINDOW_S: Final = 660.0
"""Rounds of so long are compared: two of the later ones, and a minute."""
REGION_ROUNDS_MOST: Final = 12
"""So many rounds are kept: an hour of the later ones."""
REGION_FRESH_S: Final = 120.0
"""Chosen. Half: D 20/33, R 49/55, 41 notifications; twice: D 20/28, R 50/56."""

# what people report

CROWD_FRESH_S: Final = 900.0
"""What people reported counts for no longer without being read again: three of the usual five minutes."""
CROWD_HIGH: Final = 3.0
"""Many reports are worth less than a failure. Chosen. Half and twice: the same."""
CROWD_CHANCE: Final = 1e-5
"""What chance makes of the usual level more seldom than this is many: of a service that is looked up every ten minutes
(52,560 times a year), one false alarm of a source in two years. Chosen."""
CROWD_SHAPE: Final = 5.0
"""The usual level itself differs from week to week by 1/sqrt(5) = 45 % (holidays, a match, a new version), or by more
where little was counted. 120 reports are usual: 506 are many; Poisson's scatter alone would have said 170. Chosen."""
CROWD_LEAST: Final = 10
"""Fewer are never many: one thread, one person's friends. Chosen."""
CROWD_KNOWN_H: Final = 6.0
"""Before so much was watched, by us or by the source's own word, nothing is usual. Chosen."""
CROWD_PRIOR_H: Final = 1.0
"""The level of all hours together is worth one hour of this very one. Chosen."""
CROWD_KEPT_H: Final = 6.0
"""An hour of the week is known by its last six, so a changed habit is learned within six weeks. Chosen."""
CROWD_ECHO_S: Final = 10_800.0
"""What many say so soon after an outage ended is about that one: searches are counted for two hours, articles come up
to one late."""
CROWD_SETTLED_S: Final = 86_400.0
"""What has been many for a day is the usual from then on, as another page is (rule 4). Chosen."""
REPORTS_GAP_S: Final = 60.0
"""Reports are looked up once a minute at most, whatever is doubted: the most that their sources let be asked."""
REPORTS_AGAIN_S: Final = 300.0
"""While an incident is open: people's reports count for three times as long (`CROWD_FRESH_S`)."""

HEADLINE_EARLY_S: Final = 1800.0
"""A headline is of an incident if it was published after its begin, or so little before it that others may have seen it
first. Chosen."""

# what the company says

PAGE_HINT: Final = {PageLevel.DEGRADED: 3.0, PageLevel.PARTIAL_OUTAGE: 6.0, PageLevel.MAJOR_OUTAGE: 6.0}
"""The company's own word is worth a failure; that it is slow, half of one."""
PAGE_KEPT_S: Final = 1800.0
"""What a page reported goes on counting for so long after it became unreadable: promised (rule 7)."""
PAGE_HINT_FRESH_S: Final = 900.0
"""A page that was not read for so long supports no suspicion: three of the slowest intervals."""
PAGE_OLD_S: Final = 7200.0
"""A company that has said nothing more of its outage for two hours may have forgotten its page; most say something
every hour. Together with `WELL_S` of answers from here its word is stale. Chosen."""
PAGE_ANCIENT_S: Final = 86_400.0
"""A word of yesterday counts for nothing as soon as all answers. Chosen."""
WELL_S: Final = 1800.0
"""What has answered well for half an hour works again, whatever was announced: promised (rule 16)."""
MAINTENANCE_LATE_S: Final = 43_200.0
"""Maintenance excuses no longer past its announced end: promised (rule 16)."""
