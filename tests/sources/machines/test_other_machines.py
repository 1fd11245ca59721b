"""The user's other machines as a source of readings from elsewhere, through the whole reader."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from notifier.core.model import Outcome, Reading, Source
from notifier.core.outside.elsewhere import ALL_FAIL, RegionEvidence
from notifier.core.outside.findings import Found, places_of
from notifier.core.targets import RegionTarget
from notifier.probes.http import HttpTarget
from notifier.sources.machines import asking
from notifier.sources.machines.known_machines import KnownMachines
from notifier.sources.machines.pairing import KEY_SECRET, PASSWORD_SECRET, key_text
from notifier.sources.outside.budgets import Budgets
from notifier.sources.reader import NetworkReader, ReaderOptions, utc_now
from notifier.words.elsewhere import reading_words
from notifier.words.times import Clock
from tests.sources.conftest import reading_of
from tests.sources.machines.mosquitto import PASSWORD, Mosquitto, needs_mosquitto
from tests.sources.machines.test_machines import KEY, Tried, serving

pytestmark = needs_mosquitto

TARGET = RegionTarget(HttpTarget("https://shop.example/"), ("ID",), "ID", ("machines",))
SECRETS = {KEY_SECRET: key_text(KEY), PASSWORD_SECRET: PASSWORD}


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "HEARD_S", 1.5)


def read(
    mosquitto: Mosquitto,
    *works: bool,
    file: Path | None = None,
    secrets: dict[str, str] | None = None,
    machines_file: Path | None = None,
) -> Reading:
    """Ask machines of which each finds this."""

    async def main() -> Reading:
        options = ReaderOptions(
            broker=mosquitto.broker,
            place="home",
            secret_of=(SECRETS if secrets is None else secrets).get,
            outside_file=file,
            machines_file=machines_file,
        )
        async with NetworkReader(options) as reader:
            if not works:
                return await reader(reading_of(TARGET, Source.REGION))
            async with (
                serving(mosquitto, "office", Tried(works=works[0])),
                serving(mosquitto, "cabin", Tried(works=works[-1]), "MY"),
            ):
                return await reader(reading_of(TARGET, Source.REGION))

    return asyncio.run(main())


def test_fails_at_home_and_works_at_the_office(mosquitto: Mosquitto, tmp_path: Path) -> None:
    reading = read(mosquitto, True, False, file=tmp_path / "outside.json")
    assert reading.outcome is Outcome.OK, reading
    assert {each.name: each.found for each in places_of([reading])} == {"office": Found.WORKS, "cabin": Found.FAILS}
    clock = Clock(datetime.now(UTC))
    assert reading_words(reading, "ID", clock) == "Fails at “cabin”. Works at “office”."
    assert reading_words(reading, "ID", clock, "home") == "Fails at “cabin”. Fails at “home”, but works at “office”."
    assert Budgets(tmp_path / "outside.json", utc_now).usage()["machines"].today == 1
    evidence = RegionEvidence()
    assert reading.region is not None
    evidence.add(reading.region, 0.0)
    compared = evidence.compared(("",), ALL_FAIL)
    assert (compared.works, compared.fails) == (("ID",), ("MY",))


def test_who_answered_is_listed(mosquitto: Mosquitto, tmp_path: Path) -> None:
    known = KnownMachines(tmp_path / "machines.json")
    read(mosquitto, True, False, machines_file=tmp_path / "machines.json")
    assert [(each.place, each.country, each.host, each.works) for each in known.all()] == [
        ("cabin", "MY", "shop.example", False),
        ("office", "ID", "shop.example", True),
    ]


def test_silence_is_told_and_proves_nothing(mosquitto: Mosquitto) -> None:
    nobody = read(mosquitto)
    assert (nobody.outcome, nobody.region) == (Outcome.UNVERIFIABLE, None)
    locked = read(mosquitto, secrets={})
    assert (locked.outcome, "keyring" in locked.detail) == (Outcome.UNVERIFIABLE, True)
    mosquitto.stop()
    gone = read(mosquitto)
    assert gone.outcome is Outcome.UNVERIFIABLE
    words = reading_words(gone, "ID", Clock(datetime.now(UTC)))
    assert words == "Nobody elsewhere could try it (Your other machines: it cannot be reached)."
