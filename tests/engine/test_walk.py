"""A reading's way, as CONTRIBUTING tells it, followed by the reading that proves the end of an outage."""

import sys

from notifier.core.events import AlertDue
from notifier.core.model import Reading
from notifier.core.ports import Read
from tests.core.making import service
from tests.engine.playing import Played, between
from tests.walks import Follower, hops


def test_a_reading_goes_the_way_that_is_told() -> None:
    played = Played([service()], between(300, 900, "acme"))
    follower, finish = Follower(hops("A reading's way")), played.engine.finish

    def followed(read: Read, reading: Reading, now_s: float) -> None:
        follower.forget()
        sys.setprofile(follower)
        try:
            finish(read, reading, now_s)
        finally:
            sys.setprofile(None)

    played.engine.finish = followed  # type: ignore[method-assign]
    while played.alerts() != ["outage", "recovered"]:
        played.run(played.next_event())
    assert isinstance(played.events[-1][1], AlertDue)
    follower.check()
