"""The tray program on a desktop in the lab: what the user is told of an outage, of the line, and after a sleep."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple

import pytest

from tests.lab.ground import SLOWLY_S, Desktop, Lab, desktop, network, note, pid_of, tray_icon
from tests.lab.program import Own, Program
from tests.lab.story import story
from tests.lab.wire import ANCHORS, GAP_S, SPARES, contacted, shortest_gaps
from tests.waiting import until

pytestmark = pytest.mark.lab

INTERVAL_S: Final = 8
TOLD_S: Final = 120.0
BACK_S: Final = 180.0
"""Two answers 30 s apart, and a minute in case a short outage flaps."""
LINE_TOLD_S: Final = 120.0
LINE_BACK_S: Final = 180.0
SETTLED: Final = 6
"""So many readings of one host take longer than the program waits to see what has changed while the line was lost."""
AWAKE_TOLD_S: Final = 180.0
"""20 s of grace, a silent round, four failed readings within 30 s, and some."""
ASLEEP_S: Final = 3.0

NAMES: Final = ("alpha", "beta", "wall", "limited")
SETTINGS: Final = {"probe_interval_s": INTERVAL_S, "anchor_interval_s": INTERVAL_S}


def _host(name: str) -> str:
    return f"www.{name}.example"


def _services() -> list[Own]:
    return [
        Own(name, (f'{{ kind = "http", url = "https://{_host(name)}/", expect = {{ statuses = [200] }} }}',))
        for name in NAMES
    ]


class Notice(NamedTuple):
    """A notification as the desktop got it."""

    summary: str
    body: str
    urgency: str


class Told(NamedTuple):
    """What the user saw, and what the lab saw on the wire."""

    notices: list[Notice]
    tooltips: list[str]
    window: str
    incidents: list[dict[str, Any]]
    said: str
    status: int
    contacted: set[str]
    gaps: dict[str, float]


class _Scene:
    """The program in the tray of a desktop, while a story is told."""

    def __init__(self, lab: Lab, desk: Desktop, folder: Path) -> None:
        self.lab = lab
        self.desk = desk
        self.program = Program(lab, folder, _services(), **SETTINGS)
        self.process = self.program.tray(desk)
        self.item = tray_icon(desk)
        self.tooltips: list[str] = []
        self.window = ""
        self.see("All 4 services are fine")

    def see(self, words: str, timeout_s: float = 60.0) -> None:
        """Wait for a tooltip with these words."""
        until(lambda: words in self.item.tooltip, timeout_s, lambda: f"{words!r} in {self.item.tooltip!r}")
        self.tooltips.append(self.item.tooltip)

    def hear(self, words: str, timeout_s: float) -> Any:
        """Wait for a notification with these words."""
        return note(self.desk, words, timeout_s)

    def end(self) -> Told:
        """Quit as a person does, and tell what there was."""
        notes = self.desk.notes()
        self.item.click("Quit")
        status = self.process.wait(SLOWLY_S)
        return Told(
            [Notice(note.summary, note.body, note.urgency) for note in notes],
            self.tooltips,
            self.window,
            self.program.history(),
            self.program.said(),
            status,
            contacted(self.lab),
            shortest_gaps(self.lab),
        )


@story(about_s=250)
def outage() -> Told:
    """A service is refused, and walls stand before two others; the user looks at it; all is well again."""
    with network() as lab, TemporaryDirectory() as folder, desktop(lab) as desk:
        scene = _Scene(lab, desk, Path(folder))
        lab.set({_host("alpha"): "refuse", _host("wall"): "challenge", _host("limited"): "ratelimit:20"})
        began = scene.hear("Alpha cannot be reached from here", TOLD_S)
        scene.see("Alpha has been unreachable from here")
        began.invoke()
        desk.window("Outage Notifier", SLOWLY_S)
        window = desk.accessible("utage", SLOWLY_S)
        until(lambda: "refused" in "\n".join(window.lines()), 20, lambda: "\n".join(window.lines()))
        scene.window = "\n".join(window.lines())
        lab.set({_host("alpha"): None, _host("wall"): None, _host("limited"): None})
        scene.hear("Alpha works again", BACK_S)
        scene.see("All 4 services are fine")
        return scene.end()


@story(about_s=260)
def absence() -> Told:
    """The line is lost and comes back; then the machine sleeps, and a service breaks meanwhile."""
    with network() as lab, TemporaryDirectory() as folder, desktop(lab, tray="watcher") as desk:
        scene = _Scene(lab, desk, Path(folder))
        lab.set(line="offline", offline="no_route")
        scene.hear("You seem to be offline", LINE_TOLD_S)
        scene.see("offline")
        lab.set(line="online")
        scene.see("All 4 services are fine", LINE_BACK_S)
        lab.wait(SETTLED, 120, lab.mark(), host=_host("alpha"))
        _sleep_across(scene)
        scene.hear("Beta cannot be reached from here", AWAKE_TOLD_S)
        return scene.end()


def _sleep_across(scene: _Scene) -> None:
    """Let the machine sleep, and a service break while it does."""
    pid = pid_of(scene.process)
    with ThreadPoolExecutor(1) as pool:
        slept = pool.submit(scene.desk.sleep_machine, scene.process, seconds=ASLEEP_S)
        until(lambda: _is_stopped(pid), 10, "the program sleeps")
        scene.lab.set({_host("beta"): "reset:request"})
        slept.result()


def _is_stopped(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] == "T"


def _summaries(notices: Sequence[Notice]) -> list[str]:
    return [each.summary for each in notices]


def test_an_outage_is_told_when_it_begins_and_when_it_ends() -> None:
    told = outage.told()
    assert _summaries(told.notices) == ["Alpha cannot be reached from here", "Alpha works again"]
    began, ended = told.notices
    assert "Your own connection is fine." in began.body
    assert "Unreachable from here for " in ended.body
    (incident,) = told.incidents
    assert (incident["service"], incident["state"]) == ("alpha", "outage")
    assert incident["until"] is not None


def test_a_click_shows_why() -> None:
    window = outage.told().window
    assert "Alpha" in window
    assert "refused" in window


def test_a_wall_is_never_told_as_a_failure() -> None:
    told = outage.told()
    everything = "\n".join([*_summaries(told.notices), *told.tooltips])
    assert "Wall" not in everything.replace("Wall works", "")
    assert "Limited" not in everything
    assert {each["service"] for each in told.incidents} == {"alpha"}


def test_the_line_is_told_and_nothing_of_the_services() -> None:
    told = absence.told()
    first, *later = _summaries(told.notices)
    assert first == "You seem to be offline"
    assert not any("works again" in each or "answers again" in each for each in later), later
    assert later.count("You are online again") <= 1, "something had changed meanwhile"


def test_an_outage_that_began_asleep_is_told_once_as_older() -> None:
    told = absence.told()
    (beta,) = [each for each in told.notices if "Beta" in each.summary]
    assert beta.summary == "Beta cannot be reached from here"
    assert "It began before" in beta.body
    (incident,) = told.incidents
    assert (incident["service"], incident["state"], incident["until"]) == ("beta", "outage", None)


@pytest.mark.parametrize("tell", [outage, absence], ids=["outage", "absence"])
def test_the_program_behaves(tell: Any) -> None:
    told: Told = tell.told()
    assert told.status == 0
    assert "Traceback" not in told.said
    assert "ERROR" not in told.said
    known = ANCHORS | SPARES if tell is absence else ANCHORS
    assert told.contacted <= {_host(name) for name in NAMES} | known
    assert {host: gap for host, gap in told.gaps.items() if gap < GAP_S} == {}
