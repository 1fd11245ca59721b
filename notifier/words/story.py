"""The story of an incident in words: readings, verdicts, the company's statements, notifications, the line."""

import msgspec

from notifier.core.model import Alert, Hold, Incident, Outcome, PageLevel, Reading, Source, Stage, State
from notifier.core.outside.findings import places_of
from notifier.core.past.story import StoryAlert, StoryEntry, StoryLine, StoryReading, StorySaid, StoryVerdict
from notifier.core.ports import Said
from notifier.words import _, ngettext
from notifier.words.lasted import countries_of, it_was, so_far
from notifier.words.line import line_changed
from notifier.words.names import Names, country_names, listed, parts_listed
from notifier.words.notification import notification
from notifier.words.page_faults import trouble_words
from notifier.words.phrases import level_words, quotable
from notifier.words.places import places_summary
from notifier.words.reasons import reasons, untelling, warns
from notifier.words.times import Clock, latency, number
from notifier.words.verdicts import parts_of, verdict_sentence


class StoryText(msgspec.Struct, frozen=True):
    """An entry in words: when, what, and the sentences that belong to it."""

    time: str
    text: str
    details: tuple[str, ...] = ()


def story_entry(entry: StoryEntry, names: Names, clock: Clock) -> StoryText:
    """Put one entry into words."""
    time = clock.moment(entry.time)
    match entry:
        case StoryReading(reading=reading):
            return StoryText(time, reading_sentence(reading, names), _repeated(entry, clock))
        case StoryVerdict(verdict=verdict):
            sentence = verdict_sentence(names.service(verdict.service), verdict, clock, parts_of(verdict, names))
            return StoryText(time, sentence, reasons(verdict, names, clock))
        case StorySaid(said=said):
            return StoryText(time, statement_sentence(said))
        case StoryAlert(alert=alert):
            sent = notification(alert, names, clock.zone)
            return StoryText(time, _told(alert).format(title=sent.title))
        case StoryLine(line=line):
            return StoryText(time, line_changed(line.state))


def _told(alert: Alert) -> str:
    """Say of a notification whether it was shown, or why not (rules 22 to 24)."""
    if alert.folded and alert.held is None:
        return _("Told together with other news: “{title}”")
    match alert.held:
        case Hold.QUIET:
            return _("Not shown during your quiet hours: “{title}”")
        case Hold.SNOOZED:
            return _("Not shown while it was snoozed: “{title}”")
        case Hold.AWAY:
            return _("Told together with other news: “{title}”")
        case None if alert.update:
            return _("The notification, where it still stood, was changed: “{title}”")
        case None:
            return _("You were notified: “{title}”")


def _repeated(entry: StoryReading, clock: Clock) -> tuple[str, ...]:
    if not entry.repeated:
        return ()
    last = clock.moment(entry.last or entry.time)
    if last == clock.moment(entry.time):
        return (
            ngettext("The same {count} more time.", "The same {count} more times.", entry.repeated).format(
                count=entry.repeated
            ),
        )
    return (
        ngettext(
            "The same {count} more time, until {time}.", "The same {count} more times, until {time}.", entry.repeated
        ).format(count=entry.repeated, time=last),
    )


def reading_sentence(reading: Reading, names: Names) -> str:
    """What one reading told."""
    match reading.source:
        case Source.PAGE:
            return _page_reading(reading)
        case Source.REGION:
            return _region_reading(reading)
        case Source.REPORTS:
            return _reports_reading(reading)
        case Source.ANCHOR:
            return _probe_reading(reading, _("your connection"))
        case Source.WITNESS:
            return _probe_reading(reading, reading.target)
        case Source.PROBE:
            return _probe_reading(reading, names.component(reading.service, reading.component))


def _probe_reading(reading: Reading, name: str) -> str:
    took = "" if reading.latency_ms is None else latency(reading.latency_ms)
    match reading.outcome:
        case Outcome.OK:
            words = _("“{name}” answered in {latency}.") if took else _("“{name}” answered.")
        case Outcome.SLOW:
            words = _("“{name}” answered slowly, in {latency}.") if took else _("“{name}” answered slowly.")
        case Outcome.FAILED:
            words = _("“{name}” failed: {failure}.") if reading.failure is not None else _("“{name}” failed.")
            if reading.failure is not None and reading.address:
                words = _("“{name}” failed at {address}: {failure}.")
        case Outcome.UNVERIFIABLE:
            return untelling(name, reading.detail)
        case Outcome.UNREADABLE:
            words = _("What “{name}” answered could not be read.")
        case Outcome.SKIPPED:
            words = _("“{name}” was not checked.")
    failure = "" if reading.failure is None else trouble_words(reading)
    return words.format(name=name, latency=took, failure=failure, address=reading.address)


def _page_reading(reading: Reading) -> str:
    page = reading.page
    if page is None or reading.outcome is Outcome.UNREADABLE:
        return _("The company's status page could not be read.")
    if page.level is PageLevel.OPERATIONAL and not page.incidents:
        return _("The company's status page reported no problem.")
    title = quotable(page.incidents[0].title if page.incidents else page.title)
    if title:
        return _("The company's status page reported {level}: “{title}”").format(
            level=level_words(page.level), title=title
        )
    return _("The company's status page reported {level}.").format(level=level_words(page.level))


