"""What an official page says, said whole: its word, its parts in trouble, open incidents, works, what was not read.

Every text is the company's own or about it; times are the company's where it gives any.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from notifier.core.model import PageComponent, PageIncident, PageLevel, PageReport, Stage
from notifier.words import _, ngettext
from notifier.words.page_faults import fault_words
from notifier.words.phrases import level_words, quotable
from notifier.words.times import Clock

PARTS_MOST: Final = 6
INCIDENTS_MOST: Final = 5


def page_head(page: PageReport, read: str) -> str:
    """The page's word, with the time at which it was read: "The company reports no problem (14:20)"."""
    if page.level is PageLevel.UNKNOWN:
        return _("What the company reports cannot be understood ({time})").format(time=read)
    if page.level is not PageLevel.OPERATIONAL:
        return _("The company reports {level} ({time})").format(level=level_words(page.level), time=read)
    if page.incidents:
        return _("The company has posted a notice, but reports no outage ({time})").format(time=read)
    return _("The company reports no problem ({time})").format(time=read)


def page_details(page: PageReport, clock: Clock) -> list[str]:
    """Everything else that it says, a sentence each."""
    names = {each.id: part_name(each) for each in page.components}
    lines = [line for line in (_parts(page), _lacking(page)) if line]
    for incident in page.incidents[:INCIDENTS_MOST]:
        lines += incident_lines(incident, names, clock)
    if (more := len(page.incidents) - INCIDENTS_MOST) > 0:
        lines += [ngettext("and {count} more incident", "and {count} more incidents", more).format(count=more)]
    lines += [_works(each, names, clock) for each in page.maintenances[:INCIDENTS_MOST]]
    return lines


def part_name(component: PageComponent) -> str:
    """A component with its group: "EU / App"."""
    return f"{component.group} / {component.name}" if component.group else component.name


def incident_lines(incident: PageIncident, names: dict[str, str], clock: Clock) -> list[str]:
    """An open incident: its title, when it began and what it concerns; then the newest words, with their time."""
    title = quotable(incident.title)
    if incident.started is not None:
        title = _("{title} (since {time})").format(title=title, time=clock.moment(incident.started))
    if parts := _named(incident, names):
        title = _("{title}: {parts}").format(title=title, parts=parts)
    said = incident.statements[0] if incident.statements else None
    if said is None or said.text in ("", incident.title):
        return [title]
    if said.time.year <= 1970:
        return [title, _("“{text}”").format(text=quotable(said.text, 400))]
    return [title, _("{time}: “{text}”").format(time=clock.moment(said.time), text=quotable(said.text, 400))]


def _parts(page: PageReport) -> str:
    """Which of its parts are in trouble, and how: "1 of 30 parts: EU / App (a major outage)"."""
    amiss = [each for each in page.components if each.level is not PageLevel.OPERATIONAL]
    if not amiss:
        return ""
    shown = [
        _("{part} ({level})").format(part=quotable(part_name(each), 80), level=level_words(each.level))
        for each in amiss[:PARTS_MOST]
    ]
    if len(amiss) > PARTS_MOST:
        shown.append(_("{count} more").format(count=len(amiss) - PARTS_MOST))
    total = len(page.components)
    counted = ngettext("{some} of {count} part: {parts}", "{some} of {count} parts: {parts}", total)
    return counted.format(some=len(amiss), count=total, parts=", ".join(shown))


def _lacking(page: PageReport) -> str:
    if not page.missing:
        return ""
    gone = _("a part of it is not there")
    reasons = dict.fromkeys(gone if "status 404" in why else fault_words(why) for why in page.missing.values())
    return _("Not all of the page could be read: {reasons}").format(reasons=", ".join(reasons))


def _works(works: PageIncident, names: dict[str, str], clock: Clock) -> str:
    """Maintenance: "Maintenance since 11:00 until 13:00: New disks (EU / App)"."""
    begun = works.stage is not Stage.SCHEDULED
    start, end = _time(works.started, clock), _time(works.until, clock)
    title = quotable(works.title)
    if parts := _named(works, names):
        title = f"{title} ({parts})"
    if start and end:
        running, planned = (
            _("Maintenance from {start} until {end}: {title}"),
            _("Planned from {start} until {end}: {title}"),
        )
        text = running if begun else planned
    elif start:
        text = _("Maintenance since {start}: {title}") if begun else _("Planned for {start}: {title}")
    elif end:
        text = _("Maintenance until {end}: {title}") if begun else _("Planned until {end}: {title}")
    else:
        text = _("Maintenance: {title}") if begun else _("Planned: {title}")
    return text.format(start=start, end=end, title=title)


def _time(time: datetime | None, clock: Clock) -> str:
    return clock.moment(time) if time is not None else ""


def _named(incident: PageIncident, names: dict[str, str]) -> str:
    return _listed(names[each] for each in incident.components if each in names)


def _listed(names: Iterable[str]) -> str:
    all_ = [quotable(each, 80) for each in names]
    if len(all_) <= PARTS_MOST:
        return ", ".join(all_)
    return ", ".join([*all_[:PARTS_MOST], _("{count} more").format(count=len(all_) - PARTS_MOST)])
