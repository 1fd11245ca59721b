"""Every member of the domain's enums has words of its own; none is forgotten, none is told twice."""

from collections.abc import Callable
from datetime import UTC
from enum import Enum
from typing import Any

import pytest

from notifier.core.events import Notice, NoticeKind
from notifier.core.failure import FailureKind
from notifier.core.model import (
    Alert,
    AlertKind,
    LineState,
    Outcome,
    PageLevel,
    Reason,
    ReasonKind,
    Scope,
    Stage,
    State,
    Statement,
    Verdict,
)
from notifier.core.ports import Said
from notifier.ui.history.period import Period, period_words
from notifier.words import notices, reasons
from notifier.words.line import line_advice, line_changed, line_title
from notifier.words.names import names_from
from notifier.words.notification import notification
from notifier.words.phrases import (
    failure_words,
    level_words,
    outcome_word,
    scope_word,
    state_word,
)
from notifier.words.story import statement_sentence
from notifier.words.times import Clock
from notifier.words.verdicts import verdict_phrase, verdict_sentence
from tests.ui import samples

CLOCK = Clock(samples.NOW, UTC)
NAMES = names_from([samples.service("whatsapp")])


def said(stage: Stage) -> str:
    return statement_sentence(Said("i", "whatsapp", "k", "t", Statement(samples.START, stage, "Sorry.")))


def reason(kind: ReasonKind) -> str:
    each = Reason(kind, "web", 2, 3, FailureKind.RESET, 900, 80, samples.START, ("SG",), ("instagram",), text="Acme")
    return reasons.reason(each, "whatsapp", NAMES, CLOCK)


def sentence(state: State) -> str:
    return verdict_sentence("WhatsApp", Verdict("whatsapp", state, samples.NOW, since=samples.START), CLOCK)


def phrase_of_scope(scope: Scope) -> str:
    verdict = Verdict("whatsapp", State.OUTAGE, samples.NOW, scope, countries=("ID",), since=samples.START)
    return verdict_phrase(verdict, CLOCK)


def possible_of_scope(scope: Scope) -> str:
    verdict = Verdict("whatsapp", State.POSSIBLE, samples.NOW, scope, countries=("ID",), since=samples.START)
    return verdict_sentence("WhatsApp", verdict, CLOCK)


def notice(kind: NoticeKind) -> str:
    told = notices.notice(Notice(kind, "here"))
    return f"{told.title}. {told.body}"


@pytest.mark.parametrize(
    ("words", "members"),
    [
        (state_word, State),
        (scope_word, Scope),
        (line_title, LineState),
        (line_advice, LineState),
        (line_changed, LineState),
        (failure_words, FailureKind),
        (outcome_word, Outcome),
        (level_words, PageLevel),
        (said, Stage),
        (reason, ReasonKind),
        (sentence, State),
        (phrase_of_scope, Scope),
        (possible_of_scope, Scope),
        (notice, NoticeKind),
        (period_words, Period),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_every_member_has_words_of_its_own(english: None, words: Callable[[Any], str], members: type[Enum]) -> None:
    told = [words(each) for each in members]
    assert all(told)
    assert len(set(told)) == len(told)
    assert not [each for each in told if "{" in each or "%n" in each or "_" in each]


@pytest.mark.parametrize("kind", AlertKind)
@pytest.mark.parametrize("count", [1, 2, 5])
def test_every_alert_has_a_title_and_a_body(english: None, kind: AlertKind, count: int) -> None:
    members = [samples.member(name) for name in list(samples.NAMES)[:count]]
    alert = samples.alert(kind, *members)
    if kind is AlertKind.LINE:
        alert = Alert("1", kind, samples.NOW, "line", line=LineState.DNS_BROKEN)
    told = notification(alert, zone=UTC)
    assert told.title
    assert told.body
    assert not [each for each in (*told.title, *told.body) if each in "{}%"]


@pytest.mark.parametrize("kind", ReasonKind)
def test_a_reason_without_numbers_is_still_a_sentence(english: None, kind: ReasonKind) -> None:
    told = reasons.reason(Reason(kind), "whatsapp", NAMES, CLOCK)
    assert told.endswith((".", ".”"))
    assert "None" not in told
