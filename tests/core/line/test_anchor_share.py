"""How often anchors fail while a person waits: what is too much for an outage to be called one."""

import pytest

from notifier.config.anchors import DEFAULT_ANCHORS
from notifier.core.line.anchor_share import AnchorShare
from notifier.core.model import Outcome
from notifier.core.targets import AnchorTarget

NAMED = [each for each in DEFAULT_ANCHORS if each.by_name]
BARE = [each for each in DEFAULT_ANCHORS if not each.by_name]


def shared(answered: dict[AnchorTarget, int], failed: dict[AnchorTarget, int]) -> bool:
    share = AnchorShare()
    for anchor, count in answered.items():
        for _ in range(count):
            share.take(anchor, Outcome.OK)
    for anchor, count in failed.items():
        for _ in range(count):
            share.take(anchor, Outcome.FAILED)
    return share.is_small()


def test_nothing_read_is_nothing_known() -> None:
    assert not shared({}, {})


@pytest.mark.parametrize(("failed", "looks", "small"), [(0, 2, False), (0, 4, True), (1, 4, False), (1, 6, True)])
def test_names_that_failed_want_more_looks(failed: int, looks: int, small: bool) -> None:
    answered = dict.fromkeys(NAMED, looks)
    answered[NAMED[0]] -= failed
    assert shared(answered | dict.fromkeys(BARE, looks), {NAMED[0]: failed}) is small


def test_bare_addresses_do_not_outvote_names_that_fail() -> None:
    assert not shared(dict.fromkeys(NAMED, 3) | dict.fromkeys(BARE, 40), dict.fromkeys(NAMED, 1))


def test_where_names_do_not_tell_bare_addresses_do() -> None:
    share = AnchorShare()
    for anchor in DEFAULT_ANCHORS:
        for _ in range(4):
            share.take(anchor, Outcome.OK if anchor in BARE else Outcome.UNVERIFIABLE)
    assert share.is_small()


def test_what_never_answered_is_the_networks_policy_while_nothing_else_fails() -> None:
    answered = dict.fromkeys(NAMED[1:], 6)
    assert shared(answered, {NAMED[0]: 6})
    assert not shared(answered, {NAMED[0]: 6, NAMED[1]: 1})
