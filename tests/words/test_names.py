"""Names, lists of names, countries."""

import pytest

from notifier.words.countries import COUNTRIES
from notifier.words.names import Names, country_name, listed, listed_briefly
from tests.ui import samples

pytestmark = pytest.mark.usefixtures("english")


def test_lists() -> None:
    assert listed([]) == ""
    assert listed(["A"]) == "A"
    assert listed(["A", "B"]) == "A and B"
    assert listed(["A", "B", "C", "D"]) == "A, B, C and D"
    assert listed_briefly(["A", "B", "C"]) == "A, B and C"
    assert listed_briefly(["A", "B", "C", "D"]) == "A, B and 2 others"


def test_a_name_that_looks_like_a_placeholder_is_harmless() -> None:
    assert listed(["{names}", "%n", "C"]) == "{names}, %n and C"


def test_a_service_is_looked_up_once() -> None:
    asked: list[str] = []

    def service_of(name: str) -> None:
        asked.append(name)

    names = Names(service_of)
    assert names.service("acme") == "acme"
    assert names.component("acme", "web") == "web"
    assert asked == ["acme"]


def test_names_of_components() -> None:
    names = Names(samples.service_of)
    assert names.components("whatsapp", ("messaging", "other")) == ("Messages", "other")


def test_countries() -> None:
    assert country_name("HK") == "Hong Kong"
    assert country_name("ZZ") == "ZZ"
    assert len(set(COUNTRIES.values())) == len(COUNTRIES) > 240


def test_countries_in_another_language(indonesian: None) -> None:
    assert country_name("DE") == "Jerman"
