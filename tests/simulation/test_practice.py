import asyncio
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from notifier.config.paths import resources
from notifier.core.commands import CheckNow, Pause
from notifier.core.events import AlertDue, Event, IncidentChanged, SnapshotChanged
from notifier.core.failure import UserError
from notifier.core.model import AlertKind, Snapshot, State
from notifier.simulation.practice import (
    DEFAULT_SCENARIO,
    LAST_LOOK_S,
    LEAD_S,
    PracticeRunner,
    first_trouble_s,
    live_from_s,
    moved,
    scenario_names,
    scenario_path,
)
from notifier.simulation.scenario import Scenario, load, parse
from notifier.store.memory import MemoryJournal
from tests import virtual_time
from tests.simulation.playing import ACME, CATALOGUE, head

SHIPPED = resources() / "scenarios"
OUTAGE = """
[[fault]]
service = "acme"
from_s = 3600
until_s = 4500
kind = "connect_refused"
"""
DURATION_S = 7200.0
SPEED = 20.0
LENGTH_S = (DURATION_S - 3600 + LEAD_S) / SPEED
"""How long it takes in real time, from a minute before the trouble to the end."""


def scenario(text: str = OUTAGE) -> Scenario:
    return parse(head(DURATION_S) + ACME + text, "test", CATALOGUE.get)


class Played:
    """A practice in virtual time: each event with its time, and what was kept."""

    def __init__(self, played: Scenario, speed: float = SPEED) -> None:
        self.journal = MemoryJournal()
        self.told: list[tuple[float, Event]] = []
        self.played = played
        self.speed = speed
        self.ended_s = 0.0

    def runner(self) -> PracticeRunner:
        loop = asyncio.get_running_loop()
        return PracticeRunner(
            self.played,
            self.journal,
            lambda event: self.told.append((loop.time(), event)),
            speed=self.speed,
            now=virtual_time.START,
            steady=loop.time,
        )

    async def to_the_end(self) -> None:
        await self.runner().run()
        self.ended_s = asyncio.get_running_loop().time()

    def events(self, kind: type) -> list[tuple[float, Event]]:
        return [each for each in self.told if isinstance(each[1], kind)]

    def snapshots(self) -> list[tuple[float, Snapshot]]:
        return [(time, event.snapshot) for time, event in self.told if isinstance(event, SnapshotChanged)]

    def alerts(self) -> list[tuple[float, AlertKind]]:
        return [(time, event.alert.kind) for time, event in self.told if isinstance(event, AlertDue)]


@pytest.fixture(scope="module")
def played() -> Played:
    made = Played(scenario())
    virtual_time.run(made.to_the_end())
    return made


def test_it_begins_shortly_before_the_trouble_at_the_present_time(played: Played) -> None:
    time, first = played.snapshots()[0]
    assert time == 0.0
    assert virtual_time.START <= first.time < virtual_time.START + timedelta(seconds=LEAD_S)
    assert [each.verdict.state for each in first.services] == [State.OK], "what came before was played already"


def test_it_ends_with_the_scenario_and_its_last_state_stands_a_moment(played: Played) -> None:
    assert played.ended_s == pytest.approx(LENGTH_S + LAST_LOOK_S, abs=2.0)
    assert played.snapshots()[-1][1].services[0].verdict.state is State.OK


def test_outage_and_recovery_are_told_in_accelerated_time(played: Played) -> None:
    (began_s, began), (ended_s, ended) = played.alerts()
    assert (began, ended) == (AlertKind.OUTAGE, AlertKind.RECOVERED)
    assert LEAD_S / SPEED < began_s < (LEAD_S + 180) / SPEED
    assert (LEAD_S + 900) / SPEED < ended_s < (LEAD_S + 900 + 300) / SPEED


