import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from notifier.cli.since import moment_of
from notifier.cli.terminal import Terminal
from notifier.core.events import Notice
from notifier.core.failure import UserError
from notifier.core.model import Incident, Scope, State
from notifier.core.ports import Batch
from notifier.store.writer import HistoryWriter
from tests.cli.conftest import Commands, described
from tests.ui import samples
from tests.ui.samples import START, write_history

NOW = datetime.now(UTC).replace(microsecond=0)
KEYS = [
    "id",
    "service",
    "name",
    "since",
    "until",
    "duration_s",
    "state",
    "scope",
    "components",
    "countries",
    "group",
    "official",
    "unstable",
    "minor",
    "practice",
    "noted",
    "note",
]


def incident(name: str, service: str, ago: timedelta, lasted: timedelta | None) -> Incident:
    since = NOW - ago
    until = None if lasted is None else since + lasted
    return Incident(name, service, since, until, State.OUTAGE, Scope.EVERYONE, ("messages",))


@pytest.fixture
def past(cli: Commands) -> Commands:
    """Commands with a history of four incidents."""
    told: list[Notice] = []
    with HistoryWriter.open(cli.paths.history_file, told.append) as writer:
        writer.commit(
            Batch(
                incidents=(
                    incident("i1", "whatsapp", timedelta(days=30), timedelta(minutes=47)),
                    incident("i2", "tiktok", timedelta(days=3), timedelta(hours=2)),
                    incident("i3", "gone.example", timedelta(hours=5), timedelta(minutes=3)),
                    incident("i4", "whatsapp", timedelta(minutes=10), None),
                )
            )
        )
    assert told == []
    return cli


def ids(commands: Commands, *argv: str) -> list[str]:
    told = commands("history", "--json", *argv)
    assert told.status == 0, told.err
    return [each["id"] for each in told.json]


def test_no_history_is_no_fault(cli: Commands) -> None:
    assert cli("history").out == "There are no incidents in the history.\n"
    assert (cli("history", "--json").status, cli("history", "--json").json) == (0, [])
    assert not cli.paths.history_file.exists()


def test_json_of_one_incident(past: Commands) -> None:
    (told,) = past("history", "--json", "--service", "tiktok").json
    assert list(told) == KEYS
    since = NOW - timedelta(days=3)
    assert (told["service"], told["name"], told["state"], told["scope"]) == ("tiktok", "TikTok", "outage", "everyone")
    assert told["since"] == since.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert (told["duration_s"], told["components"]) == (7200, ["messages"])


def test_newest_first_and_filters(past: Commands) -> None:
    assert ids(past) == ["i4", "i3", "i2", "i1"]
    assert ids(past, "--limit", "2") == ["i4", "i3"]
    assert ids(past, "--since", "4d") == ["i4", "i3", "i2"]
    assert ids(past, "--since", "30m") == ["i4"]
    assert ids(past, "--service", "WhatsApp") == ["i4", "i1"]
    assert ids(past, "--service", "WA", "--since", "1w") == ["i4"]


def test_a_service_that_only_the_history_knows(past: Commands) -> None:
    assert ids(past, "--service", "gone.example") == ["i3"]
    assert past("history", "--service", "never-heard-of-it").status == 64


def test_an_open_incident_has_no_end_yet(past: Commands) -> None:
    (first, *_) = past("history", "--json").json
    assert first["until"] is None
    lasting_s = (datetime.now(UTC) - datetime.fromisoformat(first["since"])).total_seconds()
    assert lasting_s - 60 < first["duration_s"] <= lasting_s + 1


def test_the_table_tells_in_words(past: Commands) -> None:
    out = past("history").out
    assert "WhatsApp" in out
    assert "47 min" in out
    assert "still lasting" in out
    assert "everyone" in out


def test_one_incident_is_told(cli: Commands) -> None:
    write_history(cli.paths.history_file, samples.incident(), samples.incident("signal", START - timedelta(days=1), 5))
    about = samples.incident().id
    listed = cli("history").out
    assert about in listed
    told = cli("history", about)
    assert (told.status, told.err) == (0, "")
    first, *lines = told.out.splitlines()
    assert first.startswith("WhatsApp was down for 47 min")
    assert any("failed: no answer within 10 s." in each for each in lines)
    assert any("You were notified: “WhatsApp is down for everyone”" in each for each in lines)
    assert cli("history", "whatsapp-2026").out == told.out, "the beginning of an id is enough"
    as_json = cli("history", about, "--json")
    described("history", as_json.json)
    assert as_json.json["id"] == about
    assert any("failed" in each["text"] for each in as_json.json["story"])


@pytest.mark.parametrize(("word", "said"), [("zzz", "no incident has the id zzz"), ("i", "several incidents begin")])
def test_an_id_that_is_not_there_is_wrong_use(past: Commands, word: str, said: str) -> None:
    told = past("history", word)
    assert (told.status, told.out) == (64, "")
    assert said in told.err
    assert told.err.count("\n") == 1


