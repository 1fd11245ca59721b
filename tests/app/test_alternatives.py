"""What can be used instead is read when an incident begins: what is not watched, once, and never in a practice."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from notifier.app.alternatives import AGAIN_S, Alternatives
from notifier.app.supervisor import Work
from notifier.app.view_state import ViewState
from notifier.config.model import Settings, WatchedService
from notifier.core.commands import CheckNow, Command
from notifier.core.model import Alert, AlertKind, AlertService, Incident, Scope, Service, State
from notifier.probes import target_of
from tests.core.making import service
from tests.sources.servers import Server, Visit, http
from tests.ui.samples import snapshot, status

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
INCIDENT = Incident("acme-1", "acme", NOW, None, worst=State.OUTAGE, scope=Scope.UNCLEAR)


class World:
    """Services on loopback: one works, one fails, one is watched, one has nothing that can be read."""

    def __init__(self, stack: ExitStack) -> None:
        self.visited: list[str] = []
        self.now_s = 0.0
        names = ("works", "fails", "watched")
        bases = {name: stack.enter_context(Server(http(self._answer(name)))).url("/") for name in names}
        self.services = {name: _at(name, base) for name, base in bases.items()}
        self.services["empty"] = msgspec.structs.replace(service(name="empty"), targets=())
        self.services["acme"] = service(alternatives=(*names, "empty", "nobody"))

    def clock_s(self) -> float:
        return self.now_s

    def _answer(self, name: str):  # type: ignore[no-untyped-def]
        def answer(visit: Visit) -> None:
            self.visited.append(name)
            visit.answer(500 if name == "fails" else 200, b"<html>hello</html>", {})

        return answer


def _at(name: str, address: str) -> Service:
    target = msgspec.structs.replace(target_of(address), component="web")
    return msgspec.structs.replace(service(name=name), targets=(target,))


@pytest.fixture
def world() -> Iterator[World]:
    with ExitStack() as stack:
        yield World(stack)


def at_once(work: Work) -> bool:
    asyncio.run(work())
    return True


SETTINGS = Settings(proxy="none", watched=(WatchedService("acme"), WatchedService("watched")))
FAILING = msgspec.structs.replace(
    status("whatsapp", State.OUTAGE), id="acme", incident="acme-1", alternatives=("fails", "works", "watched")
)
WATCHED = msgspec.structs.replace(status("gopay"), id="watched")


def made(world: World, file: Path, settings: Settings = SETTINGS) -> Alternatives:
    view = ViewState()
    view.show(msgspec.structs.replace(snapshot(FAILING, WATCHED), time=datetime.now(UTC)))
    found = Alternatives(lambda: settings, world.services.get, file, view, clock_s=world.clock_s)
    found.attend(at_once)
    return found


@pytest.fixture
def alternatives(qapp: QApplication, world: World, tmp_path: Path) -> Alternatives:
    return made(world, tmp_path / "alternatives.json")


def test_what_is_not_watched_is_read_once_and_what_is_watched_looked_at(
    alternatives: Alternatives, world: World
) -> None:
    commands: list[Command] = []
    alternatives.commanded.connect(commands.append)
    alternatives.on_incident(INCIDENT)
    assert commands == [CheckNow("watched")]
    member = AlertService("acme", "Acme", "acme-1", State.OUTAGE)
    alert = Alert("a", AlertKind.OUTAGE, NOW, "acme-1", (member,))
    assert [each.service for each in alternatives.meanwhile(alert)] == ["works", "watched"]
    assert alternatives.meanwhile(msgspec.structs.replace(alert, practice=True)) == []
    assert sorted(world.visited) == ["fails", "works"]
    alternatives.on_incident(msgspec.structs.replace(INCIDENT, id="acme-2"))
    assert (len(world.visited), len(commands)) == (2, 1), "politely: not again within minutes"


def test_ones_own_choice_takes_the_place_of_the_catalogues(qapp: QApplication, world: World, tmp_path: Path) -> None:
    own = Settings(proxy="none", watched=(WatchedService("acme", alternatives=("works", "nobody")),))
    made(world, tmp_path / "a.json", own).on_incident(INCIDENT)
    assert world.visited == ["works"]


@pytest.mark.parametrize(
    "incident",
    [
        msgspec.structs.replace(INCIDENT, until=NOW),
        msgspec.structs.replace(INCIDENT, practice=True),
        msgspec.structs.replace(INCIDENT, service="unknown"),
        msgspec.structs.replace(INCIDENT, service="empty"),
    ],
    ids=["over", "a practice", "unknown", "without alternatives"],
)
def test_nothing_is_read_for(incident: Incident, alternatives: Alternatives, world: World) -> None:
    alternatives.on_incident(incident)
    assert world.visited == []


@pytest.mark.fault("clock: put back while it runs")
def test_they_are_read_again_while_somebody_looks(alternatives: Alternatives, world: World) -> None:
    """Ten minutes are those that passed: a clock that was put back, or ahead, makes them no longer."""
    shown = snapshot(FAILING, status("gopay"))
    alternatives.on_shown(msgspec.structs.replace(shown, practice=True))
    assert world.visited == []
    alternatives.on_shown(shown)
    alternatives.on_shown(shown)
    assert len(world.visited) == 2
    world.now_s = AGAIN_S - 1
    alternatives.on_shown(shown)
    assert len(world.visited) == 2
    world.now_s = AGAIN_S
    alternatives.on_shown(shown)
    assert len(world.visited) == 4
    alternatives.on_shown(snapshot(msgspec.structs.replace(FAILING, incident="")))
    assert len(world.visited) == 4


def outage(kind: AlertKind = AlertKind.OUTAGE) -> Alert:
    return Alert("a", kind, NOW, "acme-1", (AlertService("acme", "Acme", "acme-1", State.OUTAGE),))


class Later:
    """A loop that works when it is told to."""

    def __init__(self) -> None:
        self.left: list[Work] = []

    def __call__(self, work: Work) -> bool:
        self.left.append(work)
        return True

    def go(self) -> None:
        asyncio.run(self.left.pop(0)())


def test_an_outage_is_told_when_it_is_known_what_can_be_used(alternatives: Alternatives) -> None:
    told, later = list[Alert](), Later()
    alternatives.ready.connect(told.append)
    alternatives.tell(outage())
    assert told == [outage()], "nothing is being read"
    alternatives.attend(later)
    alternatives.on_incident(INCIDENT)
    alternatives.tell(outage(AlertKind.LINE))
    assert len(told) == 2, "of the others none waits"
    alternatives.tell(outage())
    alternatives.tell(outage(AlertKind.RECOVERED))
    assert len(told) == 2
    later.go()
    assert [each.kind for each in told[2:]] == [AlertKind.OUTAGE, AlertKind.RECOVERED], "in their order"
    assert [each.service for each in alternatives.meanwhile(told[2])] == ["works", "watched"]


def test_it_is_not_waited_for_long_nor_for_a_loop_that_is_gone(alternatives: Alternatives, qtbot: QtBot) -> None:
    told, later = list[Alert](), Later()
    alternatives.ready.connect(told.append)
    alternatives._patience.setInterval(0)
    alternatives.attend(later)
    alternatives.on_incident(INCIDENT)
    with qtbot.waitSignal(alternatives.ready):
        alternatives.tell(outage())
    assert told == [outage()]
    alternatives.attend(at_once)
    alternatives.tell(outage())
    assert len(told) == 2


def test_what_could_not_be_read_is_tried_with_the_next_incident(alternatives: Alternatives, world: World) -> None:
    alternatives.attend(lambda _work: False)
    alternatives.on_incident(INCIDENT)
    alternatives.attend(at_once)
    alternatives.on_incident(INCIDENT)
    assert sorted(world.visited) == ["fails", "works"]
