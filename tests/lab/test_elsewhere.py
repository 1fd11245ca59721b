"""`watch` and `check` with sources outside, which are played at their own names: whom an outage concerns is right.

The sources' hosts are the lab's, over TLS; what they say is changed while the program runs. Before the user's yes no
name of theirs is even looked up.
"""

import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple

import pytest

from tests.lab.elsewhere_world import SOURCES, YES, be, open_sources
from tests.lab.ground import SLOWLY_S, Desktop, Lab, desktop, network, note, tray_icon
from tests.lab.program import Own, Program
from tests.lab.story import story
from tests.lab.wire import ANCHORS, contacted
from tests.waiting import until

pytestmark = pytest.mark.lab

INTERVAL_S: Final = 8
DOWN_S: Final = 150.0
CHANGED_S: Final = 300.0
"""Within five minutes of a change in the world the sentence is another one."""
NAMES: Final = ("here-only", "provider-only", "country-only", "everywhere")


def _service(name: str) -> Own:
    return Own(name, (f'{{ kind = "http", url = "https://www.{name}.example/" }}',))


class Told(NamedTuple):
    """What was said of each world, and what was seen on the wire."""

    lines: list[str]
    incidents: dict[str, dict[str, Any]]
    contacted: set[str]
    tests: int
    usage: str


@story(about_s=240)
def elsewhere() -> Told:
    """One after the other they break: for this machine, for its provider, for its country, for everyone."""
    services = [_service(name) for name in NAMES]
    settings = {"probe_interval_s": INTERVAL_S, "anchor_interval_s": INTERVAL_S, "regional_readings": True} | YES
    with network() as lab, TemporaryDirectory() as folder:
        open_sources(lab)
        program = Program(lab, Path(folder), services, **settings)
        with program.watch() as watching:
            for each in services:
                watching.wait(f"{each.name}: works", 60)
            for name, words in (
                ("here-only", "down only for you"),
                ("provider-only", "down on your network"),
                ("country-only", "down in Indonesia"),
                ("everywhere", "down for everyone"),
            ):
                be(lab, name)
                since = watching.mark()
                lab.set({f"www.{name}.example": "status:503"})
                watching.wait(f"{_service(name).name}: {words}", DOWN_S, since)
                back = watching.mark()
                lab.set({f"www.{name}.example": None})
                watching.wait(f"{_service(name).name}: works", DOWN_S, back)
            lines = watching.lines()
        orders = lab.requests(host="api.globalping.io", path="/v1/measurements")
        incidents = {each["service"]: each for each in program.history()}
        usage = (Path(folder) / "data" / "outside.json").read_text(encoding="utf-8")
        return Told(lines, incidents, contacted(lab), len(orders), usage)


@pytest.mark.parametrize(
    ("name", "scope", "countries"),
    [
        ("here-only", "me", []),
        ("provider-only", "network", []),
        ("country-only", "region", ["ID"]),
        ("everywhere", "everyone", []),
    ],
)
def test_whom_it_concerns_is_right(name: str, scope: str, countries: list[str]) -> None:
    incident = elsewhere.told().incidents[name]
    assert (incident["scope"], incident["countries"]) == (scope, countries)


def test_sources_that_hang_or_speak_another_format_stop_nobody_and_are_noted() -> None:
    told = elsewhere.told()
    assert "an answer without counts" in told.usage
    assert "ioda" in told.usage
    assert 4 <= told.tests <= 20


def test_only_those_who_may_be_asked_are_contacted() -> None:
    ours = {f"www.{name}.example" for name in NAMES}
    assert ours <= elsewhere.told().contacted <= ours | ANCHORS | SOURCES


