"""What a notice says of the company's page: what it says, since when that is known, and nothing where nobody looked."""

from notifier.core.alerts.others_words import OthersWords, with_page
from notifier.core.model import PageIncident, PageLevel, Stage
from notifier.core.outside.heard import PageEvidence
from tests.core.making import T, at, report

HOME = OthersWords(page_url="https://status")


def page(incidents: tuple[PageIncident, ...] = (), level: PageLevel = PageLevel.MAJOR_OUTAGE) -> PageEvidence:
    kept = PageEvidence()
    kept.read(report(level, incidents=incidents, title="All is down"), T)
    return kept


def test_a_page_that_was_never_read_says_nothing_and_one_that_cannot_be_read_says_that() -> None:
    assert with_page(HOME, PageEvidence()) == HOME
    kept = PageEvidence()
    kept.unreadable(T, "status 503")
    said = with_page(HOME, kept)
    assert (said.level, said.page_read) == (PageLevel.UNKNOWN, None)


def test_its_newest_incident_and_where_it_stands() -> None:
    incident = PageIncident("i", "Errors", Stage.INVESTIGATING, PageLevel.MAJOR_OUTAGE, url="https://status/i")
    said = with_page(HOME, page((incident,)))
    assert (said.statement, said.page_url, said.page_read) == ("Errors", "https://status/i", at(0))
    assert with_page(HOME, page()).level is PageLevel.MAJOR_OUTAGE
    kept = page((incident,))
    kept.unreadable(T + 60, "")
    said = with_page(HOME, kept)
    assert (said.statement, said.level, said.page_read) == ("Errors", PageLevel.UNKNOWN, None)


def test_an_old_headline_is_said_when_all_is_over_and_not_of_what_begins() -> None:
    incident = PageIncident("i", "Errors", Stage.INVESTIGATING, PageLevel.MAJOR_OUTAGE)
    for incidents, still in (((incident,), "Errors"), ((), "All is down")):
        kept = page(incidents)
        kept.judged(stale=True)
        said = with_page(HOME, kept)
        assert (said.statement, said.still, said.page_read, said.level) == ("", still, None, None)
