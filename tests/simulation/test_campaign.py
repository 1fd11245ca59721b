"""The stories of the lab's campaign as scenarios: all can be read, and the short ones are told rightly."""

import pytest

from notifier.simulation.scenario import parse
from tests.lab.campaign.happenings import Story
from tests.lab.campaign.judging import judge
from tests.lab.campaign.playing import play_simulated
from tests.lab.campaign.whole import stories
from tests.simulation.playing import CATALOGUE

SHORT = stories(brief=True)


def test_every_story_is_a_scenario_of_its_own() -> None:
    for some in (stories(), SHORT):
        assert len({each.name for each in some}) == len(some)
    for each in [*stories(), *SHORT]:
        known = {service.id for service in parse(each.scenario(1), each.name, CATALOGUE.get).services}
        assert {name for happening in each.happenings for name in happening.hits} <= known


def test_a_service_breaks_once() -> None:
    for each in stories():
        if each.name.startswith("outages"):
            hits = [name for happening in each.happenings for name in happening.hits]
            assert len(hits) == len(set(hits))


@pytest.mark.parametrize("story", SHORT, ids=lambda story: story.name)
def test_what_happens_in_a_short_story_is_found_and_nothing_else_is_said(story: Story) -> None:
    (played,) = play_simulated(story, seeds=1)
    judged = judge(story, played)
    assert [*judged.false, *judged.wrong_line] == []
    assert [found.missed for found in judged.found] == [0] * len(story.happenings), judged.found
    assert all(found.found_s is not None and found.over_s is not None for found in judged.found), judged.found
