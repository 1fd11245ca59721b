"""A small world for the tests of what people see: services, a snapshot, an outage and its story in a real history."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from notifier.core.failure import FailureKind
from notifier.core.model import (
    Alert,
    AlertKind,
    AlertService,
    Component,
    ComponentStatus,
    Incident,
    LineState,
    LineStatus,
    Outcome,
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
from notifier.core.ports import Batch, Said
from notifier.store.writer import HistoryWriter

START = datetime(2026, 3, 2, 14, 2, tzinfo=UTC)
NOW = START + timedelta(minutes=29)

NAMES = {
    "whatsapp": ("WhatsApp", "Meta"),
    "instagram": ("Instagram", "Meta"),
    "telegram": ("Telegram", "Telegram"),
    "signal": ("Signal", "Signal"),
    "tiktok": ("TikTok", "ByteDance"),
    "youtube": ("YouTube", "Google"),
    "gopay": ("GoPay", "GoTo"),
}


def service(name: str) -> Service:
    """One service with two components."""
    title, owner = NAMES[name]
    components = (
        Component("messaging", {"en": "Messages", "id": "Pesan"}),
        Component("web", {"en": "Website", "id": "Situs web"}),
    )
    return Service(name, title, owner, "messaging", f"https://{name}.example", components, ())


def service_of(name: str) -> Service | None:
    """The service with an id, as the catalogue would give it."""
    return service(name) if name in NAMES else None


def status(name: str, state: State = State.OK, scope: Scope = Scope.UNCLEAR, since: datetime = START) -> ServiceStatus:
    """A service as it stands."""
    bad = state in (State.OUTAGE, State.POSSIBLE)
    verdict = Verdict(
        name,
        state,
        NOW,
        scope,
        ("messaging",) if bad else (),
        since=since if state is not State.OK else None,
        reasons=REASONS if bad else (),
    )
    return ServiceStatus(
        name,
        *NAMES[name],
        verdict,
        components=(
            ComponentStatus("messaging", {"en": "Messages", "id": "Pesan"}, state, 80.0),
            ComponentStatus("web", {"en": "Website", "id": "Situs web"}, State.OK, 120.0),
        ),
        checked=NOW,
        page=PageReport("statuspage", f"https://status.{name}.example", PageLevel.OPERATIONAL),
        page_url=f"https://status.{name}.example",
        page_read=NOW - timedelta(minutes=11),
        incident=f"{name}-20260302T140200" if bad else "",
        alternatives=("telegram", "signal"),
        homepage=f"https://{name}.example",
    )


REASONS = (
    Reason(ReasonKind.PROBES_FAILED, "messaging", 3, 3, FailureKind.CONNECT_TIMEOUT, since=START),
    Reason(ReasonKind.PROBES_WORK, "web", 3, 3),
    Reason(ReasonKind.LINE_FINE, count=3, total=3),
    Reason(ReasonKind.REGION_FAILS, countries=("SG", "GB")),
    Reason(ReasonKind.PAGE_FINE, since=START + timedelta(minutes=18)),
)


def snapshot(
    *services: ServiceStatus, line: LineState = LineState.ONLINE, paused: bool = False, practice: bool = False
) -> Snapshot:
    """Everything as it stands; without services: WhatsApp down and six others fine."""
    shown = services or (status("whatsapp", State.OUTAGE, Scope.EVERYONE), *map(status, [*NAMES][1:]))
    return Snapshot(NOW, LineStatus(line, START, 3, 3), shown, paused=paused, practice=practice)


def incident(name: str = "whatsapp", since: datetime = START, minutes: float | None = 47) -> Incident:
    """An outage; without minutes it goes on."""
    return Incident(
        f"{name}-{since:%Y%m%dT%H%M%S}",
        name,
        since,
        None if minutes is None else since + timedelta(minutes=minutes),
        State.OUTAGE,
        Scope.EVERYONE,
        ("messaging",),
        confirmed=since + timedelta(seconds=40),
    )


def member(
    name: str = "whatsapp", state: State = State.OUTAGE, scope: Scope = Scope.EVERYONE, about: str = ""
) -> AlertService:
    """One service of a notification."""
    return AlertService(
        name,
        NAMES[name][0],
        about or f"{name}-20260302T140200",
        state,
        scope,
        ("messaging",),
        since=START,
        worst=State.OUTAGE,
    )


def alert(kind: AlertKind, *members: AlertService) -> Alert:
    """A notification."""
    return Alert("1", kind, NOW, "thread", members)


def readings(name: str, component: str, outcome: Outcome, start: datetime, count: int, step_s: float) -> list[Reading]:
    """Readings one after another."""
    failure = FailureKind.CONNECT_TIMEOUT if outcome is Outcome.FAILED else None
    return [
        Reading(
            Source.PROBE,
            name,
            component,
            f"tcp://{component}.{name}.example:443",
            start + timedelta(seconds=step_s * number),
            outcome,
            failure,
            None if failure else 80.0 + 7 * (number % 11) + (400 if number % 37 == 5 else 0),
        )
        for number in range(count)
    ]


def outage_batch(about: Incident) -> Batch:
    """All that is kept of an outage."""
    name, since = about.service, about.since
    verdict = Verdict(
        name, State.OUTAGE, since + timedelta(seconds=40), Scope.EVERYONE, ("messaging",), (), since, 0.99
    )
    over = Verdict(name, State.OK, about.until or NOW, since=about.until)
    told = Alert(
        "a" + about.id, AlertKind.OUTAGE, since + timedelta(seconds=60), about.id, (member(name, about=about.id),)
    )
    said = Said(
        about.id,
        name,
        "k1",
        "Messages",
        Statement(since + timedelta(minutes=20), Stage.INVESTIGATING, "We know that some people have trouble."),
        f"https://status.{name}.example",
    )
    return Batch(
        readings=tuple(readings(name, "messaging", Outcome.FAILED, since, 4, 15)),
        verdicts=(
            Verdict(
                name, State.OUTAGE, verdict.time, verdict.scope, verdict.components, (), since, 0.99, reasons=REASONS
            ),
            *((over,) if about.until else ()),
        ),
        incidents=(about,),
        said=(said,),
        alerts=(told,),
    )


def quiet_batch(name: str, start: datetime, hours: float) -> Batch:
    """A service that answers every two minutes."""
    count = int(hours * 30)
    return Batch(
        readings=tuple(readings(name, "messaging", Outcome.OK, start, count, 120)),
        verdicts=(Verdict(name, State.OK, start),),
    )


QUIET = START - timedelta(hours=20)
"""The history begins then."""


@cache
def quiet_history() -> bytes:
    """The file of a history in which every service answers; it is written once."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "history.db"
        _commit(path, *(quiet_batch(name, QUIET, 20) for name in NAMES))
        return path.read_bytes()


def write_history(path: Path, *incidents: Incident, batches: Iterable[tuple[datetime, Batch]] = ()) -> Path:
    """Make a real history with these outages, in order of time, after a quiet one."""
    kept = [*((each.since, outage_batch(each)) for each in incidents), *batches]
    path.write_bytes(quiet_history())
    _commit(path, *(batch for _, batch in sorted(kept, key=lambda each: each[0])))
    return path


def _commit(path: Path, *batches: Batch) -> None:
    with HistoryWriter.open(path, notify=lambda notice: None, now=lambda: NOW) as writer:
        for batch in batches:
            writer.commit(batch)
