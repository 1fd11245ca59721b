"""Which edition of the news is read."""

import pytest

from notifier.core.editions import Edition, edition


@pytest.mark.parametrize(
    ("country", "wished", "spoken", "found"),
    [
        ("ID", "", "id", Edition("id", "ID")),
        ("ID", "", "en", Edition("id", "ID")),
        ("ID", "en", "id", Edition("en", "US")),
        ("BE", "nl", "en", Edition("nl", "BE")),
        ("SG", "", "id", Edition("en", "SG")),
        ("GB", "", "en", Edition("en", "GB")),
        ("FR", "", "id", Edition("id", "ID")),
        ("FR", "", "fr", Edition("en", "US")),
        ("", "", "", Edition("en", "US")),
        ("NL", "fr", "en", Edition("nl", "NL")),
    ],
)
def test_the_edition(country: str, wished: str, spoken: str, found: Edition) -> None:
    assert edition(country, wished, spoken) == found
