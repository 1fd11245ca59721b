"""The soak itself: its plan is the seed's, and growth is told from noise."""

import random
from collections import Counter
from itertools import islice
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.benchmarks.web import hosts
from tests.desktop.bus import Note
from tests.soak.course import said_twice
from tests.soak.growth import judge
from tests.soak.kills import flaws, story_flaws
from tests.soak.plan import KINDS, QUIET_S, Plan
from tests.soak.report import Course, drawing, failed, text
from tests.soak.sample import Sample
from tests.ui.samples import incident, write_history

MINUTES = 240


def samples(
    leak_mb: float = 0.0, first_uses: int = 0, seed: int = 5, minutes: int = MINUTES, peaks: float = 0.05
) -> list[Sample]:
    """Make up a soak: what leaks, first uses that come ever more rarely, and what is given back each half hour."""
    luck, found, held_mb = random.Random(seed), list[Sample](), 0.0
    uses = [(2.0 * (minutes / 2.0) ** luck.random(), luck.choice((0.2, 0.5, 1.0, 1.0, 2.0))) for _ in range(first_uses)]
    for minute in range(minutes):
        hours = minute / 60
        held_mb = (held_mb if minute % 30 else 0.0) + (luck.expovariate(1.4) if luck.random() < peaks else 0.0)
        used_mb = sum(mb for begins, mb in uses if begins <= minute)
        window_mb = 3.0 if luck.random() < peaks else 0.0
        mb = 52.0 + leak_mb * hours + min(held_mb, 2.5) + used_mb + window_mb + luck.gauss(0, 0.3)
        found.append(Sample("", hours, mb, mb, 28, 5, 300, 2, 900, 10, {"readings": 9}, 3, minute, False, False))
    return found


def course() -> Course:
    return Course(Plan(13), Counter(line=2), "ended as planned")


def test_the_plan_is_the_seeds() -> None:
    names = hosts(100)
    first, again, other = (list(islice(Plan(seed).happenings(names), 500)) for seed in (1, 1, 2))
    assert first == again
    assert first != other
    assert {each.what for each in first} == set(KINDS)
    assert [each.at_s for each in first] == sorted(each.at_s for each in first)


def test_at_twice_the_pace_the_same_happens_in_half_the_time() -> None:
    once, twice = (list(islice(Plan(1, pace).happenings(hosts(100)), 500)) for pace in (1.0, 2.0))
    assert [each._replace(at_s=0.0, lasts_s=0.0) for each in once] == [
        each._replace(at_s=0.0, lasts_s=0.0) for each in twice
    ]
    assert [each.lasts_s for each in twice] == pytest.approx([each.lasts_s / 2.0 for each in once])
    assert [each.at_s - QUIET_S for each in twice] == pytest.approx([(each.at_s - QUIET_S) / 2.0 for each in once])


@pytest.mark.parametrize(
    ("leak_mb", "first_uses", "least", "most"),
    [
        (0.0, 0, 0, 1),
        (0.0, 4, 0, 15),
        (0.3, 0, 0, 20),
        (1.0, 0, 45, 50),
        (1.0, 4, 45, 50),
        (2.0, 4, 48, 50),
        (-1, 4, 0, 1),
    ],
)
def test_a_leak_is_told_from_first_uses_and_noise(leak_mb: float, first_uses: int, least: int, most: int) -> None:
    """Of fifty soaks."""
    made = [samples(leak_mb, first_uses, seed) for seed in range(50)]
    told = [judge("own_mb", [(each.hours, each.own_mb) for each in soak]).grows for soak in made]
    assert least <= sum(told) <= most
    assert failed(made[0], course()) is told[0]
    assert ("GROWS after the first hour: rss_mb, own_mb." in text(made[0], course())) is told[0]


def test_what_is_too_short_is_not_judged() -> None:
    made = samples(50.0, minutes=70)
    assert not failed(made, course())
    assert "Too short to tell" in text(made, course())
    assert failed(made, course()._replace(wrong=("the program ended by itself",)))


@pytest.mark.parametrize("minutes", [0, 1, 30, MINUTES])
def test_it_is_drawn(minutes: int) -> None:
    root = ElementTree.fromstring(drawing(samples(1.0, minutes=minutes)))  # ours
    lines = root.findall(".//{http://www.w3.org/2000/svg}polyline")
    assert len(lines) == 9
    assert all(len((each.get("points") or "").split()) == max(minutes, 1) for each in lines)


def said(words: str, at_s: float, *, replaces: int = 0, thread: str = "line") -> Note:
    return Note(1, replaces, "Outage Notifier", words, "", (), 1, at_s, thread)


def test_what_is_said_twice_is_found() -> None:
    assert said_twice([said("A", 0), said("A", 700), said("A", 710, replaces=1)]) == []
    assert said_twice([said("A", 0), said("B", 5, thread="other"), said("A", 300)]) == ["said twice: 'A\\n'"]
    assert said_twice([said("A", 0), said("A", 300, thread="other")]) == ["said twice: 'A\\n'"]


def test_what_was_over_meanwhile_may_be_said_again() -> None:
    assert said_twice([said("offline", 0), said("online", 90, replaces=1), said("offline", 300)]) == []
    assert said_twice([said("offline", 0), said("online", 90), said("offline", 300), said("offline", 400)]) == [
        "said twice: 'offline\\n'"
    ]
    assert said_twice([said("down since 05:20", 0), said("answers", 90), said("down since 05:20", 300)]) == [
        "said twice: 'down since 05:20\\n'"
    ]


def test_what_the_weather_of_kills_does_not_explain_is_found(tmp_path: Path) -> None:
    about = incident()
    assert about.until is not None
    began_s, ended_s = about.since.timestamp(), about.until.timestamp()
    history = write_history(tmp_path / "history.db", about)
    assert flaws(history) == []
    assert story_flaws(history, [(began_s - 5.0, ended_s + 5.0)]) == (1, [])
    assert story_flaws(history, [(ended_s + 100.0, ended_s + 200.0)]) == (1, [f"there was no such outage: {about.id}"])
