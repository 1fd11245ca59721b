"""The map: complete, inside its grid, and near what is near."""

from notifier.words.countries import COUNTRIES
from notifier.words.geography import world


def test_every_outline_is_inside_the_grid_and_encloses_something() -> None:
    here = world()
    for code, country in here.countries.items():
        for ring in country.outlines():
            assert len(ring) >= 3, code
            assert all(0 <= x <= here.width and -5 <= y <= here.height for x, y in ring), code


def test_countries_are_known_by_name() -> None:
    here = world()
    assert set(here.countries) <= {*COUNTRIES}
    assert len(here.countries) > 200


def test_the_nearest_comes_first_and_the_unknown_last() -> None:
    assert world().nearest_first(("US", "??", "NL", "AU", "MY", "SG"), "ID") == ("MY", "SG", "AU", "NL", "US", "??")


def test_the_distance_over_the_date_line_is_the_short_one() -> None:
    assert world().distance("FJ", "WS") < world().distance("FJ", "AU") < 1.0


def test_middles_lie_in_their_countries() -> None:
    here = world()
    for code in ("ID", "NL", "AU", "RU", "US"):
        longitude, latitude = here.countries[code].place
        assert {
            "ID": 100 < longitude < 125,
            "NL": 3 < longitude < 8,
            "AU": latitude < -20,
            "RU": 60 < longitude < 120,
            "US": -110 < longitude < -85,
        }[code]
