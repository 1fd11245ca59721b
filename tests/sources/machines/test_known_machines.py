"""The list of other machines: small, whole after any fault, and no way to make a removed one count by being heard."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from notifier.sources.machines.known_machines import MOST, KnownMachines
from notifier.sources.machines.messages import Answer
from notifier.sources.remote import RemoteCheck, Try

NOW = datetime(2026, 11, 21, 20, tzinfo=UTC)
NUMBER = "0123456789abcdef" * 2


class Clock:
    now = NOW

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


def answer(place: str, works: bool | None = None) -> Answer:
    return Answer(NUMBER, 1.0, place, "ID", done=True, works=works)


@pytest.mark.parametrize("kept", [True, False], ids=["in a file", "in memory"])
def test_a_removed_machine_stays_removed_whatever_it_says(kept: bool, tmp_path: Path) -> None:
    known = KnownMachines(tmp_path / "m.json" if kept else None, Clock())
    known.answered([answer("office", works=True)], RemoteCheck(Try.WEB, "shop.example"))
    known.count("office", on=False)
    known.count("nowhere", on=False)
    known.answered([answer("office")], None)
    known.asked("office")
    known.asked("Cabin")
    assert [(each.place, each.counts, each.host, each.works) for each in known.all()] == [
        ("Cabin", True, "", None),
        ("office", False, "shop.example", True),
    ]
    known.clear()
    assert known.all() == ()


def test_those_heard_last_are_kept_and_those_removed(tmp_path: Path) -> None:
    known = KnownMachines(tmp_path / "m.json", Clock())
    known.asked("removed")
    known.count("removed", on=False)
    for number in range(MOST + 5):
        known.asked(f"place {number:02}")
    assert len(known.all()) == MOST
    assert not known.counts("removed")
    assert known.all()[0].place == "place 06"


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b'{"x": 1}', b"[" * 100_000])
def test_a_file_that_cannot_be_read_is_as_none(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "m.json").write_bytes(content)
    known = KnownMachines(tmp_path / "m.json", Clock())
    assert known.all() == ()
    known.asked("office")
    assert [each.place for each in known.all()] == ["office"]


def test_where_it_cannot_be_written_it_is_known_for_this_run(tmp_path: Path) -> None:
    known = KnownMachines(tmp_path / "nowhere" / "m.json", Clock())
    known.asked("office")
    assert [each.place for each in known.all()] == ["office"]
    assert KnownMachines(tmp_path / "nowhere" / "m.json", Clock()).all() == ()
