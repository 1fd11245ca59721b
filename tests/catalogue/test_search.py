"""Finding services by what people type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.catalogue.loader import Catalogue
from notifier.catalogue.search import fold, tight
from notifier.words.language import speak
from notifier.words.names import category_names
from tests.catalogue.conftest import SHIPPED, SHIPPED_COUNT


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """One for all: nothing here changes it, and its first search reads every file."""
    return Catalogue(SHIPPED, tmp_path_factory.mktemp("own"))


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("wa", "whatsapp"),
        ("WhatsApp", "whatsapp"),
        ("fb", "facebook"),
        ("ig", "instagram"),
        ("bca mobile", "bca"),
        ("m-bca", "bca"),
        ("mbca", "bca"),
        ("klikbca", "bca"),
        ("tik tok", "tiktok"),
        ("yt", "youtube"),
        ("gh", "github"),
        ("twitter", "x"),
        ("livin", "mandiri"),
        ("livin\u2019", "mandiri"),
        ("brimo", "bri"),
        ("wondr", "bni"),
        ("toped", "tokopedia"),
        ("shopee", "shopee-id"),
        ("gofood", "gojek"),
        ("play store", "google-play"),
        ("psn", "playstation-network"),
        ("office 365", "microsoft-365"),
        ("disney+", "disney-plus"),
        ("Dána", "dana"),
        ("chat gpt", "chatgpt"),
        ("  TELE  ", "telegram"),
        # begun, or a word within
        ("whats", "whatsapp"),
        ("meet", "google-meet"),
        ("bang bang", "mobile-legends"),
        # slips
        ("watsap", "whatsapp"),
        ("instgram", "instagram"),
        ("facebok", "facebook"),
        ("yotube", "youtube"),
        ("telegrma", "telegram"),
        ("spotfy", "spotify"),
        ("netlfix", "netflix"),
        ("goggle", "google-search"),
        ("tokopdia", "tokopedia"),
        ("shoppe", "shopee-id"),
        ("discrod", "discord"),
    ],
)
def test_what_is_meant_comes_first(catalogue: Catalogue, words: str, first: str) -> None:
    assert catalogue.search(words)[0].id == first


def test_an_owner_or_a_category_finds_its_services(catalogue: Catalogue) -> None:
    meta = {each.id for each in catalogue.search("Meta")}
    assert {"facebook", "instagram", "messenger", "threads", "whatsapp"} <= meta
    assert {"bca", "bni", "bri", "mandiri"} <= {each.id for each in catalogue.search("bank")}
    assert {"spotify", "deezer"} <= {each.id for each in catalogue.search("music")}


def test_a_category_is_found_by_its_name_in_the_users_language(catalogue: Catalogue) -> None:
    speak("id")
    found = catalogue.search("musik", kinds=category_names())
    assert {"spotify", "deezer"} <= {each.id for each in found}


def test_no_words_give_everything_popular_first(catalogue: Catalogue) -> None:
    everything = catalogue.search(" ")
    assert len(everything) == SHIPPED_COUNT
    assert [each.id for each in everything[:2]] == ["whatsapp", "youtube"]
    assert [each.id for each in catalogue.search("", "ID")[:2]] == ["whatsapp", "instagram"]


def test_the_country_decides_between_equals(catalogue: Catalogue) -> None:
    assert catalogue.search("shopee m", "MY")[0].id == "shopee-my"
    assert catalogue.search("shop", "SG")[0].id == "shopee-sg"
    assert catalogue.search("shop", "ID")[0].id == "shopee-id"


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("spotfiy", "spotify"),  # two letters swapped
        ("sptify", "spotify"),  # one missing
        ("spootify", "spotify"),  # one too many
        ("spotigy", "spotify"),  # a neighbour on the keyboard
        ("sotigy", "spotify"),  # two slips
        ("spotgi", "spotify"),  # still typing
    ],
)
def test_slips_of_every_kind(catalogue: Catalogue, words: str, first: str) -> None:
    assert [each.id for each in catalogue.search(words)][:1] == [first]


@pytest.mark.parametrize("words", ["qqqqqq", "x9", "z" * 500, "%s{0}", ".", "kucing", "bicycle"])
def test_nonsense_finds_nothing(catalogue: Catalogue, words: str) -> None:
    assert [each.id for each in catalogue.search(words) if words != "."] == []


@pytest.mark.parametrize(
    ("words", "service"),
    [
        ("whatsapp", "whatsapp"),
        ("WA", "whatsapp"),
        ("Tik Tok", "tiktok"),
        ("X", "x"),
        ("klikBCA", "bca"),
        ("LINE", "line"),
    ],
)
def test_find_takes_id_name_and_alias(catalogue: Catalogue, words: str, service: str) -> None:
    found = catalogue.find(words)
    assert found is not None
    assert found.id == service


@pytest.mark.parametrize(
    "words", ["", " ", "whats", "watsap", "b.ca", "x.ai", "t.me", "https://wa.me/", "bank", "../bca"]
)
def test_find_guesses_nothing(catalogue: Catalogue, words: str) -> None:
    assert catalogue.find(words) is None


def test_every_id_name_and_alias_finds_its_service(catalogue: Catalogue) -> None:
    for service in catalogue.all():
        for words in (service.id, service.name, *service.aliases):
            found = catalogue.find(words)
            assert found is not None, words
            assert found.id == service.id, words


@given(st.text(max_size=30))
def test_forms_are_stable(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert tight(text) == tight(fold(text))
