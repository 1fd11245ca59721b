"""What the news have in the simulated world: a headline some minutes after many have begun to complain of a service.

The feeds of searches are about one service, those of publishers about all. Companies speak on their pages alone.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Final
from xml.sax.saxutils import escape

from notifier.simulation.people import People
from notifier.simulation.servers.contract import FEED, Asked, Said, Server, json_of

LATE_S: Final = 900.0
DAY_S: Final = 86_400.0


def press(people: People, ids: Iterable[str]) -> dict[str, Server]:
    """Give the sources of headlines by their ids."""
    about = people.searched_id
    others = {
        "googlenews": Server(lambda asked: _feed(people, asked, " - Example News"), about),
        "blueskyfeed": Server(lambda _asked: _rss(""), about),
        "mastodonposts": Server(lambda _asked: json_of({"error": "Record not found"}, 404), about),
    }
    return {each: others.get(each) or Server(lambda asked: _feed(people, asked), about) for each in ids}


def _feed(people: People, asked: Asked, ending: str = "") -> Said:
    service = people.searched_in(asked.path)
    items = []
    for each in people.services if service is None else (service,):
        for spike in people.spikes(each):
            if asked.t_s - DAY_S <= spike.at_s + LATE_S <= asked.t_s:
                time = datetime.fromtimestamp(asked.now_s - asked.t_s + spike.at_s + LATE_S, UTC)
                title = escape(f"{spike.count} people say that {each.name} is down{ending}")
                items.append(
                    f"<item><title>{title}</title><link>https://news.example/{each.id}-{spike.at_s:.0f}</link>"
                    f"<pubDate>{format_datetime(time)}</pubDate></item>"
                )
    return _rss("".join(items))


def _rss(items: str) -> Said:
    text = f"<rss version='2.0'><channel><title>News</title>{items}</channel></rss>"
    return Said(text.encode(), headers={"content-type": FEED})
