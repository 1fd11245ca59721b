"""A short part of the campaign: what it finds on real sockets at the default interval, and how soon."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest

from tests.lab import campaign
from tests.lab.campaign.judging import Judged, judge
from tests.lab.campaign.playing import play_here, play_simulated
from tests.lab.campaign.report import SLOWER_MOST
from tests.lab.campaign.short import short
from tests.lab.story import Story

pytestmark = pytest.mark.lab

BUSY_S: Final = 5.0
"""What a busy machine may add."""
SHIFTS_S: Final = (-BUSY_S, 0.0, BUSY_S)
"""Whether a reading falls just before a change or just after it is chance, and makes an interval's difference."""


def _told(told: campaign.happenings.Story) -> Judged:
    with TemporaryDirectory() as folder:
        return judge(told, play_here(told, Path(folder)))


def _story(told: campaign.happenings.Story) -> Story[Judged]:
    return Story(lambda: _told(told), told.duration_s)


TOLD: Final = {each.name: each for each in short()}
STORIES: Final = {name: _story(each) for name, each in TOLD.items()}


def _shifted(told: campaign.happenings.Story, shift_s: float) -> campaign.happenings.Story:
    moved = (replace(each, from_s=each.from_s + shift_s, until_s=each.until_s + shift_s) for each in told.happenings)
    return replace(told, happenings=tuple(moved))


@pytest.mark.parametrize("name", TOLD)
def test_nothing_is_missed_and_nothing_is_false(name: str) -> None:
    judged = STORIES[name].told()
    assert [*judged.false, *judged.wrong_line] == []
    assert [each.missed for each in judged.found] == [0] * len(judged.found), judged.found


@pytest.mark.parametrize("name", TOLD)
def test_it_is_found_about_as_soon_as_in_the_simulation(name: str) -> None:
    judged = STORIES[name].told()
    shifted = [_shifted(TOLD[name], each) for each in SHIFTS_S]
    simulated = [judge(story, each) for story in shifted for each in play_simulated(story)]
    for number, found in enumerate(judged.found):
        others = [each.found[number] for each in simulated]
        for here, there in (
            (found.found_s, [each.found_s for each in others]),
            (found.over_s, [each.over_s for each in others]),
        ):
            slowest = max((each for each in there if each is not None), default=None)
            if here is not None and slowest is not None:
                assert here <= SLOWER_MOST * slowest + BUSY_S, (TOLD[name].happenings[number].what, here, there)