def test_everything_is_marked_as_practice(played: Played) -> None:
    assert all(snapshot.practice for _, snapshot in played.snapshots())
    alerts = [event.alert for _, event in played.told if isinstance(event, AlertDue)]
    incidents = [event.incident for _, event in played.told if isinstance(event, IncidentChanged)]
    assert alerts
    assert incidents
    assert all(each.practice for each in alerts)
    assert all(each.practice for each in (*incidents, *played.journal.incidents.values()))
    assert all(each.startswith("practice-") for each in played.journal.incidents)


def test_what_is_told_is_in_the_journal_first(played: Played) -> None:
    told = {event.incident.id for _, event in played.told if isinstance(event, IncidentChanged)}
    assert told == set(played.journal.incidents)


def test_a_snapshot_a_second_and_one_with_each_alert(played: Played) -> None:
    times = [time for time, _ in played.snapshots()]
    alerts = [time for time, _ in played.alerts()]
    assert set(alerts) <= set(times)
    usual = [time for time in times[:-1] if time not in alerts]  # the last one stands for the end
    assert all(later - earlier >= 1.0 for earlier, later in pairwise(usual))
    assert len(times) > LENGTH_S / 4


def test_it_ends_at_once_when_stopped() -> None:
    stopped = Played(scenario())

    async def stop() -> float:
        runner = stopped.runner()
        running = asyncio.create_task(runner.run())
        await asyncio.sleep(10.0)
        runner.stop()
        await running
        return asyncio.get_running_loop().time()

    assert virtual_time.run(stop()) == 10.0
    assert max(time for time, _ in stopped.told) <= 10.0


def test_at_any_speed_it_hears_that_it_is_stopped() -> None:
    fast = Played(scenario(), speed=1e9)

    async def stop() -> int:
        runner = fast.runner()
        running = asyncio.create_task(runner.run())
        await asyncio.sleep(0)
        runner.stop()
        await running
        return len(fast.alerts())

    assert virtual_time.run(stop()) == 0


def test_of_the_commands_it_obeys_only_a_check() -> None:
    def readings(*commands: CheckNow | Pause) -> int:
        played = Played(scenario(""), speed=60.0)

        async def play() -> None:
            runner = played.runner()
            for command in commands:
                runner.post(command)
            await runner.run()

        virtual_time.run(play())
        return played.journal.readings

    usual = readings()
    assert readings(Pause(None)) == usual
    assert readings(CheckNow()) > usual


def test_a_scenario_without_trouble_begins_at_its_beginning() -> None:
    quiet = scenario("")
    assert first_trouble_s(quiet.file) == 0.0
    assert live_from_s(quiet.file) == 0.0
    assert moved(quiet, virtual_time.START).file.start == virtual_time.START


def test_any_kind_of_trouble_counts() -> None:
    text = '[[line]]\nfrom_s = 900\nuntil_s = 1000\nkind = "offline"\n'
    text += '[[page]]\nservice = "acme"\nat_s = 500\nlevel = "operational"\n'
    text += '[[reports]]\nservice = "acme"\nat_s = 700\ncount = 5\nbaseline = 2\n'
    assert first_trouble_s(scenario(OUTAGE + text).file) == 500
    assert live_from_s(scenario(OUTAGE + text).file) == 500 - LEAD_S


@pytest.mark.parametrize("name", scenario_names(SHIPPED))
def test_every_shipped_scenario_is_found_by_its_name(name: str) -> None:
    assert load(scenario_path(name, SHIPPED), CATALOGUE.get).file.name == name


def test_a_file_is_found_by_its_path(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(head() + ACME)
    assert scenario_path(str(file), SHIPPED) == file


@pytest.mark.parametrize("name", ["nothing-like-it", "../scenarios/just-me", "", "x" * 5000])
def test_another_name_is_an_error_that_names_the_shipped_ones(name: str) -> None:
    with pytest.raises(UserError) as error:
        scenario_path(name, SHIPPED)
    assert DEFAULT_SCENARIO in error.value.hint
    assert "nothing-happens" in error.value.hint
