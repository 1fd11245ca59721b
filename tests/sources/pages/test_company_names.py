import pytest

from notifier.sources.pages.company_names import stranger


@pytest.mark.parametrize(
    ("asked", "answered", "title"),
    [
        ("https://status.acme.com/x", "https://status.acme.com/y", ""),
        ("https://acme.com", "https://status.acme.com", ""),
        ("https://acme.statuspage.io", "https://status.acme.com", ""),
        ("https://acmestatus.com", "https://status.acme.io", ""),
        ("https://status.twitch.tv", "https://status.twitch.com", ""),
        ("https://www.githubstatus.com", "https://health.example", "GitHub"),
        ("https://status.acme.co.uk", "https://acme.co.uk", ""),
        ("https://status.x.ai", "https://x.com/status", ""),
        ("https://10.0.0.1/a", "https://10.0.0.1/b", ""),
        ("https://[", "https://[", ""),
    ],
)
def test_the_same_company(asked: str, answered: str, title: str) -> None:
    assert not stranger(asked, answered, title)


@pytest.mark.parametrize(
    ("asked", "answered", "title"),
    [
        ("https://status.lemlist.com", "https://status.lempire.com", "Lempire"),
        ("https://acme.statuspage.io", "https://other.statuspage.io", "Other"),
        ("https://status.acme.co.uk", "https://status.other.co.uk", "All systems"),
        ("https://status.acme.com", "https://www.atlassian.com/software/statuspage", "Statuspage"),
        ("https://status.io", "https://buy.example", "This domain is for sale"),
    ],
)
def test_another_company(asked: str, answered: str, title: str) -> None:
    assert stranger(asked, answered, title)
