"""Statuspage beyond its examples: whole recorded pages, where the developers' workplace has them."""

import json
from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.core.model import PageLevel, PageReport, Stage
from notifier.core.targets import PageTarget
from notifier.sources.pages.counting import report_of
from notifier.sources.pages.providers import PageBody, PageUnreadable
from notifier.sources.pages.providers.statuspage import parse, requests
from tests.sources.conftest import RECORDED

NOW = datetime(2026, 4, 21, 12, 0, tzinfo=UTC)
recorded = pytest.mark.skipif(not RECORDED.is_dir(), reason="the recorded pages are not here")


def read(content: bytes, *watched: str) -> PageReport:
    target = PageTarget("statuspage", "https://status.acme.example", watched=watched)
    url = requests(target)[0].url
    page = parse(target, (PageBody(url, url, 200, "application/json", {}, content),), NOW)
    return report_of(target, "statuspage", page)


def content_of(name: str) -> bytes:
    return (RECORDED / "linuxfabrik" / name).read_bytes()


@recorded
def test_a_page_of_475_components() -> None:
    content = content_of("atlassian-statuspage/minor-cloudflare-with-maintenances.json")
    report = read(content)
    rows = [each for each in json.loads(content)["components"] if not each["group"]]
    assert sum(each["status"] == "partial_outage" for each in rows) > 25
    assert report.level is PageLevel.DEGRADED  # what the one open incident says
    assert [each.title for each in report.incidents] == ["WARP connectivity"]
    assert len(report.components) < 20
    broken = next(each["id"] for each in rows if each["status"] == "partial_outage")
    works = next(each["id"] for each in rows if each["status"] == "operational")
    assert read(content, broken).level is PageLevel.PARTIAL_OUTAGE
    assert read(content, works).level is PageLevel.OPERATIONAL


@recorded
def test_an_impact_worse_than_the_pages_own_word() -> None:
    report = read(content_of("atlassian-statuspage/minor-bexio.json"))
    assert report.level is PageLevel.PARTIAL_OUTAGE
    assert len(report.components) == 10
    assert {each.group for each in report.components} == {"", "Banking interfaces"}
    (incident,) = report.incidents
    assert incident.stage is Stage.INVESTIGATING
    assert incident.started == datetime(2026, 4, 21, 8, 58, 27, 428000, tzinfo=UTC)
    assert set(incident.components) == {"fmdfglhhchgd", "nwybfpqq5mng"}
    assert report.updated == datetime(2026, 4, 21, 10, 53, 56, 786000, tzinfo=UTC)


@recorded
def test_githubs_page_in_an_outage() -> None:
    report = read(content_of("githubstatus/one-incident-one-component.json"))
    assert report.level in (PageLevel.PARTIAL_OUTAGE, PageLevel.MAJOR_OUTAGE)
    assert len(report.incidents) == 1
    assert report.incidents[0].statements


@recorded
@pytest.mark.parametrize(
    "name",
    [
        "githubstatus/all-operational.json",
        "atlassian-statuspage/all-operational.json",
        "atlassian-statuspage/operational-with-components.json",
    ],
)
def test_green_pages(name: str) -> None:
    report = read(content_of(name))
    assert (report.level, report.incidents) == (PageLevel.OPERATIONAL, ())


@recorded
def test_other_formats_are_not_taken_for_it() -> None:
    for file in [*RECORDED.glob("linuxfabrik/*/*"), *RECORDED.glob("extracted/*"), *RECORDED.glob("mastodon/*")]:
        if file.parent.name in ("atlassian-statuspage", "githubstatus"):
            continue
        with pytest.raises(PageUnreadable):
            read(file.read_bytes())


LEVELS = ["operational", "degraded_performance", "partial_outage", "major_outage", "full_outage", "under_maintenance"]


@given(st.lists(st.sampled_from([*LEVELS, "wobbly"]), min_size=1, max_size=30))
def test_the_level_is_the_worst_of_the_components(words: list[str]) -> None:
    components = [{"id": str(at), "name": "Same", "status": word} for at, word in enumerate(words)]
    page = {"page": {"id": "p"}, "components": components, "incidents": []}
    report = read(msgspec.json.encode(page))
    if {"major_outage", "full_outage"} & set(words):
        assert report.level is PageLevel.MAJOR_OUTAGE
    elif "partial_outage" in words:
        assert report.level is PageLevel.PARTIAL_OUTAGE
    elif "degraded_performance" in words:
        assert report.level is PageLevel.DEGRADED
    elif "wobbly" in words:
        assert report.level is PageLevel.UNKNOWN
    elif "under_maintenance" in words:
        assert report.level is PageLevel.MAINTENANCE
    else:
        assert report.level is PageLevel.OPERATIONAL
