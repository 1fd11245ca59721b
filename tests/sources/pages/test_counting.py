from notifier.core.model import PageComponent, PageIncident, PageLevel, Stage
from notifier.core.targets import PageTarget
from notifier.sources.pages.counting import report_of
from notifier.sources.pages.provider import Page

GREEN = PageLevel.OPERATIONAL


def target(*watched: str) -> PageTarget:
    return PageTarget("statuspage", "https://status.acme.example", watched=watched)


def component(id_: str, level: PageLevel = GREEN) -> PageComponent:
    return PageComponent(id_, "Same name", level)


def incident(
    level: PageLevel = PageLevel.MAJOR_OUTAGE, stage: Stage = Stage.INVESTIGATING, components: tuple[str, ...] = ()
) -> PageIncident:
    return PageIncident("i", "Trouble", stage, level, components=components)


def level(page: Page, *watched: str) -> PageLevel:
    return report_of(target(*watched), "statuspage", page).level


def test_components_and_incidents_are_merged() -> None:
    assert level(Page(components=(component("a"),))) is GREEN
    assert level(Page(components=(component("a", PageLevel.PARTIAL_OUTAGE),))) is PageLevel.PARTIAL_OUTAGE
    assert level(Page(components=(component("a"),), incidents=(incident(),))) is PageLevel.MAJOR_OUTAGE


def test_only_the_watched_count_by_id() -> None:
    page = Page(
        components=(component("a"), component("b", PageLevel.MAJOR_OUTAGE)), incidents=(incident(components=("b",)),)
    )
    report = report_of(target("a"), "statuspage", page)
    assert (report.level, [each.id for each in report.components], report.incidents) == (GREEN, ["a"], ())
    assert level(page, "b") is PageLevel.MAJOR_OUTAGE
    assert level(page) is PageLevel.MAJOR_OUTAGE


def test_an_incident_that_names_nothing_concerns_everybody() -> None:
    assert level(Page(components=(component("a"),), incidents=(incident(),)), "a") is PageLevel.MAJOR_OUTAGE


def test_a_watched_group_is_what_is_below_it() -> None:
    page = Page(components=(component("a", PageLevel.DEGRADED), component("b")), groups={"g": ("a",)})
    assert level(page, "g") is PageLevel.DEGRADED
    assert level(page, "b") is GREEN


def test_a_watched_component_that_is_gone_is_unknown() -> None:
    assert level(Page(components=(component("a"),)), "a", "gone") is PageLevel.UNKNOWN


def test_on_a_big_page_only_open_incidents_count() -> None:
    many = tuple(component(str(n), PageLevel.PARTIAL_OUTAGE if n < 33 else GREEN) for n in range(475))
    works = incident(PageLevel.MAINTENANCE, Stage.IN_PROGRESS, ("40",))
    assert level(Page(components=many, maintenances=(works,))) is GREEN
    report = report_of(
        target(), "statuspage", Page(components=many, incidents=(incident(PageLevel.DEGRADED, components=("99",)),))
    )
    assert report.level is PageLevel.DEGRADED
    assert [each.id for each in report.components] == ["99"]
    assert level(Page(components=many), "3") is PageLevel.PARTIAL_OUTAGE


def test_running_maintenance_and_only_that() -> None:
    green = (component("a"),)
    running = incident(PageLevel.MAINTENANCE, Stage.IN_PROGRESS)
    planned = incident(PageLevel.MAINTENANCE, Stage.SCHEDULED)
    assert level(Page(components=green, maintenances=(running,))) is PageLevel.MAINTENANCE
    assert level(Page(components=green, maintenances=(planned,))) is GREEN
    bad = (component("a", PageLevel.PARTIAL_OUTAGE),)
    assert level(Page(components=bad, maintenances=(running,))) is PageLevel.PARTIAL_OUTAGE


def test_an_incident_that_is_only_monitored_while_all_it_names_works() -> None:
    page = Page(components=(component("a"),), incidents=(incident(stage=Stage.MONITORING, components=("a",)),))
    assert level(page) is PageLevel.DEGRADED
    page = Page(components=(component("a"),), incidents=(incident(stage=Stage.MONITORING),))
    assert level(page) is PageLevel.MAJOR_OUTAGE
    bad = (component("a", PageLevel.MAJOR_OUTAGE),)
    page = Page(components=bad, incidents=(incident(stage=Stage.MONITORING, components=("a",)),))
    assert level(page) is PageLevel.MAJOR_OUTAGE


def test_things_are_never_better_than_the_pages_own_summary() -> None:
    assert level(Page(level=PageLevel.MAJOR_OUTAGE)) is PageLevel.MAJOR_OUTAGE
    assert level(Page(level=PageLevel.MAJOR_OUTAGE, components=(component("a"),))) is PageLevel.MAJOR_OUTAGE
    assert level(Page(level=GREEN, components=(component("a", PageLevel.DEGRADED),))) is PageLevel.DEGRADED
    assert level(Page(level=GREEN)) is GREEN
    assert level(Page()) is PageLevel.UNKNOWN
    running = incident(PageLevel.MAINTENANCE, Stage.IN_PROGRESS)
    assert level(Page(level=GREEN, maintenances=(running,))) is PageLevel.MAINTENANCE


def test_the_summary_says_nothing_of_the_components_that_were_chosen() -> None:
    assert level(Page(level=PageLevel.MAJOR_OUTAGE, components=(component("a"),)), "a") is GREEN
    assert level(Page(level=PageLevel.MAJOR_OUTAGE), "a") is PageLevel.MAJOR_OUTAGE


def test_on_a_big_page_the_summary_counts_where_no_component_explains_it() -> None:
    many = tuple(component(str(n), PageLevel.PARTIAL_OUTAGE if n < 33 else GREEN) for n in range(475))
    assert level(Page(level=PageLevel.DEGRADED, components=many)) is GREEN
    assert level(Page(level=PageLevel.MAJOR_OUTAGE, components=many)) is PageLevel.MAJOR_OUTAGE


def test_what_was_not_read_is_never_green() -> None:
    lacking = {"incidents.json": "status 429"}
    assert level(Page(level=GREEN, components=(component("a"),), missing=lacking)) is PageLevel.UNKNOWN
    assert level(Page(level=PageLevel.DEGRADED, missing=lacking)) is PageLevel.DEGRADED
    assert level(Page(components=(component("a"),), missing=lacking), "a") is PageLevel.UNKNOWN
    assert report_of(target(), "x", Page(missing=lacking)).missing == lacking


def test_the_address_is_one_that_may_be_opened() -> None:
    assert report_of(target(), "x", Page(url="javascript:1")).url == "https://status.acme.example"
    assert report_of(target(), "x", Page(url="https://a.example/")).url == "https://a.example/"
