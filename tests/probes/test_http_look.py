"""Pages as real servers send them: what is looked at, and that looking never makes a good answer a bad one."""

import asyncio
import gzip
import tracemalloc

import pytest

from notifier.core.look import UsualLook
from notifier.core.model import Outcome, Reading
from notifier.core.numbers import LOOK_LEARNED
from notifier.core.service.other_page import compared
from notifier.probes.http import Expect, HttpTarget
from notifier.sources.client import GLANCE_S
from notifier.sources.look import GLANCE, look_of
from notifier.sources.reader import NetworkReader, ReaderOptions
from tests.sources.conftest import ReadOnce, Start, reading_of
from tests.sources.servers import Visit, http, says

HOME = b"<html><head><title>Acme: everything</title></head><body>" + b"<p class='product-tile'>A lovely thing</p>" * 600
SORRY = b"<html><head><title>Maintenance</title></head><body>We are sorry and will be back within minutes. Thanks."


def test_a_good_page_has_a_look(start: Start, read_once: ReadOnce) -> None:
    reading = read_once(HttpTarget(start(says(200, HOME)).url()))
    assert reading.outcome is Outcome.OK
    assert reading.look is not None
    assert reading.look.title
    assert reading.look.size == GLANCE.bit_length()
    assert len(reading.look.words) >= 4


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("chunked", [False, True])
def test_a_page_looks_alike_however_it_is_sent(
    start: Start, read_once: ReadOnce, *, packed: bool, chunked: bool
) -> None:
    body = gzip.compress(SORRY) if packed else SORRY

    def serve(visit: Visit) -> None:
        coding = {"Content-Encoding": "gzip"} if packed else {}
        if not chunked:
            visit.answer(200, body, coding)
            return
        visit.answer(200, b"", {**coding, "Transfer-Encoding": "chunked"})
        for at in range(0, len(body), 7):
            piece = body[at : at + 7]
            visit.send(b"%x\r\n%b\r\n" % (len(piece), piece))
        visit.send(b"0\r\n\r\n")

    url = start(http(serve)).url()
    assert read_once(HttpTarget(url)).look == look_of(SORRY, url)


@pytest.mark.parametrize("expect", [Expect(body="lovely"), Expect(json_path="ok")])
def test_what_is_expected_to_say_something_is_not_looked_at(expect: Expect, start: Start, read_once: ReadOnce) -> None:
    body = b'{"ok": "lovely"}'
    reading = read_once(HttpTarget(start(says(200, body)).url(), expect=expect))
    assert (reading.outcome, reading.look) == (Outcome.OK, None)
    only_status = read_once(HttpTarget(start(says(200, body)).url(), expect=Expect(statuses=(200,))))
    assert only_status.look is not None


@pytest.mark.parametrize("status", [204, 301, 404])
def test_only_good_pages_are_looked_at(status: int, start: Start, read_once: ReadOnce) -> None:
    reading = read_once(HttpTarget(start(says(status, b"" if status == 204 else SORRY)).url()))
    assert (reading.outcome, reading.look) == (Outcome.OK, None)


HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n"
BROKEN = {
    "never comes": lambda visit: (visit.send(HEAD + b"\r\n"), visit.hang()),
    "breaks off": lambda visit: visit.send(HEAD + b"\r\n<title>Acme"),
    "is reset": lambda visit: (visit.send(HEAD + b"\r\n<title>Acme"), visit.reset()),
    "is packed in another way": lambda visit: visit.send(HEAD + b"Content-Encoding: br\r\n\r\n" + b"x" * 5000),
    "is no gzip": lambda visit: visit.send(HEAD + b"Content-Encoding: gzip\r\n\r\n" + b"x" * 5000),
    "is badly chunked": lambda visit: visit.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_body_that_fails_makes_no_good_answer_bad(how: str, start: Start, read_once: ReadOnce) -> None:
    reading = read_once(HttpTarget(start(http(BROKEN[how])).url()))
    assert (reading.outcome, reading.failure, reading.look) == (Outcome.OK, None, None)
    assert reading.latency_ms is not None
    assert reading.latency_ms < GLANCE_S * 1000


@pytest.mark.parametrize("packed", [False, True])
def test_no_more_is_read_than_is_looked_at(start: Start, read_once: ReadOnce, *, packed: bool) -> None:
    bomb = gzip.compress(b"\0" * 50_000_000) if packed else b""
    sent = []

    def pour(visit: Visit) -> None:
        if packed:
            visit.answer(200, bomb, {"Content-Encoding": "gzip"})
            return
        visit.send(b"HTTP/1.1 200 OK\r\nContent-Length: 900000000\r\n\r\n")
        for _ in range(4000):
            visit.send(b"x" * 65536)
            sent.append(65536)

    tracemalloc.start()
    try:
        reading = read_once(HttpTarget(start(http(pour)).url()))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert reading.outcome is Outcome.OK
    assert reading.look is not None
    assert reading.look.size == GLANCE.bit_length()
    assert sum(sent) < 40_000_000  # what fits into the system's own buffers
    assert peak < 20_000_000


def test_a_sorry_page_on_a_real_server_is_found_and_the_redirects_goal_is_looked_at(start: Start) -> None:
    answers = {"body": HOME}
    goal = start(http(lambda visit: visit.answer(200, answers["body"])))
    target = HttpTarget(start(says(302, headers={"Location": goal.url()})).url())
    usual = UsualLook()

    async def watch() -> list[Reading]:
        readings = []
        async with NetworkReader(ReaderOptions(timeout_s=5.0, gap_s=0.0)) as reader:
            for number in range(LOOK_LEARNED + 5):
                if number == LOOK_LEARNED + 1:
                    answers["body"] = SORRY
                reading = compared(await reader(reading_of(target, number=number)), usual)
                assert reading.look is not None
                if reading.outcome is Outcome.OK:
                    usual.usual(reading.look)
                readings.append(reading)
        return readings

    found = asyncio.run(watch())
    assert {each.outcome for each in found[: LOOK_LEARNED + 1]} == {Outcome.OK}
    assert {each.outcome for each in found[LOOK_LEARNED + 1 :]} == {Outcome.UNVERIFIABLE}
