"""A network whose filter answers 403 to everything: said once as what it is, and nothing of any service (rule 4)."""

import pytest

from tests.simulation.playing import ACME, head, play
from tests.simulation.worlds import table

FROM_S = 1200.0
OTHERS = "".join(
    table("service", id=f"s{number}", name=f"S{number}", owner=f"Owner {number}")
    + table("service.target", component="web", kind="http", target=f"https://s{number}.example/")
    for number in range(3)
)


@pytest.mark.parametrize("from_s", [0.0, FROM_S], ids=["always", "from some time on"])
@pytest.mark.parametrize("bare", [True, False], ids=["addresses too", "web only"])
def test_it_is_told_once_and_no_service_is_blamed(from_s: float, *, bare: bool) -> None:
    filtered = table("policy", touches="web", answer="forbidden", from_s=from_s)
    if bare:
        filtered += table("policy", touches="addresses", answer="refused", from_s=from_s)
    played = play(head(4 * 3600.0) + OTHERS + filtered, outside=False)
    told = played.notifications()
    assert [each["services"] for each in told] == [[]]
    assert 120.0 <= told[0]["t_s"] - from_s <= 420.0
    assert played.at("s0", 3600.0) == "unknown"
    assert not {"possible", "outage"} & {each["state"] for each in played.records if each["event"] == "state"}


def test_where_only_one_service_refuses_or_most_answer_nothing_is_told() -> None:
    alone = table("policy", touches="web", answer="forbidden", from_s=FROM_S, hosts=["s0.example", "acme.example"])
    checks = table("policy", touches="plain_http", answer="forbidden", from_s=FROM_S)
    assert play(head() + OTHERS + ACME + alone, outside=False).notifications() == []
    assert play(head() + OTHERS + ACME + checks, outside=False).notifications() == []


def test_a_day_later_it_is_told_again() -> None:
    filtered = table("policy", touches="web", answer="forbidden")
    played = play(head(30 * 3600.0) + OTHERS + filtered, outside=False)
    assert len(played.notifications()) == 2
