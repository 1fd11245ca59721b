"""Downdetector's page for the user's country, as a link for people: it is never read by the program.

Its terms forbid programs to read it, and its interface is for contracts. Where a country has a site of its own, that is
opened; the search is at the same place on all that bear the name.
"""

from typing import Final
from urllib.parse import quote

WORLD: Final = "downdetector.com"
SITES: Final = {
    "GB": "downdetector.co.uk",
    "ID": "downdetector.id",
    "MY": "downdetector.my",
    "SG": "downdetector.sg",
}
OTHER_NAMES: Final = {"BE": "https://allestoringen.be/", "NL": "https://allestoringen.nl/"}
"""Sites under another name, whose search is elsewhere: their front is opened."""


def downdetector_page(service: str, country: str) -> str:
    """Give the address where people of a country report problems of a service; both may be empty."""
    if country in OTHER_NAMES:
        return OTHER_NAMES[country]
    return f"https://{SITES.get(country, WORLD)}/search/?q={quote(service, safe='')}"
