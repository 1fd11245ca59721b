"""The user's own line on the real session: what was known stays, in grey and with its time; a portal can be opened."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.browser import register_browser
from tests.desktop.bus import of_the_program, other_than
from tests.desktop.loopback import LoopbackServer
from tests.desktop.program import NAME, Internet, Program
from tests.desktop.session import Session
from tests.waiting import until

pytestmark = pytest.mark.desktop

WINDOW = "Outage Notifier"
SIGN_IN_REQUIRED = 511


@pytest.fixture
def portal() -> Iterator[LoopbackServer]:
    """Carries every request for a name, or answers itself."""
    made = LoopbackServer("127.9.0.1")
    yield made
    made.die()


@pytest.mark.takes(107)
def test_a_network_that_wants_a_sign_in(
    session: Session, internet: Internet, program: Program, portal: LoopbackServer, tmp_path: Path
) -> None:
    opened = register_browser(session, tmp_path)
    bare = internet.anchors[1]
    anchors = ["http://one.example/", "http://two.example/", f"{bare.host}:{bare.port}"]
    program.change(proxy=f"http://{portal.host}:{portal.port}", anchors=anchors)
    item = program.start_well()
    session.click(item)
    until(lambda: WINDOW in session.windows(), 30, "the window")

    portal.status = SIGN_IN_REQUIRED
    wants = session.ear.wait(of_the_program, 150, "the portal")
    assert wants.summary == "Your network wants you to sign in"
    assert wants.actions[1::2][-1] == "Open sign-in page"
    session.press_on_dunst("Open sign-in page")
    address = until(lambda: opened.read_text("utf-8").strip() if opened.exists() else "", 30, "the browser")
    assert address == "http://connectivitycheck.gstatic.com/generate_204"
    texts = until(lambda: [each for each in session.reader.texts(WINDOW) if "ast known" in each], 30, "what was known")
    assert any(NAME in each for each in texts), texts
    assert "works" not in session.tooltip(item).splitlines()[0], session.tooltip(item)

    portal.status = 200
    until(lambda: f"{NAME} works" in session.tooltip(item), 120, "the tooltip")
    back = session.ear.wait(other_than(wants), 60, "the sign-in's end")
    assert back.summary == "You are signed in to the network"
    assert back.urgency == 0, "nothing else has changed"
    assert program.history() == []
    assert "Traceback" not in program.said()
