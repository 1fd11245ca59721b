"""What the company says of an open incident, each statement once, as it goes into the history."""

from notifier.core.model import Incident
from notifier.core.outside import PageEvidence
from notifier.core.ports import Said


class Statements:
    """Remembers which statements of a service's company are in the history already."""

    def __init__(self) -> None:
        self._kept: set[tuple[str, str, str]] = set()

    def new(self, page: PageEvidence, incident: Incident | None) -> tuple[Said, ...]:
        """Give those that are to be kept; none where the page was not read, or is stale, or no incident is open."""
        report = page.report
        if report is None or incident is None or page.stale:
            return ()
        said = []
        for each in report.incidents:
            for statement in each.statements:
                mark = (incident.id, each.id, statement.time.isoformat())
                if mark not in self._kept:
                    self._kept.add(mark)
                    url = each.url or report.url
                    said.append(Said(incident.id, incident.service, each.id, each.title, statement, url))
        return tuple(said)
