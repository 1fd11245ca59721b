"""Networks are remembered: what they lose, which anchors they keep back, and which others take their place."""

import pytest

from notifier.config.anchors import DEFAULT_ANCHORS, SPARE_ANCHORS
from notifier.core.failure import FailureKind
from notifier.core.line.anchor_track import AnchorTrack
from notifier.core.line.guard import LineGuard
from notifier.core.line.known_network import (
    KnownNetwork,
    after_move,
    anchors_for,
    giving_way,
    instead_of,
    useless,
    without_https,
)
from notifier.core.line.numbers import FEWEST_ANCHORS, REFUSED_FOR_S, REPLACED_RUN
from notifier.core.model import LineState, Outcome
from notifier.core.targets import AnchorTarget
from tests.core.making import T

HERE = KnownNetwork("here")
BARE = [each for each in DEFAULT_ANCHORS if not each.by_name]
NAMED = [each for each in DEFAULT_ANCHORS if each.by_name]


def after(fails: list[AnchorTarget], outcome: Outcome = Outcome.FAILED, rounds: int = REPLACED_RUN) -> LineGuard:
    """A line that was looked at so often, with these failing each time."""
    line = LineGuard(DEFAULT_ANCHORS)
    for number in range(rounds):
        for each in DEFAULT_ANCHORS:
            how = outcome if each in fails else Outcome.OK
            failure = FailureKind.CONNECT_REFUSED if how is Outcome.FAILED else None
            line.read(each.key, how, failure, T + number * 60.0, T + number * 60.0 + 0.1)
    return line


def tracks(line: LineGuard) -> list[AnchorTrack]:
    return list(line.tracks.values())


def test_at_least_twelve_owners_of_both_sorts_six_in_use() -> None:
    every = (*DEFAULT_ANCHORS, *SPARE_ANCHORS)
    assert len(DEFAULT_ANCHORS) == 6
    assert len({each.owner for each in every}) >= 12
    assert len({each.key for each in every}) == len(every)
    assert len({each.owner for each in every if not each.by_name}) >= 6


@pytest.mark.parametrize("outcome", [Outcome.FAILED, Outcome.UNVERIFIABLE])
@pytest.mark.parametrize("kept_back", [BARE[:1], BARE, NAMED[:2], NAMED])
def test_what_steadily_tells_nothing_is_replaced(kept_back: list[AnchorTarget], outcome: Outcome) -> None:
    assert useless(tracks(after(kept_back, outcome, REPLACED_RUN - 1))) == []
    assert [each.anchor for each in useless(tracks(after(kept_back, outcome)))] == kept_back


def test_what_answered_here_and_is_refused_for_long_may_be_in_another_network_now() -> None:
    line = after([])
    for number in range(10, 10 + REPLACED_RUN):
        assert useless(tracks(line)) == []
        for each in DEFAULT_ANCHORS:
            how = Outcome.UNVERIFIABLE if each in NAMED else Outcome.OK
            line.read(each.key, how, None, T + number * 60.0, T + number * 60.0 + 0.1)
    assert [each.anchor for each in useless(tracks(line))] == NAMED


def test_what_fails_all_together_may_be_the_line_unless_one_answers_twice_meanwhile() -> None:
    line = after(list(DEFAULT_ANCHORS))
    for number, found in ((REPLACED_RUN, 0), (REPLACED_RUN + 1, 5)):
        seconds = T + number * 60.0
        line.read(DEFAULT_ANCHORS[0].key, Outcome.OK, None, seconds, seconds + 0.1)
        assert len(useless(tracks(line))) == found


