"""What services of several owners that begin to fail together have in common (rule 17)."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.core import common_cause
from notifier.core.common_cause import (
    PATIENCE_S,
    Common,
    Failing,
    Witnessed,
    as_one,
    begun,
    chosen,
    freed,
    grown,
    judged,
    lasting,
    witnessed,
)
from notifier.core.failure import FailureKind
from notifier.core.model import Cause, Outcome, Reading, Service, Source
from notifier.core.numbers import FAMILY_JOINS_S, READING_TIMEOUT_S, TOGETHER_S
from notifier.core.targets import WitnessTarget
from notifier.probes.tcp import TcpTarget
from tests.core.making import at, service

K = FailureKind


def failing(name: str, since_s: float = 0.0, *ways: K, clouds: tuple[str, ...] = (), by: str = "") -> Failing:
    """A service, called like its owner."""
    answered_by = frozenset({by}) if by else frozenset[str]()
    return Failing(name, name.upper(), clouds, since_s, frozenset(ways or (K.RESET,)), answered_by)


def together(*members: Failing) -> Common:
    found = begun(members)
    assert found is not None
    return found


def heard(common: Common, *told: K | None, by: str = "", clouds: tuple[str, ...] = ()) -> Common:
    """So many witnesses have told; None: it works."""
    testimonies = tuple(Witnessed(clouds, way, by if way else "") for way in told)
    return msgspec.structs.replace(common, asked_s=0.0, told=common.told + testimonies)


def watched(*names: str, clouds: tuple[str, ...] = ()) -> list[Service]:
    return [service(name=name, owner=name.upper(), clouds=clouds) for name in names]


MANY = watched("a", "b", "c", "d", "e", "f")


def test_three_owners_within_two_minutes_are_one_event() -> None:
    assert begun([failing("a"), failing("b", 60.0)]) is None
    assert begun([failing("a"), failing("b", 60.0), failing("c", TOGETHER_S + 1)]) is None
    one_owner = [msgspec.structs.replace(failing(name), owner="Meta") for name in ("a", "b", "c", "d")]
    assert begun(one_owner) is None, "a family is none"
    found = begun([failing("d", 110.0), failing("b", -500.0), failing("a"), failing("c", 60.0)])
    assert found is not None
    assert (found.began_s, found.joined_s, set(found.members)) == (0.0, 110.0, {"a", "c", "d"})


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.floats(-1e4, 1e4)), max_size=12))
def test_an_event_is_of_three_owners_and_of_two_minutes(what: list[tuple[str, float]]) -> None:
    members = [failing(f"{name}{number}", since_s) for number, (name, since_s) in enumerate(what)]
    members = [msgspec.structs.replace(each, owner=each.service[0]) for each in members]
    found = begun(members)
    if found is not None:
        begins = [each.since_s for each in found.members.values()]
        assert max(begins) - min(begins) <= TOGETHER_S
        assert len({each.owner for each in found.members.values()}) >= 3
    else:
        for first in members:
            near = {each.owner for each in members if 0 <= each.since_s - first.since_s <= TOGETHER_S}
            assert len(near) < 3


def test_others_join_shortly_after_the_last_and_for_ten_minutes() -> None:
    common = together(failing("a"), failing("b", 10.0), failing("c", 20.0))
    assert set(grown(common, [failing("d", 141.0)]).members) == {"a", "b", "c"}
    assert set(grown(common, [failing("d", -TOGETHER_S - 1)]).members) == {"a", "b", "c"}
    longer = common
    for number in range(7):
        longer = grown(longer, [failing(f"x{number}", 20.0 + 110.0 * number)])
    assert longer.joined_s == 20.0 + 110.0 * 5 <= FAMILY_JOINS_S
    assert "x6" not in longer.members, "the first one was more than ten minutes before"
    assert grown(common, [failing("a", 900.0)]) is common, "nothing new"
    other = grown(common, [failing("a", 900.0, K.DNS_FAILURE)])
    assert other.members["a"].ways == {K.RESET, K.DNS_FAILURE}, "how a member fails is followed"
    assert other.joined_s == common.joined_s


def test_it_lasts_while_a_member_fails_and_the_last_ones_are_judged_alone() -> None:
    common = together(failing("a"), failing("b"), failing("c"))
    assert lasting(common, {"a", "b"}, 50.0) == common
    assert lasting(common, {"x"}, 50.0) is None
    most_work = lasting(common, {"a"}, 300.0)
    assert most_work is not None
    assert most_work.over_s == 300.0
    assert lasting(most_work, {"a"}, 300.0 + TOGETHER_S) == most_work
    assert lasting(most_work, {"a"}, 301.0 + TOGETHER_S) is None


@pytest.mark.parametrize(
    ("way", "cause"),
    [
        (K.DNS_FAILURE, Cause.NAMES),
        (K.CERTIFICATE, Cause.ANSWERS),
        (K.HTTP_5XX, Cause.ANSWERS),
        (K.CONNECT_TIMEOUT, Cause.NETWORK),
    ],
)
def test_where_witnesses_fail_alike_it_is_the_network(way: K, cause: Cause) -> None:
    common = together(*(failing(name, 0.0, way) for name in "abc"))
    assert judged(heard(common, way, way, way, None, None), MANY).cause is cause
    assert judged(heard(common, None, None, None, None, K.RESET), MANY).cause is Cause.SEVERAL
    found = judged(heard(common, way, way, way), MANY)
    assert all(found.is_of(name) for name in "abc")
    assert not found.is_of("d")
    assert judged(heard(found, None, None, None, None), MANY).cause is cause, "what was said is not taken back"


def test_there_is_one_network_that_fails_in_one_way_however_long_after_one_another_services_meet_that() -> None:
    fails = [K.CONNECT_TIMEOUT] * 4
    first = judged(heard(together(*map(failing, "abc")), *fails), MANY)
    later = judged(heard(together(*(failing(name, 900.0) for name in "def")), *fails), MANY)
    (one,) = as_one([later, first])
    assert (one.began_s, one.joined_s, {*one.members}, one.cause) == (0.0, 900.0, {*"abcdef"}, Cause.NETWORK)
    assert as_one([one]) == (one,)
    names = judged(heard(together(*(failing(name, 900.0, K.DNS_FAILURE) for name in "def")), *fails), MANY)
    apart = together(*(failing(name, 900.0) for name in "def"))
    for other in (names, apart):
        assert as_one([first, other]) == (first, other), "in another way, or nobody knows how"
    assert len(as_one([apart, msgspec.structs.replace(apart, began_s=0.0)])) == 2


def test_a_service_that_fails_in_another_way_is_not_the_networks() -> None:
    members = [failing(name, 0.0, K.DNS_FAILURE) for name in "abc"] + [failing("d", 0.0, K.HTTP_5XX)]
    found = judged(heard(together(*members), *[K.DNS_FAILURE] * 4), MANY)
    assert found.cause is Cause.NAMES
    assert not found.is_of("d")
    assert not judged(together(*members), MANY).is_of("a"), "nothing is said before witnesses were heard"


def test_a_name_server_that_knows_what_it_has_cached_knows_some_witnesses() -> None:
    names = together(*(failing(name, 0.0, K.DNS_FAILURE) for name in "abc"))
    assert judged(heard(names, K.DNS_FAILURE, K.DNS_NXDOMAIN, None, None, None), MANY).cause is Cause.NAMES
    assert judged(heard(names, K.DNS_FAILURE, None, None, None, None), MANY).cause is Cause.SEVERAL
    few = watched("a", "b", "c", "d")
    assert judged(heard(names, K.DNS_FAILURE, None, None, None, None), few).cause is Cause.NAMES, "most of all names"
    assert judged(heard(names, K.RESET, K.RESET, None, None, None), few).cause is Cause.SEVERAL, "another way to fail"


def test_one_answer_for_everybody_is_somebody_in_between() -> None:
    same = together(*(failing(name, 0.0, K.HTTP_5XX, by="squid") for name in "abc"))
    told = heard(same, None, None, None, None)
    assert judged(heard(told, K.HTTP_5XX, by="squid"), MANY).cause is Cause.ANSWERS
    assert judged(heard(told, K.HTTP_5XX, by="its own"), MANY).cause is Cause.SEVERAL
    apart = together(*(failing(name, 0.0, K.HTTP_5XX, by=name) for name in "abc"))
    assert judged(heard(heard(apart, None, None, None, None), K.HTTP_5XX, by="a"), MANY).cause is Cause.SEVERAL


def test_a_cloud_that_most_of_them_stand_on_is_named() -> None:
    on_cloud = watched("a", "b", "c", clouds=("AWS",))
    members = [failing(name, clouds=("AWS", "Fastly") if name == "a" else ("AWS",)) for name in "abc"]
    common = together(*members)
    found = judged(common, [*on_cloud, *watched("d", "e")])
    assert (found.cause, found.cloud) == (Cause.CLOUD, "AWS")
    assert judged(together(*members, failing("d")), on_cloud).cloud == "AWS", "two thirds are enough"
    assert judged(together(*members, failing("d"), failing("e")), on_cloud).cloud == ""
    more = watched("a", "b", "c", "d", "e", clouds=("AWS",))
    assert judged(common, more).cloud == "", "too much of it works"
    works = heard(together(*members, failing("d")), None, clouds=("AWS",))
    assert judged(works, on_cloud).cloud == "", "something there works, and something elsewhere fails"


def test_a_witness_on_the_cloud_itself_does_not_speak_of_the_network() -> None:
    common = together(*(failing(name, 0.0, K.HTTP_5XX, clouds=("AWS",), by="AWS") for name in "abc"))
    told = heard(heard(common, *[K.HTTP_5XX] * 3, by="AWS", clouds=("AWS",)), None, None, None)
    found = judged(told, MANY)
    assert found.cause is Cause.CLOUD
    assert (found.fail_too, len(found.apart)) == (0, 3)


def test_where_nobody_can_be_asked_nearly_all_that_is_watched_is_the_network() -> None:
    common = together(*(failing(name) for name in "abcdef"))
    assert judged(common, MANY).cause is Cause.NETWORK
    assert judged(common, watched(*"abcdefgh")).cause is Cause.SEVERAL
    assert judged(together(*(failing(name) for name in "abc")), watched(*"abc")).cause is Cause.SEVERAL, "too few"
    awaited = msgspec.structs.replace(common, asked_s=0.0, awaited=True)
    assert judged(awaited, MANY).cause is Cause.SEVERAL, "they are to be heard first"
    assert judged(heard(common, None), MANY).cause is Cause.SEVERAL


def test_nothing_is_said_before_witnesses_were_heard_or_their_time_is_over() -> None:
    common = together(*(failing(name) for name in "abc"))
    assert not common.is_pending(0.0), "nobody was asked"
    asked = msgspec.structs.replace(common, asked_s=5.0, awaited=True)
    assert asked.is_pending(6.0)
    assert asked.is_pending(4.9 + 2 * READING_TIMEOUT_S), "one that fails is asked twice"
    assert not asked.is_pending(5.1 + PATIENCE_S)
    assert heard(asked, None, None).is_pending(6.0)
    assert not heard(asked, None, None, None).is_pending(6.0)
    assert not heard(msgspec.structs.replace(asked, awaited=False), None).is_pending(6.0)
    on_cloud = together(*(failing(name, clouds=("AWS",)) for name in "abc"))
    suspected = heard(msgspec.structs.replace(on_cloud, asked_s=5.0, awaited=True), K.RESET, clouds=("AWS",))
    assert heard(suspected, K.RESET, K.RESET).is_pending(6.0), "one of the cloud that is suspected tells nothing of it"
    assert not heard(suspected, K.RESET, K.RESET, K.RESET).is_pending(6.0)


def witness(owner: str, *clouds: str) -> WitnessTarget:
    return WitnessTarget(owner, TcpTarget(f"{owner.lower()}.example", 443, "witness"), clouds)


def test_strangers_are_chosen_and_one_at_most_on_the_cloud_that_is_suspected() -> None:
    known = [witness("A"), *(witness(f"On {n}", "AWS") for n in range(3)), *(witness(f"W{n}") for n in range(6))]
    common = together(*(failing(name, clouds=("AWS",)) for name in "abc"))
    found = [each.owner for each in chosen(common, {"A", "B", "C"}, known)]
    assert found == ["On 0", "W0", "W1", "W2", "W3"]
    apart = together(*(failing(name) for name in "abc"))
    assert [each.owner for each in chosen(apart, {"A"}, known)][:3] == ["On 0", "On 1", "On 2"]
    assert chosen(common, {each.owner for each in known}, known) == []


@pytest.mark.parametrize("outcome", list(Outcome))
def test_a_witness_tells_where_it_answers_or_fails_and_only_there(outcome: Outcome) -> None:
    failure = K.HTTP_5XX if outcome is Outcome.FAILED else None
    reading = Reading(Source.WITNESS, "", "witness", "w", at(0), outcome, failure, answered_by="squid")
    stranger = witness("W", "AWS")
    told = witnessed(stranger, reading)
    tells = outcome in (Outcome.OK, Outcome.SLOW, Outcome.FAILED)
    assert told == ((Witnessed(("AWS",), failure, "squid", at(0).timestamp(), stranger.key),) if tells else ())


def test_what_witnesses_fail_in_a_burst_of_the_lines_tells_nothing() -> None:
    common = judged(heard(together(failing("a"), failing("b"), failing("c")), K.RESET, K.RESET, K.RESET), MANY)
    assert common.cause is Cause.NETWORK
    assert common.but(lambda _: False) is common
    without = common.but(lambda _: True)
    assert (without.told, without.asked_s, without.cause) == ((), None, Cause.SEVERAL)
    answered = heard(common, None, None, None).but(lambda _: True)
    assert (len(answered.told), answered.asked_s) == (3, 0.0), "who answers in a burst tells all the same"


def test_the_network_is_blamed_until_witnesses_answer_and_most_of_it_fails_all_the_same() -> None:
    common = together(failing("a"), failing("b"), failing("c"))
    for key in "xyz":
        common = common_cause.heard(common, Witnessed(failure=K.RESET, start_s=5.0, key=key), 6.0)
    blamed = judged(msgspec.structs.replace(common, asked_s=0.0), MANY)
    assert blamed.cause is Cause.NETWORK
    assert freed(blamed, "abc") is blamed, "they fail still"
    assert common_cause.heard(blamed, Witnessed(failure=K.RESET, start_s=40.0, key="x"), 41.0) is blamed
    answered = common_cause.heard(blamed, Witnessed(start_s=40.0, key="x"), 41.0)
    assert answered.freed_s == 41.0
    assert [each.failure for each in answered.told] == [None, K.RESET, K.RESET]
    assert judged(answered, MANY).cause is Cause.NETWORK
    assert freed(answered, ["a"]) is answered, "the others have not failed since, and may be back"
    anew = freed(answered, ["a", "b"])
    assert (anew.cause, anew.asked_s, anew.told, anew.freed_s) == (Cause.SEVERAL, None, (), None)
