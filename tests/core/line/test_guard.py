"""The line guard: each fault in time, a good line left alone, one anchor's outage told apart."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.config.anchors import DEFAULT_ANCHORS, SPARE_ANCHORS
from notifier.core.failure import FailureKind
from notifier.core.line.anchor_track import few
from notifier.core.line.guard import LineGuard
from notifier.core.line.known_network import giving_way
from notifier.core.line.numbers import CLEAN_FOR_S, REPLACED_RUN
from notifier.core.model import LineState, Outcome
from notifier.core.targets import AnchorTarget
from notifier.probes.http import HttpTarget
from notifier.probes.tcp import TcpTarget
from tests.core.making import T

NAMED = [each.key for each in DEFAULT_ANCHORS if each.by_name]
BARE = [each.key for each in DEFAULT_ANCHORS if not each.by_name]
EVERY = NAMED + BARE


def guard() -> LineGuard:
    made = LineGuard(DEFAULT_ANCHORS)
    made.since_s = T
    return made


def look(line: LineGuard, seconds: float, fails: dict[str, FailureKind] | None = None) -> LineState:
    """One round: every anchor is read at once; what is not named fails not."""
    for key in line.tracks:
        failure = (fails or {}).get(key)
        outcome = Outcome.FAILED if failure else Outcome.OK
        line.read(key, outcome, failure, T + seconds, T + seconds + 0.1)
    return line.state


def all_fail(kind: FailureKind, keys: list[str] = EVERY) -> dict[str, FailureKind]:
    return dict.fromkeys(keys, kind)


FAULTS = {
    LineState.OFFLINE: all_fail(FailureKind.UNREACHABLE),
    LineState.DNS_BROKEN: all_fail(FailureKind.DNS_FAILURE, NAMED),
    LineState.CAPTIVE_PORTAL: all_fail(FailureKind.BODY_MISMATCH, NAMED),
}


@pytest.mark.parametrize("state", FAULTS)
def test_a_fault_is_judged_at_the_first_look_and_gone_at_the_first_good_one(state: LineState) -> None:
    line = guard()
    assert look(line, 0) is LineState.ONLINE
    assert look(line, 60, FAULTS[state]) is state
    assert line.since_s == pytest.approx(T + 60.1)
    assert look(line, 70, FAULTS[state]) is state
    assert look(line, 80) is LineState.ONLINE


@pytest.mark.parametrize("state", FAULTS)
def test_it_is_judged_from_the_start_too(state: LineState) -> None:
    assert look(guard(), 0, FAULTS[state]) is state


@pytest.mark.parametrize("state", [LineState.OFFLINE, LineState.DNS_BROKEN])
def test_what_comes_and_goes_for_longer_than_a_burst_is_lossy_once_it_is_back(state: LineState) -> None:
    line = guard()
    assert look(line, 0, FAULTS[state]) is state
    assert look(line, 10) is LineState.ONLINE
    assert look(line, 30, FAULTS[state]) is state
    assert look(line, 40) is LineState.ONLINE  # a burst may be as long
    assert look(line, 100, FAULTS[state]) is state
    assert look(line, 110) is LineState.LOSSY
    states = [look(line, 110 + 5.0 * number) for number in range(1, 9)]
    assert states[-1] is LineState.ONLINE


def test_what_is_gone_again_much_later_is_another_fault() -> None:
    line = guard()
    assert look(line, 0, FAULTS[LineState.OFFLINE]) is LineState.OFFLINE
    assert look(line, 10) is LineState.ONLINE
    assert look(line, 140, FAULTS[LineState.OFFLINE]) is LineState.OFFLINE
    assert look(line, 150) is LineState.ONLINE


def test_after_another_network_nothing_comes_again() -> None:
    line = guard()
    assert look(line, 0, FAULTS[LineState.OFFLINE]) is LineState.OFFLINE
    assert look(line, 10) is LineState.ONLINE
    line.forget()
    assert look(line, 50, FAULTS[LineState.OFFLINE]) is LineState.OFFLINE
    assert look(line, 60) is LineState.ONLINE


def test_names_that_fail_for_a_moment_end_no_loss_those_that_fail_twice_do() -> None:
    line = guard()
    look(line, 0)
    line.loss.failed(T + 20.0)
    once = line.loss.weight
    fails = all_fail(FailureKind.DNS_FAILURE, NAMED)
    assert look(line, 30, fails) is LineState.DNS_BROKEN
    assert line.loss.weight >= once
    look(line, 40, fails)
    assert line.loss.weight == 0.0


def test_a_portal_that_lets_nothing_else_through() -> None:
    fails = all_fail(FailureKind.BODY_MISMATCH, NAMED) | all_fail(FailureKind.CONNECT_TIMEOUT, BARE)
    assert look(guard(), 0, fails) is LineState.CAPTIVE_PORTAL


def test_one_fault_follows_another() -> None:
    line = guard()
    assert look(line, 0, FAULTS[LineState.DNS_BROKEN]) is LineState.DNS_BROKEN
    assert look(line, 10, FAULTS[LineState.OFFLINE]) is LineState.OFFLINE
    assert look(line, 20, FAULTS[LineState.CAPTIVE_PORTAL]) is LineState.CAPTIVE_PORTAL
    assert look(line, 30) is LineState.ONLINE


def test_the_systems_word_makes_one_portal_answer_enough() -> None:
    fails = {NAMED[0]: FailureKind.BODY_MISMATCH, NAMED[1]: FailureKind.TLS, NAMED[2]: FailureKind.TLS}
    assert look(guard(), 0, fails) is not LineState.CAPTIVE_PORTAL
    told = guard()
    told.os_portal = True
    assert look(told, 0, fails) is LineState.CAPTIVE_PORTAL


def looks_at_loss(seed: int, loss: float, seconds: float) -> list[LineState]:
    """Look at a line that loses so much, as often as the planner does, after five good minutes."""
    luck = random.Random(seed)
    line = guard()
    for number in range(5):
        look(line, number * 60.0)
    states = []
    now_s = 300.0
    while now_s < 300.0 + seconds:
        fails = {key: FailureKind.CONNECT_TIMEOUT for key in EVERY if luck.random() < loss}
        states.append(look(line, now_s, fails))
        suspicious = line.suspect() or line.state is not LineState.ONLINE
        now_s += 5.0 if suspicious else 20.0  # services are read meanwhile, too, and what fails asks for the anchors
    return states


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("loss", [0.3, 0.5])
def test_a_lossy_line_is_judged_within_three_minutes(seed: int, loss: float) -> None:
    assert LineState.LOSSY in looks_at_loss(seed, loss, 170.0)


@pytest.mark.slow
def test_a_line_that_loses_half_a_per_cent_is_called_bad_less_than_one_per_cent_of_the_time() -> None:
    luck = random.Random(5)
    line = guard()
    now_s = bad_s = 0.0
    while now_s < 30 * 86400.0:
        fails = {key: luck.choice(list(FailureKind)) for key in EVERY if luck.random() < 0.005}
        look(line, now_s, fails)
        step_s = 5.0 if line.suspect() or line.state is not LineState.ONLINE else 57.0
        bad_s += step_s * (line.state is not LineState.ONLINE)
        now_s += step_s
    assert bad_s < 0.01 * now_s


def test_a_lossy_line_is_good_again_after_a_run_of_answers_only() -> None:
    states = []
    line = lossy_line()
    for number in range(3, 40):
        states.append(look(line, number * 5.0))
    assert states[0] is LineState.LOSSY
    assert states[-1] is LineState.ONLINE
    assert states.index(LineState.ONLINE) * 5.0 <= 90.0


def test_a_lossy_line_that_is_silent_for_a_moment_is_lossy_still() -> None:
    line = lossy_line()
    assert look(line, 20, FAULTS[LineState.OFFLINE]) is LineState.OFFLINE
    assert look(line, 40) is LineState.LOSSY


@pytest.mark.parametrize("key", EVERY)
@pytest.mark.parametrize("kind", list(FailureKind))
def test_one_anchors_own_outage_never_makes_the_line_bad(key: str, kind: FailureKind) -> None:
    line = guard()
    look(line, 0)
    now_s = 60.0
    for _ in range(300):
        assert look(line, now_s, {key: kind}) is LineState.ONLINE
        now_s += 5.0 if line.suspect() else 60.0
    assert not line.suspect()
    assert line.vouches_since(T + now_s - 60.0)
    assert line.counts(T + now_s) == (5, 6)
    look(line, now_s)
    assert line.counts(T + now_s) == (6, 6)


KEYS = st.sampled_from([*EVERY, "nobody"])
KINDS = st.one_of(st.none(), st.sampled_from(list(FailureKind)))
READINGS = st.lists(st.tuples(KEYS, st.sampled_from(list(Outcome)), KINDS, st.floats(0.0, 90.0)), max_size=80)


@given(READINGS)
def test_whatever_is_read_the_state_changes_only_when_it_says_so(
    readings: list[tuple[str, Outcome, FailureKind | None, float]],
) -> None:
    line = guard()
    now_s = T
    for key, outcome, failure, pause_s in readings:
        now_s += pause_s
        was, since_s = line.state, line.since_s
        changed = line.read(key, outcome, failure, now_s, now_s + 1.0)
        assert changed is (line.state is not was)
        assert line.since_s == (now_s + 1.0 if changed else since_s)
        answering, read = line.counts(now_s)
        assert 0 <= answering <= read <= len(EVERY)
        if line.vouches_since(now_s - 20.0):
            assert line.state is LineState.ONLINE


@given(READINGS)
def test_while_three_anchors_and_more_of_both_sorts_always_answer_the_line_is_never_offline(
    readings: list[tuple[str, Outcome, FailureKind | None, float]],
) -> None:
    steady = [NAMED[0], NAMED[1], BARE[0], BARE[1]]
    line = guard()
    for number, (key, outcome, failure, _) in enumerate(readings):
        now_s = number * 10.0
        for each in steady:
            line.read(each, Outcome.OK, None, T + now_s, T + now_s)
        if key not in steady:
            line.read(key, outcome, failure, T + now_s, T + now_s)
        assert line.state in (LineState.ONLINE, LineState.LOSSY)


def test_a_reading_that_came_late_is_no_news() -> None:
    line = guard()
    look(line, 60)
    assert not line.read(EVERY[0], Outcome.FAILED, FailureKind.RESET, T + 50, T + 61)
    assert line.tracks[EVERY[0]].answered


def test_it_vouches_only_for_what_it_saw() -> None:
    line = guard()
    assert not line.vouches_since(T)
    look(line, 10)
    assert line.vouches_since(T + 10)
    assert line.good_run == len(EVERY)
    assert not line.vouches_since(T + 11)
    look(line, 20, all_fail(FailureKind.RESET, EVERY[:2]))
    assert not line.vouches_since(T + 20)
    line.sleep(T + 30)
    assert not line.vouches_since(T)


def test_what_answers_late_vouches_for_the_time_until_it_came() -> None:
    line = guard()
    for key in EVERY:
        line.read(key, Outcome.OK, None, T + 10, T + 19)
    assert line.vouches_since(T + 19)
    assert not line.vouches_since(T + 20)


def test_sleep_and_a_new_network_forget_what_was_read() -> None:
    line = guard()
    look(line, 0)
    assert line.sleep(T + 5)
    assert not line.sleep(T + 6)
    assert line.state is LineState.ASLEEP
    line.forget()
    assert line.counts(T + 6) == (0, 0)
    line.read(EVERY[0], Outcome.OK, None, T + 10, T + 10)
    assert line.state is LineState.ASLEEP, "one answer is not enough"
    assert look(line, 12) is LineState.ONLINE


def test_bare_addresses_alone_do_not_prove_that_names_are_found() -> None:
    line = guard()
    look(line, 0, FAULTS[LineState.OFFLINE])
    for key in BARE:
        line.read(key, Outcome.OK, None, T + 30, T + 30)
    assert str(line.state) == "offline"
    line.read(NAMED[0], Outcome.OK, None, T + 31, T + 31)
    assert str(line.state) == "online"


def test_other_anchors_keep_what_is_known_of_those_that_stay() -> None:
    line = guard()
    look(line, 0)
    new = AnchorTarget("Own", HttpTarget("https://own.example", "anchor"), by_name=True)
    line.replace((*DEFAULT_ANCHORS[:2], new))
    assert line.counts(T + 1) == (2, 2)
    assert set(line.tracks) == {*(each.key for each in DEFAULT_ANCHORS[:2]), new.key}


def test_anchors_by_address_only_can_bring_the_line_back() -> None:
    owners = ("A", "B", "C")
    line = LineGuard([AnchorTarget(each, TcpTarget(f"192.0.2.{n}", 53), False) for n, each in enumerate(owners)])
    assert look(line, 0, dict.fromkeys(line.tracks, FailureKind.UNREACHABLE)) is LineState.OFFLINE
    assert look(line, 10) is LineState.ONLINE


def test_what_answered_only_before_the_cut_makes_no_lossy_line() -> None:
    line = guard()
    for number, key in enumerate(EVERY):  # each at its own second, the cut between the third and the fourth
        failure = FailureKind.UNREACHABLE if number >= 3 else None
        line.read(key, Outcome.FAILED if failure else Outcome.OK, failure, T + number / 2, T + number / 2 + 0.1)
    assert line.state is LineState.ONLINE
    assert look(line, 7, FAULTS[LineState.OFFLINE]) is LineState.OFFLINE
    assert look(line, 17) is LineState.ONLINE


def lossy_line() -> LineGuard:
    """A line that has lost a third for a minute and a half until now."""
    line = guard()
    look(line, -140)
    for number in range(-17, 3):
        lost = [NAMED[number % 3], BARE[number % 3]]
        look(line, number * 5, all_fail(FailureKind.CONNECT_TIMEOUT, lost))
    assert line.state is LineState.LOSSY
    return line


def test_lost_questions_to_the_name_server_are_loss_while_bare_addresses_fail_too() -> None:
    line = lossy_line()
    lost = all_fail(FailureKind.DNS_FAILURE, NAMED) | all_fail(FailureKind.CONNECT_TIMEOUT, BARE[:1])
    assert look(line, 20, lost) is LineState.LOSSY
    assert look(line, 25, FAULTS[LineState.DNS_BROKEN]) is LineState.DNS_BROKEN
    assert look(line, 30) is LineState.LOSSY, "one good round ends no loss"


def test_a_line_that_was_silent_for_two_rounds_has_no_loss_to_live_down() -> None:
    line = lossy_line()
    assert look(line, 20, FAULTS[LineState.OFFLINE]) is LineState.OFFLINE
    assert look(line, 25) is LineState.LOSSY
    assert look(line, 30, FAULTS[LineState.OFFLINE]) is LineState.OFFLINE
    assert look(line, 40, FAULTS[LineState.OFFLINE]) is LineState.OFFLINE
    assert look(line, 50) is LineState.ONLINE


# strict networks


def rounds(line: LineGuard, fails: dict[str, FailureKind], count: int = 6, from_s: float = 0.0) -> list[LineState]:
    return [look(line, from_s + number * 60.0, fails) for number in range(count)]


@pytest.mark.parametrize("blocked", [BARE, BARE[:2], NAMED[:2], [NAMED[0], BARE[0]]])
@pytest.mark.parametrize("kind", [FailureKind.CONNECT_REFUSED, FailureKind.CONNECT_TIMEOUT])
def test_what_never_answered_on_this_network_says_nothing_of_the_line(blocked: list[str], kind: FailureKind) -> None:
    line = guard()
    assert set(rounds(line, all_fail(kind, blocked))) == {LineState.ONLINE}
    assert line.vouches_since(T + 300)
    assert look(line, 360, FAULTS[LineState.OFFLINE]) is LineState.OFFLINE, "a drop is seen all the same"
    assert look(line, 370, all_fail(kind, blocked)) is LineState.ONLINE


@pytest.mark.parametrize("blocked", [BARE, NAMED[:2]])
def test_what_is_blocked_from_some_time_on_is_taken_for_loss_for_some_rounds_at_most(blocked: list[str]) -> None:
    line = guard()
    look(line, 0)
    states = [look(line, 60 + 5.0 * number, all_fail(FailureKind.CONNECT_TIMEOUT, blocked)) for number in range(12)]
    assert set(states[3:]) == {LineState.ONLINE}
    assert line.vouches_since(T + 110)
    assert look(line, 200) is LineState.ONLINE
    assert not any(track.dead for track in line.tracks.values()), "what answers again counts again"


def test_what_a_person_who_waits_was_told_is_lossy_is_no_loss_once_it_is_known_to_be_blocked() -> None:
    line = LineGuard(DEFAULT_ANCHORS, patient=False)
    look(line, 0)
    states = [look(line, 60 + 5.0 * number, all_fail(FailureKind.CONNECT_TIMEOUT, BARE)) for number in range(8)]
    assert LineState.LOSSY in states
    assert states[-1] is LineState.ONLINE


def test_loss_is_not_taken_for_a_block() -> None:
    line = lossy_line()
    look(line, 20, all_fail(FailureKind.CONNECT_TIMEOUT, BARE[1:]))
    assert line.state is LineState.LOSSY


def test_an_answer_that_does_not_tell_says_nothing_of_the_line() -> None:
    line = guard()
    for number in range(5):
        for key in EVERY:
            outcome = Outcome.UNVERIFIABLE if key in NAMED else Outcome.OK
            line.read(key, outcome, None, T + 60.0 * number, T + 60.0 * number + 0.1)
        assert line.state is LineState.ONLINE
    assert line.vouches_since(T + 240)
    assert look(line, 300, FAULTS[LineState.OFFLINE]) is LineState.OFFLINE
    for key in EVERY:
        line.read(key, Outcome.UNVERIFIABLE if key in NAMED else Outcome.OK, None, T + 310, T + 310.1)
    assert str(line.state) == "online", "names that do not tell are not waited for"


def test_where_only_a_proxy_answers_its_refusals_are_relied_on() -> None:
    line = guard()
    for number in range(REPLACED_RUN):
        for key in EVERY:
            outcome, failure = (
                (Outcome.UNVERIFIABLE, None) if key in NAMED else (Outcome.FAILED, FailureKind.CONNECT_TIMEOUT)
            )
            line.read(key, outcome, failure, T + 60.0 * number, T + 60.0 * number + 0.1)
        assert line.state is LineState.ONLINE
    assert line.vouches_since(T + 300)
    assert look(line, 360, FAULTS[LineState.OFFLINE]) is LineState.OFFLINE


def test_two_that_can_tell_are_enough_where_no_more_can() -> None:
    line = guard()
    blocked = [*BARE, NAMED[0]]
    assert set(rounds(line, all_fail(FailureKind.CONNECT_REFUSED, blocked), 5)) == {LineState.ONLINE}
    assert line.vouches_since(T + 240)
    alone = guard()
    rounds(alone, all_fail(FailureKind.CONNECT_REFUSED, EVERY[1:]), 5)
    assert not alone.vouches_since(T + 240), "one alone is not"


def test_another_network_has_to_prove_itself() -> None:
    line = guard()
    look(line, 0)
    line.forget()
    assert set(rounds(line, all_fail(FailureKind.CONNECT_REFUSED, BARE), from_s=60.0)) == {LineState.ONLINE}


def test_after_a_cut_names_that_are_not_found_are_the_name_servers_fault() -> None:
    line = guard()
    assert look(line, 0, FAULTS[LineState.OFFLINE]) is LineState.OFFLINE
    assert look(line, 10, FAULTS[LineState.DNS_BROKEN]) is LineState.DNS_BROKEN


@pytest.mark.parametrize("state", [LineState.DNS_BROKEN, LineState.CAPTIVE_PORTAL])
def test_where_one_alone_is_reached_by_name_it_tells_of_names_when_it_fails_twice(state: LineState) -> None:
    line = LineGuard([each for each in DEFAULT_ANCHORS if each.key in (NAMED[0], *BARE)])
    failure = FAULTS[state][NAMED[0]]
    line.read(NAMED[0], Outcome.UNVERIFIABLE, None, T, T + 0.1)
    assert look(line, 10, {NAMED[0]: failure}) is LineState.ONLINE
    assert look(line, 15, {NAMED[0]: failure}) is state
    assert not line.read(NAMED[0], Outcome.FAILED, failure, T + 20, T + 20.1), "it is read before the others are"
    assert look(line, 30) is LineState.ONLINE


def test_where_fewer_than_three_can_tell_that_is_known_and_more_is_wanted() -> None:
    line = guard()
    blocked = all_fail(FailureKind.CONNECT_REFUSED, [*BARE, NAMED[0]])
    rounds(line, blocked, 2)
    assert not few(line.tracks.values()), "that is not decided yet"
    rounds(line, blocked, 4, from_s=200.0)
    assert few(line.tracks.values())
    assert not few(guard().tracks.values())
    line.forget()
    rounds(line, blocked, 4, from_s=600.0)
    assert not line.vouches_since(T + 780) or line.good_run >= 4


def test_where_one_alone_was_ever_reached_it_brings_the_line_back() -> None:
    line = guard()
    blocked = all_fail(FailureKind.CONNECT_TIMEOUT, EVERY[1:])
    rounds(line, blocked, 5)
    assert look(line, 300, FAULTS[LineState.OFFLINE]) is LineState.OFFLINE
    assert look(line, 310, blocked) is LineState.ONLINE


def test_after_sleep_refusals_alone_show_that_the_line_is_there() -> None:
    line = guard()
    line.sleep(T)
    for key in EVERY:
        line.read(key, Outcome.UNVERIFIABLE, None, T + 10, T + 10.1)
    assert line.state is LineState.ONLINE


def test_a_reading_that_hung_while_a_later_one_answered_is_loss_all_the_same() -> None:
    line = guard()
    look(line, 0)
    look(line, 65)
    assert line.loss.weight == 0.0
    line.read(EVERY[0], Outcome.FAILED, FailureKind.CONNECT_TIMEOUT, T + 60, T + 70)
    assert line.loss.weight > 0.0
    assert line.tracks[EVERY[0]].answered
    assert not line.vouches_since(T + 60)


def test_an_anchors_silence_vouches_for_nothing() -> None:
    line = guard()
    track = line.tracks[EVERY[0]]
    track.begin(T)
    assert not line.is_silent(T + 9), "nobody knows whether it answers here at all"
    look(line, 0)
    look(line, 10)
    track.begin(T + 15)
    assert line.voucher(T + 16)(T + 10)
    assert not line.voucher(T + 20)(T + 10)
    assert not line.read(EVERY[0], Outcome.SKIPPED, None, T + 15, T + 21)
    assert line.voucher(T + 21)(T + 10)
    track.begin(T + 25)
    line.forget()
    assert not line.is_silent(T + 60)


def test_what_hangs_of_two_anchors_is_a_burst_also_when_later_readings_of_them_have_answered() -> None:
    line = guard()
    look(line, 0)
    for seconds in (60, 65):
        for key in EVERY[:2]:
            line.tracks[key].begin(T + seconds)
        for key in EVERY[2 if seconds == 60 else 0 :]:
            line.read(key, Outcome.OK, None, T + seconds, T + seconds + 0.1)
    assert not line.is_silent(T + 66), "they answer again"
    assert not line.voucher(T + 66)(T + 61), "what failed right after it may be one more of the burst"
    assert not line.voucher(T + 66)(T + 65 + CLEAN_FOR_S), "nothing was read since"
    look(line, 80)
    assert line.voucher(T + 80.5)(T + 76), "it was over by then"
    assert line.bursts(T + 66)(T + 61)
    assert not line.bursts(T + 66)(T + 40), "before it"
    assert not line.bursts(T + 62)(T + 61), "nobody knows yet"
    line.read(EVERY[0], Outcome.OK, None, T + 60, T + 66)
    assert not line.bursts(T + 66)(T + 61), "one alone is its own fault"
    assert line.is_clean(T + 66)


def test_where_answers_take_seconds_a_reading_that_takes_as_long_is_no_silence() -> None:
    line = guard()
    for key in EVERY:
        line.read(key, Outcome.OK, None, T, T + 9.2)
    line.tracks[EVERY[0]].begin(T + 10)
    assert not line.is_silent(T + 19.2)
    line.read(EVERY[0], Outcome.OK, None, T + 9.5, T + 9.6)
    assert line.is_silent(T + 19.2)


def test_what_hung_teaches_as_much_of_the_usual_loss_as_what_answered_in_its_place() -> None:
    line, alike = guard(), guard()
    for each, late_s in ((line, 70.0), (alike, 61.0)):
        track = each.tracks[EVERY[0]]
        track.begin(T)
        each.read(EVERY[0], Outcome.OK, None, T, T + 0.1)
        track.begin(T + 60)
        track.begin(T + 65)
        readings = [(Outcome.FAILED, FailureKind.CONNECT_TIMEOUT, T + 60, late_s), (Outcome.OK, None, T + 65, 65.1)]
        for outcome, failure, start_s, now_s in sorted(readings, key=lambda reading: reading[3]):
            each.read(EVERY[0], outcome, failure, start_s, T + now_s)
    assert line.loss.noise == alike.loss.noise
    assert line.loss.noise.lost_s == pytest.approx(60.0)


def test_an_anchor_that_fails_while_others_hang_now_and_then_does_not_fail_alone() -> None:
    line = guard()
    look(line, 0)
    for number in range(1, 6):
        look(line, 5.0 * number, {EVERY[0]: FailureKind.DNS_FAILURE})
        line.read(EVERY[1], Outcome.FAILED, FailureKind.DNS_FAILURE, T + 5.0 * number - 1.0, T + 5.0 * number + 2.0)
    assert not line.tracks[EVERY[0]].dead
    for number in range(6, 10):
        look(line, 5.0 * number, {EVERY[0]: FailureKind.DNS_FAILURE})
    assert line.tracks[EVERY[0]].dead, "the others have answered all the time meanwhile"
    line.read(EVERY[0], Outcome.FAILED, FailureKind.DNS_FAILURE, T + 40.0, T + 51.0)
    weight = line.loss.weight
    line.read(EVERY[0], Outcome.FAILED, FailureKind.DNS_FAILURE, T + 41.0, T + 52.0)
    assert line.loss.weight == weight, "what is dead loses nothing"


# names that answered here, and do no more


OTHER_NAMES = [each for each in SPARE_ANCHORS if each.owner in {"GNOME", "Debian", "KDE"} and each.by_name]


def steps(line: LineGuard, fails: dict[str, FailureKind], seconds: range) -> list[LineState]:
    """Look at it so often, and tell how it was judged."""
    return [look(line, each_s, fails) for each_s in seconds]


def all_named(line: LineGuard, kind: FailureKind) -> dict[str, FailureKind]:
    return {key: kind for key, track in line.tracks.items() if track.anchor.by_name}


@pytest.mark.parametrize("kind", [FailureKind.TLS, FailureKind.CONNECT_TIMEOUT])
def test_where_names_have_answered_a_line_on_which_none_does_is_not_good(kind: FailureKind) -> None:
    line = guard()
    steps(line, {}, range(0, 300, 60))
    for each_s in range(300, 3900, 5):
        look(line, each_s, all_named(line, kind))
        assert not line.vouches_since(T + each_s)
        assert each_s < 420 or line.state is LineState.LOSSY
        if each_s == 1800:  # others were tried in their place, and never answered
            line.replace([*OTHER_NAMES, *(each for each in DEFAULT_ANCHORS if not each.by_name)])
    assert steps(line, {}, range(3900, 4000, 5))[-1] is LineState.ONLINE


def test_where_no_name_has_answered_that_is_the_networks_policy() -> None:
    line = guard()
    assert set(steps(line, all_fail(FailureKind.TLS, NAMED), range(0, 600, 60))) == {LineState.ONLINE}
    assert line.vouches_since(T + 540)
    steps(line, {}, range(600, 660, 60))
    line.forget()
    assert set(steps(line, all_fail(FailureKind.TLS, NAMED), range(660, 1200, 60))) == {LineState.ONLINE}
    assert line.vouches_since(T + 1140), "what answered on another network shows nothing of this one"


def test_a_portal_that_one_check_shows_is_told_while_the_others_fail_in_its_way_and_until_a_name_answers() -> None:
    http, others = OTHER_NAMES[0], [each for each in SPARE_ANCHORS if each.key.startswith("https:")][:3]
    bare = [each for each in DEFAULT_ANCHORS if not each.by_name]
    line = LineGuard([*others, *bare])
    steps(line, {}, range(0, 300, 60))
    steps(line, all_named(line, FailureKind.TLS), range(300, 330, 5))
    (gives_way,) = giving_way(line.state, list(line.tracks.values()), SPARE_ANCHORS)[0]
    line.replace([http if each is gives_way.anchor else each for each in (*others, *bare)])
    fails = all_named(line, FailureKind.TLS) | {http.key: FailureKind.BODY_MISMATCH}
    assert steps(line, fails, range(330, 340, 5))[-1] is LineState.CAPTIVE_PORTAL
    line.replace([http, *OTHER_NAMES[1:], *bare])
    fails = all_named(line, FailureKind.TLS) | {http.key: FailureKind.BODY_MISMATCH}
    assert set(steps(line, fails, range(340, 940, 10))) == {LineState.CAPTIVE_PORTAL}
    assert look(line, 940) is LineState.ONLINE


def test_what_only_refuses_vouches_for_nothing_until_something_answers_or_nothing_else_is_left() -> None:
    line = guard()
    refused = dict.fromkeys(NAMED, Outcome.UNVERIFIABLE)
    for number in range(REPLACED_RUN):
        assert not line.vouches_since(T + 5.0 * number - 5.0)
        assert number == 0 or line.suspect(), "others are to be tried soon"
        for key in EVERY:
            failure = None if key in refused else FailureKind.CONNECT_REFUSED
            line.read(key, refused.get(key, Outcome.FAILED), failure, T + 5.0 * number, T + 5.0 * number + 0.1)
    assert not line.suspect()
    assert line.vouches_since(T + 5.0 * REPLACED_RUN - 5.0)
    told = guard()
    for key in EVERY:
        told.read(key, refused.get(key, Outcome.OK), None, T, T + 0.1)
    assert told.vouches_since(T)