def test_words_and_lengths_are_searched(past: Commands) -> None:
    assert ids(past, "--search", "tiktok") == ["i2"]
    assert ids(past, "--search", "longer than 30 min") == ["i2", "i1"]
    assert ids(past, "--search", "whatsapp > 30 min") == ["i1"]
    assert ids(past, "--search", "down", "--service", "whatsapp") == ["i4", "i1"]


def test_an_incident_is_noted_and_the_note_is_told_everywhere(past: Commands, tmp_path: Path) -> None:
    told = past("history", "i2", "--note", "router = fine")
    assert (told.status, told.err) == (0, "")
    assert "router = fine" in told.out
    (listed,) = past("history", "--json", "--service", "tiktok").json
    assert (listed["note"], listed["noted"] is not None) == ("router = fine", True)
    assert "[router = fine]" in " ".join(past("history").out.split())
    assert "router = fine" in past("history", "i2").out
    assert past("history", "i2", "--json").json["note"] == "router = fine"
    assert ids(past, "--search", "router") == ["i2"]
    assert past("history", "i2", "--note", "").status == 0
    assert "[seen]" in past("history").out
    assert past("history", "i2", "--note", "-").status == 0
    assert past("history", "--json", "--service", "tiktok").json[0]["noted"] is None
    assert past("history", "--note", "of nothing").status == 64


def test_one_incident_in_one_line(past: Commands) -> None:
    told = past("history", "i2", "--line")
    assert told.out.startswith("TikTok was down for 2 h (")
    assert told.out.count("\n") == 1
    assert "Outage Notifier" in told.out


def test_what_was_found_is_written_as_csv_and_json(past: Commands, tmp_path: Path) -> None:
    past("history", "i2", "--note", "=HYPERLINK(0)")
    for name in ("all.csv", "all.JSON"):
        told = past("history", "--export", str(tmp_path / name))
        assert (told.status, told.err) == (0, "")
        assert str(tmp_path / name) in told.out
    lines = (tmp_path / "all.csv").read_text("utf-8-sig").splitlines()
    assert len(lines) == 5
    assert "'=HYPERLINK(0)" in lines[3]
    assert lines[0].split(",") == KEYS
    described("history", json.loads((tmp_path / "all.JSON").read_text("utf-8")))
    assert past("history", "--search", "tiktok", "--export", str(tmp_path / "some.csv")).status == 0
    assert len((tmp_path / "some.csv").read_text("utf-8-sig").splitlines()) == 2


def test_in_a_narrow_window_no_word_is_cut(past: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("NO_COLOR", "1")
    always = property(lambda _terminal: True, lambda _terminal, _value: None)
    monkeypatch.setattr(Terminal, "is_terminal", always, raising=False)
    told = past("history", "--limit", "1").out
    assert [each.strip() for each in told.splitlines()[-3:]] == ["messages", "Affects: everyone", "i4"]
    assert {"Service", "WhatsApp", "down", "still", "lasting"} <= set(told.split())
    assert max(map(len, told.splitlines())) < 60


def test_a_file_of_another_kind_or_place_is_refused(past: Commands, tmp_path: Path) -> None:
    assert past("history", "--export", str(tmp_path / "all.xls")).status == 64
    assert past("history", "i2", "--export", str(tmp_path / "all.csv")).status == 64
    told = past("history", "--export", str(tmp_path / "none" / "all.csv"))
    assert told.status == 2
    assert "all.csv cannot be written" in told.err
    assert list(tmp_path.glob("*.csv")) == []


def test_a_broken_history_cannot_tell(cli: Commands) -> None:
    Path(cli.paths.history_file).write_bytes(b"this is no database at all, whatever its name says" * 100)
    told = cli("history", "--json")
    assert (told.status, told.out) == (2, "")
    assert "history.db" in told.err
    assert told.err.count("\n") == 1


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("90m", NOW - timedelta(minutes=90)),
        ("12h", NOW - timedelta(hours=12)),
        ("7D", NOW - timedelta(days=7)),
        ("2 w", NOW - timedelta(weeks=2)),
        ("2 jam", NOW - timedelta(hours=2)),
        ("3 Hari", NOW - timedelta(days=3)),
        ("1minggu", NOW - timedelta(weeks=1)),
        ("90 minutes", NOW - timedelta(minutes=90)),
        ("2026-01-31T18:30:00+00:00", datetime(2026, 1, 31, 18, 30, tzinfo=UTC)),
        ("2026-01-31T18:30Z", datetime(2026, 1, 31, 18, 30, tzinfo=UTC)),
    ],
)
def test_moments(text: str, moment: datetime) -> None:
    assert moment_of(text, NOW) == moment


def test_a_day_begins_in_the_zone_of_this_machine() -> None:
    assert moment_of("2026-01-31", NOW) == datetime(2026, 1, 31).astimezone(UTC)


@pytest.mark.parametrize("text", ["soon", "7 years", "2026-13-01", "-1d", "999999w"])
def test_what_is_no_moment_is_wrong_use(text: str) -> None:
    with pytest.raises(UserError, match="--since cannot be"):
        moment_of(text, NOW)