@pytest.mark.parametrize("failure", [FailureKind.CONNECT_REFUSED, FailureKind.CONNECT_TIMEOUT, FailureKind.DNS_FAILURE])
@pytest.mark.parametrize("answers", [Outcome.OK, Outcome.UNVERIFIABLE])
@pytest.mark.parametrize("who", [NAMED[0], BARE[0]])
def test_where_some_answer_steadily_and_all_others_fail_as_steadily_one_is_tried_in_another_ones_place(
    failure: FailureKind, answers: Outcome, who: AnchorTarget
) -> None:
    line = after([])
    for number in range(10, 10 + REPLACED_RUN):
        assert after_move(tracks(line)) == []
        for each in DEFAULT_ANCHORS:
            how = answers if each is who else Outcome.FAILED
            line.read(each.key, how, failure if how is Outcome.FAILED else None, T + number * 60.0, T + number * 60.0)
    is_of_names = failure is FailureKind.DNS_FAILURE and not who.by_name
    assert len(after_move(tracks(line))) == (0 if is_of_names else 1)
    assert after_move(tracks(after(list(DEFAULT_ANCHORS)))) == [], "nothing answers"
    assert after_move(tracks(after([]))) == [], "nothing fails"


def test_another_address_takes_the_place_of_one_that_is_blocked_alone() -> None:
    line = after(BARE[:1])
    (track,) = useless(tracks(line))
    other = instead_of(track, tracks(line), SPARE_ANCHORS, HERE, T)
    assert other is not None
    assert not other.by_name
    assert other.owner not in {each.owner for each in DEFAULT_ANCHORS}


def test_where_all_addresses_are_blocked_names_take_their_place() -> None:
    line = after(BARE)
    other = instead_of(useless(tracks(line))[0], tracks(line), SPARE_ANCHORS, HERE, T)
    assert other is not None
    assert other.by_name


def test_where_plain_http_is_walled_names_by_https_take_its_place() -> None:
    line = after(NAMED, Outcome.UNVERIFIABLE)
    other = instead_of(useless(tracks(line))[0], tracks(line), SPARE_ANCHORS, HERE, T)
    assert other is not None
    assert other.key.startswith("https://")


def test_what_is_refused_here_too_is_tried_when_nothing_else_is_left_what_was_given_up_first_before_others() -> None:
    line = after(BARE[:1])
    bare = [each for each in SPARE_ANCHORS if not each.by_name]
    refused = {each.key: T + number for number, each in enumerate(reversed(SPARE_ANCHORS))}
    refuses = KnownNetwork("here", refused={key: at_s for key, at_s in refused.items() if key != bare[1].key})
    (track,) = useless(tracks(line))
    assert instead_of(track, tracks(line), bare, refuses, T + 60) is bare[1]
    assert instead_of(track, tracks(line), bare, KnownNetwork("here", refused=refused), T + 60) is bare[-1]
    assert instead_of(track, tracks(line), bare, refuses, T + REFUSED_FOR_S + 60) is bare[0]


def test_what_is_remembered_is_in_use_when_the_machine_comes_back() -> None:
    assert anchors_for(HERE, DEFAULT_ANCHORS, SPARE_ANCHORS, T) == DEFAULT_ANCHORS
    strict = KnownNetwork("office", refused={each.key: T for each in BARE})
    chosen = anchors_for(strict, DEFAULT_ANCHORS, SPARE_ANCHORS, T + 60)
    assert len(chosen) == 6
    assert not {each.key for each in BARE} & {each.key for each in chosen}
    assert anchors_for(strict, DEFAULT_ANCHORS, (), T + 60) == (*NAMED, *BARE), "without others they stay"


def test_behind_a_portal_one_check_gives_way_to_one_over_https_and_only_one() -> None:
    line = after(NAMED)
    (track,) = without_https(tracks(line))
    other = instead_of(track, tracks(line), SPARE_ANCHORS, HERE, T)
    assert other is not None
    assert other.key.startswith("https:")
    line.replace([other if each is track else each.anchor for each in tracks(line)])
    assert without_https(tracks(line)) == []
    for number in range(10, 10 + REPLACED_RUN):
        assert without_https(tracks(line)) == [], "it may tell yet"
        line.read(other.key, Outcome.FAILED, FailureKind.TLS, T + number * 60.0, T + number * 60.0 + 0.1)
    assert [each.anchor for each in without_https(tracks(line))] == [other], "its owner may be out: another one's turn"


