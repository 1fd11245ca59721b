"""Upptime: `history/summary.json` in a repository at GitHub, in the branch `master` or `main`.

The repository is in the address, or in the page that is made of it.
"""

import re
from datetime import datetime
from typing import Final

import msgspec

from notifier.core.model import PageComponent
from notifier.core.targets import PageTarget
from notifier.sources.pages.building import host_of, is_web_page, web_page, web_text
from notifier.sources.pages.parsing import decode, level_of, title
from notifier.sources.pages.provider import Need, Page, PageBody, PageRequest, Provider, misshapen
from notifier.sources.pages.words import level_table

LEVELS: Final = level_table(operational="up", degraded="degraded", major_outage="down")
_RAW: Final = "https://raw.githubusercontent.com"
_FILE: Final = "history/summary.json"
_REPOSITORY: Final = re.compile(
    r"https://(?:raw\.githubusercontent\.com|(?:www\.)?github\.com|api\.github\.com/repos)/"
    r"([A-Za-z0-9-]{1,39})/([A-Za-z0-9._-]{1,100})"
)
_NOT_PAGES: Final = {"upptime", "features", "sponsors", "settings", "topics"}


class _Site(msgspec.Struct):
    name: str | None = None
    slug: str | None = None
    status: str | None = None


def requests(target: PageTarget) -> tuple[PageRequest, ...]:
    """Ask for the summary, or for the page that tells its repository."""
    if api := target.options.get("api"):
        return (PageRequest(api),)
    if target.url.endswith(_FILE):
        return (PageRequest(target.url),)
    found = _REPOSITORY.match(target.url)
    return (_summary(found[1], found[2]),) if found else (web_page(target.url or "/", Need.NEVER),)


def follow(_target: PageTarget, bodies: tuple[PageBody, ...]) -> tuple[PageRequest, ...]:
    """Ask for the summary of the repository that the page names, in its other branch if need be."""
    newest = bodies[-1]
    if host_of(newest.requested) == host_of(_RAW):
        other = newest.requested.replace("/master/", "/main/")
        return (PageRequest(other),) if newest.status == 404 and other != newest.requested else ()
    text = web_text(newest) if is_web_page(newest) else ""
    if "upptime" not in text.lower():
        return ()
    names = (found.groups() for found in _REPOSITORY.finditer(text) if found[1].lower() not in _NOT_PAGES)
    owner, name = next(names, ("", ""))
    return (_summary(owner, name),) if owner else ()


def parse(_target: PageTarget, bodies: tuple[PageBody, ...], _now: datetime) -> Page:
    """Read the summary."""
    sites = [each for each in decode(bodies[-1], list[_Site]) if each.slug]
    if not sites:
        raise misshapen("it lists no sites")
    return Page(
        components=tuple(
            PageComponent(each.slug or "", title(each.name, each.slug or ""), level_of(each.status, LEVELS))
            for each in sites
        )
    )


def _summary(owner: str, name: str) -> PageRequest:
    return PageRequest(f"{_RAW}/{owner}/{name.removesuffix('.git')}/master/{_FILE}", need=Need.IF_THERE)


PROVIDER: Final = Provider("upptime", requests, parse, follow, marks=("upptime",))
