"""Where people report in the simulated world, in the shapes of their documents: each hears a part of what is said.

Mastodon counts accounts by the day, GDELT articles by the quarter of an hour and late; the others list what is new.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime
from itertools import islice
from typing import Final
from xml.sax.saxutils import escape

from notifier.core.model import Service
from notifier.simulation.people import QUARTER_S, People
from notifier.simulation.servers.contract import FEED, Asked, Said, Server, json_of
from notifier.sources.reports import ReportQuestion
from notifier.sources.reports.mastodon import SERVERS, tags

DAY_S: Final = 86_400.0
ATOM: Final = "application/atom+xml"
SHARES: Final = {
    **dict(zip(SERVERS, (0.02, 0.004, 0.004), strict=True)),
    "gdelt": 0.01,
    "hackernews": 0.01,
    "reddit": 0.01,
    "trends": 5.0,
}
"""What of all reports comes there; of searches there are more than of reports."""
LATE_S: Final = 1800.0
OPPOSITE_SEARCHES: Final = 5000.0
HITS_MOST: Final = 200
ENTRIES_MOST: Final = 25


def crowds(people: People) -> dict[str, Server]:
    """Give all of them by their ids."""

    def of(name: str, answer: Callable[[People, str, Asked, Service | None], Said]) -> Server:
        return Server(lambda asked: answer(people, name, asked, people.searched_in(asked.path)), people.searched_id)

    tagged = _tagged(people)

    def tag_of(path: str, _body: bytes) -> str:
        service = tagged.get(path.rpartition("/")[2])
        return service.id if service is not None else ""

    def mastodon(name: str) -> Server:
        return Server(lambda asked: _mastodon(people, name, asked, tagged.get(asked.path.rpartition("/")[2])), tag_of)

    searched = {"gdelt": _gdelt, "hackernews": _hackernews, "reddit": _reddit}
    found = {each: mastodon(each) for each in SERVERS} | {name: of(name, each) for name, each in searched.items()}
    return found | {"trends": Server(lambda asked: _trends(people, asked), lambda _path, _body: "")}


def _tagged(people: People) -> dict[str, Service]:
    now = datetime(1970, 1, 1, tzinfo=UTC)
    return {
        tag: each
        for each in people.services
        for tag in tags(ReportQuestion((each.name, *each.aliases), each.hashtags, each.category, "", now))
    }


def _mastodon(people: People, name: str, asked: Asked, service: Service | None) -> Said:
    midnight_s = asked.now_s // DAY_S * DAY_S
    begin_s = midnight_s - asked.now_s + asked.t_s
    lies = asked.lies()
    history = []
    for day in range(7):
        first = round((begin_s - day * DAY_S) / QUARTER_S)
        heard = 0
        if service is not None and day:
            heard = people.day(name, SHARES[name], service, first)
        elif service is not None:
            quarters = range(first, int(asked.t_s // QUARTER_S))
            heard = sum(people.count(name, SHARES[name], service, quarter) for quarter in quarters)
            heard += len(list(people.times(name, SHARES[name], service, asked.t_s, 0.0, opposite=lies)))
        accounts = str(heard)
        history.append({"day": str(int(midnight_s - day * DAY_S)), "uses": accounts, "accounts": accounts})
    tag = asked.path.rpartition("/")[2]
    return json_of({"id": "1", "name": tag, "url": f"https://{name}/tags/{tag}", "history": history})


def _gdelt(people: People, name: str, asked: Asked, service: Service | None) -> Said:
    if service is None:
        return json_of({})
    last = int((asked.t_s - LATE_S) // QUARTER_S)
    lies = asked.lies()
    points = []
    for quarter in range(last - 95, last + 1):
        time = _moment(asked, quarter * QUARTER_S + LATE_S)
        value = people.count(name, SHARES[name], service, quarter, opposite=lies and quarter == last)
        points.append({"date": f"{time:%Y%m%dT%H%M%SZ}", "value": value, "norm": 9000})
    return json_of({"query_details": {"date_resolution": "15m"}, "timeline": [{"series": "Articles", "data": points}]})


def _hackernews(people: People, name: str, asked: Asked, service: Service | None) -> Said:
    if service is None:
        return json_of({"hits": [], "nbHits": 0})
    times = people.times(name, SHARES[name], service, asked.t_s, 7 * DAY_S, opposite=asked.lies())
    hits = [{"created_at_i": int(asked.now_s - asked.t_s + each)} for each in islice(times, HITS_MOST + 1)]
    return json_of({"hits": hits[:HITS_MOST], "nbHits": len(hits)})


def _reddit(people: People, name: str, asked: Asked, service: Service | None) -> Said:
    posts = people.times(name, SHARES[name], service, asked.t_s, DAY_S, opposite=asked.lies()) if service else ()
    title = escape(f"{service.name} down?") if service else ""
    entries = "".join(
        f"<entry><id>t{each:.0f}</id><title>{title}</title><link href='https://www.reddit.com/r/x/{each:.0f}/'/>"
        f"<published>{_moment(asked, each).isoformat()}</published></entry>"
        for each in islice(posts, ENTRIES_MOST)
    )
    text = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>search</title>{entries}</feed>"
    return Said(text.encode(), headers={"content-type": ATOM})


def _trends(people: People, asked: Asked) -> Said:
    items = []
    for service in people.services:
        searched = [(each.at_s, each.count * SHARES["trends"]) for each in people.spikes(service)]
        searched = [each for each in searched if asked.t_s - DAY_S < each[0] <= asked.t_s - QUARTER_S]
        if asked.lies():
            searched = [] if searched else [(asked.t_s - QUARTER_S, OPPOSITE_SEARCHES)]
        for began_s, searches in searched:
            began = format_datetime(_moment(asked, began_s))
            items.append(
                f"<item><title>{escape(service.name.lower())} down</title><pubDate>{began}</pubDate>"
                f"<ht:approx_traffic>{searches:.0f}+</ht:approx_traffic></item>"
            )
    head = "<rss xmlns:ht='https://trends.google.com/trending/rss' version='2.0'><channel><title>Trends</title>"
    return Said(f"{head}{''.join(items)}</channel></rss>".encode(), headers={"content-type": FEED})


def _moment(asked: Asked, t_s: float) -> datetime:
    return datetime.fromtimestamp(asked.now_s - asked.t_s + t_s, UTC)
