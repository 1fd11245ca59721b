"""What was found of a service in each country, from all readings made elsewhere during an incident."""

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
    """The newest that is known of one country: so many tests of `total` failed, made by `source` at `time`."""

    country: str
    failed: int
    total: int
    time: datetime
    source: str = ""

    @property
    def found(self) -> Found:
        """Sum it up."""
        if not self.failed:
            return Found.WORKS
        return Found.FAILS if self.failed == self.total else Found.MIXED


def places_of(readings: Iterable[Reading]) -> tuple[Place, ...]:
    """Give the newest finding of each country, by code."""
    newest: dict[str, Place] = {}
    for reading in sorted(readings, key=lambda each: each.time):
        if reading.region is not None:
            newest.update({each.country: each for each in _found_in(reading.region, reading.time)})
    return tuple(newest[country] for country in sorted(newest))


def _found_in(report: RegionReport, time: datetime) -> Iterable[Place]:
    answers = report.answers or (
        *(Elsewhere(country, ok=1) for country in report.works),
        *(Elsewhere(country, failed=1) for country in report.fails),
    )
    for country in dict.fromkeys(each.country for each in answers):
        of_it = [each for each in answers if each.country == country]
        failed = sum(each.failed for each in of_it)
        total = failed + sum(each.ok for each in of_it)
        if total:
            yield Place(country, failed, total, time, report.source)
