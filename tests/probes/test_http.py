import gzip
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from notifier.core.failure import FailureKind
from notifier.core.model import Outcome, Source
from notifier.core.targets import AnchorTarget
from notifier.probes.http import Expect, HttpTarget
from tests.sources.conftest import ReadOnce, Start
from tests.sources.servers import Authority, Visit, http, says


@pytest.mark.parametrize("status", [200, 204, 301, 400, 404, 405])
def test_any_answer_below_500_tells_something(status: int, start: Start, read_once: ReadOnce) -> None:
    reading = read_once(HttpTarget(start(says(status)).url()))
    assert reading.outcome is Outcome.OK
    assert reading.latency_ms is not None
    assert 0 < reading.latency_ms < 5000


@pytest.mark.parametrize("status", [401, 403, 407, 429, 451])
def test_answers_that_do_not_tell(status: int, start: Start, read_once: ReadOnce) -> None:
    url = start(says(status)).url()
    reading = read_once(HttpTarget(url))
    assert (reading.outcome, reading.failure) == (Outcome.UNVERIFIABLE, None)
    assert str(status) in reading.detail
    assert read_once(HttpTarget(url, expect=Expect(statuses=(200,)))).outcome is Outcome.UNVERIFIABLE
    assert read_once(HttpTarget(url, expect=Expect(statuses=(status,)))).outcome is Outcome.OK


def test_the_wall_with_a_status_of_its_own_is_no_failure(start: Start, read_once: ReadOnce) -> None:
    target = HttpTarget(start(says(999)).url())
    assert read_once(target).outcome is Outcome.UNVERIFIABLE
    check = target.remote
    assert check is not None
    assert check.judged(999, None) is None
    assert check.judged(600, None) is False


@pytest.mark.parametrize("status", [200, 202, 403, 503])
@pytest.mark.parametrize("header", [{"CF-Mitigated": "challenge"}, {"x-amzn-waf-action": "captcha"}])
def test_walls_that_say_so_in_the_head(status: int, header: dict[str, str], start: Start, read_once: ReadOnce) -> None:
    reading = read_once(HttpTarget(start(says(status, b"wait", header)).url()))
    assert reading.outcome is Outcome.UNVERIFIABLE
    assert "robots" in reading.detail


def test_a_wall_counts_where_its_status_is_expected(start: Start, read_once: ReadOnce) -> None:
    server = start(says(403, b"", {"cf-mitigated": "challenge"}))
    assert read_once(HttpTarget(server.url(), expect=Expect(statuses=(403,)))).outcome is Outcome.OK


WALL = b"<html><script src='/cdn-cgi/challenge-platform/h/b'></script>"


@pytest.mark.parametrize("expect", [Expect(body="Welcome"), Expect(json_path="ok"), Expect(statuses=(204,))])
def test_walls_that_show_in_the_body(expect: Expect, start: Start, read_once: ReadOnce) -> None:
    server = start(says(200, WALL, {"Content-Type": "text/html"}))
    assert read_once(HttpTarget(server.url(), expect=expect)).outcome is Outcome.UNVERIFIABLE


@pytest.mark.parametrize(
    ("path", "value", "good"),
    [
        ("response.serverlist", "", True),
        ("response.serverlist.1", "b", True),
        ("response.count", "2", True),
        ("response.fine", "true", True),
        ("response.empty", "", False),
        ("response.missing", "", False),
        ("response.serverlist.7", "", False),
        ("response.fine", "false", False),
        ("response.count.deeper", "", False),
    ],
)
def test_what_json_must_hold(path: str, value: str, good: bool, start: Start, read_once: ReadOnce) -> None:
    body = b'{"response": {"serverlist": ["a", "b"], "count": 2, "fine": true, "empty": []}}'
    expect = Expect(json_path=path, json_value=value)
    reading = read_once(HttpTarget(start(says(200, body)).url(), expect=expect))
    assert reading.failure is (None if good else FailureKind.BODY_MISMATCH)


def test_json_may_begin_with_a_mark(start: Start, read_once: ReadOnce) -> None:
    server = start(says(200, b'\xef\xbb\xbf{"ok": true}'))
    assert read_once(HttpTarget(server.url(), expect=Expect(json_path="ok"))).outcome is Outcome.OK


@pytest.mark.parametrize("charset", ["", "; charset=utf-8", "; charset=ISO-8859-1", '; charset="windows-1252"'])
def test_a_text_in_other_letters_is_found(charset: str, start: Start, read_once: ReadOnce) -> None:
    letters = "utf-8" if "8859" not in charset and "1252" not in charset else "latin-1"
    page = "<p>Verfügbar</p>".encode(letters)
    server = start(says(200, page, {"Content-Type": f"text/html{charset}"}))
    assert read_once(HttpTarget(server.url(), expect=Expect(body="Verfügbar"))).outcome is Outcome.OK
    missing = read_once(HttpTarget(server.url(), expect=Expect(body="Größe")))
    assert missing.failure is FailureKind.BODY_MISMATCH


