"""Every provider: its example pages mean what `expected.toml` beside them says, and any bytes are survived."""

from datetime import UTC
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notifier.core.model import PageIncident, PageReport
from notifier.core.targets import PageTarget
from notifier.sources.pages import providers
from notifier.sources.pages.counting import report_of
from notifier.sources.pages.providers import PROVIDERS, Page, PageBody, PageRequest, PageUnreadable, Provider
from notifier.sources.pages.reading import REQUESTS_MOST
from tests.sources.pages.providers.examples import DATA, MODULES, NOW, answered, cases_of, report


def cases() -> list[Any]:
    found = []
    for module in MODULES:
        found += [pytest.param(module, case, id=f"{module}: {case['name']}") for case in cases_of(module)]
    return found


@pytest.mark.parametrize("module", MODULES)
def test_every_module_is_in_the_table_and_has_examples(module: str) -> None:
    provider = getattr(__import__(f"{providers.__name__}.{module}", fromlist=["PROVIDER"]), "PROVIDER")  # noqa: B009
    assert provider in PROVIDERS.values()
    assert provider.name == module
    names = [param.values[1] for param in cases() if param.values[0] == module]
    assert any("level" in case for case in names), f"no example in {DATA / module}/expected.toml"
    assert any("unreadable" in case or "missing" in case for case in names), "no example of a page that lacks something"


@pytest.mark.parametrize("module", MODULES)
def test_every_example_page_is_read(module: str) -> None:
    told = (DATA / module / "expected.toml").read_text("utf-8")
    assert [each.name for each in (DATA / module).iterdir() if each.suffix != ".toml" and each.name not in told] == []


def read(case: dict[str, Any], module: str, asked: list[str]) -> PageReport:
    def answer(request: PageRequest) -> PageBody:
        asked.append(request.url)
        return answered(case, DATA / module, request)

    found = report(module, case, answer)
    assert len(asked) <= REQUESTS_MOST
    return found


@pytest.mark.parametrize(("module", "case"), cases())
def test_examples(module: str, case: dict[str, Any]) -> None:
    asked: list[str] = []
    if "unreadable" in case:
        with pytest.raises(PageUnreadable, match=case["unreadable"]):
            read(case, module, asked)
    else:
        found = read(case, module, asked)
        assert (found.level, sorted(found.missing)) == (case["level"], case.get("missing", []))
        for name in ("title", "url", "updated"):
            if name in case:
                assert getattr(found, name) == case[name]
        if "components" in case:
            assert [told(each) for each in found.components] == case["components"]
        if "incidents" in case:
            assert list(found.incidents) == [incident(each) for each in case["incidents"]]
        if "maintenances" in case:
            assert list(found.maintenances) == [incident(each) for each in case["maintenances"]]
    if "asked" in case:
        assert asked == case["asked"]


def told(component: Any) -> str:
    name = f"{component.group} / {component.name}" if component.group else component.name
    return f"{component.id} {component.level} {name}"


def incident(expected: dict[str, Any]) -> PageIncident:
    return msgspec.convert(expected, PageIncident)


def bodies_of(provider: Provider, target: PageTarget, contents: list[tuple[int, str, bytes]]) -> tuple[PageBody, ...]:
    requests = provider.requests(target)
    bodies: tuple[PageBody, ...] = ()
    for at, (status, kind, content) in enumerate(contents):
        url = requests[min(at, len(requests) - 1)].url
        bodies += (PageBody(url, url, status, kind, {}, content),)
    return bodies


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just("operational"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["page", "id", "name", "status", "components", "incidents", "indicator", "group", "incident_updates",
                 "scheduled_maintenances", "impact", "affected_components", "body", "display_at"]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=25,
)  # fmt: skip
NAMED = st.dictionaries(st.sampled_from(["components", "incidents", "status"]), JSON).map(
    lambda keys: {"page": {"id": "p"}, "status": {"indicator": "none"}, **keys}
)
CONTENT = st.binary(max_size=200) | (JSON | NAMED).map(msgspec.json.encode)
STATUS = st.sampled_from([200, 200, 200, 404])
KIND = st.sampled_from(["application/json", "text/html"])


def spliced(example: bytes) -> st.SearchStrategy[bytes]:
    """An example page with a few bytes put in, or in the place of others."""
    edits = st.lists(st.tuples(st.integers(0, len(example)), st.integers(0, 9), st.binary(max_size=9)), max_size=4)

    def apply(all_: list[tuple[int, int, bytes]]) -> bytes:
        content = example
        for at, length, put in all_:
            content = content[:at] + put + content[at + length :]
        return content

    return edits.map(apply)


def answers(module: str) -> st.SearchStrategy[list[tuple[int, str, bytes]]]:
    """Answers to a provider's requests: anything, or what is nearly one of its pages."""
    files = [file.read_bytes() for file in sorted((DATA / module).glob("*.*")) if file.name != "expected.toml"]
    small = [content for content in files if len(content) < 20_000]
    nearly = st.sampled_from(small).flatmap(spliced) if small else st.nothing()
    return st.lists(st.tuples(STATUS, KIND, CONTENT | nearly), min_size=1, max_size=4)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(PROVIDERS))
@settings(deadline=None, max_examples=60)
@given(data=st.data(), watched=st.lists(st.text(max_size=4), max_size=2))
def test_any_bytes_are_a_page_or_unreadable(name: str, data: st.DataObject, watched: list[str]) -> None:
    provider = PROVIDERS[name]
    contents = data.draw(answers(provider.name))
    target = PageTarget(name, "https://status.acme.example", watched=tuple(watched))
    bodies = bodies_of(provider, target, contents)
    try:
        requests = provider.follow(target, bodies)
        page = provider.parse(target, bodies, NOW)
    except PageUnreadable:
        return
    assert isinstance(page, Page)
    assert all(request.url.startswith("https://") for request in requests)
    counted = report_of(target, name, page)
    assert msgspec.json.decode(msgspec.json.encode(counted), type=PageReport) == counted
    for each in (*counted.incidents, *counted.maintenances):
        for when in (each.started, each.updated, each.until, *(said.time for said in each.statements)):
            assert when is None or when.utcoffset() == UTC.utcoffset(when)


@pytest.mark.parametrize("name", sorted(PROVIDERS))
@given(url=st.text(max_size=40))
def test_any_address_gives_requests(name: str, url: str) -> None:
    for request in PROVIDERS[name].requests(PageTarget(name, url)):
        assert request.url
