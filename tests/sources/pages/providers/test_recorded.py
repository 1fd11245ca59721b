"""Whole recorded pages of kinds other than Statuspage, where the developers' workplace has them."""

import json
from datetime import UTC, datetime

import pytest

from notifier.core.model import PageLevel, PageReport, Stage
from notifier.core.targets import PageTarget
from notifier.sources.pages.counting import report_of
from notifier.sources.pages.providers import PROVIDERS, PageBody, PageUnreadable
from tests.sources.conftest import RECORDED

NOW = datetime(2026, 4, 21, 12, 0, tzinfo=UTC)
API = "https://status.acme.example/api/x"

pytestmark = pytest.mark.skipif(not RECORDED.is_dir(), reason="the recorded pages are not here")


def content_of(name: str) -> bytes:
    return (RECORDED / name).read_bytes()


def read(provider: str, content: bytes, options: dict[str, str] | None = None, kind: str = "text/html") -> PageReport:
    target = PageTarget(provider, "https://status.acme.example", options or {})
    url = PROVIDERS[provider].requests(target)[0].url
    body = PageBody(url, url, 200, kind, {}, content)
    return report_of(target, provider, PROVIDERS[provider].parse(target, (body,), NOW))


def test_incidentio_green() -> None:
    report = read("incidentio", content_of("extracted/incidentio-summary-linear-good.json"), kind="application/json")
    assert (report.title, report.level, report.incidents) == ("Linear", PageLevel.OPERATIONAL, ())
    assert len(report.components) == 6
    assert {each.level for each in report.components} == {PageLevel.OPERATIONAL}


def test_incidentio_with_an_incident() -> None:
    report = read("incidentio", content_of("extracted/incidentio-summary-aiven-minor.json"), kind="application/json")
    assert report.level is PageLevel.PARTIAL_OUTAGE
    (incident,) = report.incidents
    assert (incident.stage, incident.level) == (Stage.MONITORING, PageLevel.PARTIAL_OUTAGE)
    assert incident.started == datetime(2026, 3, 1, 23, 12, 45, 176000, tzinfo=UTC)
    assert incident.statements
    assert list(incident.statements) == sorted(incident.statements, key=lambda each: each.time, reverse=True)
    assert [each.name for each in report.components if each.level is not PageLevel.OPERATIONAL] == ["Aiven"]


def test_instatus_inside_its_web_page() -> None:
    data = content_of("extracted/instatus-pagedata-whereby-good.json")
    page = b'<script id="__NEXT_DATA__" type="application/json">{"props": {"pageProps": ' + data + b"}}</script>"
    target = PageTarget("instatus", "https://wherebystatus.example")
    provider = PROVIDERS["instatus"]
    first = PageBody(f"{target.url}/summary.json", f"{target.url}/summary.json", 404, "text/html")
    (more,) = provider.follow(target, (first,))
    body = PageBody(more.url, more.url, 200, "text/html", {}, page)
    report = report_of(target, "instatus", provider.parse(target, (first, body), NOW))
    assert (report.title, report.level, report.incidents) == ("Whereby", PageLevel.OPERATIONAL, ())
    assert [each.name for each in report.components][:2] == ["Meeting rooms", "whereby.com"]


def test_pagerduty() -> None:
    data = content_of("extracted/pagerduty-data-pagerduty-good.json")
    report = read("pagerduty", b'<title>PagerDuty</title><script id="data" type="application/json">' + data)
    assert (report.level, report.incidents) == (PageLevel.OPERATIONAL, ())
    services = json.loads(data)["summary"]["post_status_page_services"]
    assert len(report.components) == len([each for each in services if each["is_active"]])


def test_statusiq() -> None:
    content = content_of("linuxfabrik/statusiq/many-services-operational.xml")
    report = read("site24x7", content, kind="application/rss+xml")
    assert (report.title, report.level) == ("inriver service status - Status", PageLevel.OPERATIONAL)
    assert "Asset API" in {each.id for each in report.components}
    assert report.updated == datetime(2025, 2, 24, 20, 25, 29, tzinfo=UTC)


def test_statuspal_green() -> None:
    options = {"api": API}
    content = content_of("linuxfabrik/statuspal/exoscale-operational.json")
    report = read("statuspal", content, options, "application/json")
    assert (report.level, report.incidents) == (PageLevel.OPERATIONAL, ())
    assert {each.name for each in report.components if each.group == "Global"} == {"DNS", "Portal"}


def test_statuspal_in_the_pages_time_zone() -> None:
    content = content_of("linuxfabrik/statuspal/hosttech-minor-incident.json")
    report = read("statuspal", content, {"api": API}, "application/json")
    assert report.level is PageLevel.DEGRADED
    (incident,) = report.incidents
    assert (incident.stage, incident.components) == (Stage.INVESTIGATING, ("19114",))
    assert incident.started == datetime(2023, 9, 13, 5, 16, 37, tzinfo=UTC)
    assert "nicht erreichbar" in incident.statements[0].text


def test_uptimerobot_green() -> None:
    content = content_of("linuxfabrik/uptimerobot/four-services-ok.json")
    report = read("uptimerobot", content, {"api": API}, "application/json")
    assert (report.level, len(report.components)) == (PageLevel.OPERATIONAL, 4)


def test_uptimerobot_in_several_states() -> None:
    content = content_of("linuxfabrik/uptimerobot/gwc-mixed-states.json")
    report = read("uptimerobot", content, {"api": API}, "application/json")
    assert report.level is PageLevel.MAJOR_OUTAGE
    down = {each.name for each in report.components if each.level is PageLevel.MAJOR_OUTAGE}
    assert down == {"GWC - Lovett", "GWC - Truckee"}


OWN = {
    "incidentio-summary-aiven-minor.json": {"incidentio"},
    "incidentio-summary-linear-good.json": {"incidentio"},
    "instatus-pagedata-whereby-good.json": {"instatus"},
    "pagerduty-data-pagerduty-good.json": set(),
    "many-services-operational.xml": {"site24x7", "rss", "azure"},  # any feed is one to them
    "exoscale-operational.json": {"statuspal"},
    "hosttech-minor-incident.json": {"statuspal"},
    "four-services-ok.json": {"uptimerobot"},
    "gwc-mixed-states.json": {"uptimerobot"},
}


LOOSE = {"apple", "riot"}
"""Kinds of one company each, asked for at addresses that nobody else has: their shapes are no marks."""


@pytest.mark.parametrize("name", sorted(OWN))
def test_no_kind_that_can_be_detected_takes_anothers_page(name: str) -> None:
    (file,) = RECORDED.rglob(name)
    for provider in (each for each in PROVIDERS.values() if each.detected and each.name not in LOOSE):
        if provider.name in OWN[name]:
            continue
        with pytest.raises(PageUnreadable):
            read(provider.name, file.read_bytes(), kind="application/json")
