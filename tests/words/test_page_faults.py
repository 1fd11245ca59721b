"""Why a page could not be read: no parser's words reach a person."""

import pytest

from notifier.words.page_faults import fault_words, unread_page


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
        ("the certificate is not valid: self-signed certificate", "its certificate is not valid"),
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


def test_in_indonesian(indonesian: None) -> None:
    assert (
        unread_page("status 429")
        == "Ini tampaknya halaman status yang tidak dapat saya baca (halaman itu menjawab 429: terlalu sering diminta)."
    )
