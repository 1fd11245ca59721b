"""The sheet of one service: what those elsewhere said stands there once; on a bad line there is little to say."""

import io

import msgspec
import pytest

from notifier.cli.board import sheet
from notifier.cli.terminal import Terminal
from notifier.core.model import (
    AskedElsewhere,
    Outcome,
    Reading,
    Reason,
    ReasonKind,
    RegionReport,
    Scope,
    ServiceStatus,
    Source,
    State,
    Verdict,
)
from notifier.core.reports import Circumstance, Hindrance
from notifier.words.names import NO_NAMES
from tests.ui.samples import NOW

BLOCKED = Circumstance(Hindrance.BLOCKED, "ID", "OONI", bad=9, measured=12)
FOUND = RegionReport(fails=("ID",), source="Globalping", circumstances=(BLOCKED,))
READ = Reading(Source.REGION, "acme", "web", "t", NOW, Outcome.OK, region=FOUND)
SAID = (
    Reason(ReasonKind.REGION_FAILS, countries=("ID",)),
    Reason(ReasonKind.BLOCKED, count=9, total=12, countries=("ID",), text="OONI"),
)


@pytest.mark.parametrize(("asked", "lines"), [(AskedElsewhere(READ, home="ID"), 1), (AskedElsewhere(), 2)])
def test_what_those_elsewhere_said_is_not_said_twice(asked: AskedElsewhere, lines: int) -> None:
    verdict = Verdict("acme", State.OUTAGE, NOW, Scope.REGION, countries=("ID",), since=NOW, reasons=SAID)
    status = ServiceStatus("acme", "Acme", "Acme", verdict, elsewhere=asked)
    told = sheet(Terminal(io.StringIO(), {}), status, (), NO_NAMES, NOW)
    assert "\n".join(told).count("OONI") == 1
    assert sum(each.lstrip().startswith("- ") for each in told) == lines


def test_where_the_line_is_bad_no_part_is_listed() -> None:
    reasons = (Reason(ReasonKind.UNTRUSTED, "web"), Reason(ReasonKind.LINE_BAD, text="offline"))
    status = ServiceStatus("acme", "Acme", "Acme", Verdict("acme", State.UNKNOWN, NOW, reasons=reasons))
    status = msgspec.structs.replace(status, page_url="https://status.acme.example")
    assert sheet(Terminal(io.StringIO(), {}), status, (), NO_NAMES, NOW) == ["· It is not known whether Acme works."]
