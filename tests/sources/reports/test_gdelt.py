"""GDELT: a spike lasts as long as new articles come, and articles that come late are no end of it."""

import json
from datetime import timedelta

import pytest

from notifier.core.outside.heard import CrowdEvidence
from notifier.core.reports import CrowdReport
from notifier.sources.outside.contract import OutsideReply
from notifier.sources.reports import Count, ReportQuestion, report_sources
from tests.sources.crowd_world import NOW

SOURCE = report_sources()["gdelt"]
QUESTION = ReportQuestion(("Shop",), (), "shopping", "ID", NOW)


def counted(*newest: int, usual: int = 1, minutes: int = 0) -> Count:
    """Read a day of which the newest quarters of an hour have these articles, oldest first; `minutes` later."""
    now = NOW + timedelta(minutes=minutes)
    values = [usual] * (96 - len(newest)) + list(newest)
    points = [
        {"date": f"{now - timedelta(minutes=15 * (len(values) - place)):%Y%m%dT%H%M%SZ}", "value": value}
        for place, value in enumerate(values)
    ]
    replies = (OutsideReply(200, content=json.dumps({"timeline": [{"data": points}]}).encode()),)
    question = ReportQuestion(QUESTION.names, (), "shopping", "ID", now)
    found = SOURCE.parse(question, replies)
    assert found is not None
    return found


def judged(*counts: Count) -> list[bool]:
    """Tell after each of these, ten minutes apart, whether many report a problem."""
    evidence, said = CrowdEvidence(), []
    for step, count in enumerate(counts):
        at_s = NOW.timestamp() + 600.0 * step
        evidence.read(CrowdReport(0, 0.0, volumes=(count.of(SOURCE.source),)), at_s)
        said.append(evidence.is_high(at_s))
    return said


def test_a_spike_ends_when_what_is_new_is_usual_again() -> None:
    spike = (300, 300, 300)
    assert judged(counted(1, 1, 1), counted(*spike), counted(*spike, 1), counted(*spike, 1, 1)) == [
        False,
        True,
        True,
        False,
    ], "half an hour later, not two hours"


@pytest.mark.parametrize("empty", [1, 2, 3])
def test_articles_that_have_not_come_yet_do_not_end_it(empty: int) -> None:
    assert counted(300, 300, *[0] * empty).count == 600


def test_what_is_over_for_longer_than_articles_are_late_is_over() -> None:
    assert counted(300, 300, 0, 0, 0, 0, 0, usual=0).count == 0
    assert judged(counted(300, 300), counted(300, 300, 0, 0, 0, 0, 0)) == [True, False]


def test_where_nothing_was_ever_said_nothing_is_counted() -> None:
    assert (counted(0, 0, usual=0).count, counted(0, 0, usual=0).earlier) == (0, 0.0)
