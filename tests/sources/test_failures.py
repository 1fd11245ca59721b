"""What is no socket's doing: chains of exceptions, other systems' codes, and scrubbing."""

import errno
import socket
import ssl
from pathlib import Path

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.core.failure import FailureKind
from notifier.sources.failures import Fault, Progress, WorldError, explain
from notifier.sources.scrubbing import scrub


def explained(error: BaseException) -> Fault | None:
    return explain(error, Progress())


def chained(outer: BaseException, inner: BaseException) -> BaseException:
    outer.__cause__ = inner
    return outer


@pytest.mark.parametrize(
    ("inner", "kind"),
    [
        (socket.gaierror(socket.EAI_NONAME, "no"), FailureKind.DNS_NXDOMAIN),
        (socket.gaierror(11001, "no such host"), FailureKind.DNS_NXDOMAIN),
        (socket.gaierror(11004, "no data"), FailureKind.DNS_FAILURE),
        (socket.gaierror(11002, "try again"), FailureKind.DNS_FAILURE),
        (ssl.SSLCertVerificationError(1, "bad"), FailureKind.CERTIFICATE),
        (ssl.SSLEOFError(8, "eof"), FailureKind.RESET),
        (ssl.SSLError(1, "alert"), FailureKind.TLS),
        (ConnectionRefusedError(), FailureKind.CONNECT_REFUSED),
        (BrokenPipeError(), FailureKind.RESET),
        (OSError(errno.ENETUNREACH, "x"), FailureKind.UNREACHABLE),
        (OSError(errno.ETIMEDOUT, "x"), FailureKind.CONNECT_TIMEOUT),
    ],
)
def test_the_cause_inside_counts(inner: OSError, kind: FailureKind) -> None:
    fault = explained(chained(httpcore.ConnectError("outer"), inner))
    assert fault is not None
    assert fault.kind is kind
    assert explained(inner) == fault


def test_windows_codes() -> None:
    for code, kind in (
        (1225, FailureKind.CONNECT_REFUSED),
        (121, FailureKind.CONNECT_TIMEOUT),
        (64, FailureKind.RESET),
    ):
        error = OSError("from the completion port")
        error.winerror = code  # type: ignore[attr-defined, unused-ignore]
        fault = explained(error)
        assert fault is not None
        assert fault.kind is kind


def test_a_timeout_means_what_was_waited_for() -> None:
    progress = Progress()
    progress.wait(FailureKind.READ_TIMEOUT, "the answer")
    for error in (TimeoutError(), OSError(errno.ETIMEDOUT, "x"), httpcore.ReadTimeout("x")):
        fault = explain(error, progress)
        assert fault is not None
        assert fault.kind is FailureKind.READ_TIMEOUT


@pytest.mark.parametrize(
    ("words", "kind", "telling"),
    [
        ("502 Bad Gateway", FailureKind.UNREACHABLE, True),
        ("504 Gateway Timeout", FailureKind.CONNECT_TIMEOUT, True),
        ("Proxy Server could not connect: Connection refused.", FailureKind.CONNECT_REFUSED, True),
        ("Proxy Server could not connect: Host unreachable.", FailureKind.UNREACHABLE, True),
        ("407 Proxy Authentication Required", None, False),
        ("403 Forbidden", None, False),
        ("Invalid username/password", None, False),
    ],
)
def test_what_proxies_say(words: str, kind: FailureKind | None, telling: bool) -> None:
    fault = explained(httpcore.ProxyError(words))
    assert fault is not None
    assert (fault.kind, fault.telling) == (kind, telling)


@pytest.mark.parametrize(
    "error",
    [
        KeyError("x"),
        ValueError("x"),
        AssertionError(),
        OSError(errno.EMFILE, "too many open files"),
        httpcore.LocalProtocolError("we sent nonsense"),
        httpcore.UnsupportedProtocol("x"),
    ],
)
def test_faults_of_ours_are_not_explained(error: Exception) -> None:
    assert explained(error) is None
    assert explained(chained(KeyError("x"), ConnectionRefusedError())) is None


def test_scrubbing() -> None:
    assert scrub("asked https://me:secret@acme.example/a?token=1#x now") == "asked https://acme.example/a now"
    assert scrub(f"in {Path.home()}/certs and /home/ann/x and C:\\Users\\Ann\\x") == "in ~/certs and ~/x and ~\\x"
    assert scrub("two\n  lines\x00\x1b[31m") == "two lines[31m"


@given(st.text(max_size=600))
def test_scrubbed_text_is_one_short_line(text: str) -> None:
    line = scrub(text)
    assert len(line) <= 200
    assert line.isprintable()
    assert explained(WorldError(FailureKind.TLS, text)) == Fault(FailureKind.TLS, line)
