"""Lists of other programs: what is taken over, what is not and why, and that any bytes are survived."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.core.failure import UserError
from notifier.exchange.kuma import data_address
from notifier.exchange.model import Entry, WatchList
from notifier.exchange.reading import LIST_MOST, read_list
from notifier.probes.dns import DnsTarget
from notifier.probes.http import Expect, HttpTarget
from notifier.probes.tcp import TcpTarget
from notifier.probes.tls import TlsTarget

GOOD = (200, 201, 202, 203, 204, 205, 206, 207, 208, 226)


def targets(found: WatchList) -> dict[str, Any]:
    return {each.name: each.service.targets[0] if each.service else each.words for each in found.entries}


def losses(found: WatchList) -> list[str]:
    return [f"{each.name}: {each.why.title}" for each in found.losses]


def monitor(name: str, kind: str = "http", **more: Any) -> dict[str, Any]:
    usual = {"id": 1, "name": name, "url": "https://acme.example/", "type": kind, "active": 1, "method": "GET"}
    return {**usual, "accepted_statuscodes": ["200-299"], "upsideDown": False, "hostname": None, "port": None, **more}


def backup(*monitors: dict[str, Any]) -> WatchList:
    return read_list(json.dumps({"version": "1.23.11", "notificationList": [], "monitorList": monitors}).encode())


def test_a_kuma_backup() -> None:
    found = backup(
        monitor("Site"),
        monitor("Word", "keyword", url="https://acme.example/health", keyword="fine"),
        monitor("Json", "json-query", url="https://acme.example/json", jsonPath="$.state.name", expectedValue="up"),
        monitor("Teapot", url="https://acme.example/tea", accepted_statuscodes=["418", "429-431"]),
        monitor("Mail", "port", hostname="mail.acme.example", port=993),
        monitor("Six", "port", hostname="2001:db8::1", port=25),
        monitor("Name", "dns", hostname="acme.example", dns_resolve_type="A"),
        monitor("Folder", "group"),
    )
    assert targets(found) == {
        "Site": HttpTarget("https://acme.example/", expect=Expect(GOOD)),
        "Word": HttpTarget("https://acme.example/health", expect=Expect(GOOD, "fine")),
        "Json": HttpTarget("https://acme.example/json", expect=Expect(GOOD, "", "state.name", "up")),
        "Teapot": HttpTarget("https://acme.example/tea", expect=Expect((418, 429, 431))),
        "Mail": TcpTarget("mail.acme.example", 993, "imap"),
        "Six": TcpTarget("2001:db8::1", 25, "smtp"),
        "Name": DnsTarget("acme.example", "dns"),
    }
    assert [each.name for each in found.entries if each.plain] == ["Site", "Mail", "Six"]
    assert [each.service.name for each in found.entries if each.service][:2] == ["Site", "Word"]
    assert losses(found) == []


@pytest.mark.parametrize(
    ("lost", "why"),
    [
        (monitor("X", "ping"), "its kind, ping, is not known here"),
        (monitor("X", "docker"), "its kind, docker, is not known here"),
        (monitor("X", active=False), "it is switched off there"),
        (monitor("X", upsideDown=True), "that a thing must not answer cannot be watched here"),
        (monitor("X", "keyword", invertKeyword=1), "that a word must be missing cannot be watched here"),
        (monitor("X", method="POST"), "only GET and HEAD are asked here, not POST"),
        (monitor("X", accepted_statuscodes=["500-599"]), "it expects a failure, which cannot be watched here"),
        (monitor("X", "json-query", jsonPath="$sum(a.b)"), "its question about JSON is too much for this program"),
        (
            monitor("X", "dns", hostname="a.example", dns_resolve_type="MX"),
            "only addresses of names are looked up here",
        ),
        (monitor("X", url="ftp://acme.example/"), "ftp://acme.example/ cannot be watched"),
        (monitor("X", "port", hostname="a.example", port=99_999), "tcp://a.example:99999 has no usable port"),
    ],
)
def test_what_kuma_has_and_we_have_not_is_said(lost: dict[str, Any], why: str) -> None:
    found = backup(lost)
    assert (found.entries, losses(found)) == ((), [f"X: {why}"])


def test_logins_and_headers_are_left_behind_and_that_is_said() -> None:
    found = backup(
        monitor("A", basic_auth_user="me", basic_auth_pass="s3cret", headers='{"X-Key": "s3cret"}', ignoreTls=True)
    )
    assert "s3cret" not in msgspec.json.encode(found.entries).decode()
    assert len(found.entries) == 1
    assert losses(found) == [
        "A: imported without its login and headers",
        "A: imported, but a bad certificate counts as a failure here",
    ]


def test_a_kuma_page() -> None:
    page = {
        "config": {"slug": "all"},
        "publicGroupList": [
            {"name": "G", "monitorList": [{"id": 1, "name": "Site", "url": "https://acme.example/", "sendUrl": 1}]},
            {
                "name": "H",
                "monitorList": [{"id": 2, "name": "Hidden", "sendUrl": 0}, {"name": "No", "url": "https://"}],
            },
        ],
    }
    found = read_list(json.dumps(page).encode())
    assert targets(found) == {"Site": HttpTarget("https://acme.example/")}
    assert losses(found) == ["Hidden: the page does not tell its address", "No: the page does not tell its address"]


@pytest.mark.parametrize(
    ("url", "data"),
    [
        ("https://up.example/status/all", "https://up.example/api/status-page/all"),
        ("http://up.example:3001/kuma/status/my-page/?x=1#y", "http://up.example:3001/kuma/api/status-page/my-page"),
        ("https://up.example/list.opml", "https://up.example/list.opml"),
        ("https://[broken/status/all", "https://[broken/status/all"),
    ],
)
def test_the_data_of_a_kuma_page(url: str, data: str) -> None:
    assert data_address(url) == data


GATUS = """\
metrics: true
x-usual: &usual
  interval: 30s
  conditions: ["[STATUS] == 200", "[RESPONSE_TIME] < 500"]
