"""What can be used instead is read when an incident begins: what is not watched, once, and never in a practice."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from PySide6.QtWidgets import QApplication

from notifier.app.alternatives import Alternatives
from notifier.app.supervisor import Work
from notifier.config.model import Settings, WatchedService
from notifier.core.model import Incident, Outcome, Reading, Scope, Service, State
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
        names = ("works", "fails", "watched")
        bases = {name: stack.enter_context(Server(http(self._answer(name)))).url("/") for name in names}
        self.services = {name: _at(name, base) for name, base in bases.items()}
        self.services["empty"] = msgspec.structs.replace(service(name="empty"), targets=())
        self.services["acme"] = service(alternatives=(*names, "empty", "nobody"))

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


@pytest.fixture
def alternatives(qapp: QApplication, world: World) -> Alternatives:
    settings = Settings(proxy="none", watched=(WatchedService("acme"), WatchedService("watched")))
    made = Alternatives(lambda: settings, world.services.get)
    made.attend(at_once)
    return made


def test_what_is_not_watched_is_read_once(alternatives: Alternatives, world: World) -> None:
    said: list[tuple[Reading, ...]] = []
    alternatives.read.connect(said.append)
    alternatives.on_incident(INCIDENT)
    ((works, fails),) = said
    assert (works.service, works.outcome) == ("works", Outcome.OK)
    assert (fails.service, fails.outcome) == ("fails", Outcome.FAILED)
    assert sorted(world.visited) == ["fails", "works"]
    alternatives.on_incident(msgspec.structs.replace(INCIDENT, id="acme-2"))
    assert len(world.visited) == 2, "politely: not again within minutes"


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


def test_they_are_read_again_while_somebody_looks(
    alternatives: Alternatives, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = msgspec.structs.replace(status("whatsapp", State.OUTAGE), id="acme", incident="acme-1")
    shown = snapshot(failing, status("gopay"))
    alternatives.on_shown(msgspec.structs.replace(shown, practice=True))
    assert world.visited == []
    alternatives.on_shown(shown)
    alternatives.on_shown(shown)
    assert len(world.visited) == 2
    monkeypatch.setattr("notifier.app.alternatives.AGAIN", timedelta(0))
    alternatives.on_shown(shown)
    assert len(world.visited) == 4
    alternatives.on_shown(snapshot(msgspec.structs.replace(failing, incident="")))
    assert len(world.visited) == 4


def test_what_could_not_be_read_is_tried_with_the_next_incident(alternatives: Alternatives, world: World) -> None:
    alternatives.attend(lambda _work: False)
    alternatives.on_incident(INCIDENT)
    alternatives.attend(at_once)
    alternatives.on_incident(INCIDENT)
    assert sorted(world.visited) == ["fails", "works"]
