"""What people report and the news say, over real connections: what is asked, what is counted, what fails alone."""

import asyncio
import json
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest

from notifier.core.failure import UserError
from notifier.core.model import Outcome, Reading
from notifier.core.reports import Volume
from notifier.sources.client import ClientOptions
from notifier.sources.reports import report_sources
from notifier.sources.reports.mastodon import SERVERS
from notifier.sources.source_keys import keep_key
from tests.sources.crowd_world import GOOD, KEYED, NOW, CrowdWorld
from tests.sources.reports.conftest import AskCrowd

DAY_S = 86_400.0


def volumes(reading: Reading) -> dict[str, Volume]:
    assert reading.crowd is not None
    return {each.source: each for each in reading.crowd.volumes}


def test_nobody_is_asked_before_the_user_said_so(crowd_world: CrowdWorld, ask_crowd: AskCrowd) -> None:
    reading = ask_crowd(sources=(), since=NOW)
    assert (reading.outcome, reading.crowd, reading.headlines) == (Outcome.SKIPPED, None, ())
    assert crowd_world.asked == []


def test_everybody_that_is_switched_on_counts(crowd_world: CrowdWorld, ask_crowd: AskCrowd) -> None:
    crowd_world.posts = [("GitHub is down again", 600.0), ("GitHub outage?", 30_000.0), ("Down jackets", 60.0)]
    crowd_world.trending = [("github down", "2000+", "x", 1200.0), ("timnas", "500K+", "x", 60.0)]
    counted = volumes(ask_crowd())
    for server in SERVERS:
        assert counted[server] == Volume(server, f"Mastodon ({server})", 2, 36_000.0, 30.0, 6 * DAY_S, running=True)
        assert crowd_world.asked_of(server) == ["/api/v1/tags/githubdown"]
    assert counted["gdelt"] == Volume("gdelt", "GDELT", 2, 1800.0, 94.0, DAY_S - 1800.0 - 900.0)
    assert counted["hackernews"] == Volume("hackernews", "Hacker News", 0, 3600.0, 6.0, 7 * DAY_S - 3600.0)
    assert counted["reddit"] == Volume("reddit", "Reddit", 1, 3600.0, 1.0, DAY_S - 3600.0)
    assert counted["trends"] == Volume("trends", "Google Trends", 2000, 7200.0, 0.0, 7 * DAY_S)
    for name in KEYED:
        assert name not in counted, "it has no key"
        assert crowd_world.asked_of(name) == []
    assert not any(crowd_world.authorization)


def test_what_is_asked(crowd_world: CrowdWorld, ask_crowd: AskCrowd) -> None:
    ask_crowd(names=("WhatsApp", "WA"), hashtags=("#WhatsAppDown", "#whatsappdown", "#wadown"), category="messaging")
    assert crowd_world.asked_of(SERVERS[0]) == ["/api/v1/tags/whatsappdown", "/api/v1/tags/wadown"]
    assert crowd_world.asked_of("hackernews") == []
    (gdelt,) = crowd_world.asked_of("gdelt")
    assert '("WhatsApp down" OR "WhatsApp outage" OR "WhatsApp gangguan" OR "WhatsApp eror")' in unquote(gdelt)
    assert crowd_world.asked_of("trends") == ["/trending/rss?geo=ID"]
    assert crowd_world.asked_of("googlenews") == [], "headlines are read while there is an incident"


def test_a_service_without_hashtags_is_looked_up_by_its_name(crowd_world: CrowdWorld, ask_crowd: AskCrowd) -> None:
    ask_crowd(names=("Toko Ibu",), hashtags=())
    assert crowd_world.asked_of(SERVERS[0]) == ["/api/v1/tags/tokoibudown"]


def test_a_crowd_that_complains_is_counted(crowd_world: CrowdWorld, ask_crowd: AskCrowd) -> None:
    crowd_world.loud = True
    counted = volumes(ask_crowd())
    assert counted[SERVERS[0]].count == 4000
    assert counted["gdelt"].count == 2 * 300
    assert counted["hackernews"].count == 50


@pytest.mark.parametrize("trouble", ["refused", "html", "nonsense"])
def test_one_that_fails_is_silent_and_says_so_of_itself(
    crowd_world: CrowdWorld, ask_crowd: AskCrowd, trouble: str, tmp_path: Path
) -> None:
    if trouble == "refused":
        crowd_world.refuses["gdelt"] = (429, {"Retry-After": "900"})
    else:
        body = b"Your query was too short or too long." if trouble == "html" else b'{"timeline": [{"data": [{}]}]}'
        crowd_world.broken["gdelt"] = body
    counted = volumes(ask_crowd())
    assert "gdelt" not in counted
    assert len(counted) == len(SERVERS) + 3
    account = json.loads((tmp_path / "outside.json").read_text())["gdelt"]
    assert account["failure"] == ("status 429" if trouble == "refused" else "not its format")
    asked = len(crowd_world.asked_of("gdelt"))
    crowd_world.now += timedelta(seconds=600)
    ask_crowd()
    assert len(crowd_world.asked_of("gdelt")) == asked + (trouble != "refused"), "it wants to be left alone for 15 min"


