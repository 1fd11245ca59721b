"""What can be used instead is named only as it was read, and never what fails too; buttons open it; links are safe."""

from datetime import UTC, timedelta

import msgspec
import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QTextCursor
from PySide6.QtWidgets import QPushButton, QTextBrowser
from pytestqt.qtbot import QtBot

from notifier.core.advice.instead import Instead, Tried
from notifier.core.model import Link, Outcome, Reading, Service, Source, Stage, State, Statement
from notifier.core.past.story import StoryReading, StorySaid
from notifier.core.ports import Said
from notifier.ui.history.downdetector import downdetector_page
from notifier.ui.history.links import open_safely
from notifier.ui.history.service_panel import ServicePanel
from notifier.ui.history.story_view import StoryView
from notifier.words.incident_summary import incident_summary, summary_text
from notifier.words.names import Names
from notifier.words.times import Clock
from tests.core.making import service
from tests.ui import samples
from tests.ui.samples import NOW, snapshot, status

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

CLOCK = Clock(NOW, UTC)
INCIDENT = samples.incident(minutes=None)
FAILING = status("whatsapp", State.OUTAGE)
LINKED = {
    "telegram": service(name="telegram", links=(Link("tg://", app=True), Link("https://web.telegram.example/"))),
    "signal": msgspec.structs.replace(service(name="signal"), homepage="javascript:alert(1)"),
}


def service_of(name: str) -> Service | None:
    return LINKED.get(name)


@pytest.mark.parametrize(
    ("apps", "address", "how"),
    [
        (frozenset({"tg", "javascript"}), "tg://", "Opens its app"),
        (frozenset({"whatsapp"}), "https://web.telegram.example/", "Opens it in the browser"),
    ],
)
def test_a_button_opens_it_in_its_app_or_in_the_browser(
    apps: frozenset[str], address: str, how: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    instead = Instead(service_of)
    instead.take([Tried("telegram", NOW, State.OK), Tried("signal", NOW, State.OK)], apps)
    panel = ServicePanel(Names(service_of), instead)
    qtbot.addWidget(panel)
    panel.show()
    panel.show_service(FAILING, snapshot(FAILING), CLOCK)
    buttons = [each for each in panel.findChildren(QPushButton) if each.text().startswith("Open ")]
    (button,) = [each for each in buttons if each.isVisible()]
    assert button.text() == "Open Telegram", "of the other no safe address is known"
    assert button.accessibleDescription() == how
    button.click()
    assert opened == [address]
    panel.show_service(status("whatsapp", State.OK), snapshot(status("whatsapp", State.OK)), CLOCK)
    assert not button.isVisible()


@pytest.mark.parametrize(
    ("country", "address"),
    [
        ("ID", "https://downdetector.id/search/?q=WhatsApp"),
        ("NL", "https://allestoringen.nl/"),
        ("", "https://downdetector.com/search/?q=WhatsApp"),
        ("FR", "https://downdetector.com/search/?q=WhatsApp"),
    ],
)
def test_downdetector_is_a_link_of_the_users_country(
    country: str, address: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    panel = ServicePanel(Names(service_of), Instead(service_of), lambda: country)
    qtbot.addWidget(panel)
    panel.show()
    panel.show_service(FAILING, snapshot(FAILING), CLOCK)
    (button,) = [each for each in panel.findChildren(QPushButton) if each.text() == "&Downdetector"]
    button.click()
    assert opened == [address]
    assert downdetector_page("A&B <x>", "").endswith("?q=A%26B%20%3Cx%3E")


def headline(minutes: int, url: str = "https://kompas.example/1", title: str = "WhatsApp <b>down</b>") -> StorySaid:
    time = NOW - timedelta(minutes=minutes)
    said = Said(INCIDENT.id, "whatsapp", url, title, Statement(time, Stage.UNKNOWN, title), url, "Kompas")
    return StorySaid(time, said)


def test_headlines_stand_in_the_story_by_themselves_newest_first_at_most_five() -> None:
    entries = [headline(minutes, title=f"WhatsApp down {minutes}") for minutes in (9, 3, 7, 5, 1, 8)]
    summary = incident_summary(INCIDENT, entries, Names(samples.service_of), CLOCK)
    assert [each.text for each in summary.news] == [
        f"Kompas writes: “WhatsApp down {each}”" for each in (1, 3, 5, 7, 8)
    ]
    assert summary.entries == ()
    unasked = Reading(Source.REPORTS, "whatsapp", "", "reports:whatsapp", NOW, Outcome.SKIPPED)
    told = msgspec.structs.replace(unasked, outcome=Outcome.UNVERIFIABLE)
    read = [StoryReading(NOW, unasked), StoryReading(NOW, told)]
    assert incident_summary(INCIDENT, read, Names(samples.service_of), CLOCK).entries == (read[1],)
    assert "Kompas" not in summary.company
    assert "https://kompas.example/1" in summary_text(summary, Names(samples.service_of), CLOCK)


def test_a_headline_is_plain_text_with_a_link_and_only_the_web_is_opened(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    view = StoryView(Names(samples.service_of), lambda: "ID")
    qtbot.addWidget(view)
    view.show()
    view.show_story(INCIDENT, [headline(3), headline(5, "file:///etc/passwd", "WhatsApp eror")], CLOCK)
    (browser,) = view.findChildren(QTextBrowser)
    assert "Kompas writes: “WhatsApp <b>down</b>”" in browser.toPlainText()
    assert _address_at(browser, "<b>down</b>") == "https://kompas.example/1"
    assert _address_at(browser, "eror") == ""
    browser.anchorClicked.emit(QUrl("https://kompas.example/1"))
    browser.anchorClicked.emit(QUrl("file:///etc/passwd"))
    open_safely(QUrl("javascript:alert(1)"))
    assert opened == ["https://kompas.example/1"]


def _address_at(browser: QTextBrowser, words: str) -> str:
    cursor: QTextCursor = browser.document().find(words)
    assert not cursor.isNull()
    return cursor.charFormat().anchorHref()
