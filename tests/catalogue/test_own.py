"""A service of the user's own, made of what was pasted."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notifier.catalogue.own import service_from_address
from notifier.catalogue.schema import read_service
from notifier.catalogue.write import as_toml
from notifier.core.addresses import is_id
from notifier.core.failure import UserError
from tests.catalogue.conftest import SHIPPED


@pytest.mark.parametrize(
    ("text", "key", "name", "owner"),
    [
        ("example.com", "https://example.com/", "example.com", "example.com"),
        (" WWW.Example.COM. ", "https://www.example.com/", "example.com", "example.com"),
        ("<https://example.com/a?b=1#c>", "https://example.com/a?b=1", "example.com", "example.com"),
        ("HTTP://example.com", "http://example.com/", "example.com", "example.com"),
        ("ibank.klikbca.co.id", "https://ibank.klikbca.co.id/", "ibank.klikbca.co.id", "klikbca.co.id"),
        ("example.com/health", "https://example.com/health", "example.com", "example.com"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000/", "127.0.0.1:8000", "127.0.0.1"),
        ("127.0.0.1:8000", "tcp://127.0.0.1:8000", "127.0.0.1:8000", "127.0.0.1"),
        ("example.com:443", "tls://example.com:443", "example.com:443", "example.com"),
        ("tcp://example.com:443", "tcp://example.com:443", "example.com:443", "example.com"),
        ("tls://mail.example.com:993", "tls://mail.example.com:993", "mail.example.com:993", "example.com"),
        ("tls://example.com", "tls://example.com:443", "example.com:443", "example.com"),
        ("nas:5000", "tcp://nas:5000", "nas:5000", "nas"),
        ("localhost", "https://localhost/", "localhost", "localhost"),
        ("[2001:DB8::1]:22", "tcp://2001:db8::1:22", "[2001:db8::1]:22", "2001:db8::1"),
        ("[::1]", "https://[::1]/", "::1", "::1"),
        ("https://[::1]:8443/x", "https://[::1]:8443/x", "[::1]:8443", "::1"),
        ("bücher.de", "https://xn--bcher-kva.de/", "bücher.de", "bücher.de"),
        ("Straße.de", "https://xn--strae-oqa.de/", "straße.de", "straße.de"),
        ("dns:example.com", "dns:example.com", "example.com", "example.com"),
    ],
)
def test_an_address_is_understood(text: str, key: str, name: str, owner: str) -> None:
    service = service_from_address(text)
    assert [each.key for each in service.targets] == [key]
    assert (service.name, service.owner, service.category, service.own) == (name, owner, "own", True)
    assert service.components[0].id == service.targets[0].component


@pytest.mark.parametrize(
    ("text", "component"),
    [("example.com", "web"), ("a.example:443", "web"), ("a.example:993", "imap"), ("a.example:9000", "connection")],
)
def test_the_component_fits_the_port(text: str, component: str) -> None:
    assert service_from_address(text).components[0].id == component


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "nas",
        "hello world",
        "whatsapp",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://example.com",
        "http://",
        "https://[::1",
        "https://a b/",
        "::1",
        "2001:db8::1:443",
        "[example.com]:443",
        "example.com:",
        "example.com:0",
        "example.com:65536",
        "example.com:http",
        "example.com:\u0661\u0662",
        "https://example.com:0/",
        "tcp://example.com",
        "dns:192.0.2.1",
        "999.1.1.1",
        "1.2.3",
        "a..b",
        "-a.com",
        "../../etc/passwd",
        "https:/example.com",
        "https//example.com",
        "htp:/example",
        "..",
        "fe80::1%eth0",
        "[fe80::1%eth0]:80",
        "a" * 64 + ".com",
        "https://example.com\\@evil.com/",
        "exam\u200bple.com",
        "example.com\nevil.com",
        "https://" + "a" * 3000,
    ],
)
def test_nonsense_is_refused(text: str) -> None:
    with pytest.raises(UserError) as caught:
        service_from_address(text)
    assert caught.value.hint
    assert len(caught.value.title) < 160
    assert caught.value.title.isprintable()


def test_a_password_is_refused_and_not_repeated() -> None:
    with pytest.raises(UserError) as caught:
        service_from_address("https://me:secret@example.com/")
    assert "secret" not in str(caught.value)


def test_different_addresses_have_different_ids() -> None:
    texts = [
        "example.com",
        "http://example.com",
        "https://example.com:8443",
        "http://example.com:8443",
        "example.com:8443",
        "tls://example.com:8443",
        "example.com/a",
        "example.com/b",
        "example.com/?a",
        "dns:example.com",
        "[::1]",
        "[1::]",
        "[1::1]",
        "line:80",
        "http://line/",
        "con.com",
        "nul.example",
    ]
    assert len({service_from_address(text).id for text in texts}) == len(texts)


def test_the_same_address_has_the_same_id() -> None:
    assert service_from_address("Example.com") == service_from_address("https://example.com/")


def test_no_own_id_is_a_shipped_one() -> None:
    for path in SHIPPED.glob("*.toml"):
        for text in (f"http://{path.stem}/", f"{path.stem}:80", f"{path.stem.replace('-', '.')}.com"):
            assert service_from_address(text).id != path.stem


labels = st.text("abcdefghijklmnopqrstuvwxyz0123456789-_äß", min_size=1, max_size=70)
addresses = st.one_of(
    st.text(max_size=40),
    st.builds("{}{}.{}{}".format, st.sampled_from(["", "http://", "tcp://"]), labels, labels, st.text(max_size=9)),
    st.builds("{}:{}".format, labels, st.integers(-1, 70_000)),
    st.ip_addresses().map(str),
    st.builds("[{}]:{}".format, st.ip_addresses(v=6), st.integers(1, 65_535)),
)


@settings(deadline=None)
@given(addresses)
def test_any_text_gives_a_service_that_can_be_kept_or_a_clean_error(text: str) -> None:
    try:
        service = service_from_address(text)
    except UserError:
        return
    assert is_id(service.id)
    assert read_service(as_toml(service).encode(), "x", own=True) == service
