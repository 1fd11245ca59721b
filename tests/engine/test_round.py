"""One round by hand: fine, failing, untrusted, a bad line, bot walls, the company's word."""

import asyncio
import itertools
from datetime import UTC, datetime

import msgspec
import pytest

from notifier.config.witnesses import shipped_witnesses
from notifier.core.failure import FailureKind
from notifier.core.look import OTHER_PAGE, Look, UsualLook
from notifier.core.model import LineState, Outcome, PageLevel, PageReport, Reading, Rule, Scope, Service, Source, State
from notifier.core.numbers import LOOK_LEARNED, WITNESSES
from notifier.core.ports import Read, Trust
from notifier.core.watch import ServiceWatch, Watch
from notifier.engine.round import check_services
from notifier.engine.verdicts import RoundResult
from tests.core.making import T, anchored, at, service
from tests.engine.playing import Answer, between, both, good, line_down, reading
from tests.virtual_time import passes, run

ACME = service(("web", Rule.ALL, 1), ("chat", Rule.ALL, 1), page=True)
OTHER = service(name="other", owner="Other")


class Reader:
    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.reads: list[tuple[float, Read]] = []

    async def __call__(self, read: Read) -> Reading:
        seconds = asyncio.get_running_loop().time()
        self.reads.append((seconds, read))
        await passes(0.1)
        return self.answer(read, seconds) or good(read, seconds)


def known(*services: Service) -> list[Trust]:
    """What the history knows: every target answered well a day ago."""
    return [
        Trust(each.id, target.key, first_ok=at(-86400), last_ok=at(-60)) for each in services for target in each.targets
    ]


def check(
    answer: Answer, *services: Service, watch: Watch | None = None, trust: list[Trust] | None = None
) -> tuple[RoundResult, Reader]:
    reader = Reader(answer)
    wanted = services or (ACME,)

    def now() -> datetime:
        return datetime.fromtimestamp(T + asyncio.get_running_loop().time(), UTC)

    async def main() -> RoundResult:
        return await check_services(
            wanted, watch or anchored(), reader, now, trust=known(*wanted) if trust is None else trust
        )

    return run(main()), reader


def nothing(_read: Read, _seconds: float) -> Reading | None:
    return None


def test_what_is_fine_is_read_once() -> None:
    result, reader = check(nothing, ACME, OTHER)
    assert [each.id for each in result.statuses] == ["acme", "other"]
    assert [each.verdict.state for each in result.statuses] == [State.OK, State.OK]
    assert result.line.state is LineState.ONLINE
    assert (result.line.answering, result.line.anchors) == (6, 6)
    assert len(reader.reads) == 6 + 2 + 1 + 1
    assert [each.time for each in result.readings] == sorted(each.time for each in result.readings)
    assert all(read.fresh for _, read in reader.reads)


def test_three_failures_of_what_is_trusted_are_an_outage() -> None:
    result, reader = check(between(0, 99, "acme"), ACME, OTHER)
    acme, other = result.statuses
    assert (acme.verdict.state, other.verdict.state) == (State.OUTAGE, State.OK)
    assert acme.verdict.since == at(0)
    assert set(acme.verdict.components) == {"web", "chat"}
    probes = [(at_s, read.target.key) for at_s, read in reader.reads if read.source is Source.PROBE]
    for target in ACME.targets:
        times = [at_s for at_s, key in probes if key == target.key]
        assert len(times) == 3
        assert all(later - earlier >= 5.0 for earlier, later in itertools.pairwise(times))
    assert len([key for _, key in probes if key == OTHER.targets[0].key]) == 1


def test_an_answer_among_the_tries_is_fine() -> None:
    assert check(between(0, 3, "acme"))[0].statuses[0].verdict.state is State.OK


def test_what_fails_and_never_answered_from_here_is_possible_at_most() -> None:
    result, reader = check(between(0, 99, "acme"), trust=[])
    (status,) = result.statuses
    assert max(at_s for at_s, _ in reader.reads) == pytest.approx(15.0, abs=0.5), "four tries, and no more waiting"
    assert status.verdict.state is State.POSSIBLE
    assert status.verdict.scope is Scope.UNCLEAR
    assert "untrusted" in {reason.kind.value for reason in status.verdict.reasons}


@pytest.mark.parametrize("kind", [FailureKind.UNREACHABLE, FailureKind.CONNECT_TIMEOUT])
def test_on_a_bad_line_nothing_is_said(kind: FailureKind) -> None:
    result, reader = check(line_down(0, 99, kind), ACME, OTHER)
    assert max(at_s for at_s, _ in reader.reads) == pytest.approx(5.0, abs=0.5), "seen twice, and nobody waits longer"
    assert result.line.state is LineState.OFFLINE
    assert {each.verdict.state for each in result.statuses} == {State.UNKNOWN}
    assert "line_bad" in {reason.kind.value for reason in result.statuses[0].verdict.reasons}


