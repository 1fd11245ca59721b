"""What can be used instead is named only as it was read lately, and never what fails too; slower is told of few."""

from datetime import timedelta

import msgspec
import pytest

from notifier.core.advice.instead import FEWEST, FRESH, MOST, Alternative, Instead, Tried, opened_by, slower_than_usual
from notifier.core.model import LineState, LineStatus, Link, Service, ServiceStatus, Snapshot, State, Verdict
from tests.core.making import at, service

NOW = at(0)
KNOWN = {
    "telegram": service(name="telegram", links=(Link("tg://", app=True), Link("https://web.telegram.example/"))),
    "signal": msgspec.structs.replace(service(name="signal"), homepage="https://signal.example/"),
    "line": msgspec.structs.replace(service(name="line"), homepage="javascript:alert(1)"),
}


def status(name: str, state: State, *alternatives: str) -> ServiceStatus:
    return ServiceStatus(name, name.title(), name, Verdict(name, state, NOW), alternatives=alternatives)


def snapshot(*services: ServiceStatus) -> Snapshot:
    return Snapshot(NOW, LineStatus(LineState.ONLINE), services)


def known(name: str) -> Service | None:
    return KNOWN.get(name)


def instead(*tried: Tried, apps: frozenset[str] = frozenset()) -> Instead:
    made = Instead(known)
    made.take(tried, apps)
    return made


FAILING = status("whatsapp", State.OUTAGE, "telegram", "signal")


def named(made: Instead, *others: ServiceStatus, failing: tuple[str, ...] = ("whatsapp",)) -> list[tuple[str, State]]:
    return [(each.service, each.state) for each in made.of(failing, snapshot(FAILING, *others))]


def test_nothing_is_named_of_what_was_not_read() -> None:
    assert named(instead()) == []
    assert instead(Tried("telegram", NOW, State.OK)).of(("whatsapp",), None) == []


def test_what_was_read_is_named_as_it_was_found_and_not_for_long() -> None:
    slow, old = Tried("telegram", NOW, State.SLOW), Tried("signal", NOW - FRESH - timedelta(seconds=1), State.OK)
    assert named(instead(slow, old)) == [("telegram", State.SLOW)]
    assert named(instead(msgspec.structs.replace(old, time=NOW - FRESH))) == [("signal", State.OK)]
    assert named(instead(Tried("telegram", NOW, State.UNKNOWN))) == []


@pytest.mark.parametrize("state", list(State))
def test_what_is_watched_is_named_as_it_stands(state: State) -> None:
    made = instead(Tried("telegram", NOW, State.OK))
    usable = [("telegram", state)] if state in (State.OK, State.SLOW) else []
    assert named(made, status("telegram", state)) == usable


def test_while_nothing_is_read_nothing_is_named() -> None:
    made, usual = instead(Tried("signal", NOW, State.OK)), snapshot(FAILING, status("telegram", State.OK))
    assert len(made.of(("whatsapp",), usual)) == 2
    offline = msgspec.structs.replace(usual, line=LineStatus(LineState.OFFLINE))
    for each in (offline, msgspec.structs.replace(usual, paused=True)):
        assert made.of(("whatsapp",), each) == []


def test_what_fails_with_it_is_never_named_whatever_was_read() -> None:
    made = instead(Tried("telegram", NOW, State.OK), Tried("signal", NOW, State.OK))
    also = status("telegram", State.OK, "whatsapp", "signal")
    assert named(made, also, failing=("whatsapp", "telegram")) == [("signal", State.OK)]


def test_at_most_so_many_are_named_by_name_and_address() -> None:
    many = status("x", State.OUTAGE, *(f"s{number}" for number in range(MOST + 3)))
    made = instead(*(Tried(name, NOW, State.OK) for name in many.alternatives))
    assert len(made.of(("x",), snapshot(many))) == MOST
    assert made.of(("x",), snapshot(many))[0] == Alternative("s0", "s0", State.OK)


@pytest.mark.parametrize(
    ("name", "apps", "opened"),
    [
        ("telegram", {"tg"}, ("tg://", True)),
        ("telegram", {"tgx"}, ("https://web.telegram.example/", False)),
        ("signal", {"tg"}, ("https://signal.example/", False)),
        ("line", {"javascript"}, ("", False)),
    ],
)
def test_the_app_opens_it_where_one_is_registered(name: str, apps: set[str], opened: tuple[str, bool]) -> None:
    assert opened_by(KNOWN[name], apps) == opened
    (found,) = instead(Tried(name, NOW, State.OK), apps=frozenset(apps)).of(
        ("x",), snapshot(status("x", State.OUTAGE, name))
    )
    assert (found.name, found.address, found.app) == (KNOWN[name].name, *opened)


def test_slower_than_usual_is_told_only_where_something_is_usual() -> None:
    steady = [80.0, 90.0, 85.0, 100.0, 70.0]
    assert not slower_than_usual(9_000.0, steady[: FEWEST - 1])
    assert slower_than_usual(900.0, steady)
    assert not slower_than_usual(160.0, steady), "a factor below that of the watched"
    assert not slower_than_usual(900.0, [20.0, 400.0, 60.0, 900.0, 150.0]), "it has always been like that"
    assert not slower_than_usual(0.3, [0.2] * FEWEST)