@story(about_s=240)
def changing() -> Told:
    """It begins in one country, and is everywhere before it ends."""
    service = _service("spreading")
    settings = {"probe_interval_s": INTERVAL_S, "anchor_interval_s": INTERVAL_S, "regional_readings": True} | YES
    with network() as lab, TemporaryDirectory() as folder:
        open_sources(lab)
        program = Program(lab, Path(folder), [service], **settings)
        with program.watch() as watching:
            watching.wait(f"{service.name}: works", 60)
            be(lab, "country-only")
            lab.set({"www.spreading.example": "status:503"})
            watching.wait(f"{service.name}: down in Indonesia", DOWN_S)
            since = watching.mark()
            be(lab, "everywhere")
            watching.wait(f"{service.name}: down for everyone", CHANGED_S, since)
            lines = watching.lines()
        orders = lab.requests(host="api.globalping.io", path="/v1/measurements")
        return Told(lines, {}, contacted(lab), len(orders), "")


def test_the_sentence_changes_when_the_world_does() -> None:
    said = [line for line in changing.told().lines if "Spreading" in line]
    assert any("down for everyone" in line for line in said)


@story(about_s=60)
def unasked() -> Told:
    """Without a yes the same outage asks nobody."""
    service = _service("everywhere")
    settings = {"probe_interval_s": INTERVAL_S, "anchor_interval_s": INTERVAL_S, "regional_readings": True}
    with network() as lab, TemporaryDirectory() as folder:
        open_sources(lab)
        program = Program(lab, Path(folder), [service], **settings, outside=YES["outside"])
        with program.watch() as watching:
            watching.wait(f"{service.name}: works", 60)
            lab.set({"www.everywhere.example": "status:503"})
            watching.wait(f"{service.name}: unreachable from here since", DOWN_S)
            lines = watching.lines()
        return Told(lines, {}, contacted(lab), 0, "")


def test_before_the_users_yes_no_request_leaves() -> None:
    told = unasked.told()
    assert told.contacted & SOURCES == set()
    assert told.contacted <= {"www.everywhere.example"} | ANCHORS


class Corrected(NamedTuple):
    """What two notices said while the world changed; the user had closed the second."""

    kept: list[Any]
    closed: list[Any]
    seconds: list[float]
    """From each change in the world to the notice that says it."""
    tooltip: str
    incidents: dict[str, dict[str, Any]]


@story(about_s=600)
def corrected() -> Corrected:
    """Nobody elsewhere can be asked at first; then it is one country, then everyone, then all is well."""
    kept, closed = services = [_service("kept"), _service("closed")]
    settings = {"probe_interval_s": INTERVAL_S, "anchor_interval_s": INTERVAL_S, "regional_readings": True} | YES
    with network() as lab, TemporaryDirectory() as folder:
        open_sources(lab)
        lab.set({"api.globalping.io": "status:500", "check-host.net": "status:500"})
        program = Program(lab, Path(folder), services, **settings)
        with desktop(lab, notify="recorder") as desk:
            program.tray(desk)
            item = tray_icon(desk)
            until(lambda: "All 2 services are fine" in item.tooltip, 90, lambda: item.tooltip)
            lab.set({"www.kept.example": "status:503", "www.closed.example": "status:503"})
            for each in services:
                note(desk, f"{each.name} cannot be reached from here", DOWN_S)
            seconds = [_until_told(lab, desk, kept, "country-only", "is down in Indonesia")]
            note(desk, f"{closed.name} is down in Indonesia", CHANGED_S).dismiss()
            seconds.append(_until_told(lab, desk, kept, "everywhere", "is down for everyone"))
            until(
                lambda: {each["scope"] for each in program.history()} == {"everyone"},
                CHANGED_S,
                "everyone in both stories",
            )
            tooltip = item.tooltip
            lab.set({"www.kept.example": None, "www.closed.example": None})
            for each in services:
                note(desk, f"{each.name} works again", DOWN_S)
            notes = [[note for note in desk.notes() if each.name in note.text] for each in services]
        assert "Traceback" not in program.said()
        incidents = {each["service"]: each for each in program.history()}
        return Corrected(notes[0], notes[1], seconds, tooltip, incidents)


