"""Incidents as a file: the same in JSON and CSV, and nothing in it that a spreadsheet would run."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.core.model import Incident, Scope, State
from notifier.core.past.search import Note, PastIncident
from notifier.exchange.incidents import KEYS, incident_object, written

SINCE = datetime(2026, 3, 2, 14, 2, tzinfo=UTC)
NOW = SINCE + timedelta(hours=2)
OVER = Incident("i1", "wa", SINCE, SINCE + timedelta(minutes=47), State.OUTAGE, Scope.REGION, ("web", "login"), ("ID",))


def rows(*found: PastIncident, name: str = "WhatsApp") -> list[dict[str, str]]:
    text = written(found, lambda _id: name, NOW, ".csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_json_and_csv_say_the_same() -> None:
    past = PastIncident(OVER, Note("i1", NOW, "“router”, twice\nin a row"))
    (told,) = json.loads(written([past], lambda _id: "WhatsApp", NOW, ".json"))
    assert tuple(told) == KEYS
    assert told == incident_object(past, "WhatsApp", NOW)
    (row,) = rows(past)
    assert tuple(row) == KEYS
    assert (row["since"], row["until"], row["duration_s"]) == ("2026-03-02T14:02:00Z", "2026-03-02T14:49:00Z", "2820")
    assert (row["components"], row["minor"], row["note"]) == ("web; login", "no", "“router”, twice\nin a row")


def test_what_goes_on_has_no_end_and_lasts_until_now() -> None:
    (row,) = rows(PastIncident(Incident("i2", "wa", SINCE, None, State.SLOW, Scope.UNCLEAR)))
    assert (row["until"], row["duration_s"], row["note"], row["noted"]) == ("", "7200", "", "")


def test_nothing_found_is_a_head_without_rows() -> None:
    assert written([], str, NOW, ".csv").decode("utf-8-sig").strip() == ",".join(KEYS)
    assert json.loads(written([], str, NOW, ".json")) == []


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\uff1d1"])
def test_what_a_spreadsheet_would_run_is_defused(text: str) -> None:
    (row,) = rows(PastIncident(OVER, Note("i1", NOW, text)), name=text)
    assert (row["note"], row["name"]) == (f"'{text}", f"'{text}")


@given(st.text(), st.text())
def test_no_cell_begins_a_formula_whatever_is_in_it(note: str, name: str) -> None:
    for cell in (row := rows(PastIncident(OVER, Note("i1", NOW, note)), name=name)[0]):
        assert not (row[cell] or "").startswith(("=", "+", "-", "@"))
