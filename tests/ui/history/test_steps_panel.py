"""What can be tried, where it is shown: the line's under the headline, a service's in its panel; the buttons do it."""

import os
import stat
import sys
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from notifier.core.advice.instead import Instead
from notifier.core.advice.steps import Surroundings, Trouble
from notifier.core.model import LineState, Scope, State
from notifier.ui import i18n
from notifier.ui.history.header import Header
from notifier.ui.history.service_panel import ServicePanel
from notifier.ui.history.steps_panel import StepsPanel
from notifier.words.names import NO_NAMES
from notifier.words.times import Clock
from tests.ui.samples import NOW, service_of, snapshot, status

pytestmark = [
    pytest.mark.usefixtures("english"),
    pytest.mark.qt_log_ignore("This plugin does not support"),  # said by the test platform alone
]
linux = pytest.mark.skipif(sys.platform != "linux", reason="this is how it is on Linux")


def shown(widget: QWidget, kind: type[QLabel] | type[QPushButton]) -> list[str]:
    return [each.text() for each in widget.findChildren(kind) if not each.isHidden() and each.text()]


@pytest.fixture
def opener(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desktop whose settings note what was opened; hand the file."""
    told = tmp_path / "opened"
    program = tmp_path / "gnome-control-center"
    program.write_text(f'#!/bin/sh\necho "$@" > {told}\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "GNOME")
    return told


def panel(qtbot: QtBot, trouble: Trouble | None, **more: object) -> StepsPanel:
    made = StepsPanel()
    qtbot.addWidget(made)
    made.show_steps(trouble, **more)  # type: ignore[arg-type]
    return made


def test_without_trouble_nothing_is_there(qtbot: QtBot) -> None:
    made = panel(qtbot, Trouble.OFFLINE)
    assert not made.isHidden()
    made.show_steps(None)
    assert made.isHidden()


def test_three_numbered_sentences_in_the_programs_language(qtbot: QtBot) -> None:
    made = panel(qtbot, Trouble.LOSSY)
    title, *sentences = shown(made, QLabel)
    assert title == "What you can try"
    assert [each[:3] for each in sentences] == ["1. ", "2. ", "3. "]
    i18n.install("id")
    made = panel(qtbot, Trouble.LOSSY)
    assert shown(made, QLabel)[0] == "Yang bisa Anda coba"
    assert not set(sentences) & set(shown(made, QLabel))


def test_what_is_known_of_the_machine_is_asked_for_when_it_is_shown(qtbot: QtBot) -> None:
    made = StepsPanel(lambda: Surroundings("tun0"))
    qtbot.addWidget(made)
    made.show_steps(Trouble.NAMES)
    assert "1. Turn off the VPN “tun0” and look again." in shown(made, QLabel)


@linux
def test_a_button_opens_the_desktops_own_settings(qtbot: QtBot, opener: Path) -> None:
    made = panel(qtbot, Trouble.CLOCK, ahead_s=10_800.0)
    button = next(each for each in made.findChildren(QPushButton) if each.text() == "Open date settings")
    button.click()
    qtbot.waitUntil(lambda: opener.exists() and bool(opener.read_text()))
    assert opener.read_text() == "datetime\n"


@linux
def test_what_cannot_be_started_is_said(qtbot: QtBot, opener: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = panel(qtbot, Trouble.CLOCK)
    (opener.parent / "gnome-control-center").unlink()  # it is removed meanwhile
    monkeypatch.setenv("PATH", str(opener.parent))
    made.findChildren(QPushButton)[0].click()
    assert "This system does not open it; look for it in its own settings." in shown(made, QLabel)


@linux
def test_without_such_settings_there_is_no_button_but_looking_again(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    made = panel(qtbot, Trouble.CLOCK)
    assert shown(made, QPushButton) == ["&Look again"]
    with qtbot.waitSignal(made.look_wanted):
        made.findChildren(QPushButton)[-1].click()


def test_the_line_has_its_steps_under_the_headline(qtbot: QtBot) -> None:
    header = Header()
    qtbot.addWidget(header)
    clock = Clock(NOW)
    header.show_snapshot(snapshot(), clock)
    assert header.steps.isHidden()
    header.show_snapshot(snapshot(line=LineState.OFFLINE), clock)
    assert not header.steps.isHidden()
    with qtbot.waitSignal(header.check_wanted):
        header.steps.findChildren(QPushButton)[-1].click()
    header.show_snapshot(snapshot(line=LineState.OFFLINE, paused=True), clock)
    assert header.steps.isHidden()


def test_a_service_that_fails_here_alone_has_them_in_its_panel(qtbot: QtBot) -> None:
    made = ServicePanel(NO_NAMES, Instead(service_of))
    qtbot.addWidget(made)
    for scope, wanted in ((Scope.EVERYONE, False), (Scope.ME, True), (Scope.UNCLEAR, False)):
        failing = status("whatsapp", State.OUTAGE, scope)
        failing = msgspec.structs.replace(failing, verdict=msgspec.structs.replace(failing.verdict, reasons=()))
        made.show_service(failing, snapshot(failing), Clock(NOW))
        assert made.steps.isHidden() is not wanted