def _until_told(lab: Lab, desk: Desktop, service: Own, world: str, words: str) -> float:
    """Change the world, and tell after how many seconds the notice says so."""
    lab.set({"api.globalping.io": None, "check-host.net": None})
    be(lab, world)
    changed = time.time()
    note(desk, f"{service.name} {words}", CHANGED_S)
    return time.time() - changed


def test_a_notice_says_in_its_place_whom_it_concerns_by_now() -> None:
    told = corrected.told()
    words = {each.summary: each for each in told.kept}
    assert list(words) == [
        "Kept cannot be reached from here",
        "Kept is down in Indonesia",
        "Kept is down for everyone",
        "Kept works again",
    ]
    began, *corrections, ended = told.kept
    assert (began.replaces, ended.replaces) == (0, began.id)
    assert {each.replaces for each in corrections} == {began.id}
    assert all(each.hints["suppress-sound"] for each in corrections)
    assert "works elsewhere" in words["Kept is down in Indonesia"].body
    assert "not just you" in words["Kept is down for everyone"].body
    assert max(told.seconds) <= CHANGED_S


def test_what_the_user_closed_is_not_raised_again_to_be_corrected() -> None:
    told = corrected.told()
    assert not any("for everyone" in each.summary for each in told.closed)
    assert told.closed[-1].summary == "Closed works again"
    assert "Kept" in told.tooltip
    assert "Closed" in told.tooltip
    assert {each["scope"] for each in told.incidents.values()} == {"everyone"}


class Asked(NamedTuple):
    """What a user who pressed "Ask elsewhere" was asked, and then told."""

    before: set[str]
    question: str
    line: str
    tooltip: str


@story(about_s=120)
def pressed() -> Asked:
    """In the tray program nobody may be asked yet; the user presses the button and says yes."""
    service = _service("country-only")
    settings = {"probe_interval_s": INTERVAL_S, "anchor_interval_s": INTERVAL_S, "regional_readings": True}
    with network() as lab, TemporaryDirectory() as folder:
        open_sources(lab)
        be(lab, "country-only")
        program = Program(lab, Path(folder), [service], **settings)
        with desktop(lab, notify="recorder") as desk:
            program.tray(desk)
            item = tray_icon(desk)
            lab.wait(1, 30, 0, "http", host="www.country-only.example")
            until(lambda: "fine" in item.tooltip or "works" in item.tooltip.lower(), 60, lambda: item.tooltip)
            lab.set({"www.country-only.example": "status:503"})
            note(desk, service.name, DOWN_S).invoke()
            desk.window("Outage", SLOWLY_S)
            desk.key("ctrl+f")
            desk.type(service.name)
            _control(desk, "Ask elsewhere").press()
            yes = _control(desk, "Yes, ask them")
            question = next(each for each in _texts(desk) if "may I ask other places" in each)
            before = contacted(lab) & SOURCES
            yes.press()
            line = until(lambda: _line(desk), 90, lambda: "\n".join(_texts(desk)))
            tooltip = until(lambda: item.tooltip if "Indonesia" in item.tooltip else "", 90, lambda: item.tooltip)
        assert "Traceback" not in program.said()
        return Asked(before, question, line, tooltip)


def _control(desk: Desktop, name: str) -> Any:
    """Wait for a button that can be pressed."""

    def look() -> Any:
        found = desk.accessible("utage", SLOWLY_S).walk()
        return next((each for each in found if each.name == name and "showing" in each.states), None)

    return until(look, 30, lambda: name)


def _texts(desk: Desktop) -> list[str]:
    """Everything that a screen reader could say."""
    return [each.name for each in desk.accessible("utage", SLOWLY_S).walk() if each.name]


def _line(desk: Desktop) -> str:
    return next((each for each in _texts(desk) if "Fails from:" in each), "")


def test_the_button_asks_the_user_first_and_tells_what_others_said() -> None:
    told = pressed.told()
    assert told.before == set()
    assert told.question.startswith("When something looks down")
    assert told.line.startswith("Globalping, ")
    assert told.line.endswith("Fails from: Indonesia. Works from: Malaysia, Singapore and United States.")
    assert "Indonesia" in told.tooltip
