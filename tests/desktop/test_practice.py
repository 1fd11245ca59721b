"""A practice beside the real watch: what comes and goes is told again, what is of the practice is marked, and no more.

The practice is played sixty times as fast, so that twenty minutes of it take twenty seconds.
"""

import re
from pathlib import Path

import pytest

from tests.cli.world import Server
from tests.desktop.bus import Note
from tests.desktop.loopback import LoopbackServer
from tests.desktop.program import NAME, Internet, Program
from tests.desktop.session import Session
from tests.stage import stage
from tests.waiting import until

pytestmark = pytest.mark.desktop

WINDOW = "Outage Notifier"
SPEED = 60
FLAPS = """format = 1
name = "flaps"
title = "Down for 45 seconds, back, and down for twenty minutes"
seed = 1
start = 2026-03-02T06:00:00Z
duration_s = 1800
country = "ID"

[[service]]
id = "flappy"
name = "Flappy Stage"
owner = "The test"
[[service.target]]
component = "web"
kind = "http"
target = "https://flappy.example/"
[[service.target]]
component = "chat"
kind = "tcp"
target = "chat.flappy.example:5222"

[[fault]]
service = "flappy"
from_s = 120
until_s = 165
kind = "connect_refused"

[[fault]]
service = "flappy"
from_s = 240
until_s = 1440
kind = "connect_refused"
"""
PICTURES = """
[[component]]
id = "thumbnails"
rank = "minor"
target = [{{ kind = "http", url = "http://{host}:{port}/" }}]
"""
PAGE = """
[page]
provider = "statuspage"
url = "{url}"
"""


def service(name: str, server: LoopbackServer) -> str:
    return stage(server.url, name, name.split()[0].lower(), f"{name} Ltd")


def told(session: Session, words: str) -> list[Note]:
    return [note for note in session.ear.notes() if words in note.summary]


@pytest.mark.takes(65)
def test_a_practice_that_comes_and_goes_while_real_services_fail(
    session: Session, internet: Internet, program: Program, tmp_path: Path
) -> None:
    ranked, pictures, reported = (LoopbackServer(f"127.7.0.{number}") for number in range(1, 4))
    page = Server("127.7.1.1")
    page.be_page()
    program.set(page_interval_s="5")
    program.watch("ranked", service("Ranked Stage", ranked) + PICTURES.format(host=pictures.host, port=pictures.port))
    program.watch("reported", service("Reported Stage", reported) + PAGE.format(url=page.url))
    scenario = tmp_path / "flaps.toml"
    scenario.write_text(FLAPS, encoding="utf-8")
    item = program.start()
    until(lambda: "All 3 services are fine" in session.tooltip(item), 90, "a tooltip without a problem")
    session.click(item)
    until(lambda: WINDOW in session.windows(), 30, "the window")

    # pictures are no outage of the app, and what a company reports is said as its report
    pictures.die()
    page.be_page("critical", "major_outage")
    report = session.ear.wait(lambda note: "Reported Stage" in note.summary, 90, "the company's report")
    assert report.summary == "Reported Stage is down, the company reports"
    session.press_on_dunst("Details")  # in the window that is open already
    until(lambda: {"From here", "Everything answers."} <= set(session.reader.texts(WINDOW)), 30, "what is seen here")
    shown = session.reader.texts(WINDOW)
    assert any("What happened" in each for each in shown), shown
    assert any("Reported Stage has been down" in each for each in shown), shown
    minor = "Ranked Stage: not working since "
    until(lambda: any(each.startswith(minor) for each in session.reader.texts(WINDOW)), 40, "the pictures")

    assert "plays it now" in program.told("practice", str(scenario), "--speed", str(SPEED))
    flaps = "Practice: Flappy Stage"
    began = session.ear.wait(lambda note: note.summary.startswith(flaps), 60, "the practice's outage")
    assert began.urgency == 2
    things = session.reader.texts(WINDOW)
    assert any("this is not real" in each for each in things), things

    # the real watch goes on meanwhile
    internet.service.die()
    real = session.ear.wait(lambda note: NAME in note.summary, 60, "the real outage, beside the practice")
    assert real.summary == f"{NAME} cannot be reached from here"
    assert real.urgency == 2
    over = session.ear.wait(lambda note: note.summary == "The practice outage is over", 200, "the practice's end")
    assert over.urgency == 1
    notes = told(session, flaps)
    spoken = [note.summary.removeprefix(f"{flaps} ") for note in notes]
    down = "is down for everyone"
    assert spoken == [down, "answers again", down, down, "works again"], spoken
    assert [note.urgency == 2 for note in notes] == [True, False, True, True, False]
    assert {note.replaces for note in notes} == {0, began.number}, "one place for all of it"

    # the buttons of the notification, in dunst's own menu
    session.press_on_dunst("Snooze…")
    session.ear.wait(lambda note: note.summary == f"Snooze {NAME}?", 30, "for how long")
    session.press_on_dunst("For 8 hours")
    until(lambda: program.rows("snooze"), 30, "the snooze on the disk")
    assert re.search(rf"{NAME} is snoozed until (tomorrow )?\d", program.told("snooze"))
    assert not told(session, "Ranked Stage"), "of pictures nothing is told"
    program.told("quit")
    assert program.ends() == 0
    assert "Traceback" not in program.said()
    for server in (ranked, pictures, reported, page):
        server.die()
