from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from notifier.app.announcing import Announcer
from notifier.config.model import Settings
from notifier.core.advice.instead import Alternative
from notifier.core.commands import Snooze
from notifier.core.events import EngineFailed, Notice, NoticeKind
from notifier.core.failure import UserError
from notifier.core.model import Alert, AlertKind, AlertService, Cause, Hold, LineState, Scope, State
from notifier.desktop.notify import Notification, Notifier, Reply
from notifier.words.names import NO_NAMES

WHEN = datetime(2026, 3, 1, 14, 2, tzinfo=UTC)
MEMBER = AlertService("whatsapp", "WhatsApp", "incident-1", State.OUTAGE, Scope.EVERYONE, since=WHEN)
DOWN = Alert("a1", AlertKind.OUTAGE, WHEN, "incident-1", (MEMBER,), page_url="https://status.example/")


class Scene:
    def __init__(self) -> None:
        self.shown: list[Notification] = []
        self.settings = Settings()
        self.notifier = Notifier([], self._show)
        self.usable: list[Alternative] = []
        self.announcer = Announcer(self.notifier, lambda: self.settings, NO_NAMES, lambda _alert: self.usable)
        self.wanted: list[tuple[str, str, str]] = []
        self.announcer.wanted.connect(self._on_wanted)
        self.opened: list[str] = []

    def _show(self, notification: Notification) -> bool:
        self.shown.append(notification)
        return True

    def _on_wanted(self, service: str, incident: str, token: str) -> None:
        self.wanted.append((service, incident, token))

    def open(self, url: QUrl) -> bool:
        self.opened.append(url.toString())
        return True


