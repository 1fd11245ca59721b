"""What a `watch` does beside showing: its key `s` snoozes and ends the snooze, and what it finds goes to the phone."""

from argparse import Namespace
from datetime import UTC, datetime

import msgspec
import pytest

from notifier.cli.context import Context
from notifier.cli.phone_notices import PhoneNotices
from notifier.cli.snooze_key import SnoozeKey
from notifier.config import secrets
from notifier.core.commands import EndSnooze, Snooze
from notifier.core.events import AlertDue, SnapshotChanged
from notifier.core.failure import UserError
from notifier.core.model import Alert, AlertKind, AlertService, ServiceStatus, State, Telling
from tests.cli.conftest import Commands
from tests.desktop_parts.phone.conftest import _web as _web
from tests.desktop_parts.phone.servers import Web
from tests.ui.samples import snapshot, status

DOWN = Alert(
    "a1", AlertKind.OUTAGE, datetime.now(UTC), "i1", (AlertService("whatsapp", "WhatsApp", "i1", State.OUTAGE),)
)


def context_of(cli: Commands) -> Context:
    return Context(Namespace(config_dir=cli.paths.config_dir, data_dir=cli.paths.data_dir, json=False))


def told_of(name: str, telling: Telling) -> ServiceStatus:
    return msgspec.structs.replace(status(name, State.OUTAGE), telling=telling)


def test_the_key_snoozes_what_fails_and_ends_it_again(cli: Commands) -> None:
    posted: list[object] = []
    said: list[str] = []
    key = SnoozeKey(context_of(cli), posted.append, said.append)
    key()
    key.take(SnapshotChanged(snapshot(status("signal"))))
    key()
    assert (posted, said) == ([], ["Nothing fails that could be snoozed."] * 2)
    told, snoozed = Telling(told=True), Telling(told=True, snoozed=True)
    key.take(SnapshotChanged(snapshot(told_of("whatsapp", told), told_of("tiktok", snoozed), status("signal"))))
    key()
    key.take(SnapshotChanged(snapshot(told_of("whatsapp", snoozed), told_of("tiktok", snoozed), status("signal"))))
    key()
    assert posted == [Snooze(("whatsapp",)), EndSnooze(("whatsapp", "tiktok"))]
    assert said[2:] == [
        "WhatsApp is snoozed until it is back.",
        "WhatsApp is not snoozed any more.",
        "TikTok is not snoozed any more.",
    ]


def test_a_program_in_the_tray_that_does_not_answer_is_said(cli: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_context: Context, _order: object) -> bool:
        raise UserError("the program is already running, but does not answer", "quit it, and try again")

    monkeypatch.setattr("notifier.cli.snooze_key.handed_over", refuse)
    posted: list[object] = []
    said: list[str] = []
    key = SnoozeKey(context_of(cli), posted.append, said.append)
    key.take(SnapshotChanged(snapshot(told_of("whatsapp", Telling(told=True)))))
    key()
    assert posted == []
    assert "does not answer" in said[0]


def test_what_it_finds_goes_to_the_phone_while_it_keeps_the_history(
    cli: Commands, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secrets, "get", {"phone 1": f"ntfy://{web.place}/topic"}.get)
    cli.set(phones=(f"1 ntfy {web.place} outages",))
    phone = PhoneNotices(context_of(cli))
    phone.take(AlertDue(msgspec.structs.replace(DOWN, id="a0")))  # the tray program tells that
    phone.begin()
    phone.take(SnapshotChanged(snapshot()))
    phone.take(AlertDue(DOWN))
    assert [each["title"] for each in web.wait_for(1)] == ["WhatsApp cannot be reached from here"]
    phone.close()
    phone.take(AlertDue(msgspec.structs.replace(DOWN, id="a2")))
    assert len(web.got) == 1
