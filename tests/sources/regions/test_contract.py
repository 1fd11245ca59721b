"""What is asked, and what is understood, against servers made of the sources' own descriptions by Prism.

Needs the descriptions beside the checkout, and npm's Prism: `make contract-test`.
"""

import asyncio
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.request import urlopen

import pytest
import yaml

from notifier.core.reports import RegionReport
from notifier.sources.client import ClientOptions
from notifier.sources.failures import Progress
from notifier.sources.network import Network
from notifier.sources.outside.asker import OutsideAsker
from notifier.sources.outside.budgets import Budgets
from notifier.sources.outside.contract import OutsideReply, OutsideRequest, SourceUnreadable
from notifier.sources.reader import utc_now
from notifier.sources.regions import RegionQuestion, region_sources
from notifier.sources.remote import RemoteCheck, Try
from tests.sources.conftest import RECORDED
from tests.sources.prism import not_refused, served

pytestmark = pytest.mark.skipif(not RECORDED.is_dir(), reason="the descriptions are not here")
NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
COUNTRIES = ("ID", "MY", "SG", "AU", "US", "DE")
CHECKS = {
    "web": RemoteCheck(Try.WEB, "www.example.com", path="/a/b", text="hello", method="GET"),
    "plain": RemoteCheck(Try.WEB, "www.example.com", 8080, secure=False),
    "connect": RemoteCheck(Try.CONNECT, "mail.example.com", 993),
    "name": RemoteCheck(Try.NAME, "example.com"),
}


@pytest.fixture(scope="module", params=["--dynamic", "--multiprocess=false"], ids=["drawn answers", "examples"])
def globalping(request: pytest.FixtureRequest) -> Iterator[str]:
    with_prism = served(RECORDED / "globalping" / "spec.yaml", request.param)
    yield from with_prism


@pytest.fixture(scope="module")
def ooni(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Its description names types that it does not have: only what is asked is taken of it."""
    path = "/api/v1/aggregation"
    whole = json.loads((RECORDED / "ooni" / "apispec-legacy-swagger2.json").read_text(encoding="utf-8"))
    described = {key: whole[key] for key in ("swagger", "info")} | {"paths": {path: whole["paths"][path]}}
    file = tmp_path_factory.mktemp("ooni") / "swagger.json"
    file.write_text(json.dumps(described), encoding="utf-8")
    yield from served(file, "--multiprocess=false")


def played(source: str, base: str, question: RegionQuestion) -> list[OutsideReply]:
    """Ask all that the source is asked."""
    region = region_sources()[source]

    async def main() -> list[OutsideReply]:
        network = Network(ClientOptions("none"), utc_now, gap_s=0.0)
        asker = OutsideAsker(network, Budgets(None, utc_now), lambda _name: "a-token", {source: base})
        request, replies = region.ask(question), list[OutsideReply]()
        while request is not None and len(replies) < 3:
            replies.append(await asker.ask(region.source, request, Progress()))
            not_refused(replies[-1])
            try:
                request = region.follow(question, tuple(replies))
            except SourceUnreadable:  # a number that was drawn is any text
                request = OutsideRequest("/v1/measurements/m1", cost=0)
        return replies

    return asyncio.run(main())


@pytest.mark.contract
@pytest.mark.parametrize("kind", CHECKS)
@pytest.mark.parametrize("here", [0, 7713])
def test_globalping_takes_what_it_is_asked(globalping: str, kind: str, here: int) -> None:
    question = RegionQuestion(CHECKS[kind], COUNTRIES, NOW, "ID", here)
    replies = played("globalping", globalping, question)
    assert [each.status for each in replies][:2] == [202, 200]
    try:
        report = region_sources()["globalping"].parse(question, tuple(replies))
    except SourceUnreadable:
        return  # numbers and words that were drawn need not make sense
    assert isinstance(report, RegionReport)


@pytest.mark.contract
def test_globalping_knows_how_a_key_is_tried(globalping: str) -> None:
    request = region_sources()["globalping"].try_key
    assert request is not None
    with urlopen(globalping + request.path) as answer:
        assert "rateLimit" in json.load(answer)


@pytest.mark.contract
def test_what_is_wrong_is_refused(globalping: str) -> None:
    question = RegionQuestion(RemoteCheck(Try.CONNECT, "example.com", 99_999), COUNTRIES, NOW, "ID")
    with pytest.raises(AssertionError, match="port"):
        played("globalping", globalping, question)


@pytest.mark.contract
@pytest.mark.parametrize("host", ["www.tiktok.com", "web.whatsapp.com"])
def test_ooni_takes_what_it_is_asked(ooni: str, host: str) -> None:
    question = RegionQuestion(RemoteCheck(Try.WEB, host), COUNTRIES, NOW, "ID", 7713)
    assert [each.status for each in played("ooni", ooni, question)] == [200]


def test_globalpings_own_examples() -> None:
    """The measurements in its description: each is read as what it is."""
    text = (RECORDED / "globalping" / "components" / "examples.yaml").read_text(encoding="utf-8")
    examples = yaml.safe_load(text)["components"]["examples"]
    parse = region_sources()["globalping"].parse
    found = {}
    for name, example in examples.items():
        if not re.match("get.*MeasurementResponse", name):
            continue
        kind = {"http": Try.WEB, "dns": Try.NAME}.get(example["value"]["type"], Try.CONNECT)
        question = RegionQuestion(RemoteCheck(kind, "cdn.jsdelivr.net"), COUNTRIES, NOW)
        report = parse(question, (OutsideReply(200, {}, json.dumps(example["value"], default=str).encode()),))
        found[example["value"]["type"], name] = report
    assert len(found) >= 5
    for word in ("http", "ping", "dns"):
        assert any(report.works and not report.fails for (each, _), report in found.items() if each == word), word


def test_oonis_recorded_counts() -> None:
    (file,) = (RECORDED / "ooni").glob("aggregation-*")
    recorded = json.loads(file.read_text(encoding="utf-8"))["body"].encode()
    question = RegionQuestion(RemoteCheck(Try.WEB, "example.com"), COUNTRIES, NOW, "ID")
    report = region_sources()["ooni"].parse(question, (OutsideReply(200, {}, recorded),))
    assert report.circumstances == (), "a twentieth of all measurements everywhere is no blocking"
