"""Since when others are known to be reached: names and addresses both, or two owners where only one kind answers."""

from notifier.config.anchors import DEFAULT_ANCHORS
from notifier.core.line.anchor_track import AnchorTrack
from notifier.core.line.reached import reached_s
from tests.core.making import T

NAMES = [each for each in DEFAULT_ANCHORS if each.by_name]
BARE = [each for each in DEFAULT_ANCHORS if not each.by_name]


def test_both_kinds_have_to_answer() -> None:
    name, bare = AnchorTrack(NAMES[0], T, answered=True, proven=True), AnchorTrack(BARE[0], T - 9, True, proven=True)
    assert reached_s([name, bare]) == T - 9
    assert reached_s([name, AnchorTrack(BARE[0], T, proven=True)]) == 0.0, "it failed last"
    assert reached_s([]) == 0.0


def test_where_one_kind_never_answered_two_owners_of_the_other_do() -> None:
    blocked = AnchorTrack(BARE[0], T)
    one = AnchorTrack(NAMES[0], T, answered=True, proven=True)
    two = AnchorTrack(NAMES[1], T - 5, answered=True, proven=True)
    assert NAMES[0].owner != NAMES[1].owner
    assert reached_s([blocked, one]) == 0.0
    assert reached_s([blocked, one, two]) == T - 5
    assert reached_s([blocked, one, AnchorTrack(NAMES[1], T, proven=True)]) == 0.0
