"""Ten official pages as a reader finds them, for what is said of them in text and as JSON."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from notifier.core.model import Outcome, PageReport, ServiceStatus, SourceStatus, State, Verdict
from notifier.core.targets import PageTarget
from notifier.sources.pages.counting import report_of
from notifier.sources.pages.provider import PageBody, PageRequest
from notifier.sources.pages.providers import PROVIDERS
from notifier.sources.pages.reading import asked, page_of

NOW: Final = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
URL: Final = "https://status.acme.example"
Answers = dict[str, tuple[int, bytes]]


def statuspage(indicator: str = "none", **more: Any) -> Answers:
    groups = [{"id": f"g{at}", "name": name, "group": True} for at, name in enumerate(("EU", "US", "Asia"))]
    names = ("App", "Website", "Login", "Chat", "Calls", "Files", "Search", "Billing", "API", "Mail")
    parts = [
        {"id": f"c{at}{number}", "name": name, "status": "operational", "group_id": f"g{at}"}
        for at in range(3)
        for number, name in enumerate(names)
    ]
    for id_, state in more.pop("states", {}).items():
        next(each for each in parts if each["id"] == id_)["status"] = state
    page = {"page": {"id": "p", "name": "Acme", "url": URL}, "status": {"indicator": indicator}}
    lists = {"components": [*groups, *parts], "incidents": [], "scheduled_maintenances": []}
    return {f"{URL}/api/v2/summary.json": (200, json.dumps(page | lists | more).encode())}


def ago(**length: float) -> str:
    return (NOW - timedelta(**length)).isoformat()


OUTAGE: Final = {
    "id": "i1",
    "name": "The app cannot be reached in Europe",
    "status": "identified",
    "impact": "critical",
    "started_at": ago(minutes=70),
    "components": [{"id": "c00"}],
    "incident_updates": [
        {"status": "investigating", "body": "We look into it.", "display_at": ago(minutes=65)},
        {"status": "identified", "body": "<p>A router failed. We replace it.</p>", "display_at": ago(minutes=20)},
    ],
}
NOTE: Final = {
    "id": "i2",
    "name": "GPG key rotation",
    "status": "monitoring",
    "impact": "minor",
    "started_at": ago(days=1),
    "incident_updates": [{"status": "monitoring", "body": "Please import the new key.", "display_at": ago(hours=20)}],
}
WORKS: Final = {
    "id": "m1",
    "name": "New disks",
    "status": "in_progress",
    "scheduled_for": ago(hours=1),
    "scheduled_until": ago(hours=-2),
    "components": [{"id": "c05"}],
}
FEED: Final = """<rss version="2.0"><channel><title>Acme Status</title><item><guid>1</guid>
<title>Login - Major Outage</title><pubDate>Sun, 15 Feb 2026 12:00:00 GMT</pubDate></item></channel></rss>"""
CSTATE: Final = {
    "cStateVersion": "5",
    "title": "Acme",
    "summaryStatus": "notice",
    "systems": [
        {
            "name": "Network",
            "status": "ok",
            "unresolvedIssues": [
                {
                    "title": "Offices are closed on Monday",
                    "createdAt": "2026-03-01 08:00:00 +0000 UTC",
                    "informational": True,
                }
            ],
        }
    ],
}
PLANNED: Final = WORKS | {"status": "scheduled", "scheduled_for": ago(hours=-20), "scheduled_until": ago(hours=-22)}

PAGES: Final[dict[str, tuple[str, Answers]]] = {
    "green": ("statuspage", statuspage()),
    "major-of-30-parts": ("statuspage", statuspage("critical", states={"c00": "major_outage"}, incidents=[OUTAGE])),
    "minor-note": ("statuspage", statuspage("minor", incidents=[NOTE])),
    "maintenance": ("statuspage", statuspage(states={"c05": "under_maintenance"}, scheduled_maintenances=[WORKS])),
    "planned": ("statuspage", statuspage(scheduled_maintenances=[PLANNED])),
    "notice": ("cstate", {f"{URL}/index.json": (200, json.dumps(CSTATE).encode())}),
    "old-major-outage": ("rss", {URL: (200, FEED.encode())}),
    "partly-read": ("statuspage", statuspage("major", incidents=None)),
    "unreadable-429": ("statuspage", {f"{URL}/api/v2/summary.json": (429, b"")}),
    "unreadable-cut-off": ("statuspage", {f"{URL}/api/v2/summary.json": (200, b'{"page": {"id": "p", "na')}),
}


def report(provider: str, answers: Answers) -> PageReport:
    """The page as it is read. Raises PageUnreadable."""
    target = PageTarget(provider, URL)
    course = asked(PROVIDERS[provider], target)

    def body(request: PageRequest) -> PageBody:
        status, content = answers.get(request.url, (404, b""))
        return PageBody(request.url, request.url, status, content=content)

    try:
        request = next(course)
        while True:
            request = course.send(body(request))
    except StopIteration as end:
        return report_of(target, provider, page_of(PROVIDERS[provider], target, end.value, NOW))


def status(page: PageReport | None, provider: str, why: str = "") -> ServiceStatus:
    silent = (SourceStatus("acme", URL, Outcome.UNREADABLE, NOW, why),) if page is None else ()
    known = State.OK if page is not None else State.UNKNOWN
    read = NOW - timedelta(minutes=1)
    return ServiceStatus(
        "acme",
        "Acme",
        "Acme",
        Verdict("acme", known, NOW),
        (),
        read,
        page,
        URL,
        read if page is not None else None,
        silent,
        page_provider=provider,
    )
