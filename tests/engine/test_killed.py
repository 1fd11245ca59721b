"""Killed at every point between a reading and the mark: told exactly once, and again only where nobody could know.

That is where the notification server was called already and the mark was not written yet.
"""

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from notifier.core.model import Alert, AlertKind, PageLevel, PageReport, Reading, Source
from notifier.core.ports import Read
from notifier.core.watch import NotifyLevel, ServiceWatch
from tests.core.making import anchored, service
from tests.engine.killing import Image, Story, images_of, played_on
from tests.engine.playing import Answer, between, both, fails, line_down, reading

ACME = service()
OTHER = service(name="other", owner="Other")
FAMILY = tuple(service(name=name, owner="Family") for name in ("one", "two", "three"))


def every_second_fails_then_all() -> Answer:
    count = 0

    def answer(read: Read, seconds: float) -> Reading | None:
        nonlocal count
        if read.source is not Source.PROBE or not 300 <= seconds < 1500:
            return None
        count += 1
        return fails(read, seconds) if count % 2 or seconds >= 900 else None

    return answer


def one_after_the_other() -> Answer:
    return both(between(300, 900, "one"), between(310, 930, "two"), between(325, 960, "three"))


def reported() -> Answer:
    def answer(read: Read, seconds: float) -> Reading | None:
        if read.source is not Source.PAGE or not 300 <= seconds < 1200:
            return None
        return reading(read, seconds, page=PageReport("test", "https://status", PageLevel.MAJOR_OUTAGE))

    return answer


def flapping() -> Answer:
    return both(*(between(from_s, from_s + 80, "acme") for from_s in range(300, 1200, 150)))


POSSIBLE_TOO = anchored(services={"acme": ServiceWatch(notify=NotifyLevel.POSSIBLE)})
STORIES = {
    "a lone outage": Story((ACME,), lambda: between(300, 900, "acme"), 2000),
    "a family of three that waits": Story(FAMILY, one_after_the_other, 2500),
    "a partial problem that becomes an outage": Story((ACME,), every_second_fails_then_all, 3500, POSSIBLE_TOO),
    "a short outage whose end is held": Story((ACME,), lambda: between(300, 480, "acme"), 1500),
    "the line, down and back, and an outage meanwhile": Story(
        (ACME, OTHER), lambda: both(line_down(300, 700), between(300, 1500, "acme")), 3000
    ),
    "two owners at once": Story((ACME, OTHER), lambda: between(300, 900, "acme", "other"), 2500),
    "an outage that the company reports": Story((service(page=True),), reported, 2500),
}
FLAPPING = Story((ACME,), flapping, 3500)
EXPECTED = {
    "a lone outage": ["outage", "recovered"],
    "a family of three that waits": ["outage", "recovered"],
    "a partial problem that becomes an outage": ["possible", "outage", "recovered"],
    "a short outage whose end is held": ["outage", "recovered"],
    "the line, down and back, and an outage meanwhile": ["line", "line", "outage", "recovered"],
    "two owners at once": ["outage", "outage", "recovered", "recovered"],
    "an outage that the company reports": ["outage", "recovered"],
}


def kinds(shown: list[Alert]) -> list[str]:
    return [alert.kind.value for alert in shown if not alert.update]


def said(shown: list[Alert]) -> Counter[tuple[object, ...]]:
    """What was said how often, whatever the order; that it answers again is no notification of its own."""
    return Counter(
        (alert.kind, alert.line, tuple(sorted(member.service for member in alert.services)))
        for alert in shown
        if not (alert.update and alert.kind is AlertKind.RECOVERED)
    )


def once(shown: list[Alert], image: Image) -> list[Alert]:
    """What was shown, without what had to be shown again: its call was made, its mark was not."""
    unsure = {alert.id for alert in image.shown} - image.marked
    told = {alert.id: alert for alert in shown}
    repeated = [name for name, count in Counter(alert.id for alert in shown).items() if count > 1]
    assert set(repeated) <= unsure, f"told twice after a kill {image.point} at {image.at}"
    assert len(shown) - len(told) <= 1
    return list(told.values())


def left(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        rows: int = connection.execute(
            "SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM problems)"
        ).fetchone()[0]
        return rows


@pytest.mark.fault("killed between a reading and its notice")
@pytest.mark.slow
@pytest.mark.parametrize("name", STORIES)
def test_killed_anywhere_it_tells_everything_once(name: str, tmp_path: Path) -> None:
    story = STORIES[name]
    shown, images = images_of(story, tmp_path / "first")
    assert kinds(shown) == EXPECTED[name]
    assert len(images) >= 30
    for number, image in enumerate(images):
        again, path = played_on(story, image, tmp_path / str(number))
        assert said(once(again, image)) == said(shown), f"after a kill {image.point} at {image.at}"
        assert left(path) == 0


@pytest.mark.fault("killed between a reading and its notice")
@pytest.mark.slow
@pytest.mark.parametrize("name", STORIES)
def test_killed_for_longer_than_it_lasts_it_tells_the_end_of_what_was_told_and_nothing_else(
    name: str, tmp_path: Path
) -> None:
    story = STORIES[name]
    _, images = images_of(story, tmp_path / "first")
    for number, image in enumerate(images):
        again, path = played_on(story, image, tmp_path / str(number), story.until)
        told = once(again, image)
        new = told[len(image.shown) :]
        assert not {"outage", "possible", "unstable"} & set(kinds(new)), "it is over: nobody needs to hear of its begin"
        begun = {each.service for alert in image.shown if alert.kind != "line" for each in alert.services}
        ends = [alert for alert in told if alert.kind in ("recovered", "digest")]  # after an absence: rule 24
        ended = Counter(each.service for alert in ends for each in alert.services if each.until is not None)
        unsure = {each.service for alert in image.shown if alert.id not in image.marked for each in alert.services}
        assert begun <= set(ended), f"after a kill {image.point} at {image.at}"
        assert {service for service, count in ended.items() if count > 1} <= unsure
        assert left(path) == 0


@pytest.mark.fault("killed between a reading and its notice")
@pytest.mark.slow
def test_killed_while_it_flaps_it_says_so_at_most_once_and_ends_with_the_end(tmp_path: Path) -> None:
    """What fails for a minute at a time may end while nobody looks: then a spell less is told, or two are one long one.

    A long one is told as down, and as over, once more (rule 14).
    """
    shown, images = images_of(FLAPPING, tmp_path / "first")
    assert kinds(shown) == ["outage", "unstable", "recovered"]
    for number, image in enumerate(images):
        again, path = played_on(FLAPPING, image, tmp_path / str(number))
        told = kinds(once(again, image))
        assert told[0] in ("outage", "unstable")
        assert told[-1] == "recovered"
        assert told.count("unstable") <= 1
        assert len(told) <= 5
        assert left(path) == 0
