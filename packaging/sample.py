"""A history and a snapshot to take pictures of: services that people know, with outages that never happened.

Made with the program's own writer, at a fixed time, so that every run gives the same pictures.
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from notifier.catalogue.loader import Catalogue
from notifier.core.advice.instead import Instead, Tried
from notifier.core.events import Notice
from notifier.core.failure import FailureKind
from notifier.core.model import (
    Alert,
    AlertKind,
    AlertService,
    ComponentStatus,
    Incident,
    LineState,
    LineStatus,
    Outcome,
    PageIncident,
    PageLevel,
    PageReport,
    Reading,
    Reason,
    ReasonKind,
    Scope,
    Service,
    ServiceStatus,
    Snapshot,
    Source,
    Stage,
    State,
    Statement,
    Verdict,
)
from notifier.core.ports import Batch, LineChange, Said
from notifier.store.writer import HistoryWriter

NOW = datetime(2026, 3, 11, 13, 31, tzinfo=UTC)
WATCHED = ("discord", "tiktok", "whatsapp", "youtube", "gojek", "bca", "spotify")
DOWN = "discord"
BEGAN = NOW - timedelta(minutes=29)
DAYS = 21
MINUTE = timedelta(minutes=1)
PROBLEM = "Delayed messages"
SAID = Statement(BEGAN + 11 * MINUTE, Stage.INVESTIGATING, "We are looking into reports that messages are delayed.")


def services(catalogue: Catalogue) -> list[Service]:
    """Give those of the watched services that the catalogue has."""
    return [service for each in WATCHED if (service := catalogue.get(each)) is not None]


def _messages(service: Service) -> str:
    ids = [each.id for each in service.components]
    return "messaging" if "messaging" in ids else ids[0]


def write_history(path: Path, catalogue: Catalogue) -> None:
    """Write three weeks of readings, two outages that are over, a line fault, and one outage that goes on."""
    watched = services(catalogue)
    rng = random.Random(3)
    with HistoryWriter.open(path, _must_be_silent, now=lambda: NOW) as history:
        began = NOW - timedelta(days=DAYS)
        history.commit(Batch(verdicts=tuple(Verdict(each.id, State.OK, began) for each in watched)))
        for batch in _readings(watched, rng):
            history.commit(batch)
        for service, ago, minutes in (
            (watched[1], timedelta(days=2, hours=3), 18),
            (watched[5], timedelta(days=6), 64),
        ):
            history.commit(_past(service, NOW - ago, minutes))
        history.commit(_line_fault(NOW - timedelta(days=1, hours=5)))
        history.commit(_current(watched[0]))


def _must_be_silent(notice: Notice) -> None:
    message = f"the history complains: {notice}"
    raise RuntimeError(message)


def _readings(watched: list[Service], rng: random.Random) -> Iterator[Batch]:
    time = NOW - timedelta(days=DAYS)
    while time < NOW:
        step = MINUTE if NOW - time < timedelta(hours=3) else 10 * MINUTE
        yield Batch(readings=tuple(_reading(service, time, rng) for service in watched))
        time += step


def _reading(service: Service, time: datetime, rng: random.Random) -> Reading:
    failed = service.id == DOWN and time >= BEGAN
    target = next(each for each in service.targets if each.component == _messages(service))
    return Reading(
        source=Source.PROBE,
        service=service.id,
        component=target.component,
        target=target.key,
        time=time,
        outcome=Outcome.FAILED if failed else Outcome.OK,
        failure=FailureKind.CONNECT_TIMEOUT if failed else None,
        latency_ms=None if failed else rng.lognormvariate(4.4, 0.25),
    )


def _failed(component: str, since: datetime) -> tuple[Reason, ...]:
    return (
        Reason(ReasonKind.PROBES_FAILED, component, 5, 5, FailureKind.CONNECT_TIMEOUT, since=since),
        Reason(ReasonKind.LINE_FINE, count=6, total=6),
    )


def _alert(kind: AlertKind, service: Service, incident: Incident, time: datetime, until: datetime | None) -> Alert:
    state = State.OUTAGE if until is None else State.OK
    told = AlertService(
        service.id,
        service.name,
        incident.id,
        state,
        incident.scope,
        incident.components,
        since=incident.since,
        until=until,
    )
    return Alert(f"{kind}-{incident.id}", kind, time, incident.id, (told,))


def _past(service: Service, since: datetime, minutes: int) -> Batch:
    until, part = since + minutes * MINUTE, _messages(service)
    incident = Incident(f"past-{service.id}", service.id, since, until, State.OUTAGE, Scope.UNCLEAR, (part,))
    return Batch(
        verdicts=(
            Verdict(
                service.id,
                State.OUTAGE,
                since + MINUTE,
                Scope.UNCLEAR,
                (part,),
                since=since,
                reasons=_failed(part, since),
            ),
            Verdict(service.id, State.OK, until + MINUTE, since=until),
        ),
        incidents=(incident,),
        alerts=(
            _alert(AlertKind.OUTAGE, service, incident, since + MINUTE, None),
            _alert(AlertKind.RECOVERED, service, incident, until + MINUTE, until),
        ),
    )


def _line_fault(since: datetime) -> Batch:
    return Batch(
        lines=(
            LineChange(LineStatus(LineState.OFFLINE, since, since, 0, 6), since),
            LineChange(LineStatus(LineState.ONLINE, since + 9 * MINUTE, None, 6, 6), since + 9 * MINUTE),
        )
    )


def _current(service: Service) -> Batch:
    incident, verdict = current_incident(service), current_verdict(service)
    part = _messages(service)
    possible = Verdict(
        service.id, State.POSSIBLE, BEGAN, Scope.UNCLEAR, (part,), since=BEGAN, reasons=_failed(part, BEGAN)[:1]
    )
    return Batch(
        verdicts=(possible, verdict),
        incidents=(incident,),
        said=(Said(incident.id, service.id, "page-1", PROBLEM, SAID),),
        alerts=(_alert(AlertKind.OUTAGE, service, incident, verdict.time + 5 * timedelta(seconds=1), None),),
    )


def current_incident(service: Service) -> Incident:
    """Give the incident that goes on."""
    return Incident("current", service.id, BEGAN, None, State.OUTAGE, Scope.UNCLEAR, (_messages(service),))


def current_verdict(service: Service) -> Verdict:
    """Give what is said of the service that is down."""
    part, time = _messages(service), BEGAN + timedelta(seconds=34)
    return Verdict(
        service.id,
        State.OUTAGE,
        time,
        Scope.UNCLEAR,
        (part,),
        since=BEGAN,
        confidence=0.97,
        reasons=_failed(part, BEGAN),
    )


def snapshot(catalogue: Catalogue) -> Snapshot:
    """Give everything as it stands at `NOW`."""
    line = LineStatus(LineState.ONLINE, NOW - timedelta(hours=20), NOW, 6, 6)
    return Snapshot(NOW, line, tuple(_status(each) for each in services(catalogue)))


def _status(service: Service) -> ServiceStatus:
    down = service.id == DOWN
    verdict = current_verdict(service) if down else Verdict(service.id, State.OK, NOW, since=NOW - timedelta(days=2))
    bad = _messages(service) if down else ""
    parts = tuple(
        ComponentStatus(each.id, each.names, State.OUTAGE if each.id == bad else State.OK)
        for each in service.components
    )
    return ServiceStatus(
        service.id,
        service.name,
        service.owner,
        verdict,
        parts,
        checked=NOW - timedelta(seconds=20),
        page=_page(service) if down else None,
        page_url=service.page.url if service.page else "",
        page_read=NOW - timedelta(seconds=50) if down else None,
        incident="current" if down else "",
        homepage=service.homepage,
        alternatives=service.alternatives,
    )


def instead(catalogue: Catalogue) -> Instead:
    """Give what else can be used: two that nobody watches were read, and work."""
    known = Instead(catalogue.get)
    known.take([Tried(each, NOW, State.OK) for each in ("telegram", "signal")], apps=())
    return known


def _page(service: Service) -> PageReport:
    """Give what the company's page says of the outage."""
    url = service.page.url if service.page else ""
    told = PageIncident(
        "page-1", PROBLEM, Stage.INVESTIGATING, PageLevel.DEGRADED, BEGAN, SAID.time, statements=(SAID,)
    )
    return PageReport("statuspage", url, PageLevel.DEGRADED, PROBLEM, SAID.time, incidents=(told,))
