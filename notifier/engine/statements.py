"""What others say of an open incident, each statement once: the company on its page, and headlines of the news."""

from collections.abc import Iterator

from notifier.core.model import Headline, Incident, Stage, Statement
from notifier.core.outside.heard import PageEvidence
from notifier.core.outside.numbers import HEADLINE_EARLY_S
from notifier.core.ports import Said


class Statements:
    """Remembers which statements about a service are in the history already."""

    def __init__(self) -> None:
        self._kept: set[tuple[str, str, str]] = set()

    def new(self, page: PageEvidence, incident: Incident | None) -> tuple[Said, ...]:
        """Give the company's that are new; none where the page was not read, is stale, or no incident is open."""
        report = page.report
        if report is None or incident is None or page.stale:
            return ()
        return tuple(
            Said(incident.id, incident.service, each.id, each.title, statement, each.url or report.url)
            for each in report.incidents
            for statement in each.statements
            if self._is_new(incident.id, each.id, statement.time.isoformat())
        )

    def of_news(self, headlines: tuple[Headline, ...], incident: Incident | None) -> tuple[Said, ...]:
        """Give the headlines that are new and about this incident: those of an older outage are not."""
        return tuple(self._news(headlines, incident)) if incident is not None else ()

    def _news(self, headlines: tuple[Headline, ...], incident: Incident) -> Iterator[Said]:
        earliest_s = incident.since.timestamp() - HEADLINE_EARLY_S
        for each in headlines:
            if each.time.timestamp() >= earliest_s and self._is_new(incident.id, each.publisher, each.title):
                said = Statement(each.time, Stage.UNKNOWN, each.title)
                yield Said(incident.id, incident.service, each.url, each.title, said, each.url, each.publisher)

    def _is_new(self, *mark: str) -> bool:
        incident, key, text = mark
        new = (incident, key, text) not in self._kept
        self._kept.add((incident, key, text))
        return new
