"""A filter that answers instead of everybody: what shows it, and what does not."""

import msgspec
import pytest

from notifier.config.anchors import DEFAULT_ANCHORS
from notifier.core.alerts.policy import AlertPolicy
from notifier.core.line.anchor_track import AnchorTrack
from notifier.core.line.numbers import FILTER_TOLD_AFTER_S
from notifier.core.model import LineState
from notifier.core.moments import moment
from notifier.core.service.network_filter import refused_since, refuses_anchors
from tests.core.making import T, answer, service, track, wall

WEB = [each for each in DEFAULT_ANCHORS if each.key.startswith("http")]
LATER_S = T + FILTER_TOLD_AFTER_S


def tracks(refused: int, answering: int = 0) -> list[AnchorTrack]:
    made = [AnchorTrack(each) for each in DEFAULT_ANCHORS]
    web = [each for each in made if each.anchor in WEB]
    for each in made:
        each.answered = each.anchor not in WEB
    for number, each in enumerate(web[: refused + answering]):
        each.answered, each.refused_run = True, int(number < refused)
    return made


def test_two_owners_checks_that_are_refused_while_no_other_is_let_through() -> None:
    assert refuses_anchors(tracks(3))
    assert refuses_anchors(tracks(2))
    assert not refuses_anchors(tracks(1))
    assert not refuses_anchors(tracks(2, answering=1))
    assert not refuses_anchors(tracks(0))


def test_where_others_have_taken_their_place_it_stays_what_it_was() -> None:
    assert refuses_anchors(tracks(0), was=True)
    assert not refuses_anchors(tracks(0, answering=1), was=True)


@pytest.mark.parametrize(("silent", "told"), [(0, False), (1, False), (2, True), (3, True)])
def test_most_services_tell_nothing_for_two_rounds(silent: int, told: bool) -> None:
    services = [track(service(name=f"s{number}")) for number in range(3)]
    for number, each in enumerate(services):
        for target in each.targets.values():
            if number < silent:
                wall(target, 5.0 * number)
            else:
                answer(target, 0)
    since_s = refused_since(services, LATER_S + 10.0)
    assert since_s == (T if told else 0.0)
    assert refused_since(services, T + 60.0) == 0.0


def test_nothing_watched_is_nothing_refused() -> None:
    assert refused_since([], LATER_S) == 0.0
    assert refused_since([track(msgspec.structs.replace(service(), targets=()))], LATER_S) == 0.0


def test_it_is_told_once_with_its_begin_and_not_as_the_lines_usual_loss() -> None:
    policy = AlertPolicy()
    policy.line_is(poor=0.03)
    policy.line_is(filtered_s=T)
    (alert,) = policy.due(LATER_S)
    assert (alert.filtered, alert.lost, alert.line, alert.line_since) == (True, 0.0, LineState.ONLINE, moment(T))
    assert policy.due(LATER_S + 60.0) == []
