"""What can be used meanwhile, for real: it stands in the notification, and its button opens the installed app."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.browser import register
from tests.desktop.loopback import LoopbackServer
from tests.desktop.program import NAME, Internet, Program
from tests.desktop.session import Session
from tests.waiting import until

pytestmark = pytest.mark.desktop

OTHER = """format = 1
id = "other-stage"
name = "Other Stage"
owner = "Another"
category = "social"

[links]
web = "http://{host}:{port}/"
app = "otherstage://"

[[component]]
id = "web"
target = [{{ kind = "http", url = "http://{host}:{port}/" }}]
"""


@pytest.fixture
def other() -> Iterator[LoopbackServer]:
    made = LoopbackServer("127.4.0.1")
    yield made
    made.die()


@pytest.mark.takes(31)
def test_the_notification_names_it_and_buttons_there_and_in_the_window_open_its_app(
    session: Session, internet: Internet, other: LoopbackServer, tmp_path: Path
) -> None:
    program, opened = Program(session, internet, tmp_path / "program"), tmp_path / "opened"
    services = tmp_path / "program" / "config" / "services"
    (services / "other-stage.toml").write_text(OTHER.format(host=other.host, port=other.port), encoding="utf-8")
    watched = services / "test-stage.toml"
    text = watched.read_text("utf-8").replace("[[component]]", 'alternatives = ["other-stage"]\n\n[[component]]', 1)
    watched.write_text(text, encoding="utf-8")
    register(session, tmp_path / "other-stage", opened, "other-stage", "x-scheme-handler/otherstage")
    session.show_with_xfce()
    item = program.start_well()
    assert other.visits == 0, "nothing is read before it is needed"
    internet.service.die()
    began = session.ear.wait(lambda note: f"{NAME} cannot be reached" in note.summary, 60.0, "the outage")
    assert "Meanwhile: Other Stage works." in began.text
    assert began.actions[-2:] == ("instead", "Open Other Stage")
    assert other.visits == 1

    until(lambda: session.reader.press("", "Open Other Stage"), 30, "the button of the notification")
    until(lambda: opened.exists() and opened.read_text("utf-8").strip() == "otherstage://", 30, "the app")
    opened.unlink()
    session.click(item)
    until(lambda: session.in_front().startswith("Outage Notifier"), 30, "the window")
    session.press("ctrl+f")
    session.write(NAME)
    until(lambda: session.reader.press("Outage Notifier", "Open Other Stage"), 30, "the button of the window")
    until(lambda: opened.exists() and opened.read_text("utf-8").strip() == "otherstage://", 30, "the app")
    assert "Traceback" not in program.said()
