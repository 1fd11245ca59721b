"""A restart in the middle: what was to be told is told, what holds no more is not, and problems stand as they stood."""

from notifier.core.model import PageLevel, PageReport, Reading, Rule, Source, State
from notifier.core.numbers import AGAIN_S, MOST_TRIES
from notifier.core.ports import ComponentProblem, FailingTarget, OpenProblem, Read
from notifier.core.watch import Watch
from tests.core.making import T, service
from tests.engine.playing import Answer, Played, between, fails, line_down, reading

ACME = service(("web", Rule.ALL, 1), ("chat", Rule.ALL, 1), page=True)
SISTER = service(name="sister", owner="Acme")
FAMILY = (ACME, SISTER)


def waiting(until_s: float = 900) -> Played:
    """An outage that was committed, and waits for a sister that is still being read."""
    played = Played(FAMILY, between(300, until_s, "acme"))
    while State.OUTAGE not in played.states():
        played.run(played.now + 1)
    assert played.alerts() == []
    return played


def killed(played: Played, pause: float = 5.0, answer: Answer | None = None, watch: Watch | None = None) -> Played:
    """Another run with the same history; the last one had no time to keep anything."""
    return Played(played.services, answer or played.answer, watch, played.journal, played.now + pause)


def test_an_outage_that_waits_for_its_family_is_told_after_a_kill_begin_and_end() -> None:
    again = killed(waiting()).run(3000)
    assert again.alerts() == ["outage", "recovered"]
    assert again.journal.outbox == {}
    assert again.journal.problems == {}


def test_an_outage_that_was_over_before_it_could_be_told_is_not_told() -> None:
    played = waiting()
    again = killed(played, 1000).run(4000)
    assert again.alerts() == []
    assert again.states()[-1] is State.OK
    assert again.journal.outbox == {}


def test_what_nobody_confirmed_is_told_again_after_a_kill_and_what_somebody_did_is_not() -> None:
    played = Played([ACME], between(300, 900, "acme"))
    while not played.alerts():
        played.run(played.now + 1)
    assert killed(played).run(3000).alerts() == ["recovered"]

    unmarked = Played([ACME], between(300, 900, "acme"))
    unmarked.confirms = False
    while not unmarked.alerts():
        unmarked.run(unmarked.now + 1)
    again = killed(unmarked).run(3000)
    assert again.alerts() == ["outage", "recovered"]
    assert len(again.journal.alerts) == 2, "the story has each of them once"


def test_a_page_that_is_stale_is_not_told_once_more_after_a_restart() -> None:
    def still(read: Read, seconds: float) -> Reading | None:
        if read.source is not Source.PAGE or seconds < 300:
            return None
        return reading(read, seconds, page=PageReport("test", "https://status", PageLevel.MAJOR_OUTAGE))

    played = Played([ACME], still).run(9000)
    assert played.alerts() == ["outage", "recovered"]
    rows = played.journal.rows
    again = killed(played).run(12_000)
    assert again.alerts() == []
    assert killed(again).run(15_000).alerts() == []
    assert played.journal.rows == rows, "what is stale is written once"
    over = killed(again, answer=lambda _read, _seconds: None).run(16_000)
    assert over.journal.problems == {}


def test_what_nobody_takes_is_tried_again_for_six_hours_at_most() -> None:
    played = Played([ACME], between(300, 90_000, "acme"))
    played.confirms = False
    played.run(300 + 2 * MOST_TRIES * AGAIN_S)
    assert played.alerts() == ["outage"] * MOST_TRIES
    assert "message" not in " ".join(played.journal.outbox)
    assert len(played.journal.alerts) == 1


def test_who_wants_no_notifications_gets_none_that_were_on_their_way() -> None:
    played = Played([ACME], between(300, 90_000, "acme"))
    played.confirms = False
    played.run(600)
    again = killed(played, watch=Watch(notifications=False)).run(3000)
    assert again.alerts() == []


def test_the_lines_return_in_the_dead_time_is_told_if_something_changed_meanwhile() -> None:
    played = Played([ACME], line_down(300, 700)).run(600)
    assert played.alerts() == ["line"]
    same = killed(played, 200).run(3000)
    assert same.alerts() == []
    assert same.journal.outbox == {}
    played = Played([ACME], line_down(300, 700)).run(600)
    worse = killed(played, 200, between(0, 9000, "acme")).run(900)
    assert worse.alerts() == ["line", "outage"]
    other = Played([ACME], line_down(300, 1000)).run(600)
    still = killed(other).run(3000)
    assert still.alerts() == []


def flickering() -> Answer:
    """Every second request fails."""
    count = 0

    def answer(read: Read, seconds: float) -> Reading | None:
        nonlocal count
        if seconds < 300 or read.source is not Source.PROBE or read.component != "web":
            return None
        count += 1
        return fails(read, seconds) if count % 2 else None

    return answer


def test_a_partial_problem_is_taken_up_as_it_stood() -> None:
    played = Played([ACME], flickering())
    while State.POSSIBLE not in played.states():
        played.run(played.now + 1)
    played.run(played.now + 240)
    (before,) = played.journal.problems.values()
    (component,) = before.components
    assert (component.component, component.state) == ("web", State.POSSIBLE)
    (target,) = component.targets
    assert 0.4 <= target.share <= 0.6
    again = killed(played)
    (status,) = again.engine.snapshot(T + again.now).services
    assert (status.verdict.state, status.components[0].state) == (component.state, component.state)
    again.run(again.now + 0.4)
    assert again.journal.problems == played.journal.problems
    again.answer = lambda _read, _seconds: None
    again.run(played.now + 5 + 30)
    assert again.states() == [], "two answers do not end what flickered"
    again.run(played.now + 1000)
    assert again.states() == [State.OK]
    assert again.journal.problems == {}


def test_calm_readings_write_nothing_more() -> None:
    played = Played(FAMILY).run(7200)
    assert (played.journal.outbox, played.journal.problems) == ({}, {})
    assert played.journal.rows == 0


def test_a_problem_is_written_when_it_changes_and_not_with_every_reading() -> None:
    played = Played([ACME], between(300, 7500, "acme")).run(7400)
    assert 1 <= played.journal.rows <= 10


def test_what_is_known_of_services_that_are_watched_no_more_is_deleted() -> None:
    played = Played(FAMILY, between(300, 9000, "acme", "sister")).run(600)
    assert set(played.journal.problems) == {"acme", "sister"}
    again = Played([SISTER], played.answer, None, played.journal, played.now + 5).run(700)
    assert set(again.journal.problems) == {"sister"}
    Played([service(name="else", owner="Else")], journal=played.journal, begin=800).run(900)
    assert (played.journal.problems, played.journal.outbox) == ({}, {})


def test_a_problem_of_targets_that_are_no_more_is_over() -> None:
    played = Played([ACME], between(300, 9000, "acme")).run(600)
    gone = FailingTarget("tcp://gone.example:443", T + 300, T + 300)
    parts = (ComponentProblem("web", State.OUTAGE, targets=(gone,)), ComponentProblem("gone", State.OUTAGE))
    played.journal.problems["acme"] = OpenProblem("acme", components=parts)
    again = killed(played, answer=lambda _read, _seconds: None).run(1200)
    assert again.states() == [State.OK]
    assert again.journal.problems == {}
