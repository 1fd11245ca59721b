"""Gatus: `/api/v1/endpoints/statuses`, the latest results of every endpoint. It knows no incidents."""

from datetime import datetime
from typing import Final

import msgspec

from notifier.core.model import PageComponent, PageLevel
from notifier.core.targets import PageTarget
from notifier.sources.pages.building import latest
from notifier.sources.pages.parsing import base_of, decode, moment, title
from notifier.sources.pages.provider import Page, PageBody, PageRequest, Provider, misshapen

LEVELS: Final = {True: PageLevel.OPERATIONAL, False: PageLevel.MAJOR_OUTAGE, None: PageLevel.UNKNOWN}
"""Whether the newest result was good."""
_API: Final = "/api/v1/endpoints/"


class _Result(msgspec.Struct):
    success: bool | None = None
    timestamp: str | None = None


class _Endpoint(msgspec.Struct):
    name: str | None = None
    group: str | None = None
    key: str | None = None
    results: list[_Result] | None = None


def requests(target: PageTarget) -> tuple[PageRequest, ...]:
    """Ask for the endpoints with their latest results."""
    return (PageRequest(f"{base_of(target.url, _API)}{_API}statuses?page=1&pageSize=5"),)


def parse(target: PageTarget, bodies: tuple[PageBody, ...], _now: datetime) -> Page:
    """Read the newest result of each endpoint; one without any is not known."""
    endpoints = [each for each in decode(bodies[0], list[_Endpoint]) if each.key or each.name]
    if not endpoints or all(each.results is None for each in endpoints):
        raise misshapen("it lists no endpoints")
    newest = {each.key or f"{each.group or ''}_{each.name}": (each, _newest(each)) for each in endpoints}
    return Page(
        url=base_of(target.url, _API),
        updated=latest(moment(result.timestamp) for _, result in newest.values()),
        components=tuple(
            PageComponent(key, title(each.name, key), LEVELS[result.success], title(each.group))
            for key, (each, result) in newest.items()
        ),
    )


def _newest(endpoint: _Endpoint) -> _Result:
    """The newest result: they stand in their order, so of equal or missing times the last."""
    results = endpoint.results or []
    times = [moment(each.timestamp) for each in results]
    known = (latest(times), None)
    newest = [each for each, when in zip(results, times, strict=True) if when in known]
    return newest[-1] if newest else _Result()


PROVIDER: Final = Provider("gatus", requests, parse, marks=("gatus",))
