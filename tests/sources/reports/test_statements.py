"""What support accounts and publishers say while there is an incident: whose feed is read, in which language."""

from datetime import timedelta
from urllib.parse import unquote

import pytest

from notifier.core.editions import Edition
from notifier.core.model import Reading
from notifier.sources.news.publishers import PUBLISHERS
from tests.sources.crowd_world import GOOD, NOW, PRESS, CrowdWorld
from tests.sources.reports.conftest import AskCrowd

SAID = [("We are down and look into it", 60.0), ("Happy birthday to us", 30.0), ("Kami sudah pulih", 20.0)]


def told(reading: Reading) -> list[tuple[str, str, str]]:
    return [(each.publisher, each.title, each.url) for each in reading.headlines]


def test_a_support_account_on_mastodon(crowd_world: CrowdWorld, ask_crowd: AskCrowd) -> None:
    crowd_world.said = SAID
    accounts = ("@GitHub", "@github@social.example", "@status@social.example")
    assert told(ask_crowd(sources=("mastodonposts",), since=NOW, accounts=accounts)) == [
        ("@status@social.example", "Kami sudah pulih More here", "https://social.example/@status/2"),
        ("@status@social.example", "We are down and look into it More here", "https://social.example/@status/0"),
    ]
    assert crowd_world.asked_of("mastodonposts") == [
        "/accounts/lookup?acct=status@social.example",
        "/accounts/109/statuses?exclude_replies=true&exclude_reblogs=true&limit=20",
    ]


def test_an_account_that_is_not_there_is_no_fault_of_the_server(crowd_world: CrowdWorld, ask_crowd: AskCrowd) -> None:
    reading = ask_crowd(sources=("mastodonposts",), since=NOW, accounts=("@nobody@social.example",))
    assert (reading.headlines, reading.detail) == ((), "no source could be asked about it")


def test_a_support_account_on_x_within_a_dollar_a_day(crowd_world: CrowdWorld, ask_crowd: AskCrowd) -> None:
    crowd_world.said = SAID
    accounts = ("@github", "@githubstatus", "@status.github.example")
    x = {"sources": ("xposts",), "since": NOW, "accounts": accounts, "secret": GOOD}
    assert told(ask_crowd(**x))[1] == (
        "@githubstatus",
        "We are down and look into it",
        "https://x.com/githubstatus/status/0",
    )
    (path,) = crowd_world.asked_of("xposts")
    assert "query=from:githubstatus -is:reply -is:retweet&max_results=10" in unquote(path)
    for _ in range(40):
        crowd_world.now += timedelta(seconds=1000)
        ask_crowd(**x)
    assert len(crowd_world.asked_of("xposts")) == 20
    crowd_world.said = []
    crowd_world.now += timedelta(days=1)
    assert told(ask_crowd(**x)) == []


@pytest.mark.parametrize("language", ["en", "id", "nl"])
def test_publishers_of_the_language_are_read_and_not_told_what_it_is_about(
    crowd_world: CrowdWorld, ask_crowd: AskCrowd, language: str
) -> None:
    crowd_world.headlines = [
        ("GitHub down: what we know", "x", 60.0),
        ("GitHub heeft storing", "x", 90.0),
        ("Gojek gangguan", "x", 30.0),
    ]
    reading = ask_crowd(sources=PRESS, since=NOW, edition=Edition(language, "XX"))
    mine = [each for each in PUBLISHERS if each.language == language]
    assert crowd_world.asked
    assert sorted(crowd_world.asked) == sorted((each.id, each.path) for each in mine)
    assert [each[1] for each in told(reading)] == ["GitHub down: what we know", "GitHub heeft storing"]
    assert {each[0] for each in told(reading)} <= {each.name for each in mine}


def test_before_there_is_an_incident_no_account_or_feed_is_read(crowd_world: CrowdWorld, ask_crowd: AskCrowd) -> None:
    ask_crowd(sources=(*PRESS, "mastodonposts", "xposts"), secret=GOOD, accounts=("@github", "@status@social.example"))
    assert crowd_world.asked == []


def test_news_are_asked_for_in_the_wished_edition(crowd_world: CrowdWorld, ask_crowd: AskCrowd) -> None:
    ask_crowd(sources=("googlenews", "bingnews"), since=NOW, edition=Edition("en", "GB"))
    assert crowd_world.asked_of("googlenews")[0].endswith("&hl=en-GB&gl=GB&ceid=GB:en")
    assert crowd_world.asked_of("bingnews")[0].endswith("&mkt=en-GB&setlang=en&cc=GB")
