"""StatusCake's public reports: one document at app.statuscake.com for each report's id.

The id is an option, or found in the web page that shows the report.
"""

import re
from datetime import datetime
from typing import Final

import msgspec

from notifier.core.model import PageComponent
from notifier.core.targets import PageTarget
from notifier.sources.pages.building import Id, identity, is_web_page, web_page, web_text
from notifier.sources.pages.parsing import decode, level_of, title
from notifier.sources.pages.provider import Need, Page, PageBody, PageRequest, Provider, misshapen
from notifier.sources.pages.words import level_table

LEVELS: Final = level_table(operational="up", major_outage="down")
_NOT_TESTED: Final = "paused"
_API: Final = "https://app.statuscake.com/Workfloor/PublicReportHandler.php?PublicID="
_ID: Final = re.compile(r"PublicID[\"']?\s*[:=]\s*[\"']?([A-Za-z0-9]{4,40})")


class _Test(msgspec.Struct):
    TestID: Id = None
    ID: Id = None
    Name: str | None = None
    WebsiteName: str | None = None
    Title: str | None = None
    Status: str | None = None


class _Report(msgspec.Struct):
    Title: str | None = None
    TestData: list[_Test] | None = None


def requests(target: PageTarget) -> tuple[PageRequest, ...]:
    """Ask for the report, or for the web page that names it."""
    id_ = target.options.get("page_id")
    api = target.options.get("api") or (f"{_API}{id_}" if id_ else "")
    return (PageRequest(api) if api else web_page(target.url or "/", Need.NEVER),)


def follow(_target: PageTarget, bodies: tuple[PageBody, ...]) -> tuple[PageRequest, ...]:
    """Ask for the report that the web page names."""
    if len(bodies) > 1 or not is_web_page(bodies[0]):
        return ()
    found = _ID.search(web_text(bodies[0]))
    return (PageRequest(f"{_API}{found[1]}"),) if found else ()


def parse(_target: PageTarget, bodies: tuple[PageBody, ...], _now: datetime) -> Page:
    """Read the tests. One that is paused says nothing."""
    report = decode(bodies[-1], _Report)
    if not report.TestData:
        raise misshapen("it lists no tests")
    components: dict[str, PageComponent] = {}
    for number, test in enumerate(report.TestData, start=1):
        if (test.Status or "").lower() != _NOT_TESTED:
            name = title(test.Name or test.WebsiteName or test.Title)
            id_ = identity(test.TestID, test.ID, name, number)
            components[id_] = PageComponent(id_, name or id_, level_of(test.Status, LEVELS))
    return Page(title=title(report.Title), components=tuple(components.values()))


PROVIDER: Final = Provider("statuscake", requests, parse, follow, marks=("statuscake",))
