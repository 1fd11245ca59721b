"""What an address gets, and when a notice that could not be sent is tried again: once each, for a day at most."""

import msgspec
import pytest

from notifier.core.alerts.phone import (
    DONE_MOST,
    KEPT_S,
    PAUSES_S,
    Message,
    PhoneAddress,
    PhoneLevel,
    PhoneQueue,
    next_number,
    phones_of,
    wants,
)
from notifier.core.failure import UserError
from notifier.core.model import Alert, AlertKind, AlertService, State
from tests.core.making import T, at

ALL = PhoneAddress("1", "ntfys", "ntfy.sh", PhoneLevel.ALL)
OUTAGES = PhoneAddress("2", "mailtos", "mail.example:587")
CORE = AlertService("acme", "Acme", "i1", State.OUTAGE)
MINOR = AlertService("acme", "Acme", "i1", State.OUTAGE, minor=True)


def alert(kind: AlertKind, *members: AlertService, update: bool = False, practice: bool = False) -> Alert:
    return Alert("a1", kind, at(0), "i1", members, update=update, practice=practice)


def message(number: int = 1, due_s: float = T) -> Message:
    return Message(f"a{number}", "1", "Title", "Body", T, due_s)


def test_an_address_is_read_as_it_is_written() -> None:
    assert phones_of([ALL.text, OUTAGES.text]) == (ALL, OUTAGES)
    assert ALL.masked == "ntfys://ntfy.sh/…"
    assert ALL.secret != OUTAGES.secret


@pytest.mark.parametrize("text", ["", "1", "1 ntfy ntfy.sh", "1 ntfy ntfy.sh loud", "1  ntfy.sh all", "1 a b all x"])
def test_what_is_none_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        phones_of([text])


def test_a_number_is_nobody_elses() -> None:
    assert next_number([]) == "1"
    assert next_number([OUTAGES]) == "1"
    assert next_number([ALL, OUTAGES]) == "3"


@pytest.mark.parametrize(
    ("told", "every", "outages"),
    [
        (alert(AlertKind.OUTAGE, CORE), True, True),
        (alert(AlertKind.RECOVERED, CORE), True, True),
        (alert(AlertKind.OUTAGE, MINOR), True, False),
        (alert(AlertKind.POSSIBLE, CORE), True, False),
        (alert(AlertKind.LINE), True, False),
        (alert(AlertKind.DIGEST, CORE), True, True),
        (alert(AlertKind.OUTAGE, CORE, update=True), False, False),
        (alert(AlertKind.RECOVERED, CORE, update=True), True, True),
        (alert(AlertKind.OUTAGE, CORE, practice=True), False, False),
    ],
)
def test_what_each_gets(told: Alert, every: bool, outages: bool) -> None:
    assert wants(ALL, told) is every
    assert wants(OUTAGES, told) is outages


def test_each_is_sent_once() -> None:
    queue = PhoneQueue().put([message(), message()])
    assert queue.waiting == (message(),)
    assert queue.put([message()]) == queue
    sent = queue.sent(message())
    assert (sent.waiting, sent.next_s()) == ((), None)
    assert sent.put([message()]) == sent
    assert sent.put([msgspec.structs.replace(message(), phone="2")]).waiting != ()


def test_the_first_that_is_due_is_sent() -> None:
    queue = PhoneQueue().put([message(1, T + 30), message(2, T + 10)])
    assert queue.due(T) is None
    assert queue.next_s() == T + 10
    assert queue.due(T + 10) == message(2, T + 10)


def test_it_is_tried_again_more_and_more_seldom_and_given_up_after_a_day() -> None:
    queue, now_s, pauses = PhoneQueue().put([message()]), T, []
    while (next_s := queue.next_s()) is not None:
        pauses.append(next_s - now_s)
        now_s = next_s
        due = queue.due(now_s)
        assert due is not None
        queue = queue.failed(due, now_s)
    assert pauses[1 : 1 + len(PAUSES_S)] == list(PAUSES_S)
    assert set(pauses[len(PAUSES_S) :]) == {PAUSES_S[-1]}
    assert now_s <= T + KEPT_S < now_s + PAUSES_S[-1]
    assert queue.put([message()]) == queue  # it is not begun anew


def test_what_is_for_nobody_is_dropped_and_little_is_remembered() -> None:
    queue = PhoneQueue().put([message()])
    assert queue.only(["1"]) == queue
    assert queue.only(["2"]).waiting == ()
    for number in range(DONE_MOST + 5):
        queue = queue.sent(message(number))
    assert len(queue.done) == DONE_MOST
