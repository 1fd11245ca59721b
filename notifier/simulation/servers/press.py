"""What the news have in the simulated world: a headline some minutes after many have begun to complain of a service."""

from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Final
from urllib.parse import unquote
from xml.sax.saxutils import escape

from notifier.simulation.people import People
from notifier.simulation.servers.contract import FEED, Asked, Said, Server

LATE_S: Final = 900.0
DAY_S: Final = 86_400.0
PUBLISHER: Final = "Example News"


def press(people: People) -> dict[str, Server]:
    """Give the sources of headlines by their ids; nobody speaks for a company but its page."""

    def named(path: str, _body: bytes) -> str:
        service = people.named_in(unquote(path))
        return service.id if service is not None else ""

    def google(asked: Asked) -> Said:
        return _feed(people, asked, f" - {PUBLISHER}")

    def bing(asked: Asked) -> Said:
        return _feed(people, asked, "")

    silent = Server(lambda _asked: _rss(""), named)
    return {"googlenews": Server(google, named), "bingnews": Server(bing, named), "blueskyfeed": silent}


def _feed(people: People, asked: Asked, ending: str) -> Said:
    service = people.named_in(unquote(asked.path))
    items = []
    for each in people.spikes(service) if service is not None else ():
        if asked.t_s - DAY_S <= each.at_s + LATE_S <= asked.t_s:
            time = datetime.fromtimestamp(asked.now_s - asked.t_s + each.at_s + LATE_S, UTC)
            title = escape(f"{each.count} people say that {service.name if service else ''} is down{ending}")
            link = f"https://news.example/{each.service}-{each.at_s:.0f}"
            items.append(
                f"<item><title>{title}</title><link>{link}</link><pubDate>{format_datetime(time)}</pubDate></item>"
            )
    return _rss("".join(items))


def _rss(items: str) -> Said:
    text = f"<rss version='2.0'><channel><title>News</title>{items}</channel></rss>"
    return Said(text.encode(), headers={"content-type": FEED})
