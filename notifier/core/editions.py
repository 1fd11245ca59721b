"""In which language and for which country news are looked for. ISO 639-1 and ISO 3166-1 alpha-2.

Only editions that Google News and Bing News both offer, in languages of which the words for an outage are known
(`notifier.sources.mentions`).
"""

from typing import Final

import msgspec

EDITIONS: Final = {
    "en": ("US", "GB", "AU", "IN", "MY", "SG"),
    "id": ("ID",),
    "nl": ("NL", "BE"),
}
"""The countries of a language; the first where none is known."""


COUNTRIES: Final = tuple(country for countries in EDITIONS.values() for country in countries)


class Edition(msgspec.Struct, frozen=True):
    """A language and a country."""

    language: str = "en"
    country: str = "US"


def edition(country: str, wished: str, spoken: str) -> Edition:
    """Choose the edition: in the wished language, or in the spoken one where the country has it, or in the country's.

    Empty: nothing is wished, or known. Where all is unknown it is the English one of the United States.
    """
    if wished in EDITIONS:
        there = EDITIONS[wished]
        return Edition(wished, country if country in there else there[0])
    offered = [language for language, countries in EDITIONS.items() if country in countries]
    if offered:
        return Edition(spoken if spoken in offered else offered[0], country)
    return Edition(spoken, EDITIONS[spoken][0]) if spoken in EDITIONS else Edition()
