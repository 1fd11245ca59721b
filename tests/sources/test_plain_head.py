"""Ordinary heads: what is read at one glance h11 reads in the same way, and what is odd is left to it."""

import h11
import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.sources.plain_head import PlainHead, plain_head

ORDINARY = (
    b"HTTP/1.1 200 OK\r\nDate: Sun, 22 Nov 2026 07:00:00 GMT\r\nContent-Type:text/html\r\nSet-Cookie: a=b \t\r\n"
    b"set-cookie: c=d\r\nX-Empty:\r\nCONTENT-LENGTH: 5\r\n\r\nfine\nand more"
)
PIECES = st.sampled_from(
    [
        *(b"HTTP/1.1 200 OK\r\n", b"HTTP/1.0 404 Not Found\r\n", b"HTTP/1.1 503\r\n", b"HTTP/1.1 200 \xc3\xa9\r\n"),
        *(b"HTTP/1.1 204 No Content\r\n", b"HTTP/1.1 100 Continue\r\n", b"HTTP/2 200\r\n", b"HTTP/1.1 20 OK\r\n"),
        *(b"Content-Length: 5\r\n", b"Content-Length: 4, 4\r\n", b"content-length: 7\r\n", b"Content-Length: +5\r\n"),
        *(b"Transfer-Encoding: chunked\r\n", b"Server: nginx\r\n", b"Name : x\r\n", b" folded\r\n", b"X: a\tb\r\n"),
        *(b"X: \x00\r\n", b"X:\xff\r\n", b"X: a\x0bb\r\n", b"X\r\n", b": x\r\n", b"X: y\n", b"Connection: close\r\n"),
        *(b"\r\n", b"\n", b"fine\n", b"5\r\nfine\n\r\n0\r\n\r\n"),
    ]
)
HEADS = st.one_of(
    st.lists(PIECES, max_size=9).map(b"".join),
    st.lists(PIECES, max_size=7).map(lambda some: b"HTTP/1.1 200 OK\r\n" + b"".join(some) + b"\r\nfine\n"),
    st.binary(max_size=300),
    st.tuples(st.integers(0, len(ORDINARY)), st.binary(max_size=3)).map(
        lambda cut: ORDINARY[: cut[0]] + cut[1] + ORDINARY[cut[0] + len(cut[1]) :]
    ),
)


def by_h11(data: bytes) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
    http = h11.Connection(h11.CLIENT)
    http.send(h11.Request(method="GET", target="/", headers=[("Host", "x")]))
    http.send(h11.EndOfMessage())
    http.receive_data(data)
    head = http.next_event()
    assert isinstance(head, h11.Response)
    body = b""
    while isinstance(event := http.next_event(), h11.Data):
        body += bytes(event.data)
    return head.status_code, list(head.headers), body


@given(HEADS)
def test_what_is_understood_is_understood_as_h11_does(data: bytes) -> None:
    head = plain_head(data)
    if head is not None:
        assert by_h11(data) == (head.status, head.headers, data[head.size :][: head.length])


def test_an_ordinary_head() -> None:
    assert plain_head(ORDINARY) == PlainHead(
        200,
        [
            (b"date", b"Sun, 22 Nov 2026 07:00:00 GMT"),
            (b"content-type", b"text/html"),
            (b"set-cookie", b"a=b"),
            (b"set-cookie", b"c=d"),
            (b"x-empty", b""),
            (b"content-length", b"5"),
        ],
        len(ORDINARY) - len(b"fine\nand more"),
        5,
    )
    assert by_h11(ORDINARY)[0] == 200


@pytest.mark.parametrize(
    "data",
    [
        b"",
        ORDINARY[:60],
        ORDINARY.replace(b"CONTENT-LENGTH: 5\r\n", b""),
        ORDINARY.replace(b"LENGTH: 5", b"LENGTH: 5\r\nContent-Length: 5"),
        ORDINARY.replace(b"LENGTH: 5", b"LENGTH: five"),
        ORDINARY.replace(b"LENGTH: 5", b"LENGTH: " + b"9" * 13),
        ORDINARY.replace(b"X-Empty:", b"Transfer-Encoding: chunked"),
        ORDINARY.replace(b"200 OK", b"204 No Content"),
        ORDINARY.replace(b"200 OK", b"100 Continue"),
        ORDINARY.replace(b"X-Empty:", b" folded"),
    ],
)
def test_what_is_odd_is_left_to_h11(data: bytes) -> None:
    assert plain_head(data) is None


def test_a_long_head_takes_no_longer_than_it_is_long() -> None:
    assert plain_head(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 10_000) is None
    assert plain_head(b"HTTP/1.1 200 OK\r\n" + b"x" * 64_000 + b"\r\n\r\n") is None
