"""What of an official page counts: the components that are watched, by id, and the incidents that concern them.

- Watched components were chosen: they count, and incidents and maintenances that name one of them, or none at all.
- None was chosen: everything counts. On a page of more than a hundred components something is always amiss, so there
  the components count only as far as an open incident names them, and a maintenance only if it names none.
- Things are never better than the page's own summary says, except where components were chosen (the summary is about
  all of them), and on a page of more than a hundred, where components that do not count explain it.
- What should have been read and was not is not known: it may be as bad as can be, and so it is never green.
- What is over does not count.
"""

from typing import Final

import msgspec

from notifier.core.model import PageComponent, PageIncident, PageLevel, PageReport, Stage
from notifier.core.targets import PageTarget
from notifier.sources.pages.building import at_most
from notifier.sources.pages.parsing import SEVERITY, web_address, worst
from notifier.sources.pages.provider import Page

COMPONENTS_MOST: Final = 100
INCIDENTS_MOST: Final = 20
_WORKS: Final = {Stage.IN_PROGRESS: PageLevel.MAINTENANCE, Stage.UNKNOWN: PageLevel.UNKNOWN}
"""What works do to a page while they are at this stage; before and after it, nothing."""


def report_of(target: PageTarget, provider: str, page: Page) -> PageReport:
    """Make a report of what counts for this target. The address is the page's own, if it may be opened."""
    page = _current(page)
    watched = {id_ for each in target.watched for id_ in page.groups.get(each, (each,))}
    incidents = tuple(each for each in page.incidents if _concerns(watched, each))
    maintenances = tuple(each for each in page.maintenances if _concerns(watched, each))
    if not watched and len(page.components) > COMPONENTS_MOST:
        maintenances = tuple(each for each in maintenances if not each.components)
    components = _counted(watched, page, incidents)
    return PageReport(
        provider=provider,
        url=web_address(page.url) or target.url,
        level=_level(watched, page, components, incidents, maintenances),
        title=page.title,
        updated=page.updated,
        components=components,
        incidents=_fewest(incidents),
        maintenances=_fewest(maintenances),
        missing=page.missing,
    )


def _current(page: Page) -> Page:
    return msgspec.structs.replace(
        page,
        incidents=tuple(each for each in page.incidents if each.stage is not Stage.RESOLVED),
        maintenances=tuple(each for each in page.maintenances if each.stage is not Stage.RESOLVED),
    )


def _concerns(watched: set[str], incident: PageIncident) -> bool:
    return not (watched and incident.components) or not watched.isdisjoint(incident.components)


def _counted(watched: set[str], page: Page, incidents: tuple[PageIncident, ...]) -> tuple[PageComponent, ...]:
    if watched:
        return tuple(each for each in page.components if each.id in watched)
    if len(page.components) > COMPONENTS_MOST:
        named = {id_ for incident in incidents for id_ in incident.components}
        return tuple(each for each in page.components if each.id in named)
    return page.components


def _level(
    watched: set[str],
    page: Page,
    components: tuple[PageComponent, ...],
    incidents: tuple[PageIncident, ...],
    maintenances: tuple[PageIncident, ...],
) -> PageLevel:
    levels = [each.level for each in components]
    known = {each.id: each.level for each in sorted(components, key=lambda each: SEVERITY[each.level])}
    if page.missing or not (page.components or page.incidents or page.level):
        levels.append(PageLevel.UNKNOWN)
    if page.level is not None and not _is_explained(watched, page):
        levels.append(page.level)
    levels += [_open_level(each, known) for each in incidents]
    stages = {each.stage for each in maintenances}
    levels += [level for stage, level in _WORKS.items() if stage in stages]
    if watched - known.keys():
        levels.append(PageLevel.UNKNOWN)  # a watched component is on the page no more
    return worst(levels)


def _is_explained(watched: set[str], page: Page) -> bool:
    """Tell whether the page's own summary is about components that do not count here."""
    if not page.components:
        return False
    noise = worst(each.level for each in page.components)
    noisy = len(page.components) > COMPONENTS_MOST
    return bool(watched) or (noisy and page.level is not None and SEVERITY[page.level] <= SEVERITY[noise])


def _open_level(incident: PageIncident, known: dict[str, PageLevel]) -> PageLevel:
    """How bad an open incident is: what it says, until the company only monitors and shows all its parts as working."""
    if incident.stage is not Stage.MONITORING:
        return incident.level
    named = [known[id_] for id_ in incident.components if id_ in known]
    works = bool(named) and worst(named) is PageLevel.OPERATIONAL
    return at_most(incident.level, PageLevel.DEGRADED) if works else incident.level


def _fewest(incidents: tuple[PageIncident, ...]) -> tuple[PageIncident, ...]:
    return incidents[:INCIDENTS_MOST]