@pytest.fixture
def scene(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Scene:
    made = Scene()
    monkeypatch.setattr(QDesktopServices, "openUrl", made.open)
    return made


def test_a_network_that_wants_a_sign_in_has_a_button_to_its_page(scene: Scene) -> None:
    portal = Alert("p", AlertKind.LINE, WHEN, "line", line=LineState.CAPTIVE_PORTAL, line_since=WHEN)
    scene.announcer.alert(portal)
    (shown,) = scene.shown
    assert [each.label for each in shown.buttons] == ["Details", "Open sign-in page"]
    scene.announcer.on_reply(Reply("line", "help"))
    assert scene.opened == ["http://connectivitycheck.gstatic.com/generate_204"]


def test_in_quiet_hours_what_stands_says_that_it_is_over_and_nothing_is_shown_anew(scene: Scene) -> None:
    """No balloon, no sound, nothing to the phone; what only goes on is left as it stands."""
    phone: list[str] = []
    scene.announcer.told.connect(lambda alert, _words: phone.append(alert.id))
    held = msgspec.structs.replace(DOWN, id="a2", held=Hold.QUIET)
    back = msgspec.structs.replace(MEMBER, until=WHEN + timedelta(minutes=5), state=State.OK)
    over = msgspec.structs.replace(held, id="a3", kind=AlertKind.RECOVERED, services=(back,))
    again = msgspec.structs.replace(held, id="a4", time=WHEN + timedelta(minutes=9))
    scene.announcer.alert(DOWN)
    (told,) = scene.shown
    scene.announcer.held(held)
    assert not scene.notifier.waiting
    for alert, title in ((over, "WhatsApp works again"), (again, told.title), (over, "WhatsApp works again")):
        scene.announcer.held(alert)
        (corrects,) = scene.notifier.waiting
        assert (corrects.thread, corrects.title, corrects.alert) == ("incident-1", title, alert.id)
        assert (corrects.update, corrects.low, corrects.sound, corrects.urgent) == (True, True, False, False)
        assert [button.label for button in corrects.buttons] == ["Details", "Official page"]
    assert scene.shown == [told]
    assert phone == ["a1"]
    scene.announcer.on_reply(Reply("incident-1"))
    assert scene.wanted == [("whatsapp", "incident-1", "")]


def test_in_quiet_hours_a_line_that_is_back_says_so_where_its_fault_stands(scene: Scene) -> None:
    fault = Alert("f", AlertKind.LINE, WHEN, "line", line=LineState.OFFLINE, line_since=WHEN)
    end = msgspec.structs.replace(fault, id="e", line=LineState.ONLINE, line_was=LineState.OFFLINE, held=Hold.QUIET)
    scene.announcer.alert(fault)
    (told,) = scene.shown
    scene.announcer.held(end)
    (corrects,) = scene.notifier.waiting
    assert (corrects.thread, corrects.update, corrects.low) == ("line", True, True)
    assert corrects.title != told.title
    assert scene.shown == [told]


def test_a_click_on_a_balloon_is_never_on_what_was_corrected_in_quiet_hours(scene: Scene) -> None:
    scene.announcer.alert(DOWN)
    other = msgspec.structs.replace(MEMBER, service="dana", incident="incident-2", until=WHEN)
    held = Alert("a2", AlertKind.RECOVERED, WHEN, "incident-2", (other,), held=Hold.QUIET)
    scene.announcer.held(held)
    scene.announcer.on_balloon_clicked()
    assert scene.wanted == [("whatsapp", "incident-1", "")]


def test_what_a_digest_tells_to_be_over_is_known_to_who_shows_it(scene: Scene) -> None:
    back = msgspec.structs.replace(MEMBER, until=WHEN + timedelta(minutes=5))
    others = [msgspec.structs.replace(back, service=name) for name in ("bca", "dana")]
    again = msgspec.structs.replace(MEMBER, service="dana", incident="incident-2")
    digest = msgspec.structs.replace(DOWN, kind=AlertKind.DIGEST, thread="digest", services=(back, *others, again))
    scene.announcer.alert(digest)
    scene.announcer.alert(msgspec.structs.replace(digest, practice=True))
    scene.announcer.alert(DOWN)
    assert [each.over for each in scene.shown] == [("bca", "whatsapp"), (), ()], "one of them fails again"


@pytest.mark.parametrize("known", [True, False])
def test_a_clock_that_is_wrong_has_a_button_to_the_date_settings_where_they_are_known(
    scene: Scene, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, known: bool
) -> None:
    program, started = tmp_path / "gnome-control-center", tmp_path / "started"
    if known:
        program.write_text(f'#!/bin/sh\necho "$*" >"{started}"\n', encoding="utf-8")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    scene.announcer.alert(Alert("c", AlertKind.LINE, WHEN, "line", line=LineState.WRONG_CLOCK, line_since=WHEN))
    (shown,) = scene.shown
    assert [each.label for each in shown.buttons] == ["Details", *(["Open date settings"] if known else [])]
    if known:
        scene.announcer.on_reply(Reply("line", "help"))
        qtbot.waitUntil(lambda: started.exists() and started.read_text("utf-8") == "datetime\n")
    assert scene.opened == []


def test_urgent_is_what_concerns_a_core_part_in_practice_too(scene: Scene) -> None:
    little = msgspec.structs.replace(MEMBER, minor=True)
    for members in ((little,), (little, MEMBER)):
        scene.announcer.alert(msgspec.structs.replace(DOWN, services=members))
    scene.announcer.alert(msgspec.structs.replace(DOWN, practice=True))
    assert [each.urgent for each in scene.shown] == [False, True, True]
    assert scene.shown[-1].title.startswith("Practice: ")


def test_an_outage_is_urgent_has_buttons_and_its_thread(scene: Scene) -> None:
    scene.announcer.alert(DOWN)
    (shown,) = scene.shown
    assert shown.thread == "incident-1"
    assert "WhatsApp" in shown.title
    assert shown.urgent
    assert [each.key for each in shown.buttons] == ["details", "page", "snooze"]
    assert not shown.sound


def test_what_can_be_used_meanwhile_is_named_and_opened(scene: Scene) -> None:
    scene.usable = [
        Alternative("signal", "Signal", State.OK),
        Alternative("telegram", "Telegram", State.SLOW, "tg://", app=True),
        Alternative("line", "LINE", State.OK, "https://line.example/"),
    ]
    scene.announcer.alert(DOWN)
    (shown,) = scene.shown
    assert shown.body.endswith("Meanwhile: Signal works; Telegram works, but slower than usual.")
    assert [each.label for each in shown.buttons] == ["Details", "Official page", "Snooze…", "Open Telegram"]
    scene.notifier.replied.emit(Reply("incident-1", "instead"))
    assert scene.opened == ["tg://"]
    scene.announcer.alert(msgspec.structs.replace(DOWN, kind=AlertKind.RECOVERED))
    assert "Meanwhile" not in scene.shown[1].body
    scene.notifier.replied.emit(Reply("incident-1", "instead"))
    assert scene.opened == ["tg://"], "a button of the one before"


def test_a_recovery_is_not_urgent_and_takes_the_place_of_the_outage(scene: Scene) -> None:
    member = msgspec.structs.replace(MEMBER, state=State.OK, until=WHEN + timedelta(minutes=5))
    scene.announcer.alert(DOWN)
    scene.announcer.alert(msgspec.structs.replace(DOWN, kind=AlertKind.RECOVERED, services=(member,)))
    assert [each.thread for each in scene.shown] == ["incident-1", "incident-1"]
    assert not scene.shown[1].urgent


def test_a_correction_is_silent_and_one_that_names_another_is_shown(scene: Scene) -> None:
    scene.settings = Settings(notification_sound=True)
    scene.announcer.alert(DOWN)
    scene.announcer.alert(msgspec.structs.replace(DOWN, update=True))
    assert len(scene.shown) == 1, "a balloon cannot be corrected"
    other = msgspec.structs.replace(MEMBER, service="instagram")
    scene.announcer.alert(msgspec.structs.replace(DOWN, update=True, services=(MEMBER, other)))
    assert [each.sound for each in scene.shown] == [True, False], "what is only brought up to date makes none"
    assert (scene.shown[1].thread, scene.shown[1].urgent) == (scene.shown[0].thread, scene.shown[0].urgent)
    scene.announcer.alert(msgspec.structs.replace(DOWN, thread="of-the-last-run", update=True))
    assert len(scene.shown) == 2


def test_who_joins_without_being_named_changes_nothing_that_could_be_shown_again(scene: Scene) -> None:
    members = [msgspec.structs.replace(MEMBER, service=f"s{n}", name=f"Stage {n}") for n in range(5)]
    first = Alert("n1", AlertKind.LINE, WHEN, "incident-1", tuple(members[:4]), cause=Cause.NETWORK)
    others = (*members[:3], members[4])
    scene.announcer.alert(first)
    scene.announcer.alert(msgspec.structs.replace(first, id="n2", services=others, update=True))
    assert len(scene.shown) == 1, "the same words, to correct what is still to be seen"
    scene.announcer.alert(msgspec.structs.replace(first, id="n3", services=others))
    assert len(scene.shown) == 2, "news is news"


def test_a_click_and_details_lead_to_that_incident(scene: Scene) -> None:
    scene.announcer.alert(DOWN)
    other = msgspec.structs.replace(MEMBER, service="tiktok", incident="incident-2")
    scene.announcer.alert(msgspec.structs.replace(DOWN, thread="incident-2", services=(other,)))
    scene.notifier.replied.emit(Reply("incident-1", "", "token"))
    scene.notifier.replied.emit(Reply("incident-2", "details"))
    assert scene.wanted == [("whatsapp", "incident-1", "token"), ("tiktok", "incident-2", "")]
    assert scene.opened == []


def test_what_tells_of_several_services_leads_to_all_of_them(scene: Scene) -> None:
    other = msgspec.structs.replace(MEMBER, service="tiktok", incident="incident-2")
    again = msgspec.structs.replace(MEMBER, incident="incident-3")
    both = msgspec.structs.replace(DOWN, services=(MEMBER, other))
    for alert in (
        both,
        msgspec.structs.replace(both, cause=Cause.SEVERAL),
        msgspec.structs.replace(both, services=(MEMBER, again)),
    ):
        scene.announcer.alert(alert)
        scene.notifier.replied.emit(Reply("incident-1", "", "token"))
    assert scene.wanted == [("", "", "token"), ("", "", "token"), ("whatsapp", "incident-1", "token")]
    scene.announcer.alert(both)
    scene.announcer.on_balloon_clicked()
    assert scene.wanted[3:] == [("", "", "")]
    assert "Official page" in [each.label for each in scene.shown[-1].buttons]


def test_official_page_opens_it(scene: Scene) -> None:
    scene.announcer.alert(DOWN)
    scene.notifier.replied.emit(Reply("incident-1", "page"))
    assert scene.opened == ["https://status.example/"]
    assert scene.wanted == []


@pytest.mark.parametrize("url", ["", "file:///etc/passwd", "javascript:alert(1)", "smb://host/x"])
def test_only_web_addresses_are_pages(scene: Scene, url: str) -> None:
    scene.announcer.alert(msgspec.structs.replace(DOWN, page_url=url))
    assert [each.key for each in scene.shown[0].buttons] == ["details", "snooze"]
    scene.notifier.replied.emit(Reply("incident-1", "page"))
    assert scene.opened == []


def test_that_the_line_is_back_is_told_where_its_fault_has_gone_by_itself(scene: Scene) -> None:
    gone = Alert("l1", AlertKind.LINE, WHEN, "line", line=LineState.OFFLINE, line_since=WHEN)
    scene.announcer.alert(gone)
    scene.announcer.alert(
        msgspec.structs.replace(gone, id="l2", line=LineState.ONLINE, line_was=LineState.OFFLINE, update=True)
    )
    assert [(each.title, each.low, each.update) for each in scene.shown] == [
        ("You seem to be offline", False, False),
        ("You are online again", True, False),
    ]


def test_the_line_leads_to_the_history(scene: Scene) -> None:
    line = Alert("a", AlertKind.LINE, WHEN, "line", line=LineState.OFFLINE, line_since=WHEN)
    scene.announcer.alert(line)
    assert [each.key for each in scene.shown[0].buttons] == ["details"]
    scene.notifier.replied.emit(Reply("line"))
    scene.notifier.replied.emit(Reply("line", "details"))
    assert scene.wanted == [("", "", ""), ("", "", "")]


def test_a_notification_that_nobody_remembers_leads_to_the_history(scene: Scene) -> None:
    scene.notifier.replied.emit(Reply("of an earlier run"))
    assert scene.wanted == [("", "", "")]


def test_a_balloon_leads_where_the_last_one_leads(scene: Scene) -> None:
    scene.announcer.on_balloon_clicked()
    scene.announcer.alert(DOWN)
    scene.announcer.on_balloon_clicked()
    assert scene.wanted == [("", "", ""), ("whatsapp", "incident-1", "")]


def test_sound_as_the_settings_say(scene: Scene) -> None:
    scene.settings = Settings(notification_sound=True)
    scene.announcer.alert(DOWN)
    assert scene.shown[0].sound


def test_the_programs_own_news_have_a_thread_each(scene: Scene) -> None:
    for kind in NoticeKind:
        scene.announcer.notice(Notice(kind, "text"))
    scene.announcer.failed(EngineFailed("fault"))
    scene.announcer.problem(
        UserError("{key} cannot be {value}", "expected {expected}", key="a", value="b", expected="c")
    )
    scene.announcer.no_tray()
    scene.announcer.test()
    assert len({each.thread for each in scene.shown}) == len(scene.shown) == len(NoticeKind) + 4
    assert all(each.title for each in scene.shown)
    assert scene.shown[-3].title == "a cannot be b"


def test_practice_looks_as_it_would_and_replaces_nothing_real(scene: Scene) -> None:
    line = Alert("a", AlertKind.LINE, WHEN, "line", line=LineState.OFFLINE, line_since=WHEN)
    for alert in (DOWN, line):
        scene.announcer.alert(alert)
        scene.announcer.alert(msgspec.structs.replace(alert, practice=True))
    assert [each.thread for each in scene.shown] == ["incident-1", "practice-incident-1", "line", "practice-line"]
    assert [each.title.startswith("Practice: ") for each in scene.shown] == [False, True, False, True]
    assert [each.urgent for each in scene.shown] == [True, True, False, False]
    scene.notifier.replied.emit(Reply("practice-incident-1"))
    assert scene.wanted == [("whatsapp", "incident-1", "")]


def test_the_end_of_a_practice_is_told(scene: Scene) -> None:
    scene.announcer.practice_ended()
    (shown,) = scene.shown
    assert "over" in shown.title
    assert not shown.urgent


def test_the_end_of_a_practice_takes_the_place_of_its_outage(scene: Scene) -> None:
    scene.announcer.alert(msgspec.structs.replace(DOWN, practice=True))
    scene.announcer.alert(DOWN)
    scene.announcer.practice_ended()
    assert [each.thread for each in scene.shown] == ["practice-incident-1", "incident-1", "practice-incident-1"]


def test_what_is_remembered_is_bounded(scene: Scene) -> None:
    for number in range(300):
        scene.announcer.alert(msgspec.structs.replace(DOWN, thread=f"incident-{number}"))
    for number in (99, 100):
        scene.notifier.replied.emit(Reply(f"incident-{number}"))
    assert scene.wanted == [("", "", ""), ("whatsapp", "incident-1", "")], "the newest 200 lead to their incidents"


def commanded(scene: Scene) -> list[object]:
    heard: list[object] = []
    scene.announcer.commanded.connect(heard.append)
    return heard


@pytest.mark.parametrize(("button", "seconds"), [("snooze-1h", 3600.0), ("snooze-8h", 28800.0), ("snooze-back", None)])
def test_snooze_asks_for_how_long_in_its_place_and_tells_the_engine(
    scene: Scene, button: str, seconds: float | None
) -> None:
    heard = commanded(scene)
    back = msgspec.structs.replace(MEMBER, service="tiktok", until=WHEN)
    scene.announcer.alert(msgspec.structs.replace(DOWN, services=(MEMBER, back)))
    scene.notifier.replied.emit(Reply("incident-1", "snooze"))
    asked = scene.shown[1]
    assert (asked.thread, asked.urgent, asked.sound) == ("incident-1", False, False)
    assert asked.title == "Snooze whatsapp?"
    assert [each.label for each in asked.buttons] == ["For 1 hour", "For 8 hours", "Until it is back"]
    assert heard == []
    scene.notifier.replied.emit(Reply("incident-1", button))
    assert heard == [Snooze(("whatsapp",), seconds)]
    assert scene.wanted == []


def test_what_is_over_and_what_is_practised_cannot_be_snoozed(scene: Scene) -> None:
    over = msgspec.structs.replace(MEMBER, state=State.OK, until=WHEN)
    scene.announcer.alert(msgspec.structs.replace(DOWN, kind=AlertKind.RECOVERED, services=(over,)))
    scene.announcer.alert(msgspec.structs.replace(DOWN, practice=True))
    assert not any(each.key == "snooze" for shown in scene.shown for each in shown.buttons)


def test_what_leaves_the_program_is_heard_by_others_too_and_no_practice(scene: Scene) -> None:
    heard: list[tuple[Alert, str]] = []
    scene.announcer.told.connect(lambda alert, words: heard.append((alert, words.title)))
    scene.announcer.alert(DOWN)
    scene.announcer.alert(msgspec.structs.replace(DOWN, practice=True))
    assert heard == [(DOWN, "WhatsApp is down for everyone")]


def test_only_an_outage_of_a_core_part_may_disturb(scene: Scene) -> None:
    scene.announcer.alert(msgspec.structs.replace(DOWN, kind=AlertKind.DIGEST))
    scene.announcer.alert(msgspec.structs.replace(DOWN, kind=AlertKind.POSSIBLE))
    scene.announcer.alert(msgspec.structs.replace(DOWN, kind=AlertKind.UNSTABLE))
    scene.announcer.failed(EngineFailed("a fault"))
    scene.announcer.problem(UserError("a title", "a hint"))
    scene.announcer.test()
    assert not any(each.urgent for each in scene.shown)
    other = msgspec.structs.replace(MEMBER, service="instagram")
    scene.announcer.alert(DOWN)
    scene.announcer.alert(msgspec.structs.replace(DOWN, update=True, services=(MEMBER, other)))
    assert [(each.urgent, each.low) for each in scene.shown[-2:]] == [(True, False), (True, True)]