def test_a_line_that_was_gone_for_a_moment_is_waited_for() -> None:
    result, _ = check(line_down(0, 4, FailureKind.UNREACHABLE), ACME, OTHER)
    assert result.line.state is LineState.ONLINE
    assert {each.verdict.state for each in result.statuses} == {State.OK}


def test_another_page_than_usual_does_not_tell() -> None:
    usual = UsualLook(title=7, low=14, high=15, words=(1, 2, 3), alike=LOOK_LEARNED)
    trust = [msgspec.structs.replace(each, look=usual) for each in known(OTHER)]

    def sorry(read: Read, seconds: float) -> Reading | None:
        return reading(read, seconds, Outcome.OK, look=Look(8, 9, (4,))) if read.service else None

    result, reader = check(sorry, OTHER, trust=trust)
    (status,) = result.statuses
    assert status.verdict.state is State.UNKNOWN
    assert "other_page" in {reason.kind.value for reason in status.verdict.reasons}
    (found,) = (each for each in result.readings if each.service)
    assert (found.outcome, found.detail) == (Outcome.UNVERIFIABLE, OTHER_PAGE)
    assert len([read for _, read in reader.reads if read.service]) == 1, "it is no failure, and not read again"
    assert check(sorry, OTHER)[0].statuses[0].verdict.state is State.OK, "nothing is known of its page"


def test_bot_walls_tell_nothing() -> None:
    def walled(read: Read, seconds: float) -> Reading | None:
        return reading(read, seconds, Outcome.UNVERIFIABLE) if read.source is Source.PROBE else None

    result, _ = check(walled, OTHER)
    assert result.statuses[0].verdict.state is State.UNKNOWN
    assert [each.outcome for each in result.statuses[0].silent_sources] == [Outcome.UNVERIFIABLE]
    with_page, _ = check(walled, ACME)
    assert with_page.statuses[0].verdict.state is State.OK, "its page says that it works"


def says(level: PageLevel) -> Answer:
    def answer(read: Read, seconds: float) -> Reading | None:
        if read.source is not Source.PAGE:
            return None
        return reading(read, seconds, page=PageReport("test", "https://status", level))

    return answer


@pytest.mark.parametrize(
    ("level", "state"),
    [
        (PageLevel.MAJOR_OUTAGE, State.OUTAGE),
        (PageLevel.PARTIAL_OUTAGE, State.POSSIBLE),
        (PageLevel.DEGRADED, State.SLOW),
        (PageLevel.MAINTENANCE, State.MAINTENANCE),
    ],
)
def test_the_companys_word_counts(level: PageLevel, state: State) -> None:
    (status,) = check(says(level))[0].statuses
    assert status.verdict.state is state
    if state is State.OUTAGE:
        assert (status.verdict.official, status.verdict.scope) == (True, Scope.EVERYONE)


def test_a_green_page_hides_no_failure() -> None:
    (status,) = check(both(between(0, 99, "acme"), says(PageLevel.OPERATIONAL)))[0].statuses
    assert status.verdict.state is State.OUTAGE
    assert "page_fine" in {reason.kind.value for reason in status.verdict.reasons}


def test_a_page_that_cannot_be_read_is_said_to_be_so() -> None:
    def strange(read: Read, seconds: float) -> Reading | None:
        return reading(read, seconds, Outcome.UNREADABLE, detail="?") if read.source is Source.PAGE else None

    (status,) = check(strange)[0].statuses
    assert status.verdict.state is State.OK
    assert [each.outcome for each in status.silent_sources] == [Outcome.UNREADABLE]


@pytest.mark.parametrize(
    ("rule", "failing", "state"),
    [
        (Rule.ANY, 2, State.OK),
        (Rule.ANY, 3, State.OUTAGE),
        (Rule.MOST, 1, State.OK),
        (Rule.MOST, 2, State.OUTAGE),
        (Rule.ALL, 1, State.OUTAGE),
    ],
)
def test_the_rule_of_a_component_holds_here_too(rule: Rule, failing: int, state: State) -> None:
    made = service(("web", rule, 3))
    bad = {target.key for target in made.targets[:failing]}

    def answer(read: Read, seconds: float) -> Reading | None:
        return reading(read, seconds, Outcome.FAILED) if read.target.key in bad else None

    assert check(answer, made)[0].statuses[0].verdict.state is state


