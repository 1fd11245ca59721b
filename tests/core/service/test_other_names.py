"""Names that fail here, asked of another name server: what is asked, when, and what follows."""

import msgspec
import pytest

from notifier.core.common_cause import NAMES_PATIENCE_S, Common, Witnessed, begun, judged
from notifier.core.failure import FailureKind
from notifier.core.model import Cause, Outcome, Reading, Rule, Source
from notifier.core.service.evidence import ServiceEvidence
from notifier.core.service.other_names import NAMES_MOST, heard, target_of
from notifier.core.service.watched import failing_of
from notifier.core.targets import NamesTarget, host_of
from tests.core.making import T, at, fail, service, track

NAME = FailureKind.DNS_NXDOMAIN


def failing(count: int, kind: FailureKind = NAME, parts: int = 2) -> tuple[Common, list[ServiceEvidence]]:
    """So many owners' services, of which the second part fails twice."""
    components = [(f"part{number}", Rule.ALL, 1) for number in range(parts)]
    every = [track(service(*components, name=f"s{n}", owner=f"Owner {n}")) for n in range(count)]
    for each in every:
        for seconds in (0, 5):
            fail(list(each.targets.values())[-1], seconds, kind)
    common = begun(found for each in every if (found := failing_of(each, T + 6)) is not None)
    assert common is not None
    return common, every


def told(common: Common, outcome: Outcome) -> Common:
    return heard(common, Reading(Source.WITNESS, "", "witness", "names:9.9.9.9", at(8), outcome))


def test_the_very_names_that_fail_are_asked_for_once_of_each_owner() -> None:
    common, every = failing(NAMES_MOST + 1)
    quiet = track(service(name="quiet", owner="Quiet"))
    target = target_of(common, [quiet, *every], "9.9.9.9")
    assert target == NamesTarget(tuple(f"part10.s{n}.example" for n in range(NAMES_MOST)), "9.9.9.9")
    assert target_of(msgspec.structs.replace(common, names_asked=True), every, "9.9.9.9") is None


def test_nobody_is_asked_where_the_user_named_none_or_names_are_not_what_fails() -> None:
    common, every = failing(3)
    assert target_of(common, every, "") is None
    assert target_of(common, [], "9.9.9.9") is None
    assert target_of(*failing(3, FailureKind.CONNECT_TIMEOUT), "9.9.9.9") is None


@pytest.mark.parametrize(
    ("outcome", "cause"),
    [(Outcome.OK, Cause.NAMES), (Outcome.FAILED, Cause.SEVERAL), (Outcome.UNVERIFIABLE, Cause.SEVERAL)],
)
def test_what_it_finds_is_lost_by_the_network_and_what_it_does_not_by_the_services(
    outcome: Outcome, cause: Cause
) -> None:
    common, every = failing(3)
    common = msgspec.structs.replace(common, names_asked=True, names_awaited=True, asked_s=T + 6)
    watched = [each.service for each in every]
    assert judged(common, watched).cause is Cause.SEVERAL, "it has not told yet"
    assert judged(told(common, outcome), watched).cause is cause


def test_it_outweighs_witnesses_and_where_it_is_silent_they_decide() -> None:
    common, every = failing(4)
    watched = [each.service for each in every]
    fail_too = tuple(Witnessed(failure=NAME) for _ in range(3))
    asked = msgspec.structs.replace(common, told=fail_too, names_asked=True, names_awaited=True, asked_s=T + 6)
    assert judged(told(asked, Outcome.FAILED), watched).cause is Cause.SEVERAL
    assert judged(told(asked, Outcome.UNVERIFIABLE), watched).cause is Cause.NAMES


def test_nothing_is_said_before_it_has_told_or_its_time_is_over() -> None:
    common, _ = failing(3)
    asked = msgspec.structs.replace(common, names_asked=True, names_awaited=True, asked_s=T + 6)
    assert asked.is_pending(T + 6 + NAMES_PATIENCE_S)
    assert not asked.is_pending(T + 7 + NAMES_PATIENCE_S)
    assert not told(asked, Outcome.OK).is_pending(T + 8)


def test_it_has_a_key_and_burdens_the_server_alone() -> None:
    target = NamesTarget(("www.acme.example",), "9.9.9.9")
    assert (target.key, host_of(target)) == ("names:9.9.9.9", "9.9.9.9")
