"""Names, lists of names, countries."""

import string

import pytest
from PySide6.QtCore import QLocale

from notifier.ui.sentences import countries
from notifier.ui.text import Names, country_name, listed, listed_briefly
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


def test_every_country_of_the_list_is_one_that_qt_knows() -> None:
    letters = string.ascii_uppercase
    known = {country_name(first + second) for first in letters for second in letters}
    assert set(map(str, countries.NAMES)) <= known
    assert country_name("HK") == "Hong Kong"
    assert QLocale.codeToTerritory("HK") == QLocale.Country.HongKong


def test_the_list_has_no_doubles() -> None:
    assert len(set(countries.NAMES)) == len(countries.NAMES)
