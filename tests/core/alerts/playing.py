"""An alert policy that hears of verdicts and is asked what is to be told; what is told is taken, or nobody is there."""

from collections.abc import Callable

from notifier.core.alerts.policy import AlertPolicy
from notifier.core.model import Alert, Incident, Service, Verdict
from notifier.core.service.incident import step
from notifier.core.watch import NotifyLevel
from tests.core.making import T


class Play:
    def __init__(self, services: dict[str, Service], level: NotifyLevel = NotifyLevel.OUTAGE) -> None:
        self.services = services
        self.policy = AlertPolicy()
        self.level = level
        self.incidents: dict[str, Incident | None] = {}
        self.told: list[Alert] = []
        self.waits = False
        self.line = True
        self.server = True
        self.quiet: Callable[[float], bool] = lambda _now_s: False

    def take(self, news: Verdict, seconds: float) -> Incident | None:
        """Let the policy hear of a verdict, and give the incident that it belongs to."""
        name = news.service
        found = step(self.incidents.get(name), news)
        self.incidents[name] = None if found is not None and found.until is not None else found
        self.policy.changed(self.services[name], news, found, self.level, T + seconds)
        return found

    def ask(self, seconds: float) -> list[Alert]:
        now_s = T + seconds
        told = self.policy.due(now_s, waits=lambda _group: self.waits, notify_line=self.line, quiet=self.quiet(now_s))
        for alert in told if self.server else []:
            self.policy.handed(alert.id)
        self.told += told
        return told