@pytest.mark.parametrize("charset", ["klingon", "idna", "rot13", "undefined", "utf-16"])
def test_letters_that_nobody_knows_are_taken_for_the_usual_ones(
    charset: str, start: Start, read_once: ReadOnce
) -> None:
    server = start(says(200, "Verfügbar …".encode(), {"Content-Type": f"text/html; charset={charset}"}))
    assert read_once(HttpTarget(server.url(), expect=Expect(body="Verfügbar …"))).outcome is Outcome.OK


@pytest.mark.parametrize("named", ["none", "UTF-8", "aws-chunked", "binary, identity"])
def test_an_encoding_that_packs_nothing_is_read_as_it_is(named: str, start: Start, read_once: ReadOnce) -> None:
    server = start(says(200, b"Welcome", {"Content-Encoding": named}))
    assert read_once(HttpTarget(server.url(), expect=Expect(body="Welcome"))).outcome is Outcome.OK


@pytest.mark.parametrize("named", ["gzip", "GZIP, identity", "aws-chunked,gzip"])
def test_what_is_packed_is_unpacked_whatever_else_is_named(named: str, start: Start, read_once: ReadOnce) -> None:
    server = start(says(200, gzip.compress(b"Welcome"), {"Content-Encoding": named}))
    assert read_once(HttpTarget(server.url(), expect=Expect(body="Welcome"))).outcome is Outcome.OK


@pytest.mark.parametrize("body", [b"", b"<html>", b"[" * 100_000, b"\xff\xfe"])
def test_what_is_no_json(body: bytes, start: Start, read_once: ReadOnce) -> None:
    reading = read_once(HttpTarget(start(says(200, body)).url(), expect=Expect(json_path="a")))
    assert reading.failure is FailureKind.BODY_MISMATCH


def test_no_body_is_read_that_nobody_wants(start: Start, read_once: ReadOnce) -> None:
    sent = []

    def pour(visit: Visit) -> None:
        visit.send(b"HTTP/1.1 200 OK\r\nContent-Length: 900000000\r\n\r\n")
        for _ in range(4000):
            visit.send(b"x" * 65536)
            sent.append(65536)

    server = start(http(pour))
    assert read_once(HttpTarget(server.url())).outcome is Outcome.OK
    assert read_once(HttpTarget(server.url(), expect=Expect(body="xxx"))).outcome is Outcome.OK
    assert sum(sent) < 40_000_000  # what fits into the system's own buffers


