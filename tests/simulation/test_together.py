"""Services of several owners that fail together, in the simulated world: one notice, and none about who is not out."""

import pytest

from tests.simulation.playing import head, play
from tests.simulation.test_rules import web
from tests.simulation.worlds import table


def test_what_nobody_knows_the_cause_of_is_several_at_once() -> None:
    names = ["one", "two", "three", "four"]
    services = "".join(web(name) for name in [*names, "five", "six"])
    fault = table("fault", services=names, from_s=1800.0, until_s=3600.0, kind="http_5xx")
    played = play(head() + services + fault, outside=False)
    told = played.notifications()
    assert [each["kind"] for each in told] == ["outage", "recovered"]
    last = played.notifications(kinds=["outage"], updates=True)[-1]
    assert last["title"].startswith("Several at once: ")
    assert last["title"].endswith(" and 2 others cannot be reached from here")
    assert set(told[1]["services"]) == set(names)


def test_one_of_another_owner_that_fails_later_is_told_on_its_own() -> None:
    names = ["one", "two", "three"]
    services = "".join(web(name) for name in [*names, "five", "six"])
    faults = table("fault", services=names, from_s=1800.0, until_s=4200.0, kind="http_5xx")
    faults += table("fault", service="five", from_s=2400.0, until_s=4800.0, kind="reset")
    played = play(head() + services + faults, outside=False)
    told = [(each["kind"], len(each["services"])) for each in played.notifications()]
    assert sorted(told) == [("outage", 1), ("outage", told[0][1]), ("recovered", 1), ("recovered", 3)]
    assert [each["services"] for each in played.notifications("five")] == [["five"], ["five"]]


RESOLVER = '[settings]\nother_resolver = "9.9.9.9"\n'
SEVERAL = "".join(
    table("service", id=f"n{number}", name=f"N{number}", owner=f"Owner {number}")
    + table("service.target", component="web", kind="http", target=f"https://n{number}.example/")
    for number in range(5)
)
NO_NAMES = table("policy", touches="names", answer="name_failure", but_checks=True, from_s=1200.0, until_s=2400.0)
OWN_NAMES = "".join(
    table("fault", service=f"n{number}", kind="dns_failure", from_s=1200.0, until_s=2400.0) for number in range(4)
)


@pytest.mark.parametrize(
    ("tables", "kind", "title"),
    [
        (NO_NAMES, "line", "Your network: names cannot be looked up"),
        (OWN_NAMES, "outage", "Several at once"),
        (OWN_NAMES + table("policy", touches="addresses", answer="dropped"), "outage", "Several at once"),
    ],
    ids=["the network's", "the services'", "it cannot be reached"],
)
def test_another_name_server_tells_whose_names_fail(tables: str, kind: str, title: str) -> None:
    played = play(head(3600.0) + RESOLVER + SEVERAL + tables, outside=False)
    told = played.notifications()
    assert [each["kind"] for each in told].count(kind) == 1
    assert told[0]["kind"] == kind
    assert title in played.notifications(kinds=[kind], updates=True)[1 if title not in told[0]["title"] else 0]["title"]
    assert told[0]["t_s"] <= 1200.0 + 75.0


def test_the_users_network_that_keeps_back_more_and_more_is_one_event() -> None:
    early, late = ["one", "two", "three"], ["four", "five", "six"]
    services = "".join(web(name) for name in [*early, *late])
    blocked = {"touches": "everything", "answer": "refused", "but_checks": True, "until_s": 6000.0}
    first = table("policy", **blocked, from_s=1800.0, but=[f"{name}.example" for name in late])
    played = play(head() + services + first + table("policy", **blocked, from_s=2700.0), outside=False)
    told = [(each["kind"], len(each["services"])) for each in played.notifications()]
    assert told == [("line", 3), ("recovered", 6)]


def test_a_network_that_is_fine_only_while_the_line_settles_is_told_aloud_once() -> None:
    """A minute of it, a move to another network where it is the same ten seconds later: nobody heard of an end."""
    services = "".join(web(f"s{number}") for number in range(8))
    blocked = {"touches": "everything", "answer": "refused", "but_checks": True}
    world = table("policy", **blocked, from_s=1800.0, until_s=1860.0)
    world += table("policy", **blocked, from_s=1875.0, until_s=2775.0)
    world += table("line", from_s=1860.0, until_s=1865.0, kind="offline") + table("network", name="work", from_s=1865.0)
    played = play(head() + services + world, outside=False)
    assert [each["kind"] for each in played.notifications()] == ["line", "recovered"]
