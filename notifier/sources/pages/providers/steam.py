"""Steam, which has no status page: its own interface tells the time while it is alive. Option `api`.

That is little: it says that Steam's interface for programs works, not that shop and games do. It is therefore no word
of the company that could excuse failing probes, and there is no level between alive and unreadable.
"""

from datetime import datetime
from typing import Any, Final

import msgspec

from notifier.core.model import PageLevel
from notifier.core.targets import PageTarget
from notifier.sources.pages.options import one_file
from notifier.sources.pages.parsing import decode, moment_of_epoch
from notifier.sources.pages.provider import Page, PageBody, Provider, misshapen


class _Directory(msgspec.Struct):
    serverlist: list[Any] | None = None


class _Alive(msgspec.Struct):
    servertime: int | None = None
    response: _Directory | None = None


def parse(target: PageTarget, bodies: tuple[PageBody, ...], _now: datetime) -> Page:
    """Read a sign of life: the time, or a list of servers that is not empty."""
    alive = decode(bodies[0], _Alive)
    if not alive.servertime and not (alive.response and alive.response.serverlist):
        raise misshapen("no sign of life")
    return Page("Steam", target.url, moment_of_epoch(alive.servertime or None), PageLevel.OPERATIONAL)


_ELSEWHERE: Final = dict.fromkeys(
    ("store.steampowered.com", "steamcommunity.com", "api.steampowered.com"),
    "https://api.steampowered.com/ISteamWebAPIUtil/GetServerInfo/v1/",
)

PROVIDER: Final = Provider(
    "steam", one_file("/ISteamWebAPIUtil/GetServerInfo/v1/", _ELSEWHERE), parse, marks=tuple(_ELSEWHERE), own=True
)
