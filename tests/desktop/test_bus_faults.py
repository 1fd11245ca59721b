"""The session's bus is slow, hangs, is cut or refuses: it watches on, tells once when it can, and ends as ever."""

from collections.abc import Iterator

import pytest

from tests.desktop.bus import of_the_program
from tests.desktop.bus_wire import BusWire, Way
from tests.desktop.program import ENDS_WITHIN_S, NAME, Internet, Program
from tests.desktop.session import Session
from tests.ending import Ending
from tests.waiting import until

pytestmark = [pytest.mark.desktop, pytest.mark.fault("desktop: the bus is slow, hangs, refuses, goes")]

TOLD_WITHIN_S = 90.0


@pytest.fixture
def wire(session: Session) -> Iterator[BusWire]:
    made = BusWire(session)
    yield made
    made.close()


def told(session: Session) -> list[str]:
    return [note.summary for note in session.ear.news()]


@pytest.mark.takes(40)
def test_on_a_bus_that_hangs_it_watches_ends_and_tells_at_the_next_start(
    session: Session, internet: Internet, wire: BusWire, program: Program
) -> None:
    wire.way = Way.IS_SLOW
    item = program.start()
    until(lambda: f"{NAME} works" in session.tooltip(item), 60, "a tooltip without a problem, over a slow bus")
    wire.way = Way.HANGS
    internet.service.die()
    until(program.on_their_way, TOLD_WITHIN_S, "what is to be told, on the disk")
    program.end()
    assert told(session) == []
    wire.way = Way.PASSES
    program.launch()
    session.ear.wait(of_the_program, TOLD_WITHIN_S, "the outage, after the next start")
    until(lambda: not program.on_their_way(), 30, "the mark that it was handed over")
    assert told(session) == [f"{NAME} cannot be reached from here"]


@pytest.mark.takes(50)
def test_a_bus_that_comes_back_is_used_again_until_the_display_goes(
    session: Session, internet: Internet, wire: BusWire, program: Program
) -> None:
    program.start_well()
    wire.cut()
    internet.service.die()
    until(program.on_their_way, TOLD_WITHIN_S, "what is to be told, on the disk")
    until(lambda: wire.refused, TOLD_WITHIN_S, "it tries to tell, in vain")
    wire.way = Way.PASSES
    session.ear.wait(of_the_program, TOLD_WITHIN_S, "the outage, over the new bus")
    until(lambda: not program.on_their_way(), 30, "the mark that it was handed over")
    assert told(session) == [f"{NAME} cannot be reached from here"]
    ending = Ending(program.process.pid)
    session.end_display()
    assert ending.took_s(lambda: program.process.poll() is not None) < ENDS_WITHIN_S
    (incident,) = program.history()
    assert (incident["service"], incident["until"]) == ("test-stage", None)


@pytest.mark.parametrize("way", [Way.HANGS, Way.REFUSES])
def test_without_a_bus_at_the_start_it_watches_and_ends(
    way: Way, internet: Internet, wire: BusWire, program: Program
) -> None:
    wire.way = way
    program.launch()
    internet.service.wait_for_visits(2, 60)
    program.end()
