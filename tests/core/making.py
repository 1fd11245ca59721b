"""Services, tracks, verdicts and reports for the tests of the rules: made by hand."""

from datetime import UTC, datetime
from typing import Any

from notifier.config.anchors import DEFAULT_ANCHORS
from notifier.core.failure import FailureKind
from notifier.core.model import (
    Component,
    Incident,
    Outcome,
    PageComponent,
    PageLevel,
    PageReport,
    Rule,
    Scope,
    Service,
    State,
    Verdict,
)
from notifier.core.service.evidence import ServiceEvidence, evidence_of
from notifier.core.target.evidence import TargetEvidence
from notifier.core.targets import PageTarget
from notifier.core.watch import Watch
from notifier.probes.tcp import TcpTarget

T = 1_800_000_000.0
"""A time in seconds of the epoch."""


def at(seconds: float) -> datetime:
    return datetime.fromtimestamp(T + seconds, UTC)


def anchored(**wishes: Any) -> Watch:
    """A user's wishes, with the anchors that the program has."""
    return Watch(anchors=DEFAULT_ANCHORS, **wishes)


def service(
    *components: tuple[str, Rule, int], name: str = "acme", owner: str = "Acme", page: bool = False, **more: Any
) -> Service:
    """A service with so many targets in each component; by default one of each rule's simplest kind."""
    wanted = components or (("web", Rule.ALL, 1),)
    return Service(
        id=name,
        name=name.title(),
        owner=owner,
        category="own",
        homepage="",
        components=tuple(Component(each, {"en": each.title()}, rule) for each, rule, _ in wanted),
        targets=tuple(
            TcpTarget(f"{each}{number}.{name}.example", 443, each)
            for each, _, count in wanted
            for number in range(count)
        ),
        page=PageTarget("statuspage", f"https://status.{name}.example") if page else None,
        **more,
    )


def track(made: Service | None = None, *, trusted: bool = True, components: tuple[str, ...] = ()) -> ServiceEvidence:
    """A watched service whose targets answered well a day ago."""
    made = made or service()
    kept = evidence_of(made, Verdict(made.id, State.UNKNOWN, at(-86400)), components)
    if trusted:
        for each in kept.targets.values():
            answer(each, -86400)
    return kept


def answer(target: TargetEvidence, seconds: float, latency_ms: float | None = 80.0) -> None:
    target.looked(T + seconds, Outcome.OK)
    target.answered(T + seconds, latency_ms)


def fail(target: TargetEvidence, seconds: float, kind: FailureKind = FailureKind.CONNECT_TIMEOUT) -> None:
    target.looked(T + seconds, Outcome.FAILED)
    target.failed_at(T + seconds, kind, kind.value)


def wall(target: TargetEvidence, seconds: float) -> None:
    """Something answers, and does not tell."""
    target.looked(T + seconds, Outcome.UNVERIFIABLE)
    target.silent(T + seconds, "a wall")


def report(level: PageLevel = PageLevel.OPERATIONAL, *components: tuple[str, PageLevel], **more: Any) -> PageReport:
    listed = tuple(PageComponent(name, name.title(), each) for name, each in components)
    return PageReport("test", "https://status.example", level, components=listed, **more)


def told(kept: ServiceEvidence, page: PageReport, seconds: float = 0.0) -> None:
    """Let the official page say this."""
    kept.page.read(page, T + seconds)


def verdict(state: State, seconds: float = 0.0, name: str = "acme", **more: Any) -> Verdict:
    fields: dict[str, Any] = {"service": name, "state": state, "time": at(seconds)}
    return Verdict(**{**fields, **more})


def incident(seconds: float = 0.0, name: str = "acme", **more: Any) -> Incident:
    fields: dict[str, Any] = {
        "id": f"{name}-{seconds:g}",
        "service": name,
        "since": at(seconds),
        "until": None,
        "worst": State.OUTAGE,
        "scope": Scope.UNCLEAR,
        "components": ("web",),
    }
    return Incident(**{**fields, **more})
