"""The list of other machines: small, and whole after any fault."""

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
def test_who_was_heard_is_known_and_can_be_forgotten(kept: bool, tmp_path: Path) -> None:
    known = KnownMachines(tmp_path / "m.json" if kept else None, Clock())
    known.answered([answer("office", works=True)], RemoteCheck(Try.WEB, "shop.example"))
    known.answered([answer("office")], None)
    known.asked("boat")
    known.asked("Cabin")
    known.remove("boat")
    known.remove("nowhere")
    assert [(each.place, each.host, each.works) for each in known.all()] == [
        ("Cabin", "", None),
        ("office", "shop.example", True),
    ]
    known.clear()
    assert known.all() == ()


def test_those_heard_last_are_kept(tmp_path: Path) -> None:
    known = KnownMachines(tmp_path / "m.json", Clock())
    for number in range(MOST + 5):
        known.asked(f"place {number:02}")
    assert len(known.all()) == MOST
    assert known.all()[0].place == "place 05"


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


@pytest.mark.fault("history: full disk")
def test_when_it_can_be_written_again_it_is_kept_with_what_came_meanwhile(tmp_path: Path) -> None:
    known, folder = KnownMachines(tmp_path / "disk" / "m.json", Clock()), tmp_path / "disk"
    known.asked("office")
    folder.mkdir()
    known.asked("boat")
    known.asked("cabin")
    assert [each.place for each in KnownMachines(folder / "m.json", Clock()).all()] == ["boat", "cabin", "office"]
