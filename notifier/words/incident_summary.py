"""An incident told to somebody who asks what happened: first what matters, then entry by entry.

What matters is the headline, the reasons in order of weight, the company's word beside them, and what else can be used
meanwhile. Which entries follow is decided in `condensed_story`, how each reads in `story`.
"""

from collections.abc import Sequence

import msgspec

from notifier.core.model import Incident, ReasonKind, ServiceStatus, State, Verdict, is_problem
from notifier.core.past.story import StoryEntry, StorySaid, StoryVerdict
from notifier.words import _
from notifier.words.condensed_story import CondensedStory, condensed, newest_said, news, weightiest
from notifier.words.facts import brief_reasons
from notifier.words.names import Names
from notifier.words.phrases import capital
from notifier.words.reasons import PAGE_KINDS, reason
from notifier.words.story import StoryText, earlier_sentence, incident_sentence, statement_sentence, story_entry
from notifier.words.times import Clock
from notifier.words.verdicts import (
    brief_phrase,
    failing_parts,
    parts_of,
    since_words,
    verdict_phrase,
    verdict_sentence,
)


class News(msgspec.Struct, frozen=True):
    """A headline: when, what, and the address of the web where it stands."""

    time: str
    text: str
    address: str


class IncidentSummary(msgspec.Struct, frozen=True):
    """An incident in words. `standing` says when the reasons were like that, for an incident that is over."""

    headline: str
    standing: str = ""
    reasons: tuple[str, ...] = ()
    company: str = ""
    quoted: StorySaid | None = None
    """The entry that `company` quotes, if it does: nobody is told it twice."""
    meanwhile: str = ""
    quiet: str = ""
    """The words for what was left out before the first entry."""
    news: tuple[News, ...] = ()
    """What others published about it, the newest first."""
    entries: tuple[StoryEntry, ...] = ()


def incident_summary(
    incident: Incident,
    entries: Sequence[StoryEntry],
    names: Names,
    clock: Clock,
    status: ServiceStatus | None = None,
    meanwhile: str = "",
) -> IncidentSummary:
    """Tell an incident; `status` is how its service stands, `meanwhile` a sentence of what else can be used."""
    verdict, said = verdict_summarized(incident, entries, status), newest_said(entries)
    chosen = condensed(incident, entries)
    return IncidentSummary(
        headline=headline(incident, names, clock, status),
        standing=_standing(incident, verdict, names, clock),
        reasons=brief_reasons(verdict, names, clock) if verdict is not None else (),
        company=_company(verdict, said, names, clock),
        quoted=said,
        meanwhile=meanwhile if incident.until is None else "",
        quiet=_quiet(chosen, clock),
        news=tuple(
            News(clock.moment(each.said.statement.time), statement_sentence(each.said), each.said.url)
            for each in news(entries)
        ),
        entries=chosen.entries,
    )


def verdict_summarized(
    incident: Incident, entries: Sequence[StoryEntry], status: ServiceStatus | None
) -> Verdict | None:
    """Give the verdict whose reasons are told: as it stands while the incident lasts, else at its worst."""
    return status.verdict if _is_current(incident, status) and status else weightiest(incident, entries)


def headline(incident: Incident, names: Names, clock: Clock, status: ServiceStatus | None = None) -> str:
    """Give what there is to say first: "WhatsApp is down for everyone, failing since 14:02. So far that is 29 min."."""
    sentence = incident_sentence(incident, names, clock)
    if _is_current(incident, status) and status is not None:
        sentence = verdict_sentence(names.service(incident.service), status.verdict, clock, failing_parts(status))
        if status.verdict.known is None:
            lasted = clock.lasted(incident.since, clock.now)
            sentence = _("{sentence} So far that is {duration}.").format(sentence=sentence, duration=lasted)
    return " ".join(each for each in (sentence, earlier_sentence(incident, clock)) if each)


def entry_words(entry: StoryEntry, names: Names, clock: Clock) -> StoryText:
    """Put one entry into words; a verdict in few: whose it is stands above, its reasons are the readings around it."""
    text = story_entry(entry, names, clock)
    if not isinstance(entry, StoryVerdict):
        return text
    verdict, words = entry.verdict, text.text
    if verdict.known is None and verdict.state is not State.UNKNOWN:
        parts = parts_of(verdict, names)
        began = since_words(verdict.since or verdict.time, verdict.before, clock)
        at_once = began == text.time
        words = capital(brief_phrase(verdict, parts) if at_once else verdict_phrase(verdict, clock, parts))
    return StoryText(text.time, words)


def summary_text(summary: IncidentSummary, names: Names, clock: Clock) -> str:
    """Give the whole summary as plain text, to be sent to somebody."""
    lines = [summary.headline, ""]
    lines += [summary.standing] if summary.standing else []
    lines += [f"- {each}" for each in summary.reasons]
    lines += [each for each in (summary.company, summary.meanwhile) if each]
    if len(lines) > 2:
        lines.append("")
    if summary.news:
        lines += [_("In the news"), *(f"{each.time}  {each.text}  {each.address}" for each in summary.news), ""]
    lines += [summary.quiet] if summary.quiet else []
    for entry in summary.entries:
        if entry == summary.quoted:
            continue
        text = entry_words(entry, names, clock)
        lines.append(f"{text.time}  {text.text}")
        lines += [f"    {each}" for each in text.details]
    return "\n".join(lines) + "\n"


def _is_current(incident: Incident, status: ServiceStatus | None) -> bool:
    return (
        status is not None
        and incident.until is None
        and status.incident == incident.id
        and is_problem(status.verdict.state)
    )


def _standing(incident: Incident, verdict: Verdict | None, names: Names, clock: Clock) -> str:
    if verdict is None or incident.until is None:
        return ""
    sentence = verdict_sentence(names.service(incident.service), verdict, clock, parts_of(verdict, names))
    return _("As of {time}: {sentence}").format(time=clock.moment(verdict.time), sentence=sentence)


def _company(verdict: Verdict | None, said: StorySaid | None, names: Names, clock: Clock) -> str:
    if said is not None:
        return f"{statement_sentence(said.said)} ({clock.moment(said.time)})"
    if verdict is None:
        return ""
    pages = [each for each in verdict.reasons if each.kind in PAGE_KINDS]
    page = next((each for each in pages if each.kind is not ReasonKind.PAGE_UNREADABLE), pages[0] if pages else None)
    return reason(page, verdict.service, names, clock) if page is not None else ""


def _quiet(chosen: CondensedStory, clock: Clock) -> str:
    if chosen.quiet_until is None:
        return ""
    words = _("Until {time} everything answered.") if chosen.all_answered else _("Until {time} nothing failed.")
    return words.format(time=clock.moment(chosen.quiet_until))
