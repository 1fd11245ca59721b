"""What sources outside send takes no longer to read than its length, however it is made."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, Final

import pytest

from notifier.core.editions import Edition
from notifier.sources.news import NewsQuestion, news_sources
from notifier.sources.news.publishers import PUBLISHERS
from notifier.sources.outside.contract import OutsideReply, SourceUnreadable
from notifier.sources.regions import RegionQuestion, region_sources
from notifier.sources.remote import RemoteCheck, Try
from notifier.sources.reports import ReportQuestion, report_sources
from tests.sources.growing import grows_too_fast, repeated

NOW: Final = datetime(2026, 11, 21, 10, tzinfo=UTC)
CHECKS: Final = [RemoteCheck(kind, "www.acme.example", 443, text="hello") for kind in Try]
ACCOUNTS: Final = ("@GitHub", "@status.github.example", "@status@social.example")
REPORTED: Final = ReportQuestion(("GitHub", "GH"), ("#GitHubDown",), "dev-tools", "ID", NOW)
UNITS: Final = [
    "[",
    "{",
    '{"a":',
    '"',
    "\\u0041",
    "<",
    "<item>",
    "<a b='",
    "&amp;",
    "GitHub down ",
    "gangguan",
    " ",
    "1",
]

FEED: Final = ("<rss version='2.0'><channel>{}</channel></rss>",)
ITEM: Final = (
    "<item><title>GitHub down - X</title><link>https://x.example/1</link>"
    "<pubDate>Sat, 21 Nov 2026 09:30:00 GMT</pubDate><approx_traffic>2K+</approx_traffic></item>"
)
Shape = tuple[str, ...]
"""What comes, reply by reply; in the last of them `{}` stands for items."""
SHAPES: Final[dict[str, tuple[Shape, str, str]]] = {
    "mastodon.social": (('{"history":[{}]}',), '{"day":"1795219200","accounts":"1"}', ","),
    "gdelt": (('{"timeline":[{"data":[{}]}]}',), '{"date":"20261121T094500Z","value":9999999}', ","),
    "hackernews": (('{"nbHits":9,"hits":[{}]}',), '{"created_at_i":1795250000}', ","),
    "reddit": (FEED, ITEM, ""),
    "trends": (FEED, ITEM, ""),
    "xcounts": (('{"data":[{}]}',), '{"start":"2026-11-21T09:00:00Z","post_count":7}', ","),
    "bluesky": (('{"posts":[{}]}',), '{"uri":"x","indexedAt":"2026-11-21T09:00:00Z","record":{"text":"GitHub"}}', ","),
    "statusgator": (('{"data":[{"id":1}]}', '{"data":[{}]}'), '{"display_name":"Git Hub","service":{}}', ","),
    "downdetector": (("[{}]",), '{"id":1,"name":"Git","slug":"git-hub-x"}', ","),
    "googlenews": (FEED, ITEM, ""),
    "bingnews": (FEED, ITEM, ""),
    "blueskyfeed": (FEED, ITEM, ""),
    "bbc": (FEED, ITEM, ""),
    "mastodonposts": (('{"id":"1"}', "[{}]"), '{"created_at":"2026-11-21T09:00:00Z","content":"<p>down</p>"}', ","),
    "xposts": (('{"data":[{}]}',), '{"id":"1","text":"down","created_at":"2026-11-21T09:00:00Z"}', ","),
    "globalping": (
        ('{"id":"m1"}', '{"status":"finished","results":[{}]}'),
        '{"probe":{"country":"XX","asn":1},"result":{"status":"finished","statusCode":200,"tls":{"authorized":true}}}',
        ",",
    ),
    "checkhost": (
        ('{"nodes":{"id1.x":{"location":["id","ID","x"]}}}', '{"ok":1,"request_id":"r"}', '{"id1.x":[{}]}'),
        '[1,0.1,"OK","200","192.0.2.7"]',
        ",",
    ),
    "ripestat": (('{"data":{"ip":"8.8.4.4"}}', '{"data":{"asns":[{}]}}'), '"7713"', ","),
    "ioda": (('{"data":[{}]}',), '{"datasource":"bgp","time":1795250000,"level":"critical"}', ","),
    "ooni": (('{"result":[{}]}',), '{"probe_asn":"AS1","anomaly_count":1,"measurement_count":2,"ok_count":1}', ","),
    "cloudflareradar": (
        ('{"result":{"annotations":[{}]}}',),
        '{"locations":["ID"],"asns":[],"startDate":"2026-11-21T09:00:00Z"}',
        ",",
    ),
}
PRESS: Final = tuple(each.id for each in PUBLISHERS)
ALIKE: Final = {*PRESS[1:], "mastodon.online", "mstdn.social"}
"""They have the parser of another one."""
Parts = tuple[Any, tuple[Any, ...]]


def parts_of(name: str) -> Parts:
    """Give a source, and what it may be asked."""
    if name in region_sources():
        return region_sources()[name], tuple(RegionQuestion(each, ("ID", "MY"), NOW, "ID", 7713) for each in CHECKS)
    if name in report_sources():
        return report_sources()[name], (REPORTED,)
    return news_sources()[name], (NewsQuestion(("GitHub",), ACCOUNTS, Edition()),)


def reading(name: str, before: Shape = ()) -> Callable[[str], None]:
    """Read replies as the reader does: what is asked next, and what they all amount to."""
    source, questions = parts_of(name)

    def read(text: str) -> None:
        replies = tuple(OutsideReply(200, {}, each.encode()) for each in (*before, text))
        for question in questions:
            for work in (source.follow, source.parse):
                with suppress(SourceUnreadable):
                    work(question, replies)

    return read


def of_items(name: str, changed: Callable[[str, int], str] = lambda item, _place: item) -> Callable[[int], str]:
    """Give replies of any length made of a source's own items, each `changed` by its place."""
    shape, item, between = SHAPES[name]

    def made(size: int) -> str:
        items = (changed(item, place) for place in range(size // (len(item) + len(between)) + 1))
        return shape[-1].replace("{}", between.join(items), 1)

    return made


def differing(item: str, place: int) -> str:
    """Make every item name another country, network and post."""
    country = chr(65 + place // 26 % 26) + chr(65 + place % 26)
    return item.replace('"XX","asn":1', f'"{country}","asn":{place}').replace('"uri":"x"', f'"uri":"x{place}"')


def test_every_source_is_tried() -> None:
    assert set(SHAPES) | ALIKE == {*region_sources(), *report_sources(), *news_sources()}


@pytest.mark.parametrize("name", SHAPES)
def test_items_of_its_own_are_read_as_what_they_are(name: str) -> None:
    """What grows below is read to its end, and not refused at its first letter."""
    source, questions = parts_of(name)
    replies = tuple(OutsideReply(200, {}, each.encode()) for each in (*SHAPES[name][0][:-1], of_items(name)(2000)))
    understood = 0
    for question in questions:
        with suppress(SourceUnreadable):
            source.parse(question, replies)
            understood += 1
    assert understood


@pytest.mark.parametrize("name", SHAPES)
def test_no_reply_takes_longer_than_its_length(name: str) -> None:
    before = SHAPES[name][0][:-1]
    for made in (of_items(name), of_items(name, differing)):
        assert not grows_too_fast(reading(name, before), made)
    for unit in UNITS:
        assert not grows_too_fast(reading(name), repeated(unit)), unit
        assert not grows_too_fast(reading(name, before), repeated(unit)), unit


@pytest.mark.parametrize("name", [name for name, (shape, _, _) in SHAPES.items() if shape is FEED])
@pytest.mark.parametrize("tag", ["item", "title", "a"])
def test_no_feed_takes_longer_for_what_stands_within_each_other(name: str, tag: str) -> None:
    def nested(size: int) -> str:
        count = size // (2 * len(tag) + 5)
        return FEED[0].replace("{}", f"<{tag}>" * count + f"</{tag}>" * count)

    assert not grows_too_fast(reading(name), nested)


@pytest.mark.parametrize("name", SHAPES)
def test_no_text_takes_longer_than_its_length(name: str) -> None:
    """One item whose texts are long."""
    shape, item, _ = SHAPES[name]
    for unit in ("GitHub down ", "down", "-", " ", "a b", "&lt;", "- "):
        for word in ("GitHub down", "down", "OK", "GitHub"):

            def made(size: int, word: str = word, unit: str = unit) -> str:
                return shape[-1].replace("{}", item.replace(word, repeated(unit)(size)), 1)

            if word in item:
                assert not grows_too_fast(reading(name, shape[:-1]), made), (unit, word)