def test_head_has_no_body(start: Start, read_once: ReadOnce) -> None:
    def serve(visit: Visit) -> None:
        visit.send(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n")
        visit.hang()

    server = start(http(serve))
    assert read_once(HttpTarget(server.url(), method="HEAD")).outcome is Outcome.OK
    assert server.heads[0].startswith("HEAD / ")


def test_redirects_are_followed_over_hosts(start: Start, read_once: ReadOnce, trusted: Authority) -> None:
    goal = start(says(200, b"here"), trusted.context("localhost"))
    first = start(says(308, headers={"Location": goal.url("/there", host="localhost")}))
    reading = read_once(HttpTarget(first.url(), expect=Expect((200,), body="here")))
    assert reading.outcome is Outcome.OK
    assert goal.heads[0].startswith("GET /there ")
    assert "referer" not in goal.heads[0].lower()


def test_a_redirect_that_is_expected_is_not_followed(start: Start, read_once: ReadOnce) -> None:
    server = start(says(302, headers={"Location": "http://127.0.0.1:1/"}))
    assert read_once(HttpTarget(server.url(), expect=Expect(statuses=(302,)))).outcome is Outcome.OK


@pytest.mark.parametrize(
    "place", ["whatsapp://open", "file:///etc/passwd", "javascript:1", "http://[", "//", "ftp://x"]
)
def test_redirects_that_lead_nowhere(place: str, start: Start, read_once: ReadOnce) -> None:
    server = start(http(lambda visit: visit.answer(302, b"", {"Location": place if visit.number == 1 else "ftp://x"})))
    assert read_once(HttpTarget(server.url())).failure is FailureKind.HTTP_UNEXPECTED


def test_429_says_when_to_come_back(start: Start, read_once: ReadOnce) -> None:
    reading = read_once(HttpTarget(start(says(429, headers={"Retry-After": "77"})).url()))
    assert (reading.outcome, reading.retry_after_s) == (Outcome.UNVERIFIABLE, 77.0)


def test_what_a_request_says_of_us(start: Start, read_once: ReadOnce) -> None:
    server = start(says(200, headers={"Set-Cookie": "a=b"}))
    read_once(HttpTarget(server.url("/päth?q=ü")))
    head = server.heads[0].lower()
    assert head.startswith("get /p%c3%a4th?q=%c3%bc http/1.1")
    assert "user-agent: outage-notifier/" in head
    assert "+https://" in head
    assert "cookie" not in head


def anchor(url: str, expect: Expect) -> AnchorTarget:
    return AnchorTarget("Owner", HttpTarget(url, "anchor", expect=expect), by_name=True)


def test_an_anchor_that_answers(start: Start, read_once: ReadOnce) -> None:
    url = start(says(204)).url()
    assert read_once(anchor(url, Expect((204,))), Source.ANCHOR).outcome is Outcome.OK


PORTALS = [
    (says(302, headers={"Location": "http://login.hotel.example/?mac=00:11"}), FailureKind.HTTP_UNEXPECTED, "hotel"),
    (says(200, b"<html>Please log in"), FailureKind.BODY_MISMATCH, "lacks"),
    (says(200, b"<html>Please log in" * 70_000), FailureKind.BODY_MISMATCH, "large"),
    (says(511, b"<html>Please log in"), FailureKind.HTTP_UNEXPECTED, "511"),
]


@pytest.mark.parametrize(("portal", "kind", "word"), PORTALS)
def test_a_portal_in_an_anchors_place(
    portal: object, kind: FailureKind, word: str, start: Start, read_once: ReadOnce
) -> None:
    server = start(portal)
    reading = read_once(anchor(server.url(), Expect((200,), body="Success")), Source.ANCHOR)
    assert (reading.outcome, reading.failure) == (Outcome.FAILED, kind)
    assert word in reading.detail
    assert "mac=" not in reading.detail
    assert server.visits == 1


@pytest.mark.parametrize("status", [401, 403, 407, 429, 451])
def test_a_proxys_refusal_in_an_anchors_place_does_not_tell(status: int, start: Start, read_once: ReadOnce) -> None:
    reading = read_once(anchor(start(says(status)).url(), Expect((204,))), Source.ANCHOR)
    assert (reading.outcome, reading.failure) == (Outcome.UNVERIFIABLE, None)
    assert str(status) in reading.detail


def test_a_portal_before_an_anchor_of_ones_own(start: Start, read_once: ReadOnce) -> None:
    server = start(says(302, headers={"Location": "http://login.hotel.example/"}))
    reading = read_once(anchor(server.url(), Expect()), Source.ANCHOR)
    assert reading.failure is FailureKind.HTTP_UNEXPECTED


def test_who_answers_in_the_place_of_a_service_is_known_again(start: Start, read_once: ReadOnce) -> None:
    squid = {"Server": "squid/5.7", "X-Squid-Error": "ERR_DNS_FAIL 0", "Content-Type": "text/html"}

    def answered_by(status: int, head: dict[str, str], content: bytes = b"", wanted: str = "") -> str:
        reading = read_once(HttpTarget(start(says(status, content, head)).url(), expect=Expect(body=wanted)))
        assert reading.outcome is Outcome.FAILED
        return reading.answered_by

    assert answered_by(503, squid) == answered_by(503, squid) != ""
    assert answered_by(503, squid) != answered_by(502, squid)
    assert answered_by(503, squid) != answered_by(503, {"Server": "nginx"})
    page = b"<title>\n Sign in to Hotel</title>"
    one, other = (answered_by(200, {}, page + more, "Welcome") for more in (b"", b"<p>127.0.0.1"))
    assert one == other != answered_by(200, {}, b"<title>Our own</title>", "Welcome")
    assert read_once(HttpTarget(start(says(200)).url())).answered_by == ""


@pytest.mark.parametrize(
    ("headers", "ahead_s"),
    [
        ({}, 7200.0),
        ({"Age": "600"}, 7800.0),
        ({"Age": "unknown"}, None),
        ({"Date": "yesterday"}, None),
    ],
)
def test_an_anchors_answer_tells_by_how_much_the_clock_is_off(
    headers: dict[str, str], ahead_s: float | None, start: Start, read_once: ReadOnce
) -> None:
    date = format_datetime(datetime.now(UTC) + timedelta(hours=2), usegmt=True)
    server = start(says(204, headers={"Date": date, **headers}))
    reading = read_once(anchor(server.url(), Expect((204,))), Source.ANCHOR)
    assert reading.outcome is Outcome.OK
    assert reading.ahead_s == (None if ahead_s is None else pytest.approx(ahead_s, abs=5.0))


def test_who_answers_in_an_anchors_place_tells_nothing_of_the_clock(start: Start, read_once: ReadOnce) -> None:
    date = format_datetime(datetime.now(UTC) + timedelta(hours=2), usegmt=True)
    server = start(says(200, b"<title>Hotel</title>", {"Date": date}))
    reading = read_once(anchor(server.url(), Expect((200,), body="Success")), Source.ANCHOR)
    assert (reading.outcome, reading.ahead_s) == (Outcome.FAILED, None)