def test_only_what_the_user_watches_is_read() -> None:
    watch = anchored(services={"acme": ServiceWatch(components=("web",), page_components=("p",))})
    _, reader = check(nothing, ACME, watch=watch)
    assert {read.component for _, read in reader.reads if read.source is Source.PROBE} == {"web"}
    page = next(read.target for _, read in reader.reads if read.source is Source.PAGE)
    assert getattr(page, "watched", None) == ("p",)


def test_one_anchor_that_fails_is_asked_again_and_changes_nothing() -> None:
    def answer(read: Read, seconds: float) -> Reading | None:
        hit = read.source is Source.ANCHOR and read.target.key.endswith("1.1.1.1:443")
        return reading(read, seconds, Outcome.FAILED) if hit else None

    result, reader = check(answer)
    assert result.line.state is LineState.ONLINE
    assert result.line.answering == 5
    assert result.statuses[0].verdict.state is State.OK
    assert len([1 for _, read in reader.reads if read.source is Source.ANCHOR]) == 18


def test_a_lone_target_is_out_after_four_failures_and_possible_after_an_answer_too_few() -> None:
    lone = service(name="lone")
    result, reader = check(between(0, 99, "lone"), lone)
    assert result.statuses[0].verdict.state is State.OUTAGE
    assert len([1 for _, read in reader.reads if read.source is Source.PROBE]) == 4
    flaky, _ = check(between(0, 99, "lone"), lone, trust=often_failing(lone))
    verdict = flaky.statuses[0].verdict
    assert verdict.state is State.POSSIBLE, "what fails often proves less by failing"
    assert "unproven" in {reason.kind.value for reason in verdict.reasons}


def often_failing(made: Service) -> list[Trust]:
    """What the history knows of targets of which every tenth reading fails."""
    return [msgspec.structs.replace(each, readings=2000.0, failures=200.0) for each in known(made)]


def test_what_hangs_is_read_again_meanwhile() -> None:
    lone = service(name="lone")
    starts: list[float] = []

    async def hangs(read: Read) -> Reading:
        seconds = asyncio.get_running_loop().time()
        if read.source is Source.PROBE:
            starts.append(seconds)
            await passes(10.0)
            return reading(read, seconds, Outcome.FAILED, failure=FailureKind.CONNECT_TIMEOUT)
        await passes(0.1)
        return good(read, seconds)

    def now() -> datetime:
        return datetime.fromtimestamp(T + asyncio.get_running_loop().time(), UTC)

    async def main() -> tuple[RoundResult, float]:
        result = await check_services([lone], anchored(), hangs, now, known(lone))
        return result, asyncio.get_running_loop().time()

    result, ended_s = run(main())
    assert result.statuses[0].verdict.state is State.OUTAGE
    assert [round(at_s) for at_s in starts] == [0, 5, 10, 15]
    assert ended_s == pytest.approx(25.0, abs=0.5)


MANY = [service(name=f"s{number}", owner=f"Owner {number}") for number in range(5)]
FAILS = between(0, 100, *(each.id for each in MANY))


def witnesses(reader: Reader) -> list[float]:
    return [seconds for seconds, read in reader.reads if read.source is Source.WITNESS]


def test_several_owners_that_fail_are_the_network_where_strangers_fail_too() -> None:
    def strangers(read: Read, seconds: float) -> Reading | None:
        return reading(read, seconds, Outcome.FAILED) if read.source is Source.WITNESS else None

    watch = anchored(witnesses=shipped_witnesses())
    result, reader = check(both(FAILS, strangers), *MANY, watch=watch)
    assert {(each.verdict.state, each.verdict.scope) for each in result.statuses} == {(State.POSSIBLE, Scope.NETWORK)}
    assert len(witnesses(reader)) == 2 * WITNESSES, "one that fails may have met a burst of the line's"
    once: set[str] = set()

    def lost(read: Read, seconds: float) -> Reading | None:
        if read.source is not Source.WITNESS or read.target.key in once:
            return None
        once.add(read.target.key)
        return reading(read, seconds, Outcome.FAILED)

    met_burst, _ = check(both(FAILS, lost), *MANY, watch=watch)
    assert {each.verdict.state for each in met_burst.statuses} == {State.OUTAGE}
    works, reader = check(FAILS, *MANY, watch=watch)
    assert {each.verdict.state for each in works.statuses} == {State.OUTAGE}
    assert len(witnesses(reader)) == WITNESSES
    fine, reader = check(between(0, 100, "s0", "s1"), *MANY, watch=watch)
    assert [each.verdict.state for each in fine.statuses[:3]] == [State.OUTAGE, State.OUTAGE, State.OK]
    assert witnesses(reader) == [], "two are no event"
