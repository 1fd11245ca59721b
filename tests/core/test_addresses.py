"""Hosts and web addresses: what is well-formed, whatever is typed."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from notifier.core.addresses import ascii_host, host_in, is_host, is_id, is_ip, is_web_address


@pytest.mark.parametrize("host", ["192.0.2.1", "::1", "2001:db8::1"])
def test_bare_addresses(host: str) -> None:
    assert is_ip(host)
    assert is_host(host)


@pytest.mark.parametrize("host", ["192.0.2", "192.0.2.999", "fe80::1%eth0", "a b", "a..b", "", "x" * 64, "a." * 127])
def test_what_is_no_host(host: str) -> None:
    assert not is_ip(host)
    assert not is_host(host)


@pytest.mark.parametrize("host", ["example.com", "nas", "_dmarc.example.com", "xn--bcher-kva.de", "A.Example"])
def test_names_are_no_bare_addresses(host: str) -> None:
    assert is_host(host)
    assert not is_ip(host)


@pytest.mark.parametrize(
    ("host", "written"),
    [
        ("b\u00fccher.de", "xn--bcher-kva.de"),
        ("B\u00dcCHER.example", "xn--bcher-kva.example"),
        ("stra\u00dfe.de", "xn--strae-oqa.de"),
        ("STRA\u1e9eE.de", "xn--strae-oqa.de"),
        ("\u03c3\u03bf\u03c6\u03cc\u03c2.gr", "xn--0xagbn4a.gr"),
        ("\u4f8b\u3048\u3002\u30c6\u30b9\u30c8", "xn--r8jz45g.xn--zckzah"),
        ("example.com", "example.com"),
    ],
)
def test_hosts_in_ascii(host: str, written: str) -> None:
    assert ascii_host(host) == written


@pytest.mark.parametrize("host", ["b\u00fccher..de", "\u00fc" * 64, "\u00df" * 64])
def test_what_cannot_be_written_in_ascii(host: str) -> None:
    with pytest.raises(UnicodeError):
        ascii_host(host)


@pytest.mark.parametrize("text", ["a", "whatsapp", "git.example-2_x.org", "a" * 100])
def test_ids(text: str) -> None:
    assert is_id(text)


@pytest.mark.parametrize("text", ["", "A", "-a", "a-", "a..b", "a/b", "con", "lpt1.x", "a" * 101])
def test_what_is_no_id(text: str) -> None:
    assert not is_id(text)


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://example.com/a?b", True),
        ("http://[::1]:8080/", True),
        ("https://me:word@example.com/", False),
        ("https://example.com:0/", False),
        ("https://example.com:x/", False),
        ("https://[::1/", False),
        ("https:///x", False),
        ("ftp://example.com/", False),
        ("https://a b/", False),
        ("https://example.com/\u202e", False),
        ("https://example.com\\@x/", False),
        ("https://example.com/" + "a" * 2048, False),
    ],
)
def test_web_addresses(url: str, good: bool) -> None:
    assert is_web_address(url) == good


@given(st.text())
@example("a#")
def test_the_host_of_a_good_address_is_a_host(url: str) -> None:
    assert host_in(url) == host_in(url).lower()
    if is_web_address(f"https://{url}"):
        assert is_host(host_in(f"https://{url}"))
