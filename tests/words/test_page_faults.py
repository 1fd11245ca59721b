"""Why a page could not be read: no parser's words reach a person."""

from datetime import UTC, datetime

import pytest

from notifier.core.failure import FailureKind
from notifier.core.model import Outcome, Reading, Source
from notifier.words.page_faults import fault_words, trouble_words, unread_page

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("detail", "words"),
    [
        ("status 429: slow down", "it answers 429: it is asked too often"),
        ("status 403: 403 Forbidden", "it answers 403: it does not let this program in"),
        ("status 451", "it answers 451: it does not let this program in"),
        ("status 503", "it answers 503: it has a fault of its own"),
        ("status 418", "it answers 418"),
        ("status 401", "it wants a login"),
        ("status 404", "there is nothing at its address"),
        ("another page answers: Other, at other.example", "another page answers there: Other, at other.example"),
        (
            "not JSON: Unterminated string starting at: line 1 column 9 (char 8)",
            "its answer was cut off, or is not data",
        ),
        ("incidents.json: it breaks off, or is no data", "its answer was cut off"),
        (
            "not in the expected shape: Object missing required field `results`",
            "it is built in a way that this program does not know",
        ),
        (
            "the certificate is not valid: self-signed certificate",
            "nobody whom this computer trusts vouches for its certificate",
        ),
        (
            "the certificate is not valid: unable to get local issuer certificate",
            "nobody whom this computer trusts vouches for its certificate",
        ),
        ("the certificate is not valid: certificate has expired", "its certificate has expired"),
        (
            "the certificate is not valid: Hostname mismatch, certificate is not valid for 'a.example'.",
            "its certificate is for another name",
        ),
        ("the certificate is not valid: certificate is not yet valid", "its certificate is not valid"),
        ("it redirects from https to http", "it leads from a secure address to one that is not"),
        ("it redirects into a private network", "it leads into a private network"),
        (
            "it redirects to an unusable address: not an http address but ftp",
            "it leads to an address that cannot be opened",
        ),
        ("more than 5 redirects", "it redirects too often, or to nowhere"),
        ("the name does not exist", "its name is not found"),
        ("the time ran out waiting for the answer", "it takes too long"),
        (
            "the proxy p.example:3128 cannot be used: the connection was refused",
            "the proxy p.example:3128 cannot be used",
        ),
        (
            "the proxy p.example:3128 said: 407 Proxy Authentication Required",
            "the proxy p.example:3128 wants a user name and a password",
        ),
        ("the proxy p.example:9 said: 502 Bad Gateway", "the proxy p.example:9 does not lead there"),
        ("a bare address is no name to look up", "it is an address, not a name: there is nothing to look up"),
        ("", "it cannot be understood"),
    ],
)
def test_reasons(detail: str, words: str, english: None) -> None:
    assert fault_words(detail) == words


@pytest.mark.parametrize(
    ("failure", "detail", "words"),
    [
        (FailureKind.HTTP_5XX, "status 503", "it answers 503: it has a fault of its own"),
        (FailureKind.HTTP_5XX, "", "the server reported an error of its own"),
        (
            FailureKind.CERTIFICATE,
            "the certificate is not valid: certificate has expired",
            "its certificate has expired",
        ),
        (FailureKind.RESET, "the connection was reset", "the connection was cut off"),
        (
            FailureKind.DNS_NXDOMAIN,
            "the proxy p.example:3128 cannot be used: the name does not exist",
            "the proxy p.example:3128 cannot be used",
        ),
        (None, "status 429", "it answers 429: it is asked too often"),
    ],
)
def test_why_an_address_failed(failure: FailureKind | None, detail: str, words: str, english: None) -> None:
    outcome = Outcome.UNVERIFIABLE if failure is None else Outcome.FAILED
    reading = Reading(Source.PROBE, "acme", "web", "https://acme.example/", NOW, outcome, failure, detail=detail)
    assert trouble_words(reading) == words


def test_in_indonesian(indonesian: None) -> None:
    assert (
        unread_page("status 429")
        == "Ini tampaknya halaman status yang tidak dapat saya baca (server menjawab 429: terlalu sering diminta)."
    )
