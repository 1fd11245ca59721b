"""Services as they stand, for the terminal: a table of many (`status`, `watch`), a sheet of one (`check`)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from notifier.cli.tables import folded, shape, table, tone
from notifier.cli.terminal import Span, Terminal, Tone
from notifier.core.model import (
    LineState,
    LineStatus,
    Outcome,
    Reading,
    ReasonKind,
    ServiceStatus,
    Source,
    State,
    is_problem,
    problems_first,
)
from notifier.words import _
from notifier.words.elsewhere import elsewhere_line
from notifier.words.facts import reasons_together
from notifier.words.line import line_notes, line_sentence
from notifier.words.names import Names, component_name, listed_briefly, parts_listed
from notifier.words.page_faults import fault_words, trouble_words
from notifier.words.page_report import page_details, page_head
from notifier.words.phrases import capital, state_word
from notifier.words.seen import looked_phrase, seen_sentence
from notifier.words.times import Clock, latency
from notifier.words.verdicts import failing_parts, verdict_phrase

_INDENT = "  "


def board(
    terminal: Terminal,
    services: Sequence[ServiceStatus],
    line: LineStatus,
    now: datetime,
    looked_since: datetime | None = None,
) -> list[str]:
    """One row a service, problems first, and the line below them.

    `looked_since`: nobody looked before that, so what began later is not said to have begun then.
    """
    clock = Clock(now)
    ordered = problems_first(services)
    head = ("", _("Service"), _("State"), _("Parts"), _("Answer"), _("Checked"))
    lines = table(terminal, [_row(terminal, each, clock, looked_since) for each in ordered], head) if ordered else []
    return [*lines, *([""] if lines else []), *line_words(terminal, line)]


def line_words(terminal: Terminal, line: LineStatus) -> list[str]:
    """How the user's own connection is; what it means only where it is not good."""
    state = State.OK if line.state is LineState.ONLINE else State.OUTAGE
    if line.state is LineState.ONLINE and not line.answering:
        state, text = State.UNKNOWN, _("Your connection is being checked …")
    elif line.state is LineState.ONLINE:
        text = _("Your connection is fine ({count} of {total} answer).").format(
            count=line.answering, total=line.anchors
        )
        text = " ".join([text, *line_notes(line)])
    else:
        text = line_sentence(line.state)
    first, *more = folded(text, terminal.width - 4) or [""]
    mark = shape(terminal, state)
    return [terminal.rendered(mark, Span(" "), Span(first)), *(terminal.rendered(_INDENT + each) for each in more)]


def sheet(
    terminal: Terminal, status: ServiceStatus, readings: Sequence[Reading], names: Names, now: datetime
) -> list[str]:
    """All about one service; how the user's own connection is belongs below the last one."""
    clock = Clock(now)
    state = status.verdict.shown
    lines = [
        terminal.rendered(shape(terminal, state), Span(" "), Span(seen_sentence(status, readings, clock), Tone.STRONG))
    ]
    if any(each.kind is ReasonKind.LINE_BAD for each in status.verdict.reasons):
        return lines  # what fails on such a line tells nothing of the service
    lines += [_INDENT + each for each in table(terminal, [_part(terminal, each) for each in _parts(status)])]
    lines += page_words(terminal, status, clock)
    told = elsewhere_line(status.elsewhere, clock, fails=is_problem(state))
    elsewhere = [_("Elsewhere: {words}").format(words=told)] if told else []
    left_out = _TOLD_ELSEWHERE + (_TOLD_BY_OTHERS if told else ())
    for text in (*elsewhere, *_reasons(status, names, clock, left_out), *_troubles(readings, status.id)):
        first, *more = folded(text, terminal.width - 6) or [""]
        lines.append(terminal.rendered(Span(f"{_INDENT}- "), Span(first)))
        lines += [terminal.rendered(f"{_INDENT * 2}{each}") for each in more]
    return lines


