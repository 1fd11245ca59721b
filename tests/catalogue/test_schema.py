"""The file of one service: what is read, what is refused and in which words, and the way back."""

import string
from typing import Any

import msgspec
import pytest
import tomlkit
from hypothesis import given, settings
from hypothesis import strategies as st

from notifier.catalogue.schema import KNOWN_PROVIDERS, LARGEST_FILE, read_service
from notifier.catalogue.words import CATEGORIES
from notifier.catalogue.write import as_toml
from notifier.core.addresses import is_id
from notifier.core.failure import UserError
from notifier.core.model import Component, Link, Rule, Service
from notifier.core.targets import PageTarget
from notifier.probes import Probe
from notifier.probes.dns import DnsTarget
from notifier.probes.http import Expect, HttpTarget
from notifier.probes.tcp import TcpTarget
from notifier.probes.tls import TlsTarget
from tests.catalogue.conftest import SHIPPED, SMALL

FULL = """\
format = 1
id = "full"
name = "Full"
owner = "Full Inc"
category = "messaging"
homepage = "https://full.example"
country = "ID"
aliases = ["FL"]
support_accounts = ["@full"]
hashtags = ["#fulldown"]
alternatives = ["signal"]
clouds = ["AWS"]
weak = ["hashtags"]

[page]
provider = "statuspage"
url = "https://status.full.example"
options = { page_id = "abc" }
watched = ["c1"]
recorded = "2026-04-21"

[links]
web = "https://full.example/app"
app = "full://"

[[component]]
id = "messaging"
name.en = "Chats"
rule = "any"
[[component.target]]
kind = "tcp"
host = "a.full.example"
port = 5222
[[component.target]]
kind = "tls"
host = "b.full.example"
verify = false

[[component]]
id = "web"
target = [
    { kind = "http", url = "https://full.example/", method = "HEAD", expect = { statuses = [200, 401] } },
    { kind = "http", url = "https://full.example/x", expect = { body = "y", json = "a.b", value = "c" } },
    { kind = "dns", name = "full.example" },
]
"""


def read(text: str) -> Service:
    return read_service(text.encode(), "acme.toml")


def fault(text: str) -> UserError:
    with pytest.raises(UserError) as caught:
        read(text)
    return caught.value


def test_every_field_is_read() -> None:
    assert read(FULL) == Service(
        id="full",
        name="Full",
        owner="Full Inc",
        category="messaging",
        homepage="https://full.example",
        components=(Component("messaging", {"en": "Chats"}, Rule.ANY), Component("web", {"en": "Website"})),
        targets=(
            TcpTarget("a.full.example", 5222, "messaging"),
            TlsTarget("b.full.example", 443, "messaging", verify=False),
            HttpTarget("https://full.example/", "web", "HEAD", Expect((200, 401))),
            HttpTarget("https://full.example/x", "web", "GET", Expect((), "y", "a.b", "c")),
            DnsTarget("full.example", "web"),
        ),
        page=PageTarget("statuspage", "https://status.full.example", {"page_id": "abc"}, ("c1",)),
        page_recorded="2026-04-21",
        country="ID",
        aliases=("FL",),
        support_accounts=("@full",),
        hashtags=("#fulldown",),
        alternatives=("signal",),
        links=(Link("https://full.example/app"), Link("full://", app=True)),
        clouds=("AWS",),
        weak=("hashtags",),
    )


