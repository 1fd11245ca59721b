"""Single tests from elsewhere -> a report: counted by country and network."""

from collections.abc import Iterable

import msgspec

from notifier.core.reports import Elsewhere, RegionReport
from notifier.sources.pages.parsing import plain

NAME_MOST = 60


class Test(msgspec.Struct, frozen=True):
    """One test: where from, and whether it worked; None: it does not tell."""

    __test__ = False  # nothing for pytest

    country: str
    worked: bool | None
    network: int = 0
    provider: str = ""
    home: bool = False


def report_of(source: str, tests: Iterable[Test], here: int) -> RegionReport:
    """Count the tests; a country fails where at least every second one does."""
    rows: dict[tuple[str, int, bool], Elsewhere] = {}
    for test in tests:
        if test.worked is None or not is_country(test.country):
            continue
        key = test.country, test.network, test.home
        row = rows.get(key) or Elsewhere(
            test.country, network=test.network, provider=plain(test.provider, NAME_MOST), home=test.home
        )
        rows[key] = msgspec.structs.replace(row, ok=row.ok + test.worked, failed=row.failed + (not test.worked))
    answers = tuple(rows.values())
    countries = dict.fromkeys(each.country for each in answers)
    fails = tuple(each for each in countries if _fails(each, answers))
    return RegionReport(tuple(each for each in countries if each not in fails), fails, answers, source, here)


def is_country(code: str) -> bool:
    """Tell whether it looks like a country's code."""
    return len(code) == 2 and code.isascii() and code.isalpha() and code.isupper()


def shares(countries: tuple[str, ...], most: int, first: int) -> dict[str, int]:
    """Divide so many tests: `first` at most for the first country, the others as equal as can be, two at most each."""
    if not countries:
        return {}
    divided = dict.fromkeys(countries, 0)
    divided[countries[0]] = min(first, most)
    left = most - divided[countries[0]]
    for _round in range(2):
        for country in countries[1:]:
            if left > 0:
                divided[country] += 1
                left -= 1
    return {country: count for country, count in divided.items() if count}


def network_number(text: str) -> int:
    """Read `AS7713` or `7713`; 0 where it is neither."""
    digits = text.strip().upper().removeprefix("AS")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 10 else 0


def _fails(country: str, answers: tuple[Elsewhere, ...]) -> bool:
    mine = [each for each in answers if each.country == country]
    return sum(each.failed for each in mine) >= sum(each.ok for each in mine)