_TROUBLES: Final = (Outcome.FAILED, Outcome.UNVERIFIABLE, Outcome.UNREADABLE)
_TOLD_ELSEWHERE: Final = (
    ReasonKind.PROBES_FAILED,
    ReasonKind.PROBES_WORK,
    ReasonKind.UNVERIFIABLE,
    ReasonKind.OTHER_PAGE,
    ReasonKind.LINE_FINE,
    ReasonKind.LINE_BAD,
    ReasonKind.PAGE_REPORTS,
    ReasonKind.PAGE_FINE,
    ReasonKind.PAGE_UNREADABLE,
    ReasonKind.PAGE_SILENT,
)
"""What the sheet shows in more detail: the single readings, the page, the line."""
_TOLD_BY_OTHERS: Final = (ReasonKind.REGION_FAILS, ReasonKind.REGION_WORKS, ReasonKind.CUT_OFF, ReasonKind.BLOCKED)
"""What the line of those elsewhere says already."""


def _row(terminal: Terminal, status: ServiceStatus, clock: Clock, looked_since: datetime | None) -> list[Span]:
    state, verdict = status.verdict.shown, status.verdict
    phrase = verdict_phrase(verdict, clock, failing_parts(status))
    if looked_since is not None and not verdict.official and (verdict.since or verdict.time) >= looked_since:
        phrase = looked_phrase(verdict, clock, looked_since, failing_parts(status))
    affected = [component_name(each) for each in status.components if each.id in status.verdict.components]
    latencies = [each.latency_ms for each in status.components if each.latency_ms is not None]
    return [
        shape(terminal, state),
        Span(status.name, Tone.STRONG),
        Span(phrase, tone(state)),
        Span(parts_listed(affected)),
        Span(latency(max(latencies)) if latencies else ""),
        Span(clock.time(status.checked) if status.checked else "", Tone.FAINT),
    ]


def _parts(status: ServiceStatus) -> list[tuple[str, State, float | None]]:
    return [(component_name(each), each.state, each.latency_ms) for each in status.components]


def _part(terminal: Terminal, part: tuple[str, State, float | None]) -> list[Span]:
    name, state, milliseconds = part
    return [
        shape(terminal, state),
        Span(name),
        Span(state_word(state), tone(state)),
        Span("" if milliseconds is None else latency(milliseconds), Tone.FAINT),
    ]


def page_words(terminal: Terminal, status: ServiceStatus, clock: Clock) -> list[str]:
    """What the company says itself, side by side with what was found here."""
    if not status.page_url:
        return []
    if status.page is None:
        why = next((each.detail for each in status.silent_sources if each.target == status.page_url), "")
        sentence = _("The company's page cannot be read ({reason}): {url}")
        texts = [sentence.format(reason=fault_words(why), url=status.page_url)]
    else:
        head = page_head(status.page, clock.moment(status.page_read or clock.now))
        texts = [f"{head}: {status.page_url}", *page_details(status.page, clock)]
    return [
        terminal.rendered(_INDENT + each) for text in texts for each in folded(text, terminal.width - len(_INDENT) - 1)
    ]


def _reasons(status: ServiceStatus, names: Names, clock: Clock, left_out: tuple[ReasonKind, ...]) -> list[str]:
    told = [each for each in status.verdict.reasons if each.kind not in left_out]
    return reasons_together(told, status.id, names, clock)


def _troubles(readings: Sequence[Reading], service: str) -> list[str]:
    """What did not answer well at last, those that failed alike together."""
    newest = {each.target: each for each in readings if each.service == service and each.source is Source.PROBE}
    alike: dict[str, list[str]] = {}
    for each in newest.values():
        if each.outcome in _TROUBLES:
            alike.setdefault(trouble_words(each), []).append(each.target)
    return [f"{capital(why)}: {listed_briefly(targets)}" for why, targets in alike.items()]
