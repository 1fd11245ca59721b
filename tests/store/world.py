"""Readings, incidents and batches for the tests of the history: made by hand, and by Hypothesis."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from notifier.core.alerts.groups import Group
from notifier.core.alerts.line_story import LineStory
from notifier.core.alerts.outbox import Item, Message, OutboxRow, key_of
from notifier.core.events import Notice
from notifier.core.failure import FailureKind
from notifier.core.line.known_network import KnownNetwork
from notifier.core.line.loss import Noise
from notifier.core.model import (
    Alert,
    AlertKind,
    AlertService,
    CrowdReport,
    Incident,
    LineState,
    LineStatus,
    Outcome,
    PageComponent,
    PageIncident,
    PageLevel,
    PageReport,
    Reading,
    Reason,
    ReasonKind,
    RegionReport,
    Scope,
    Source,
    Stage,
    State,
    Statement,
    Verdict,
)
from notifier.core.ports import Batch, ComponentProblem, FailingTarget, LineChange, OpenProblem, Said, Trust
from notifier.core.reports import Circumstance, Elsewhere, Hindrance

START = datetime(2025, 3, 1, 12, tzinfo=UTC)


def after(seconds: float = 0, **more: float) -> datetime:
    return START + timedelta(seconds=seconds, **more)


def now() -> datetime:
    return START


def silent(notice: Notice) -> None:
    message = f"nobody expected {notice}"
    raise AssertionError(message)


def reading(time: datetime = START, outcome: Outcome = Outcome.OK, **more: Any) -> Reading:
    fields: dict[str, Any] = {
        "source": Source.PROBE,
        "service": "whatsapp",
        "component": "web",
        "target": "https://web.whatsapp.com",
        "time": time,
        "outcome": outcome,
        "latency_ms": 120.0 if outcome in (Outcome.OK, Outcome.SLOW) else None,
        "failure": FailureKind.READ_TIMEOUT if outcome is Outcome.FAILED else None,
    }
    return Reading(**(fields | more))


def verdict(time: datetime = START, state: State = State.OUTAGE, **more: Any) -> Verdict:
    fields: dict[str, Any] = {
        "service": "whatsapp",
        "scope": Scope.EVERYONE,
        "components": ("web",),
        "reasons": (Reason(ReasonKind.PROBES_FAILED, "web", 3, 3, FailureKind.READ_TIMEOUT, since=time),),
    }
    return Verdict(time=time, state=state, **(fields | more))


def incident(name: str = "i1", since: datetime = START, until: datetime | None = None, **more: Any) -> Incident:
    fields: dict[str, Any] = {"service": "whatsapp", "worst": State.OUTAGE, "scope": Scope.EVERYONE}
    return Incident(id=name, since=since, until=until, **(fields | more))


def alert(name: str = "a1", time: datetime = START, incident: str = "i1", **more: Any) -> Alert:
    services = (AlertService("whatsapp", "WhatsApp", incident, State.OUTAGE),)
    fields: dict[str, Any] = {"kind": AlertKind.OUTAGE, "thread": incident, "services": services}
    return Alert(id=name, time=time, **(fields | more))


def line(time: datetime = START, state: LineState = LineState.ONLINE) -> LineChange:
    return LineChange(LineStatus(state, since=time, answering=6, anchors=6), time)


def said(time: datetime = START, text: str = "We are looking into it.", incident: str = "i1") -> Said:
    return Said(incident, "whatsapp", "p1", "Messages are late", Statement(time, Stage.INVESTIGATING, text))


def page(*components: PageComponent, level: PageLevel = PageLevel.OPERATIONAL, **more: Any) -> PageReport:
    return PageReport("statuspage", "https://status.example", level, components=components, **more)


GROUP = Group("open", "Meta", 1e9 / 7, {"whatsapp": alert(incident="open").services[0]}, due_s=1.25)
PROBLEM = ComponentProblem(
    "web", State.OUTAGE, evidence=20.5, targets=(FailingTarget("https://web.whatsapp.com", 1e9 / 7, 1e9 / 3, 0.7),)
)


def row(item: Item) -> OutboxRow:
    return OutboxRow(key_of(item), item)


times = st.integers(0, 3 * 86_400 * 1_000_000).map(lambda count: START + timedelta(microseconds=count))
texts = st.text(max_size=12)
services = st.sampled_from(("whatsapp", "tiktok", "github"))
components = st.sampled_from(("web", "messages"))
latencies = st.none() | st.integers(0, 100_000).map(lambda tenths: tenths / 10)
levels = st.sampled_from(PageLevel)
pages = st.builds(
    PageReport,
    provider=st.just("statuspage"),
    url=st.just("https://status.example"),
    level=levels,
    title=texts,
    updated=st.none() | times,
    components=st.lists(st.builds(PageComponent, id=texts, name=texts, level=levels), max_size=2).map(tuple),
    incidents=st.lists(
        st.builds(
            PageIncident,
            id=texts,
            title=texts,
            stage=st.sampled_from(Stage),
            level=levels,
            updated=st.none() | times,
            statements=st.lists(
                st.builds(Statement, time=times, stage=st.sampled_from(Stage), text=texts), max_size=1
            ).map(tuple),
        ),
        max_size=1,
    ).map(tuple),
)
regions = st.builds(
    RegionReport,
    works=st.just(("DE",)) | st.just(()),
    fails=st.just(("ID",)) | st.just(()),
    answers=st.just(())
    | st.builds(Elsewhere, st.just("ID"), st.integers(0, 9), home=st.booleans()).map(lambda one: (one,)),
    circumstances=st.just(())
    | st.builds(Circumstance, st.sampled_from(Hindrance), st.just("ID"), st.just("ooni"), bad=st.integers(0, 9)).map(
        lambda one: (one,)
    ),
)
readings = st.builds(
    Reading,
    source=st.sampled_from((Source.PROBE, Source.PAGE)),
    service=services,
    component=components,
    target=st.sampled_from(("https://a.example", "https://b.example")),
    time=times,
    outcome=st.sampled_from(Outcome),
    failure=st.none() | st.sampled_from(FailureKind),
    latency_ms=latencies,
    detail=texts,
    page=st.none() | pages,
    region=st.none() | regions,
    crowd=st.none() | st.builds(CrowdReport, count=st.integers(0, 999), baseline=st.just(2.5)),
    retry_after_s=st.none() | st.just(30.0),
    address=st.sampled_from(["", "192.0.2.1", "2001:db8::1"]),
)
reasons = st.builds(
    Reason, kind=st.sampled_from(ReasonKind), count=st.integers(0, 9), since=st.none() | times, text=texts
)
verdicts = st.builds(
    Verdict,
    service=services,
    state=st.sampled_from(State),
    time=times,
    scope=st.sampled_from(Scope),
    components=st.lists(components, max_size=2).map(tuple),
    since=st.none() | times,
    confidence=st.floats(0, 1),
    reasons=st.lists(reasons, max_size=2).map(tuple),
    official=st.booleans(),
)
incident_ids = st.sampled_from(("i1", "i2", "i3", "i4"))
incidents = st.builds(
    Incident,
    id=incident_ids,
    service=services,
    since=times,
    until=st.none() | times,
    worst=st.sampled_from(State),
    scope=st.sampled_from(Scope),
    group=incident_ids,
    confirmed=st.none() | times,
)
alerts = st.builds(
    Alert,
    id=st.integers(0, 10**9).map(str),
    kind=st.sampled_from(AlertKind),
    time=times,
    thread=incident_ids | st.just("line"),
    services=st.lists(
        st.builds(AlertService, service=services, name=texts, incident=incident_ids, state=st.sampled_from(State)),
        max_size=2,
    ).map(tuple),
    line=st.none() | st.sampled_from(LineState),
    statement=texts,
)
lines = st.builds(
    LineChange, line=st.builds(LineStatus, state=st.sampled_from(LineState), since=st.none() | times), time=times
)
saids = st.builds(
    Said,
    incident=incident_ids,
    service=services,
    key=texts,
    title=texts,
    statement=st.builds(Statement, time=times, stage=st.sampled_from(Stage), text=texts),
)
trusts = st.builds(
    Trust,
    service=services,
    target=st.sampled_from(("https://a.example", "https://b.example")),
    first_ok=st.none() | times,
    readings=st.floats(0, 1e6),
    mean_log_ms=st.floats(-5, 15),
)
seconds = st.none() | st.floats(0, 2e9)
groups = st.builds(
    Group,
    id=incident_ids,
    owner=texts,
    began_s=st.floats(0, 2e9),
    members=st.dictionaries(services, st.just(alert().services[0]), max_size=2),
    due_s=seconds,
    notified=st.none() | st.sampled_from(AlertKind),
    recovery_due_s=seconds,
    recovered=st.frozensets(services),
)
stories = st.builds(LineStory, due_s=seconds, before=st.dictionaries(services, st.sampled_from(State)))
messages = st.builds(Message, alert=alerts, again_s=st.floats(0, 2e9))
outbox_rows = (groups | stories | messages).map(row) | incident_ids.map(lambda name: OutboxRow(f"group {name}"))
problems = st.builds(
    OpenProblem,
    service=services,
    before=st.booleans(),
    components=st.just(()) | st.just((PROBLEM,)),
)


def _tuples(items: st.SearchStrategy[Any], most: int = 2) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(items, max_size=most).map(tuple)


networks = st.builds(
    KnownNetwork,
    name=st.sampled_from(["4f0c", "99aa"]),
    seen_s=st.floats(0.0, 2e9),
    noise=st.builds(Noise, seen_s=st.floats(0.0, 1e6), lost_s=st.floats(0.0, 1e6)),
    refused=st.dictionaries(st.sampled_from(["tcp://1.1.1.1:443", "http://a.example/"]), st.floats(0.0, 2e9)),
)
batches = st.builds(
    Batch,
    readings=_tuples(readings, 4),
    verdicts=_tuples(verdicts),
    incidents=_tuples(incidents),
    said=_tuples(saids),
    alerts=_tuples(alerts),
    lines=_tuples(lines),
    trust=_tuples(trusts),
    outbox=_tuples(outbox_rows),
    problems=_tuples(problems),
    networks=_tuples(networks),
)