@pytest.mark.parametrize("state", [LineState.CAPTIVE_PORTAL, LineState.DNS_BROKEN, LineState.OFFLINE])
def test_in_a_fault_of_the_line_nothing_but_https_is_tried_in_place_of_one(state: LineState) -> None:
    line = after(list(DEFAULT_ANCHORS))
    found, spare = giving_way(state, tracks(line), SPARE_ANCHORS)
    assert [each.anchor for each in found] == NAMED[:1]
    assert spare
    assert all(each.key.startswith("https:") for each in spare)
    assert giving_way(LineState.ASLEEP, tracks(line), SPARE_ANCHORS) == ([], SPARE_ANCHORS)


def test_on_a_good_line_all_give_way_that_tell_nothing_on_a_lossy_one_one_at_a_time() -> None:
    line = after(BARE)
    assert giving_way(LineState.ONLINE, tracks(line), SPARE_ANCHORS) == (useless(tracks(line)), SPARE_ANCHORS)
    assert giving_way(LineState.LOSSY, tracks(line), SPARE_ANCHORS) == (after_move(tracks(line)), SPARE_ANCHORS)
    assert (len(useless(tracks(line))), len(after_move(tracks(line)))) == (len(BARE), 1)


def test_the_owner_of_one_that_gives_way_may_be_asked_over_https_in_its_place() -> None:
    line = after([])
    for number in range(10, 10 + REPLACED_RUN):
        for each in DEFAULT_ANCHORS:
            line.read(each.key, Outcome.FAILED, FailureKind.CONNECT_TIMEOUT, T + number * 60.0, T + number * 60.0)
    apple = next(each for each in tracks(line) if each.anchor.owner == "Apple")
    https = [each for each in SPARE_ANCHORS if each.owner in {"Apple", "Google", "Cloudflare"} and each.by_name]
    other = instead_of(apple, tracks(line), https, HERE, T)
    assert other is not None
    assert (other.owner, other.key.startswith("https:")) == ("Apple", True), "the other two may answer yet"


def test_three_owners_can_tell_over_https_beside_those_of_the_usual_addresses() -> None:
    https = {each.owner for each in SPARE_ANCHORS if each.key.startswith("https:")}
    assert len(https - {each.owner for each in BARE}) >= FEWEST_ANCHORS


def test_where_no_check_is_found_by_name_checks_over_https_take_the_place_of_all() -> None:
    """Bare addresses show nothing of names, and may be kept back in the next network."""
    line = after(NAMED)
    for track in useless(tracks(line)):
        other = instead_of(track, tracks(line), SPARE_ANCHORS, HERE, T)
        assert other is not None
        line.replace([other if each is track else each.anchor for each in tracks(line)])
    assert sum(each.anchor.key.startswith("https:") for each in tracks(line)) == len(NAMED)


def test_what_is_reached_by_name_is_never_all_given_away_for_bare_addresses() -> None:
    """Those show nothing of names, nor of a portal."""
    only = next(each for each in SPARE_ANCHORS if each.owner == "Fedora")
    line = LineGuard([only, *BARE])
    for number in range(REPLACED_RUN + 2):
        for each in (only, *BARE):
            outcome = Outcome.FAILED if each is only and number > 1 else Outcome.OK
            failure = FailureKind.TLS if outcome is Outcome.FAILED else None
            line.read(each.key, outcome, failure, T + number * 5.0, T + number * 5.0 + 0.1)
        since_s = T + number * 5.0
        assert line.vouches_since(since_s) is (number < 2 or number > REPLACED_RUN), "it may be a portal's doing"
    (track,) = useless(tracks(line))
    other = instead_of(track, tracks(line), SPARE_ANCHORS, HERE, T)
    assert other is not None
    assert other.by_name
    assert instead_of(track, tracks(line), [each for each in SPARE_ANCHORS if not each.by_name], HERE, T) is None
