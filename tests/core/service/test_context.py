"""What else fails at the same time."""

from typing import Any

import msgspec

from notifier.core.common_cause import Common, Witnessed, begun
from notifier.core.failure import FailureKind
from notifier.core.model import Cause, Rule, State
from notifier.core.service.context import OTHERS_NAMED, Context, RecentFailures, Together, context_of
from notifier.core.service.evidence import ServiceEvidence
from notifier.core.service.watched import failing_of, is_shown
from tests.core.making import T, fail, service, track, verdict


def world(*owners: str, clouds: tuple[str, ...] = ()) -> list[ServiceEvidence]:
    """A service of each owner, the first of which is looked from."""
    return [
        track(service(("web", Rule.ALL, 1), name=f"s{number}", owner=owner, clouds=clouds))
        for number, owner in enumerate(owners)
    ]


def break_down(kept: ServiceEvidence, failures: RecentFailures, *times: float) -> None:
    for target in kept.targets.values():
        for seconds in times:
            fail(target, seconds)
            failures.note(kept.service.owner, T + seconds)


def seen(
    every: list[ServiceEvidence], failures: RecentFailures, seconds: float = 10.0, *, steady: bool = False
) -> Context:
    return context_of(every[0], Together(lambda: every, T + seconds), failures, country="ID", line_steady=steady)


def test_a_lone_failure_is_no_unrest() -> None:
    every, failures = world("A", "B", "C"), RecentFailures()
    assert seen(every, failures) == Context("ID")
    break_down(every[0], failures, 0, 5)
    assert seen(every, failures) == Context("ID"), "its own failures are not its context"
    break_down(every[1], failures, 0, 5)
    context = seen(every, failures)
    assert (context.unrest, context.others_failing) == (0, ())


def test_several_owners_are_and_it_passes() -> None:
    every, failures = world("A", "B", "C", "C"), RecentFailures()
    for each in every:
        break_down(each, failures, 0, 5)
    context = seen(every, failures)
    assert (context.unrest, context.others_failing) == (2, ("S1", "S2", "S3"))
    assert seen(every, failures, steady=True).unrest == 1, "the anchors vouch for the line"
    later = seen(every, failures, 62)
    assert (later.unrest, later.others_failing) == (2, ()), "they began to fail more than a minute ago"
    assert seen(every, failures, 66) == Context("ID")


def test_one_failure_each_is_unrest_but_nothing_that_fails_now() -> None:
    every, failures = world("A", "B", "C"), RecentFailures()
    break_down(every[1], failures, 0)
    break_down(every[2], failures, 0)
    context = seen(every, failures)
    assert (context.unrest, context.others_failing) == (2, ())


def test_the_owners_others_that_are_out_support_it() -> None:
    every, failures = world("A", "A", "A", "A", "B"), RecentFailures()
    for number in (1, 2, 3, 4):
        break_down(every[number], failures, 0, 5)
    every[1].since(T)
    every[1].say(verdict(State.OUTAGE))
    every[2].since(T - 600)
    every[2].say(verdict(State.OUTAGE))
    assert seen(every, failures).siblings_out == ("S1",)
    assert seen(every, RecentFailures()).siblings_out == ("S1",), "also where nobody else fails"
    every[0].in_doubt = False
    assert seen(every, RecentFailures()).siblings_out == (), "nothing of it is to be weighed"


def test_what_is_shown_to_be_out_is_no_unrest_for_the_next() -> None:
    every, failures = world("A", "B", "C"), RecentFailures()
    for each in every:
        break_down(each, failures, 0, 5)
    failures.settled("B")
    assert seen(every, failures).unrest == 0
    assert failures.several(T + 10)
    failures.settled("C")
    failures.settled("C")
    assert failures.several(T + 10), "one that fails, beside what is shown"
    failures.settled("A")
    assert not failures.several(T + 10)


def event(every: list[ServiceEvidence], *told: FailureKind | None, **more: Any) -> Common:
    members = [each for one in every if (each := failing_of(one, T + 10.0)) is not None]
    found = begun(members)
    assert found is not None
    testimonies = tuple(Witnessed((), way) for way in told)
    return msgspec.structs.replace(found, told=testimonies, heard_s=T + 10.0, **more)


