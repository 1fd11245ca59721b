import pytest

from notifier.config.anchors import DEFAULT_ANCHORS, anchors_of
from notifier.config.model import Settings, watch_of
from notifier.core.failure import UserError
from notifier.probes.http import HttpTarget
from notifier.probes.tcp import TcpTarget


def test_none_named_gives_the_built_in_ones() -> None:
    assert watch_of(Settings()).anchors == DEFAULT_ANCHORS


def test_own_ones_replace_them() -> None:
    anchors = watch_of(Settings(anchors=("https://www.example.org/x", "192.0.2.1:443", "[2001:db8::1]:53"))).anchors
    assert [each.target for each in anchors] == [
        HttpTarget("https://www.example.org/x", "anchor"),
        TcpTarget("192.0.2.1", 443, "anchor"),
        TcpTarget("2001:db8::1", 53, "anchor"),
    ]
    assert [each.by_name for each in anchors] == [True, False, False]
    assert len({each.owner for each in anchors}) == 3


def test_a_built_in_one_keeps_what_it_expects() -> None:
    texts = tuple(each.key.removeprefix("tcp://") for each in DEFAULT_ANCHORS)
    assert anchors_of(texts) == DEFAULT_ANCHORS


def test_companies_of_a_country_are_different_owners() -> None:
    found = anchors_of(("https://www.bca.co.id", "https://www.telkom.co.id", "192.0.2.1:443"))
    assert [each.owner for each in found] == ["bca.co.id", "telkom.co.id", "192.0.0.0/16"]


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (("https://a.example", "1.1.1.1:443"), "three"),
        (("https://a.example.org", "https://b.example.org", "1.1.1.1:443"), "different owners"),
        (("https://a.example", "192.0.2.1:443", "192.0.2.2:443"), "different owners"),
        (("https://a.example", "https://b.test", "https://c.invalid"), "bare address"),
        (("192.0.2.1:1", "198.51.100.1:1", "203.0.113.1:1"), "name"),
        (("https://a.example", "1.1.1.1:443", "9.9.9.9"), "9.9.9.9 cannot be read"),
        (("https://a.example", "1.1.1.1:443", "9.9.9.9:99999"), "cannot be read"),
        (("https://a.example", "1.1.1.1:443", "https://"), "cannot be read"),
        (("https://a.example", "1.1.1.1:443", "ftp://x/y"), "cannot be read"),
        (("https://a.example", "1.1.1.1:443", "{title}:x"), "cannot be read"),
    ],
)
def test_those_that_could_not_judge_are_refused(texts: tuple[str, ...], words: str) -> None:
    with pytest.raises(UserError, match=words):
        anchors_of(texts)
