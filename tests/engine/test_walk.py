"""A reading's way, as CONTRIBUTING tells it, followed by the reading that proves the end of an outage."""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from notifier.core.events import AlertDue
from notifier.core.model import Reading
from notifier.core.ports import Read
from tests.core.making import service
from tests.engine.playing import Played, between

ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "notifier"
Hop = tuple[str, str]


def hops() -> list[Hop]:
    """Read the list in CONTRIBUTING."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    section = text.split("## A reading's way\n")[1].split("\n## ")[0]
    return re.findall(r"^\d+\. `([\w/]+\.py)` `(?:\w+\.)?(\w+)`", section, re.MULTILINE)


def hop_of(frame: FrameType) -> Hop | None:
    path = Path(frame.f_code.co_filename)
    return (path.relative_to(PACKAGE).as_posix(), frame.f_code.co_name) if path.is_relative_to(PACKAGE) else None


class Follower:
    """Notes each hop of the list as it is called while a reading is finished, and the file that called it."""

    def __init__(self, finish: Callable[[Read, Reading, float], None], wanted: list[Hop]) -> None:
        self.finish = finish
        self.wanted = wanted
        self.passed: list[Hop] = []
        self.callers: set[str] = set()

    def __call__(self, read: Read, reading: Reading, now_s: float) -> None:
        self.passed.clear()
        self.callers.clear()
        sys.setprofile(self._note)
        try:
            self.finish(read, reading, now_s)
        finally:
            sys.setprofile(None)

    def _note(self, frame: FrameType, event: str, _argument: object) -> None:
        hop = hop_of(frame) if event == "call" else None
        if hop is None or hop not in self.wanted:
            return
        self.passed.append(hop)
        caller = frame.f_back
        of = hop_of(caller) if caller is not None else None
        if of is not None:
            self.callers.add(of[0])


def test_a_reading_goes_the_way_that_is_told() -> None:
    played = Played([service()], between(300, 900, "acme"))
    follower = Follower(played.engine.finish, hops())
    played.engine.finish = follower  # type: ignore[method-assign]
    while played.alerts() != ["outage", "recovered"]:
        played.run(played.next_event())
    assert isinstance(played.events[-1][1], AlertDue)
    assert follower.passed == follower.wanted
    assert follower.callers <= {each for each, _ in follower.wanted}, "nobody else stands between two of them"


def test_it_is_short() -> None:
    way = hops()
    assert 0 < len(way) <= 12
    assert len({each for each, _ in way}) <= 8
