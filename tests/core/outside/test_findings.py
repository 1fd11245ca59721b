"""What was found in each country: the newest counts, several networks are added up, the rest is mixed."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from notifier.core.model import Outcome, Reading, Source
from notifier.core.outside.findings import Found, Place, places_of
from notifier.core.reports import Elsewhere, RegionReport

START = datetime(2026, 3, 2, 12, tzinfo=UTC)


def reading(report: RegionReport | None, minutes: float = 0) -> Reading:
    return Reading(
        Source.REGION, "whatsapp", "", "https://x", START + timedelta(minutes=minutes), Outcome.OK, region=report
    )


def test_countries_without_numbers_count_once() -> None:
    found = places_of([reading(RegionReport(works=("NL",), fails=("ID",), source="Globalping"))])
    assert found == (Place("ID", 1, 1, START, "Globalping"), Place("NL", 0, 1, START, "Globalping"))
    assert [each.found for each in found] == [Found.FAILS, Found.WORKS]


def test_networks_of_a_country_are_added_up() -> None:
    answers = (Elsewhere("ID", ok=2, network=1), Elsewhere("ID", failed=1, network=2), Elsewhere("MY"))
    (only,) = places_of([reading(RegionReport(answers=answers))])
    assert (only.failed, only.total, only.found) == (1, 3, Found.MIXED)


def test_the_newest_counts_whatever_the_order() -> None:
    early, late = reading(RegionReport(fails=("ID", "MY"))), reading(RegionReport(works=("ID",)), 5)
    found = {each.country: each.found for each in places_of([late, reading(None, 9), early])}
    assert found == {"ID": Found.WORKS, "MY": Found.FAILS}


@given(st.lists(st.builds(Elsewhere, st.sampled_from(["ID", "MY"]), st.integers(0, 9), st.integers(0, 9))))
def test_every_test_is_counted(answers: list[Elsewhere]) -> None:
    found = places_of([reading(RegionReport(answers=tuple(answers), works=("NL",) * (not answers)))])
    assert sum(each.total for each in found) == sum(each.ok + each.failed for each in answers) + (not answers)
    assert len({each.country for each in found}) == len(found)


def test_another_machine_of_the_user_stands_beside_its_country() -> None:
    answers = (Elsewhere("ID", ok=3), Elsewhere("ID", failed=1, place="office"), Elsewhere("ID", ok=1, place="cabin"))
    found = places_of([reading(RegionReport(answers=answers, source="Globalping"))])
    assert [(each.name, each.failed, each.total, each.source) for each in found] == [
        ("", 0, 3, "Globalping"),
        ("cabin", 0, 1, ""),
        ("office", 1, 1, ""),
    ]
