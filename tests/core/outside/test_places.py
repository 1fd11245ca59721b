"""Countries and their neighbors."""

import pytest

from notifier.core.failure import FailureKind
from notifier.core.outside.places import ASKED_MOST, LARGE, _table, asked_countries, neighbors
from notifier.core.outside.source import Key, Limit, OutsideSource
from notifier.core.targets import RegionTarget
from notifier.core.watch import Watch
from notifier.probes.tcp import TcpTarget
from notifier.words.countries import COUNTRIES


def test_every_country_is_one_and_has_neighbors() -> None:
    table = _table()
    assert len(table) == 244
    for country, others in table.items():
        assert others
        assert country not in others
        assert {country, *others} <= set(COUNTRIES)
        assert len(set(others)) == len(others)


@pytest.mark.parametrize("home", ["ID", "NL", "US", "SG", "TV", "XX", ""])
def test_who_is_asked(home: str) -> None:
    asked = asked_countries(home)
    assert len(asked) == len(set(asked)) == ASKED_MOST
    assert asked[0] == (home or LARGE[0])
    assert set(asked) & set(neighbors(home)) == set(neighbors(home)[:3]) or home == "US"
    assert sum(each in LARGE for each in asked) >= 2


def test_a_source_outside() -> None:
    plain = OutsideSource("a", "A", "https://a.example/v1", "", "", (Limit(1, 1.0),))
    assert plain.host == "a.example"
    assert plain.limits_for(has_key=True) == plain.limits_for(has_key=False) == (Limit(1, 1.0),)
    keyed = OutsideSource("a", "A", "https://a.example", "", "", (), key=Key.OPTIONAL, limits_with_key=(Limit(2, 1.0),))
    assert keyed.limits_for(has_key=True) == (Limit(2, 1.0),)


def test_what_is_read_from_elsewhere() -> None:
    watch = Watch(country="ID", region_countries=("ID", "MY"), outside=("globalping",))
    target = TcpTarget("acme.example", 443)
    asked = watch.elsewhere(target, own=True, failure=FailureKind.TLS)
    assert asked == RegionTarget(target, ("ID", "MY"), "ID", ("globalping",), own=True, failure=FailureKind.TLS)
    assert watch.elsewhere(target, own=False).failure is None
