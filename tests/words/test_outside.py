"""Sources outside in words: their faults, their limits."""

from datetime import timedelta

import msgspec
import pytest

from notifier.core.outside.source import Key, Limit, OutsideSource, Usage
from notifier.sources.outside_sources import told_sources
from notifier.words import outside
from notifier.words.times import Clock
from tests.core.making import at


@pytest.mark.parametrize(
    ("detail", "said"),
    [
        ("status 503", "it has a fault of its own (503)"),
        ("status 429", "it is asked too often (429)"),
        ("status 403", "it does not let this program in (403)"),
        ("its limit is reached", "its limit is reached"),
        ("its key is not in the keyring, or that is locked", "its key is not in the keyring, or that is locked"),
        ("no measurement, but something else", "it answers in another format than it had"),
        ("not its format", "it answers in another format than it had"),
        ("a list without nodes", "it answers in another format than it had"),
        ("it refuses the check", "it refuses the question"),
        ("it reports an error of its own", "it reports an error of its own"),
        ("the connection was refused", "it cannot be reached"),
        ("the name has no address", "it cannot be reached"),
        ("the proxy p.example:9 cannot be used: the connection was refused", "the proxy p.example:9 cannot be used"),
    ],
)
def test_why_a_source_is_silent(detail: str, said: str) -> None:
    assert outside.source_fault(detail) == said


def test_how_it_did() -> None:
    clock = Clock(at(0))
    assert outside.how_it_did(Usage(), clock) == "Not asked yet"
    assert outside.how_it_did(Usage(1, at(-60)), clock).startswith("Answered ")
    failed = Usage(1, at(-120), at(-60), "status 500", at(300))
    assert "it has a fault of its own (500); asks not to be contacted until" in outside.how_it_did(failed, clock)


def test_limits() -> None:
    paced = OutsideSource("a", "A", "https://a.example", "", "", (Limit(1, 5.0), Limit(300, 300.0)), key=Key.NEEDED)
    assert outside.limit_words(paced) == "at most 1 request in 5 s and at most 300 requests in 5 min"
    assert outside.key_words(paced) == "Works with a key of your own alone."
    assert outside.used_words(paced, Usage(12)).endswith("; today 12 so far")
    formed = msgspec.structs.replace(paced, key_form="id and secret")
    assert outside.key_words(formed) == "Works with a key of your own alone: id and secret."
    globalping = told_sources()[0]
    assert outside.key_words(globalping) == "Works without a key. With one of your own: at most 500 tests an hour."
    assert outside.key_words(told_sources()[1]) == ""


def test_a_wait_is_told_in_the_users_day() -> None:
    usage = Usage(1, at(-60), wait_until=at(0) + timedelta(hours=1))
    assert "asks not to be contacted until" in outside.how_it_did(usage, Clock(at(0)))