endpoints:
  - name: site
    group: core
    url: "https://acme.example/"
    conditions:
      - "[STATUS] == 200"
  - name: health
    url: https://acme.example/health
    conditions: ["[STATUS] < 300", "[BODY].status.db == UP", "[CERTIFICATE_EXPIRATION] > 48h"]
  - name: words
    url: https://acme.example/words
    conditions: ["[STATUS] == any(200, 204)", "[BODY] == pat(*all fine*)"]
  - <<: *usual
    name: merged
    url: https://acme.example/merged
  - {name: port, url: "tcp://db.acme.example:5432", conditions: ["[CONNECTED] == true"]}
  - {name: tls, url: "tls://mail.acme.example:993"}
  - {name: dns, url: "8.8.8.8", dns: {query-name: acme.example., query-type: A}, conditions: ["[DNS_RCODE] == NOERROR"]}
  - {name: mx, url: "8.8.8.8", dns: {query-name: acme.example, query-type: MX}}
  - {name: ping, url: "icmp://acme.example"}
  - {name: secret, url: "https://acme.example/${TOKEN}"}
  - {name: off, enabled: false, url: "https://off.example/"}
  - {name: post, method: POST, url: "https://acme.example/graph"}
external-endpoints:
  - {name: pushed, token: s3cret}
"""


def test_a_gatus_configuration() -> None:
    found = read_list(GATUS.encode())
    codes_below_300 = (100, 101, 102, 103, *GOOD)
    assert targets(found) == {
        "core / site": HttpTarget("https://acme.example/", expect=Expect((200,))),
        "health": HttpTarget("https://acme.example/health", expect=Expect(codes_below_300, "", "status.db", "UP")),
        "words": HttpTarget("https://acme.example/words", expect=Expect((200, 204), "all fine")),
        "merged": HttpTarget("https://acme.example/merged", expect=Expect((200,))),
        "port": TcpTarget("db.acme.example", 5432, "connection"),
        "tls": TlsTarget("mail.acme.example", 993, "imap"),
        "dns": DnsTarget("acme.example", "dns"),
    }
    assert losses(found) == [
        "health: imported without these conditions: [CERTIFICATE_EXPIRATION] > 48h",
        "merged: imported without these conditions: [RESPONSE_TIME] < 500",
        "mx: only addresses of names are looked up here",
        "ping: its kind, icmp, is not known here",
        "secret: its address is made of variables, which are not known here",
        "off: it is switched off there",
        "post: only GET and HEAD are asked here, not POST",
        "pushed: it waits to be told, which cannot be done here",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "endpoints: [",
        "endpoints: !!python/object/apply:os.system [echo]\nx: [&a [*a",
        "endpoints:\n" + "[" * 5000,
        "x0: &x0 {a: 1}\n"
        + "".join(f"x{n}: &x{n} {{<<: [*x{n - 1}, *x{n - 1}]}}\n" for n in range(1, 40))
        + "endpoints: []",
        "endpoints: []\n" + "#" * LIST_MOST,
    ],
)
def test_a_configuration_that_cannot_be_read_is_one_error(text: str) -> None:
    with pytest.raises(UserError):
        read_list(text.encode())


def test_yaml_makes_nothing_but_texts() -> None:
    found = read_list(b"endpoints:\n- {name: !!python/name:os.system x, url: 2001-99-99}\n- !!int ''\n- ~\n")
    assert found.entries == ()


OPML = """<?xml version="1.0" encoding="{encoding}"?>
<opml version="2.0"><head><title>Mine</title></head><body>
<outline text="News"><outline text="Blog é" type="rss" xmlUrl="https://blog.example/feed" htmlUrl="https://blog.example/"/>
<outline title="Feed" xmlUrl="https://feed.example/rss.xml"/><outline text="Bad" url="javascript:alert(1)"/></outline>
</body></opml>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_an_outline(encoding: str) -> None:
    found = read_list(OPML.format(encoding=encoding).encode(encoding))
    assert targets(found) == {
        "Blog é": HttpTarget("https://blog.example/"),
        "Feed": HttpTarget("https://feed.example/rss.xml"),
    }
    assert [each.name for each in found.losses] == ["Bad"]


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE opml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><opml><body><outline url="&b;"/></body></opml>',
        "<opml><body>",
        "<!doctype html><html><body>Hello</body></html>",
        "<rss/>",
        "<",
    ],
)
def test_other_xml_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        read_list(text.encode())


