"""What `status --format prometheus` prints: one family after another, each state a series, all words inside."""

import re
from datetime import UTC, datetime

import msgspec
import pytest

from notifier.cli.command_options import SCRAPE_FORMATS
from notifier.cli.scrape import exposition
from notifier.core.failure import FailureKind
from notifier.core.model import LineState, LineStatus, Outcome, Reading, Source, State
from notifier.engine.verdicts import RoundResult
from tests.cli.conftest import Commands
from tests.cli.world import World
from tests.ui.samples import NOW, status

SERIES = re.compile(r'outage_notifier_[a-z_]+(\{([a-z]+="([^"\\\n]|\\["\\n])*",?)+\})? -?[0-9.e+-]+')
"""A line of the format's description, as our names have it."""


def reading(outcome: Outcome, latency_ms: float | None, source: Source = Source.PROBE) -> Reading:
    failure = FailureKind.CONNECT_REFUSED if outcome is Outcome.FAILED else None
    return Reading(source, "whatsapp", "web", "https://whatsapp.example/", NOW, outcome, failure, latency_ms)


def printed(name: str = "WhatsApp", *readings: Reading) -> list[str]:
    service = msgspec.structs.replace(status("whatsapp", State.OUTAGE), name=name)
    return list(exposition(RoundResult((service,), LineStatus(LineState.ONLINE), readings), NOW))


def test_each_state_has_a_series_and_one_is_so() -> None:
    lines = [each for each in printed() if each.startswith('outage_notifier_service_state{service="whatsapp"')]
    assert len(lines) == len(State)
    assert [each for each in lines if each.endswith(" 1")] == [
        'outage_notifier_service_state{service="whatsapp",state="outage"} 1'
    ]
    assert 'outage_notifier_line_state{state="online"} 1' in printed()
    assert f"outage_notifier_checked_timestamp_seconds {NOW.timestamp():.0f}" in printed()


def test_an_address_is_told_once_as_it_was_read_last() -> None:
    of_page = reading(Outcome.OK, 70.0, Source.PAGE)
    walled = reading(Outcome.UNVERIFIABLE, 20.0)
    where = '{service="whatsapp",component="web",target="https://whatsapp.example/"}'
    lines = printed("WhatsApp", reading(Outcome.FAILED, None), reading(Outcome.OK, 34.5), of_page)
    assert [each for each in lines if where in each] == [
        f"outage_notifier_reading_success{where} 1",
        f"outage_notifier_reading_duration_seconds{where} 0.0345",
    ]
    told = [each for each in printed("WhatsApp", reading(Outcome.OK, 34.5), walled) if where in each]
    assert told == [f"outage_notifier_reading_duration_seconds{where} 0.02"]


@pytest.mark.parametrize("name", ["WhatsApp", 'A "quoted" \\ name\nof } two lines 1', "نام # HELP x"])
def test_every_line_is_of_the_format(name: str) -> None:
    families = set()
    for line in printed(name, reading(Outcome.OK, 1.0)):
        if line.startswith("# HELP "):
            families.add(line.split()[2])
        elif line.startswith("# TYPE "):
            assert line == f"# TYPE {line.split()[2]} gauge"
            assert line.split()[2] in families
        else:
            assert SERIES.fullmatch(line), line
            assert re.split("[{ ]", line)[0] in families


def test_what_is_watched_is_read_and_printed(cli: Commands, internet: World) -> None:
    fine, broken = internet.server(), internet.server()
    for server in (fine, broken):
        assert cli("add", f"{server.host}:{server.port}").status == 0
    broken.die()
    (choice,) = SCRAPE_FORMATS
    told = cli("status", "--format", choice)
    assert told.status == 1
    assert re.search(rf'reading_success{{[^}}]*target="[^"]*{fine.host}:{fine.port}[^"]*"}} 1\n', told.out)
    assert re.search(rf'reading_success{{[^}}]*target="[^"]*{broken.host}:{broken.port}[^"]*"}} 0\n', told.out)
    (checked,) = re.findall(r"^outage_notifier_checked_timestamp_seconds (\S+)$", told.out, re.MULTILINE)
    assert abs(datetime.now(UTC).timestamp() - float(checked)) < 600
    both = cli("status", "--json", "--format", choice)
    assert (both.status, both.out) == (64, "")
    assert "--format and --json cannot be used together" in both.err
