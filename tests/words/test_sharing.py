"""What is sent to others: with its date, its zone and its sources."""

from datetime import UTC, timedelta, timezone
from pathlib import Path

import msgspec
import pytest

from notifier.core.model import Outcome, Reading, RegionReport, Scope, Source
from notifier.core.past.story import StoryReading
from notifier.store.reader import HistoryReader
from notifier.words.names import Names
from notifier.words.sharing import shared_line, shared_picture
from notifier.words.times import Clock
from tests.ui import samples
from tests.ui.samples import NOW, incident, write_history

NAMES = Names(samples.service_of)
CLOCK = Clock(NOW + timedelta(hours=1), UTC)
ABOUT = incident()


def test_one_line_with_time_and_sources(tmp_path: Path) -> None:
    story = HistoryReader(write_history(tmp_path / "history.db", ABOUT)).story(ABOUT.id)
    told = shared_line(ABOUT, story, NAMES, CLOCK)
    assert told == (
        "WhatsApp was down for 47 min (2 Mar 2026 14:02\u201314:49). Affects: everyone. "
        "Sources: tried from here, https://status.whatsapp.example. (Outage Notifier, 2 Mar 2026 15:31, UTC)"
    )
    assert "\n" not in told


def test_whom_it_affects_is_not_said_where_it_is_not_known() -> None:
    unclear = msgspec.structs.replace(ABOUT, scope=Scope.UNCLEAR, until=None)
    told = shared_line(unclear, (), NAMES, CLOCK)
    assert told.startswith("WhatsApp has been unreachable from here since 2 Mar 2026 14:02, for 1 h 29 min so far. (")
    assert "Sources" not in told


def test_a_practice_says_so() -> None:
    assert shared_line(msgspec.structs.replace(ABOUT, practice=True), (), NAMES, CLOCK).startswith("Practice: WhatsApp")


@pytest.mark.parametrize(("minutes", "words"), [(420, "UTC+7"), (345, "UTC+5:45"), (-210, "UTC-3:30"), (0, "UTC")])
def test_the_zone_is_said_as_a_distance(minutes: int, words: str) -> None:
    clock = Clock(NOW, timezone(timedelta(minutes=minutes)))
    assert shared_line(ABOUT, (), NAMES, clock).endswith(f", {words})")


def test_a_picture_has_three_facts_each_with_its_time(tmp_path: Path) -> None:
    story = HistoryReader(write_history(tmp_path / "history.db", ABOUT)).story(ABOUT.id)
    report = RegionReport(fails=("SG",), works=("GB",), source="Globalping")
    region = Reading(Source.REGION, "whatsapp", "", "t", NOW, Outcome.OK, region=report)
    told = shared_picture(ABOUT, [*story, StoryReading(NOW, region)], NAMES, CLOCK)
    assert told.headline == "WhatsApp was down for 47 min (2 Mar 2026 14:02\u201314:49)."
    assert "3 of 3 tries to reach “Messages” failed" in told.here
    assert told.elsewhere.startswith("Globalping, 2 Mar 2026 14:31:")
    assert "Singapore" in told.elsewhere
    assert told.company.endswith("(2 Mar 2026 14:22)")
    assert told.sources.endswith("Globalping.")