def test_a_redirect_that_is_one_of_many_good_answers_is_followed() -> None:
    found = backup(
        monitor("Wide", accepted_statuscodes=["200-299", "300-399"]),
        monitor("Narrow", url="https://acme.example/old", accepted_statuscodes=["301"]),
    )
    below = 'endpoints: [{name: Below, url: "https://acme.example/x", conditions: ["[STATUS] < 400"]}]'
    assert targets(found) | targets(read_list(below.encode())) == {
        "Wide": HttpTarget("https://acme.example/", expect=Expect((*GOOD, 300, 304, 305))),
        "Narrow": HttpTarget("https://acme.example/old", expect=Expect((301,))),
        "Below": HttpTarget("https://acme.example/x", expect=Expect((100, 101, 102, 103, *GOOD, 300, 304, 305))),
    }


def test_a_plain_list() -> None:
    found = read_list(
        "\ufeff# mine\nhttps://acme.example/  # the shop\n\n- mail.acme.example:993\nWhatsApp\n* ftp://x/\n".encode()
    )
    assert targets(found) == {
        "https://acme.example/": HttpTarget("https://acme.example/"),
        "mail.acme.example:993": TcpTarget("mail.acme.example", 993, "imap"),
        "WhatsApp": "WhatsApp",
    }
    assert losses(found) == ["ftp://x/: ftp://x/ cannot be watched"]


@pytest.mark.parametrize(
    "data", [b"[]", b"{}", b'{"a": 1', b"\xff\xff\xff", b" " * (LIST_MOST + 1), b'{"outage_notifier": 2}',
             b'{"outage_notifier": 1, "more": 1}', b"acme.example\n" * 2001, b'{"a":' * 100_000]
)  # fmt: skip
def test_what_is_no_list_is_one_error(data: bytes) -> None:
    with pytest.raises(UserError):
        read_list(data)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["http", "port", "dns", "https://a.b/"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["name", "url", "type", "hostname", "port", "accepted_statuscodes", "monitorList", "conditions", "dns",
                 "method", "headers", "active", "keyword", "jsonPath", "query-name", "watched", "own", "id"]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=25,
)  # fmt: skip
DOCUMENT = st.tuples(
    st.sampled_from(["monitorList", "publicGroupList", "endpoints", "own", "watched"]), JSON, st.booleans()
).map(lambda each: {each[0]: each[1], **({"outage_notifier": 1} if each[2] else {})})
LINES = st.lists(st.text(max_size=20) | st.sampled_from(["endpoints:", "- url: x", "<opml>", "a.b:1", "*a", "&a x"]))
ANY = st.binary(max_size=200) | DOCUMENT.map(msgspec.json.encode) | LINES.map(lambda each: "\n".join(each).encode())


@given(ANY)
def test_any_bytes_are_a_list_or_an_error(data: bytes) -> None:
    try:
        found = read_list(data)
    except UserError:
        return
    assert all(isinstance(each, Entry) for each in found.entries)
    for loss in found.losses:
        assert loss.name.isprintable()
        assert loss.why.title
