"""WhatsApp itself, on a desktop, in both languages: broken for this machine, for its country, everywhere, and by half.

Whom it concerns is said alike in the tray, in the notification and in the history, and changes within five minutes when
the world does.
"""

import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple

import pytest

from tests.lab.elsewhere_world import YES, be, open_sources
from tests.lab.ground import Desktop, Lab, desktop, network, tray_icon
from tests.lab.program import Program
from tests.lab.story import Story, story
from tests.waiting import until

pytestmark = pytest.mark.lab

INTERVAL_S: Final = 8
CHANGED_S: Final = 300.0
HOSTS: Final = ("*.whatsapp.net", "*.whatsapp.com")
STAGES: Final = ("here-only", "country-only", "everywhere", "by half")


class Words(NamedTuple):
    """What is said of each stage: the notification's title, and a part of what tray and history say."""

    fine: str
    titles: tuple[str, str, str, str]
    tails: tuple[str, str, str, str]
    works: str


ENGLISH: Final = Words(
    "WhatsApp works",
    (
        "WhatsApp is down only for you",
        "WhatsApp is down in Indonesia",
        "WhatsApp is down for everyone",
        "WhatsApp is down for everyone",
    ),
    ("down only for you", "down in Indonesia", "down for everyone", "for everyone"),
    "WhatsApp works again",
)
INDONESIAN: Final = Words(
    "WhatsApp berjalan normal",
    (
        "WhatsApp down hanya untuk Anda",
        "WhatsApp down di Indonesia",
        "WhatsApp down untuk semua orang",
        "WhatsApp down untuk semua orang",
    ),
    ("hanya untuk Anda", "di Indonesia", "untuk semua orang", "untuk semua orang"),
    "WhatsApp normal lagi",
)


class Stage(NamedTuple):
    """One state of the world: when it was told, and what was said then."""

    seconds: float
    title: str
    tooltip: str
    history: str


def _told(language: str, words: Words, *worlds: str) -> dict[str, Stage]:
    """It breaks as in the first world, which then becomes the next one."""
    settings = {"probe_interval_s": INTERVAL_S, "anchor_interval_s": INTERVAL_S, "regional_readings": True} | YES
    with network() as lab, TemporaryDirectory() as folder:
        open_sources(lab)
        program = Program(lab, Path(folder), ["whatsapp"], language=language, **settings)
        with desktop(lab, notify="recorder") as desk:
            program.tray(desk)
            scene = _Scene(lab, desk, program, words)
            until(lambda: words.fine in scene.item.tooltip, 120, lambda: scene.item.tooltip)
            lab.set(dict.fromkeys(HOSTS, {"mode": "reset", "prob": 0.5} if "by half" in worlds else "refuse"))
            stages = {each: scene.stage(each) for each in worlds}
        assert "Traceback" not in program.said()
        return stages


class _Scene:
    def __init__(self, lab: Lab, desk: Desktop, program: Program, words: Words) -> None:
        self._lab = lab
        self._desk = desk
        self._program = program
        self._words = words
        self.item: Any = tray_icon(desk)

    def stage(self, world: str) -> Stage:
        """Let the world be so, and wait until all three places say it."""
        number, words = STAGES.index(world), self._words
        be(self._lab, world)
        changed, before = time.time(), len(self._desk.notes())
        title = until(
            lambda: next((n.summary for n in self._desk.notes()[before:] if n.summary == words.titles[number]), ""),
            CHANGED_S,
            lambda: f"{world}: {[n.summary for n in self._desk.notes()]} {self.item.tooltip!r}",
        )
        seconds = time.time() - changed
        tail = words.tails[number]
        tooltip = until(lambda: self.item.tooltip if tail in self.item.tooltip else "", 30, lambda: self.item.tooltip)
        history = until(lambda: _with(tail, self._program.history_text()), 60, self._program.history_text)
        return Stage(seconds, title, tooltip, history)


def _with(words: str, text: str) -> str:
    return text if words in text else ""


@story(about_s=400)
def here_english() -> dict[str, Stage]:
    """For this machine only, then in its country."""
    return _told("en", ENGLISH, "here-only", "country-only")


@story(about_s=400)
def here_indonesian() -> dict[str, Stage]:
    """The same in Indonesian."""
    return _told("id", INDONESIAN, "here-only", "country-only")


@story(about_s=400)
def everywhere_english() -> dict[str, Stage]:
    """In this country, then everywhere."""
    return _told("en", ENGLISH, "country-only", "everywhere")


@story(about_s=400)
def everywhere_indonesian() -> dict[str, Stage]:
    """The same in Indonesian."""
    return _told("id", INDONESIAN, "country-only", "everywhere")


@story(about_s=400)
def half_english() -> dict[str, Stage]:
    """Half of all fails, here and everywhere."""
    return _told("en", ENGLISH, "by half")


@story(about_s=400)
def half_indonesian() -> dict[str, Stage]:
    """The same in Indonesian."""
    return _told("id", INDONESIAN, "by half")


STORIES: Final = (
    (ENGLISH, here_english, everywhere_english, half_english),
    (INDONESIAN, here_indonesian, everywhere_indonesian, half_indonesian),
)


@pytest.mark.parametrize(
    ("words", "tell", "world"),
    [
        pytest.param(words, tell, world, id=f"{world}, {language}")
        for language, (words, here, everywhere, half) in zip(("en", "id"), STORIES, strict=True)
        for tell, world in (
            (here, "here-only"),
            (here, "country-only"),
            (everywhere, "country-only"),
            (everywhere, "everywhere"),
            (half, "by half"),
        )
    ],
)
def test_tray_notification_and_history_say_whom_it_concerns(
    words: Words, tell: Story[dict[str, Stage]], world: str
) -> None:
    stage, number = tell.told()[world], STAGES.index(world)
    assert stage.title == words.titles[number]
    for said in (stage.tooltip, stage.history):
        assert words.tails[number] in said
        assert "WhatsApp" in said
    assert stage.seconds <= CHANGED_S