def _region_reading(reading: Reading) -> str:
    """What was found elsewhere: in countries, and by the user's other machines."""
    own = places_summary([each for each in places_of([reading]) if each.name], "")
    region = reading.region
    if own and region is not None and not region.fails and not region.works:
        return own
    return " ".join([_countries_reading(reading), own]).rstrip()


def _countries_reading(reading: Reading) -> str:
    region = reading.region
    fails = listed(country_names(region.fails)) if region else ""
    works = listed(country_names(region.works)) if region else ""
    if fails and works:
        return _("It failed from {fails}, and worked from {works}.").format(fails=fails, works=works)
    if fails:
        return _("It failed from {fails}.").format(fails=fails)
    if works:
        return _("It worked from {works}.").format(works=works)
    return _("It could not be checked from other places.")


def _reports_reading(reading: Reading) -> str:
    crowd = reading.crowd
    if crowd is None:
        return _("People's reports could not be read.")
    if any(each.alarm and each.name == crowd.source for each in crowd.volumes):
        return warns(crowd.source)
    if crowd.source:
        return ngettext(
            "{source}: {count} report of a problem; usually about {usual}.",
            "{source}: {count} reports of a problem; usually about {usual}.",
            crowd.count,
        ).format(source=quotable(crowd.source, 60), count=number(crowd.count), usual=number(round(crowd.baseline)))
    return ngettext(
        "{count} person reported a problem; usually about {usual} do.",
        "{count} people reported a problem; usually about {usual} do.",
        crowd.count,
    ).format(count=crowd.count, usual=number(round(crowd.baseline)))


def statement_sentence(said: Said) -> str:
    """What the company said, with how far it says it is."""
    words = quotable(said.statement.text) or quotable(said.title)
    if said.publisher:
        return _("{publisher} writes: “{words}”").format(publisher=quotable(said.publisher, 60), words=words)
    return _statement(said.statement.stage).format(words=words)


def _statement(stage: Stage) -> str:
    match stage:
        case Stage.INVESTIGATING:
            return _("The company is investigating: “{words}”")
        case Stage.IDENTIFIED:
            return _("The company has found the cause: “{words}”")
        case Stage.MONITORING:
            return _("The company has fixed it and is watching: “{words}”")
        case Stage.RESOLVED:
            return _("The company says that it is resolved: “{words}”")
        case Stage.SCHEDULED:
            return _("The company plans maintenance: “{words}”")
        case Stage.IN_PROGRESS:
            return _("The company's maintenance is under way: “{words}”")
        case Stage.UNKNOWN:
            return _("The company says: “{words}”")


def incident_sentence(incident: Incident, names: Names, clock: Clock) -> str:
    """An incident in one sentence: "WhatsApp has been down since 14:02, for 47 min so far."."""
    name = names.service(incident.service)
    parts, countries = parts_listed(names.components(incident.service, incident.components)), countries_of([incident])
    if incident.until is None:
        since, lasts = clock.moment(incident.since), clock.lasted(incident.since, clock.now)
        return _lasting(incident).format(service=name, time=since, duration=lasts, parts=parts, countries=countries)
    span, lasted = clock.span(incident.since, incident.until), clock.lasted(incident.since, incident.until)
    return _over(incident).format(service=name, span=span, duration=lasted, parts=parts, countries=countries)


def earlier_sentence(incident: Incident, clock: Clock) -> str:
    """Say since when it had been slow, or may have had a problem, before it was what it is.

    Empty if it had not, or not for as long as a minute of the clock.
    """
    if incident.milder_since is None or clock.moment(incident.milder_since) == clock.moment(incident.since):
        return ""
    slow = incident.milder is State.SLOW
    words = _("It had been slow since {time}.") if slow else _("There may have been a problem since {time}.")
    return words.format(time=clock.moment(incident.milder_since))


def _lasting(incident: Incident) -> str:
    match incident.worst:
        case State.OUTAGE if incident.minor:
            return _("{service}: {parts} not working since {time}, for {duration} so far.")
        case State.OUTAGE:
            return so_far(incident)
        case State.SLOW:
            return _("{service} has been slow since {time}, for {duration} so far.")
        case State.POSSIBLE | State.OK | State.UNKNOWN | State.MAINTENANCE:
            return _("{service} may have had a problem since {time}, for {duration} so far.")


def _over(incident: Incident) -> str:
    match incident.worst:
        case State.OUTAGE if incident.minor:
            return _("{service}: {parts} did not work for {duration} ({span}).")
        case State.OUTAGE:
            return it_was(incident)
        case State.SLOW:
            return _("{service} was slow for {duration} ({span}).")
        case State.POSSIBLE | State.OK | State.UNKNOWN | State.MAINTENANCE:
            return _("{service} may have had a problem for {duration} ({span}).")
