"""What was found of a service in each country and by the user's other machines, from all readings made elsewhere."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

import msgspec

from notifier.core.model import Reading
from notifier.core.reports import Elsewhere, RegionReport


class Found(StrEnum):
    """How a country's tests went."""

    FAILS = "fails"
    MIXED = "mixed"
    WORKS = "works"


class Place(msgspec.Struct, frozen=True):
    """The newest that is known of one country: so many tests of `total` failed, made by `source` at `time`.

    With a `name`, of one other machine of the user there.
    """

    country: str
    failed: int
    total: int
    time: datetime
    source: str = ""
    name: str = ""

    @property
    def found(self) -> Found:
        """Sum it up."""
        if not self.failed:
            return Found.WORKS
        return Found.FAILS if self.failed == self.total else Found.MIXED


def places_of(readings: Iterable[Reading]) -> tuple[Place, ...]:
    """Give the newest finding of each country, by code, and of each other machine of the user."""
    newest: dict[tuple[str, str], Place] = {}
    for reading in sorted(readings, key=lambda each: each.time):
        if reading.region is not None:
            newest.update({(each.country, each.name): each for each in _found_in(reading.region, reading.time)})
    return tuple(newest[key] for key in sorted(newest))


def _found_in(report: RegionReport, time: datetime) -> Iterable[Place]:
    answers = report.answers or (
        *(Elsewhere(country, ok=1) for country in report.works),
        *(Elsewhere(country, failed=1) for country in report.fails),
    )
    for country, name in dict.fromkeys((each.country, each.place) for each in answers):
        of_it = [each for each in answers if (each.country, each.place) == (country, name)]
        failed = sum(each.failed for each in of_it)
        total = failed + sum(each.ok for each in of_it)
        if total:
            yield Place(country, failed, total, time, "" if name else report.source, name)
