"""Places where people report and publish, played on 127.0.0.1 in the shape that their documents give."""

import base64
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from typing import Any
from urllib.parse import parse_qs, urlsplit

from notifier.sources.news.publishers import PUBLISHERS
from notifier.sources.reports.mastodon import SERVERS
from tests.sources.servers import Server, Visit, http

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
KEYED = ("xcounts", "downdetector", "statusgator", "bluesky", "xposts")
PRESS = tuple(each.id for each in PUBLISHERS)
SEARCHES = ("gdelt", "hackernews", "reddit", "trends", "googlenews", "bingnews", "blueskyfeed", "mastodonposts")
NAMES = (*SERVERS, *SEARCHES, *PRESS, *KEYED)
GOOD = "c4nary-good"
"""The key that is taken."""
PAIR = f"me.example:{GOOD}"
"""A key that Downdetector and Bluesky take: two words in one."""


class CrowdWorld:
    """All of them at once. `loud`: many complain; `headlines` are what the news have, with their ages in seconds."""

    def __init__(self) -> None:
        self.now = NOW
        self.loud = False
        self.headlines: list[tuple[str, str, float]] = []
        """Title, publisher, age."""
        self.posts: list[tuple[str, float]] = []
        self.trending: list[tuple[str, str, str, float]] = []
        """What is searched for, how often, a headline beside it, age."""
        self.skies: list[tuple[str, float]] = []
        """Posts on Bluesky: text, age."""
        self.sessions = 0
        """So often somebody logged in; only the newest session is good."""
        self.warned = False
        self.said: list[tuple[str, float]] = []
        """What support accounts posted: text, age."""
        self.broken: dict[str, bytes] = {}
        self.refuses: dict[str, tuple[int, dict[str, str]]] = {}
        self.asked: list[tuple[str, str]] = []
        """Source and address of every request."""
        self.authorization: list[str] = []
        self.bodies: list[bytes] = []
        self.bases: dict[str, str] = {}

    @contextmanager
    def open(self) -> Iterator["CrowdWorld"]:
        with ExitStack() as stack:
            for name in NAMES:
                self.bases[name] = stack.enter_context(Server(http(self._guarded(name)))).url("")
            yield self

    def asked_of(self, source: str) -> list[str]:
        return [path for name, path in self.asked if name == source]

    def _guarded(self, name: str) -> Callable[[Visit], None]:
        def answer(visit: Visit) -> None:
            self.asked.append((name, visit.path))
            self.authorization.append(visit.header("Authorization"))
            self.bodies.append(visit.body)
            if name in self.refuses:
                status, headers = self.refuses[name]
                visit.answer(status, b"Please limit requests.", headers)
            elif name in self.broken:
                visit.answer(200, self.broken[name], {"Content-Type": "text/html"})
            else:
                played = "mastodon" if name in SERVERS else "press" if name in PRESS else name
                getattr(self, f"_{played}")(visit)

        return answer

    def _mastodon(self, visit: Visit) -> None:
        name = visit.path.rsplit("/", 1)[-1]
        midnight = int(self.now.timestamp()) // 86_400 * 86_400
        counts = [4000 if self.loud else 2, *[5] * 6]
        history = [
            {"day": str(midnight - 86_400 * place), "uses": str(2 * count), "accounts": str(count)}
            for place, count in enumerate(counts)
        ]
        _json(visit, {"id": "1", "name": name, "url": f"https://mastodon.example/tags/{name}", "history": history})

    def _gdelt(self, visit: Visit) -> None:
        query = parse_qs(urlsplit(visit.path).query)
        if query["mode"] != ["timelinevolraw"] or query["format"] != ["json"]:
            return visit.answer(200, b"Your query was too short or too long.", {"Content-Type": "text/html"})
        points = []
        for step in range(96):
            time = self.now - timedelta(minutes=15 * (step + 1))
            value = 300 if self.loud and step < 6 else 1
            points.append({"date": f"{time:%Y%m%dT%H%M%SZ}", "value": value, "norm": 9000})
        details = {"title": query["query"][0], "date_resolution": "15m"}
        return _json(visit, {"query_details": details, "timeline": [{"series": "Article Count", "data": points[::-1]}]})

    def _hackernews(self, visit: Visit) -> None:
        now_s = int(self.now.timestamp())
        ages = [60 * place for place in range(1, 51)] if self.loud else []
        ages += [86_400 * place for place in range(1, 7)]
        hits = [
            {"objectID": str(age), "title": "GitHub down?", "created_at_i": now_s - age, "points": 1} for age in ages
        ]
        _json(visit, {"hits": hits, "nbHits": len(hits), "page": 0, "nbPages": 1, "hitsPerPage": 200})

    def _reddit(self, visit: Visit) -> None:
        entries = "".join(
            f"<entry><id>t3_{place}</id><title>{escape(title)}</title><link href='https://www.reddit.com/r/x/{place}/'/>"
            f"<published>{(self.now - timedelta(seconds=age)).isoformat()}</published>"
            f"<updated>{(self.now - timedelta(seconds=age)).isoformat()}</updated></entry>"
            for place, (title, age) in enumerate(self.posts)
        )
        text = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>search</title>{entries}</feed>"
        visit.answer(200, text.encode(), {"Content-Type": "application/atom+xml"})

    def _trends(self, visit: Visit) -> None:
        items = "".join(
            f"<item><title>{escape(words)}</title><ht:approx_traffic>{traffic}</ht:approx_traffic><pubDate>"
            f"{format_datetime(self.now - timedelta(seconds=age))}</pubDate><ht:news_item><ht:news_item_title>"
            f"{escape(said)}</ht:news_item_title><ht:news_item_url>https://news.example/1</ht:news_item_url>"
            f"</ht:news_item></item>"
            for words, traffic, said, age in self.trending
        )
        space = "xmlns:ht='https://trends.google.com/trending/rss'"
        text = f"<rss {space} version='2.0'><channel><title>Daily Search Trends</title>{items}</channel></rss>"
        visit.answer(200, text.encode(), {"Content-Type": "application/xml"})

    def _googlenews(self, visit: Visit) -> None:
        self._news(
            visit, lambda title, publisher: f"{title} - {publisher}", "https://news.google.com/rss/articles/CB{}?oc=5"
        )

    def _bingnews(self, visit: Visit) -> None:
        link = "http://www.bing.com/news/apiclick.aspx?ref=FexRss&url=https%3a%2f%2fwww.kompas.example%2f{}&c=1"
        self._news(visit, lambda title, _publisher: title, link)

    def _press(self, visit: Visit) -> None:
        self._news(visit, lambda title, _publisher: title, "https://news.example/{}")

    def _mastodonposts(self, visit: Visit) -> None:
        parts = urlsplit(visit.path)
        if parts.path == "/accounts/lookup":
            if parse_qs(parts.query)["acct"] != ["status@social.example"]:
                return visit.answer(404, b'{"error": "Record not found"}', {})
            return _json(visit, {"id": "109", "username": "status", "acct": "status@social.example"})
        posts = [
            {
                "id": str(place),
                "created_at": f"{self.now - timedelta(seconds=age):%Y-%m-%dT%H:%M:%S.000Z}",
                "content": f"<p>{text}</p><p>More <a href='https://x.example'>here</a></p>",
                "url": f"https://social.example/@status/{place}",
            }
            for place, (text, age) in enumerate(self.said)
        ]
        return _json(visit, posts)

    def _xposts(self, visit: Visit) -> None:
        if visit.header("Authorization") != f"Bearer {GOOD}":
            return visit.answer(401, b'{"title": "Unauthorized"}', {})
        posts = [
            {
                "id": str(place),
                "text": text,
                "created_at": f"{self.now - timedelta(seconds=age):%Y-%m-%dT%H:%M:%S.000Z}",
            }
            for place, (text, age) in enumerate(self.said)
        ]
        return _json(visit, {"data": posts, "meta": {"result_count": 1}} if posts else {"meta": {"result_count": 0}})

    def _news(self, visit: Visit, said: Callable[[str, str], str], link: str) -> None:
        items = "".join(
            f"<item><title>{escape(said(title, publisher))}</title><link>{escape(link.format(place))}</link><pubDate>"
            f"{format_datetime(self.now - timedelta(seconds=age))}</pubDate><source url='https://x.example'>"
            f"{escape(publisher)}</source></item>"
            for place, (title, publisher, age) in enumerate(self.headlines)
        )
        text = (
            f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>n</title>{items}</channel></rss>"
        )
        visit.answer(200, text.encode(), {"Content-Type": "application/rss+xml"})

    def _blueskyfeed(self, visit: Visit) -> None:
        items = (
            "<item><link>https://bsky.app/profile/x/post/1</link><description>We look into an outage.\nMore soon."
            f"</description><pubDate>{format_datetime(self.now - timedelta(minutes=5))}</pubDate></item>"
        )
        text = f"<rss version='2.0'><channel><title>@x</title>{items}</channel></rss>"
        visit.answer(200, text.encode(), {"Content-Type": "application/rss+xml"})

    def _xcounts(self, visit: Visit) -> None:
        if visit.header("Authorization") != f"Bearer {GOOD}":
            return visit.answer(401, b'{"title": "Unauthorized"}', {})
        data = []
        for hour in range(167, -1, -1):
            start = self.now - timedelta(hours=hour + 1)
            count = 5000 if self.loud and hour == 0 else 40
            data.append({"start": f"{start:%Y-%m-%dT%H:%M:%S.000Z}", "end": "x", "tweet_count": count})
        return _json(visit, {"data": data, "meta": {"total_tweet_count": 1}})

    def _downdetector(self, visit: Visit) -> None:
        if visit.path == "/tokens":
            basic = f"Basic {base64.b64encode(PAIR.encode()).decode()}"
            kind = visit.header("Content-Type")
            asked = visit.header("Authorization"), visit.body, kind
            if asked != (basic, b"grant_type=client_credentials", "application/x-www-form-urlencoded"):
                return visit.answer(401, b'{"error": "invalid_client"}')
            return _json(visit, {"access_token": self._new_session(), "token_type": "bearer", "expires_in": 3600})
        if visit.header("Authorization") != f"Bearer session{self.sessions}":
            return visit.answer(401, b'{"error": true, "message": "Unauthorized", "statusCode": 401}')
        if visit.path == "/ping":
            return _json(visit, {"ping": "pong"})
        if visit.path.startswith("/companies/search"):
            found = [("GitHub Pages", "github-pages", 5), ("Git-Hub", "github", 7), ("GitHub", "github", 8)]
            countries = {5: "ID", 7: "ID", 8: "US"}
            rows = [{"id": n, "name": name, "slug": slug, "country_iso": countries[n]} for name, slug, n in found]
            return _json(visit, rows)
        stats = [4] * 94 + ([900, 300] if self.loud else [5, 2])
        return _json(visit, {"id": 7, "stats_24": stats, "baseline": [3.5] * 96})

    def _statusgator(self, visit: Visit) -> None:
        if visit.header("Authorization") != f"Bearer {GOOD}":
            return visit.answer(401, b'{"success": false, "message": "Unauthorized"}')
        if visit.path == "/boards":
            return _json(visit, {"success": True, "data": [{"id": "abc/1", "name": "Mine"}, {"id": 2, "name": "Ours"}]})
        monitors = {
            "/boards/abc%2F1/monitors?per_page=100": [{"display_name": "Our site", "early_warning_signal": None}],
            "/boards/2/monitors?per_page=100": [
                {
                    "display_name": "Code",
                    "early_warning_signal": self.warned,
                    "filtered_status": "up",
                    "unfiltered_status": "up",
                    "service": {"name": "GitHub", "slug": "github"},
                }
            ],
        }
        return _json(visit, {"success": True, "data": monitors[visit.path]})

    def _bluesky(self, visit: Visit) -> None:
        if visit.path == "/com.atproto.server.createSession":
            if json.loads(visit.body) != {"identifier": "me.example", "password": GOOD}:
                return visit.answer(401, b'{"error": "AuthenticationRequired"}')
            return _json(visit, {"accessJwt": self._new_session(), "refreshJwt": "r", "did": "did:plc:x"})
        if visit.header("Authorization") != f"Bearer session{self.sessions}":
            return visit.answer(400, b'{"error": "ExpiredToken", "message": "Token has expired"}')
        query = parse_qs(urlsplit(visit.path).query)
        word = query.get("q", [" "])[0].rpartition(" ")[2]
        posts = [
            {
                "uri": f"at://did:plc:x/app.bsky.feed.post/{place}",
                "cid": "x",
                "author": {"handle": "somebody.example"},
                "record": {"$type": "app.bsky.feed.post", "text": text, "createdAt": "2020-01-01T00:00:00Z"},
                "indexedAt": f"{self.now - timedelta(seconds=age):%Y-%m-%dT%H:%M:%S.000Z}",
            }
            for place, (text, age) in enumerate(self.skies)
            if word in text
        ]
        return _json(visit, {"posts": posts[: int(query.get("limit", ["25"])[0])], "hitsTotal": 7})

    def _new_session(self) -> str:
        self.sessions += 1
        return f"session{self.sessions}"


def _json(visit: Visit, body: Any) -> None:
    visit.answer(200, json.dumps(body).encode(), {"Content-Type": "application/json"})