def test_a_short_file_is_enough() -> None:
    service = read(SMALL)
    assert (service.page, service.aliases, service.own) == (None, (), False)
    assert read_service(SMALL.encode(), "acme.toml", own=True).own


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("format = 1", "format = 2", "format"),
        ("format = 1", "", "format"),
        ('name = "Acme"', "name = 3", "name"),
        ('name = "Acme"', 'name = "A\\u202Ecme"', "name"),
        ('name = "Acme"', 'name = "Acme"\ncolour = "red"', "service"),
        ('id = "acme"', 'id = "../acme"', "id"),
        ('id = "acme"', 'id = "con"', "id"),
        ('category = "other"', 'category = "misc"', "category"),
        ('category = "other"', 'category = "other"\nhomepage = "javascript:alert(1)"', "homepage"),
        ('category = "other"', 'category = "other"\ncountry = "Indonesia"', "country"),
        ('category = "other"', 'category = "other"\nweak = ["colour"]', "weak"),
        ('category = "other"', 'category = "other"\nalternatives = ["a/b"]', "alternatives"),
        ('id = "web"', 'id = "warp"', "component[0].name.en"),
        ('id = "web"', 'id = "web"\nrule = "some"', "component[0].rule"),
        ('id = "web"', 'id = "web"\nrank = "some"', "component[0].rank"),
        ('kind = "http"', 'kind = "smtp"', "component[0].target[0].kind"),
        ('"https://acme.example/"', '"ftp://acme.example/"', "component[0].target[0].url"),
        ('"https://acme.example/"', '"https://u:p@acme.example/"', "component[0].target[0].url"),
        ('example/" }', 'example/", expect = { statuses = [500] } }', "component[0].target[0].expect.statuses[0]"),
        ('example/" }]', 'example/" }, { kind = "http", url = "https://acme.example/" }]', "component[0].target[1]"),
        ('{ kind = "http", url = "https://acme.example/" }', "", "component[0].target"),
        (
            '{ kind = "http", url = "https://acme.example/" }',
            '{ kind = "tcp", host = "a", port = 0 }',
            "component[0].target[0].port",
        ),
        (
            '{ kind = "http", url = "https://acme.example/" }',
            '{ kind = "tls", host = "a b" }',
            "component[0].target[0].host",
        ),
        (
            '{ kind = "http", url = "https://acme.example/" }',
            '{ kind = "dns", name = "a..b" }',
            "component[0].target[0].name",
        ),
        ("[[component]]", '[page]\nprovider = "atlas"\nurl = "https://a.example"\n[[component]]', "page.provider"),
        ("[[component]]", '[page]\nprovider = "rss"\nurl = "a.example"\n[[component]]', "page.url"),
        (
            "[[component]]",
            '[page]\nprovider = "rss"\nurl = "https://a.example"\nrecorded = "May"\n[[component]]',
            "page.recorded",
        ),
        ("[[component]]", '[links]\napp = "file:///etc/passwd"\n[[component]]', "links.app"),
        ("[[component]]", '[links]\nweb = "tg://"\n[[component]]', "links.web"),
    ],
)
def test_a_fault_is_told_with_file_and_key(old: str, new: str, key: str) -> None:
    assert old in SMALL
    error = fault(SMALL.replace(old, new))
    assert error.title == f"acme.toml: {key}"
    assert error.hint


def test_two_components_of_one_id_are_refused() -> None:
    again = '[[component]]\nid = "web"\ntarget = [{ kind = "dns", name = "acme.example" }]\n'
    assert fault(SMALL + again).title == "acme.toml: component[1].id"


@pytest.mark.parametrize(
    "data",
    [b"\xff\xfe", b"a = ", b"x" * (LARGEST_FILE + 1), b"a = " + b"[" * 5000, b"a = " + b"9" * 5000, b""],
    ids=["not text", "not TOML", "too large", "too deep", "too long a number", "empty"],
)
def test_what_is_no_such_file_is_refused(data: bytes) -> None:
    with pytest.raises(UserError, match=r"acme\.toml"):
        read_service(data, "acme.toml")


def test_a_windows_editor_does_no_harm() -> None:
    assert read_service(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode(), "acme.toml") == read(SMALL)


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_a_service_or_a_clean_error(data: bytes) -> None:
    try:
        service = read_service(data, "acme.toml")
    except UserError:
        return
    assert read(as_toml(service)) == service