def test_where_all_are_silent_nothing_is_known(crowd_world: CrowdWorld, ask_crowd: AskCrowd) -> None:
    for name in report_sources():
        crowd_world.refuses[name] = (503, {})
    reading = ask_crowd()
    assert (reading.outcome, reading.crowd) == (Outcome.UNVERIFIABLE, None)
    assert reading.retry_after_s == 300.0


def test_reddit_is_asked_once_a_minute_across_restarts(crowd_world: CrowdWorld, ask_crowd: AskCrowd) -> None:
    for step_s in (0, 30, 29, 1):
        crowd_world.now += timedelta(seconds=step_s)
        ask_crowd(sources=("reddit",))
    assert len(crowd_world.asked_of("reddit")) == 2


def test_what_trended_yesterday_is_no_news(crowd_world: CrowdWorld, ask_crowd: AskCrowd) -> None:
    crowd_world.trending = [
        ("github", "10K+", "GitHub down for thousands", 600.0),
        ("github", "1M+", "GitHub universe begins", 600.0),
        ("github down", "50K+", "x", 20_000.0),
    ]
    assert volumes(ask_crowd())["trends"].count == 10_000


def test_headlines_while_there_is_an_incident(crowd_world: CrowdWorld, ask_crowd: AskCrowd) -> None:
    crowd_world.headlines = [
        ("WhatsApp gangguan, pengguna tidak bisa kirim pesan", "Kompas", 400.0),
        ("WhatsApp gets stickers", "Tempo", 60.0),
        ("WhatsApp down: what we know", "BBC <b>News</b>", 120.0),
        ("Gojek gangguan", "Detik", 30.0),
    ]
    reading = ask_crowd(names=("WhatsApp",), since=NOW, accounts=("@WhatsApp", "@status.whatsapp.example"))
    told = [(each.publisher, each.title) for each in reading.headlines]
    assert told == [
        ("kompas.example", "WhatsApp down: what we know"),
        ("@status.whatsapp.example", "We look into an outage. More soon."),
        ("kompas.example", "WhatsApp gangguan, pengguna tidak bisa kirim pesan"),
    ]
    assert [each.url for each in reading.headlines] == [
        "https://www.kompas.example/2",
        "https://bsky.app/profile/x/post/1",
        "https://www.kompas.example/0",
    ], "the publisher's own address where one is known"
    (google,) = crowd_world.asked_of("googlenews")
    assert google.endswith("&hl=id&gl=ID&ceid=ID:id")
    (bing,) = crowd_world.asked_of("bingnews")
    assert bing.endswith("&format=rss&mkt=id-ID&setlang=id&cc=ID")
    assert crowd_world.asked_of("blueskyfeed") == ["/profile/status.whatsapp.example/rss"]


def test_no_more_than_five_headlines(crowd_world: CrowdWorld, ask_crowd: AskCrowd) -> None:
    crowd_world.headlines = [(f"WhatsApp down, part {part}", "Kompas", 60.0 * part) for part in range(1, 9)]
    reading = ask_crowd(names=("WhatsApp",), since=NOW)
    assert [each.title[-1] for each in reading.headlines] == list("12345")


def test_x_counts_with_a_key_and_within_a_day_costs_no_more_than_said(
    crowd_world: CrowdWorld, ask_crowd: AskCrowd
) -> None:
    crowd_world.loud = True
    counted = volumes(ask_crowd(sources=("xcounts",), secret=GOOD))
    assert counted["xcounts"] == Volume("xcounts", "X", 5000, 3600.0, 167 * 40.0, 167 * 3600.0)
    assert crowd_world.authorization == [f"Bearer {GOOD}"]
    for _ in range(120):
        crowd_world.now += timedelta(seconds=600)
        ask_crowd(sources=("xcounts",), secret=GOOD)
    assert len(crowd_world.asked_of("xcounts")) == 100


def test_a_key_is_tried_before_it_is_kept(crowd_world: CrowdWorld, tmp_path: Path) -> None:
    kept: dict[str, str] = {}
    path = tmp_path / "outside.json"
    with pytest.raises(UserError, match="does not take this key"):
        asyncio.run(keep_key("xcounts", "bad", ClientOptions(), kept.__setitem__, path, crowd_world.bases))
    assert kept == {}
    asyncio.run(keep_key("xcounts", GOOD, ClientOptions(), kept.__setitem__, path, crowd_world.bases))
    assert kept == {"outside xcounts": GOOD}
