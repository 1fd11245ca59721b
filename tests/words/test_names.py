"""Names, lists of names, countries."""

import msgspec
import pytest

from notifier.words.countries import COUNTRIES
from notifier.words.language import speak
from notifier.words.names import Names, country_name, listed, listed_briefly, parts_listed
from tests.ui import samples

pytestmark = pytest.mark.usefixtures("english")


def test_lists() -> None:
    assert listed([]) == ""
    assert listed(["A"]) == "A"
    assert listed(["A", "B"]) == "A and B"
    assert listed(["A", "B", "C", "D"]) == "A, B, C and D"
    assert listed_briefly(["A", "B", "C"]) == "A, B and C"
    assert listed_briefly(["A", "B", "C", "D"]) == "A, B and 2 others"


def test_parts_with_an_and_of_their_own_are_told_apart() -> None:
    assert parts_listed(["Photos and videos"]) == "Photos and videos"
    assert parts_listed(["Messages", "Handles"]) == "Messages and Handles"
    assert parts_listed(["Messages", "Photos and videos"]) == "“Messages” and “Photos and videos”"
    many = ["Messages", "Photos and videos", "Calls", "Groups"]
    assert parts_listed(many) == "“Messages”, “Photos and videos”, “Calls” and 1 other part"
    assert parts_listed(many, 4) == "“Messages”, “Photos and videos”, “Calls” and “Groups”"


def test_parts_with_an_and_of_their_own_are_told_apart_in_indonesian() -> None:
    speak("id")
    assert parts_listed(["Pesan", "Foto dan video"]) == "“Pesan” dan “Foto dan video”"


def test_a_name_that_looks_like_a_placeholder_is_harmless() -> None:
    assert listed(["{names}", "%n", "C"]) == "{names}, %n and C"


def test_a_service_is_called_what_it_is_called_by_now() -> None:
    known = {"whatsapp": samples.service_of("whatsapp")}
    names = Names(known.get)
    assert names.service("whatsapp") == "WhatsApp"
    assert known["whatsapp"] is not None
    known["whatsapp"] = msgspec.structs.replace(known["whatsapp"], name="Family")
    assert names.service("whatsapp") == "Family"


def test_names_of_components() -> None:
    names = Names(samples.service_of)
    assert names.components("whatsapp", ("messaging", "other")) == ("Messages", "other")


def test_countries() -> None:
    assert country_name("HK") == "Hong Kong"
    assert country_name("ZZ") == "ZZ"
    assert len(set(COUNTRIES.values())) == len(COUNTRIES) > 240


def test_countries_in_another_language(indonesian: None) -> None:
    assert country_name("DE") == "Jerman"