values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats() | st.text(max_size=20) | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None)
@given(st.data())
def test_any_value_at_any_key_gives_a_service_or_a_clean_error(data: st.DataObject) -> None:
    """A right file, with one thing in it replaced by anything that TOML can say."""
    document: dict[str, Any] = tomlkit.parse(FULL).unwrap()
    place: Any = document
    while True:
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        if isinstance(place[key], dict | list) and place[key] and data.draw(st.booleans()):
            place = place[key]
        else:
            break
    place[key] = data.draw(values.filter(lambda each: each is not None))
    try:
        text = tomlkit.dumps(_without_none(document))
    except (ValueError, TypeError):  # what tomlkit cannot say
        return
    try:
        service = read(text)
    except UserError:
        return
    assert read(as_toml(service)) == service


def _without_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_none(each) for key, each in value.items() if each is not None}
    if isinstance(value, list):
        return [_without_none(each) for each in value if each is not None]
    return value


words = st.text(st.characters(categories=("L", "N", "P", "S", "M")), min_size=1, max_size=12)
ids = st.text(string.ascii_lowercase + string.digits + "-.", min_size=1, max_size=12).filter(is_id)
hosts = st.sampled_from(["a.example", "xn--bcher-kva.de", "1.2.3.4", "::1", "host"])
urls = st.builds("{}://example.com/{}".format, st.sampled_from(["http", "https"]), st.text("abc/?=%1", max_size=9))
texts = st.text(st.characters(codec="utf-8"), max_size=12)
expects = st.builds(Expect, st.lists(st.integers(100, 499), max_size=3).map(tuple), texts, texts, texts)
targets = st.one_of(
    st.builds(HttpTarget, urls, st.just(""), st.sampled_from(["GET", "HEAD"]), expects),
    st.builds(TcpTarget, hosts, st.integers(1, 65_535), st.just("")),
    st.builds(TlsTarget, hosts, st.integers(1, 65_535), st.just(""), st.booleans()),
    st.builds(DnsTarget, hosts, st.just("")),
)
pages = st.builds(
    PageTarget,
    st.sampled_from(sorted(KNOWN_PROVIDERS)),
    urls,
    st.dictionaries(texts, texts, max_size=3),
    st.lists(texts, max_size=3).map(tuple),
)
lists = st.lists(words, max_size=3).map(tuple)


@st.composite
def services(draw: st.DrawFn) -> Service:
    kept: list[Probe] = draw(st.lists(targets, min_size=1, max_size=6, unique_by=lambda each: each.key))
    names = draw(st.lists(ids, min_size=1, max_size=len(kept), unique=True))
    places = [*range(len(names)), *(draw(st.integers(0, len(names) - 1)) for _ in kept[len(names) :])]
    placed = sorted(zip(places, kept, strict=True), key=lambda pair: pair[0])
    components = tuple(
        Component(
            name, {"en": draw(words)} | draw(st.dictionaries(words, words, max_size=2)), draw(st.sampled_from(Rule))
        )
        for name in names
    )
    page = draw(st.none() | pages)
    return Service(
        id=draw(ids),
        name=draw(words),
        owner=draw(words),
        category=draw(st.sampled_from(sorted(CATEGORIES))),
        homepage=draw(st.just("") | urls),
        components=components,
        targets=tuple(msgspec.structs.replace(target, component=names[place]) for place, target in placed),
        page=page,
        page_recorded=draw(st.sampled_from(["", "2026-04-21"])) if page else "",
        country=draw(st.sampled_from(["", "ID"])),
        aliases=draw(lists),
        support_accounts=draw(lists),
        hashtags=draw(lists),
        alternatives=draw(st.lists(ids, max_size=3).map(tuple)),
        links=draw(
            st.sampled_from([(), (Link("https://a.example"),), (Link("https://a.example"), Link("a://", True))])
        ),
        clouds=draw(lists),
        weak=draw(st.lists(st.sampled_from(Service.__struct_fields__), max_size=3).map(tuple)),
    )


@settings(deadline=None)
@given(services())
def test_what_is_written_is_read_back(service: Service) -> None:
    assert read(as_toml(service)) == service


def test_shipped_services_survive_being_written() -> None:
    for path in SHIPPED.glob("*.toml"):
        service = read_service(path.read_bytes(), path.name)
        assert read_service(as_toml(service).encode(), path.name) == service