def test_witnesses_that_work_vouch_for_the_line_while_they_are_fresh() -> None:
    every, failures = world("A", "B", "C"), RecentFailures()
    for each in every:
        break_down(each, failures, 0, 5)
    failures.common = (event(every, None, None, None),)
    context = seen(every, failures)
    assert (context.unrest, context.cause, context.of_network) == (0, Cause.SEVERAL, False)
    assert (context.witnesses_fail, context.witnesses, context.pending) == (0, 3, False)
    failures.common = (event(every, None, None, FailureKind.RESET),)
    assert seen(every, failures).unrest == 1, "one of them fails"
    failures.common = (event(every, None, FailureKind.RESET, FailureKind.RESET),)
    assert seen(every, failures).unrest == 2, "too many fail"
    failures.common = (event(every, None, None),)
    assert seen(every, failures).unrest == 2, "too few have told"
    failures.common = (msgspec.structs.replace(event(every, None, None, None), heard_s=T - 111.0),)
    assert seen(every, failures).unrest == 2, "that was long ago"
    failures.common = (event(every, cause=Cause.NETWORK, asked_s=T + 9.0, awaited=True),)
    context = seen(every, failures)
    assert (context.cause, context.of_network, context.pending) == (Cause.NETWORK, True, True)
    failures.common = (event(every, cause=Cause.CLOUD, cloud="AWS"),)
    assert seen(every, failures).shared_cloud == "AWS"
    failures.common = (
        event(
            every[1:] + world("D")[:0] + _failing_too(),
        ),
    )
    assert seen(every, failures).cause is None, "it is none of them"


def _failing_too() -> list[ServiceEvidence]:
    kept = track(service(name="s9", owner="Z"))
    break_down(kept, RecentFailures(), 0, 5)
    return [kept]


def test_how_a_service_fails() -> None:
    kept = track(service(("web", Rule.ALL, 2)))
    one, other = kept.targets.values()
    assert failing_of(kept, T) is None
    fail(one, 0)
    assert failing_of(kept, T + 1) is None, "once is nothing"
    kept.components["web"].problem = State.POSSIBLE
    assert failing_of(kept, T + 1) is not None, "but where it is shown"
    kept.components["web"].problem = None
    fail(other, 3)
    other.answered_by = "a digest"
    found = failing_of(kept, T + 4)
    assert found is not None
    assert (found.since_s, found.answered_by) == (T, frozenset({"a digest"}))
    assert failing_of(kept, T + 1000) is None, "that was long ago"
    kept.in_doubt = False
    assert failing_of(kept, T + 4) is None, "of what is in no doubt nothing fails"
    assert is_shown(kept) is False


def test_a_cloud_that_all_of_them_stand_on() -> None:
    every, failures = world("A", "B", "C", clouds=("Other", "Cloud")), RecentFailures()
    for each in every:
        break_down(each, failures, 0, 5)
    assert seen(every, failures).shared_cloud == "Other"
    apart, failures = [*world("A", clouds=("Own",)), *world("A", "B", "C")[1:]], RecentFailures()
    for each in apart:
        break_down(each, failures, 0, 5)
    assert seen(apart, failures).shared_cloud == ""


def test_two_owners_fail_though_one_of_them_is_shown_by_now() -> None:
    failures = RecentFailures()
    failures.settled("nobody")
    failures.note("A", T)
    assert not failures.several(T)
    failures.settled("A")
    assert not failures.several(T)
    failures.note("B", T + 5)
    assert failures.several(T + 5)
    failures.note("B", T + 61)
    assert not failures.several(T + 61), "A failed too long ago"


def test_of_many_that_fail_some_are_named() -> None:
    every, failures = world("A", *["B"] * OTHERS_NAMED, "B", "C", "D"), RecentFailures()
    for each in every:
        break_down(each, failures, 0, 5)
    names = [each.service.name for each in every]
    assert seen(every, failures).others_failing == tuple(names[1 : OTHERS_NAMED + 1])
    assert seen(every[:-2], failures).others_failing == (), "all of one owner, however many"


def test_what_fails_together_is_worked_out_once_and_no_further_than_asked() -> None:
    every = world("A", "B", "C")
    for each in every:
        break_down(each, RecentFailures(), 0, 5)
    asked: list[int] = []

    def counted() -> list[ServiceEvidence]:
        asked.append(1)
        return every

    together = Together(counted, T + 10)
    first = next(together.failing())
    assert [each is first for each in together.failing()] == [True, False, False]
    assert list(together.failing()) == every
    assert (together.out("A"), together.out("B")) == ([], [])
    assert len(asked) == 1
