"""The numbers by which the line is judged, as `notifier.core.numbers` has those by which services are."""

from typing import Final

RECENT_S: Final = 20.0
"""A reading tells about the line now if it began within a time-out and a round of anchors while the line is bad."""
LOSS_P0_LEAST: Final = 0.006
"""What a good line loses; see `P_FAIL_LEAST`."""
LOSS_P0_MOST: Final = 0.06
"""What is usual on a network is not taken for more: a line that loses a tenth is bad, however long it does."""
LOSS_USUAL: Final = 0.02
"""Taken for usual before anything was seen of a network."""
SEEN_BEFORE_S: Final = 3600.0
"""So many seconds of one anchor, ten minutes of six, weigh as much as `LOSS_USUAL`."""
SEEN_MOST_S: Final = 6 * 86_400.0
"""After a day of six anchors what was seen before counts half."""
SEEN_LONGEST_S: Final = 400.0
"""No reading of an anchor stands for more than the slowest interval and a third."""
REGULAR_S: Final = 50.0
"""A bit less than the interval of anchors: what is read sooner was asked for, most often because something failed."""
LOSS_LEARNED_S: Final = 180.0
"""What lasts longer is a fault of the line (rule 3), and not what is usual."""
BURST_GAP_S: Final = 10.0
"""Two rounds of anchors without a failure end a burst."""
BURST_LONGEST_S: Final = 180.0
"""As `LOSS_LEARNED_S`."""
LOSSY_AFTER_S: Final = 80.0
"""A second burst comes soon after the first now and then, a third seldom: where bursts of 10 s take 8 % of the time and
most of it is lost then, a line was wrongly lossy for 2.0 % of the time after 40 s, 0.8 % after 80 s, 0.4 % after 100 s;
more would be told too late (rule 3). Chosen."""
BURSTS_KEPT: Final = 30.0
"""More need not be counted; see `POOR_BURSTS`."""
LOOK_MOST: Final = 4.0
"""What is begun within 5 s meets the same burst: together at most a bit more than one failure on a good line."""
LOOKS_KEPT: Final = 12
"""So many times 5 s are remembered: by then a reading that was begun has surely ended."""
TOGETHER: Final = 2
"""Anchors of different owners that fail at the same time fail by the line."""
BURST_OVER_S: Final = 20.0
"""A burst is over so long after the last failure that was seen of it: a time-out and two rounds of anchors."""
CLEAN_FOR_S: Final = 10.0
"""One round of anchors gets through a burst by luck, three in a row hardly ever."""
SILENT_S: Final = 3.0
"""An anchor's reading that is silent for so long hardly answers any more: four times what one in a hundred takes."""
SILENT_FACTOR: Final = 1.2
"""Where its newest answer took longer than that: for a fifth more than it did. Chosen."""
VOUCHES_BELOW: Final = 3.0
"""A line under more suspicion than this vouches for nothing: one failure on an ordinary line, or two on a poor one."""
LOSS_P1: Final = 0.25
"""A line that loses so much is bad; one that loses half of it is found, too, more slowly. Chosen."""
LOSSY_AT: Final = 9.5
"""A good line gets there less than once in e^9.5 = 13,000 readings. Chosen. Half: the same; twice: D 20/51, R 50/57,
41 notifications."""
NAMES_TIMES: Final = 3
"""Names that fail so many times as often as bare addresses are judged without those: in a burst of a line's all fail
alike. Chosen."""
LOSS_SPARE: Final = 1.5
"""More than so much above it is not counted: a few answers after the last failure come before the line is judged."""
SUSPECT_AT: Final = 1.0
"""From here on, which is less than one failure among five answers, the anchors are read again soon. Chosen."""
ANCHOR_SOON_S: Final = 1.0
"""An anchor that may be read so soon can be read again with what is read 5 s later. Chosen."""
GOOD_RUN: Final = 50
"""Answers in a row that end `lossy`: at a loss of 0.1 once in 200 times."""
AGAIN_S: Final = 90.0
"""A line that is gone again so soon after it came back comes and goes, as one does that loses most requests. Chosen."""
DEAD_RUN: Final = 3
"""Failures in a row, all others answering, that make an anchor's fault its own. Chosen. Half: D 20/42, R 52/59,
41 notifications; twice: the same."""
BLOCKED_RUN: Final = 4
"""Failures in a row of several, and answers in a row of at least three others, that make them blocked. Chosen. Half:
D 14/32, R 50/55; twice: the same."""
POOR_AT: Final = 0.015
"""A line that usually loses so much is worth a word: three times what an ordinary one loses."""
POOR_SEEN_S: Final = 3 * 6 * 3600.0
POOR_BURSTS: Final = 6.0
"""So long, three hours of six anchors, and so often it was seen before anything is said of what it usually loses."""
POOR_AGAIN_S: Final = 86_400.0
"""It is told at most once a day: promised (rule 3)."""
FILTER_OWNERS: Final = 2
"""Two owners' checks that are refused are no chance."""
FILTER_TOLD_AFTER_S: Final = 120.0
"""So long everything is refused before that is told: two rounds. Chosen."""
REPLACED_RUN: Final = 6
"""So often in a row an anchor tells nothing before another one takes its place: six minutes, or 30 s of suspicion."""
REFUSED_FOR_S: Final = 7 * 86_400.0
"""A network's policy is tried again after a week; it may only have been an anchor's own outage. Chosen."""
FEWEST_ANCHORS: Final = 3
"""Anchors needed to judge: promised (rule 3)."""
SEEN_S: Final = 400.0
"""What is shown of the anchors is not older: the slowest interval, 300 s, and a third."""
