"""What else fails at the same time."""

from notifier.core.context import Context, RecentFailures, context_of
from notifier.core.model import Rule, State
from notifier.core.service_evidence import ServiceEvidence
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


def seen(every: list[ServiceEvidence], failures: RecentFailures, seconds: float = 10.0) -> Context:
    return context_of(every[0], lambda: every, failures, T + seconds, country="ID", line_steady=True)


def test_a_lone_failure_is_no_unrest() -> None:
    every, failures = world("A", "B", "C"), RecentFailures()
    assert seen(every, failures) == Context("ID")
    break_down(every[0], failures, 0, 5)
    assert seen(every, failures) == Context("ID"), "its own failures are not its context"
    break_down(every[1], failures, 0, 5)
    context = seen(every, failures)
    assert (context.unrest, context.others_failing, context.line_steady) == (0, (), True)


def test_several_owners_are_and_it_passes() -> None:
    every, failures = world("A", "B", "C", "C"), RecentFailures()
    for each in every:
        break_down(each, failures, 0, 5)
    context = seen(every, failures)
    assert (context.unrest, context.others_failing) == (2, ("S1", "S2", "S3"))
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


def test_a_cloud_that_all_of_them_stand_on() -> None:
    every, failures = world("A", "B", "C", clouds=("Other", "Cloud")), RecentFailures()
    for each in every:
        break_down(each, failures, 0, 5)
    assert seen(every, failures).shared_cloud == "Other"
    apart, failures = [*world("A", clouds=("Own",)), *world("A", "B", "C")[1:]], RecentFailures()
    for each in apart:
        break_down(each, failures, 0, 5)
    assert seen(apart, failures).shared_cloud == ""
