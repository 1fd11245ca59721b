"""Microsoft 365's public posts: one for each service, or a single one. What concerns one organisation is not public.

Options `api`, and `products`: the services that count. A service that is asked for and not among the posts is one of
which nothing is known. An address without the list's name answers with a web page, which is refused.
"""

from datetime import datetime
from typing import Any, Final

import msgspec

from notifier.core.model import PageComponent, PageIncident, PageLevel, Statement
from notifier.core.targets import PageTarget
from notifier.sources.pages.building import latest
from notifier.sources.pages.options import listed, one_file, only
from notifier.sources.pages.parsing import decode, level_of, moment, plain, stage_of, title
from notifier.sources.pages.provider import Page, PageBody, Provider, misshapen
from notifier.sources.pages.words import level_table, stage_table

LEVELS: Final = level_table(
    operational="available, operational, service operational, service restored, false positive",
    maintenance="maintenance",
    degraded="investigating, restoring service, verifying service, extended recovery, service degradation",
    major_outage="service interruption",
)
STAGES: Final = stage_table(
    investigating="investigating", identified="restoring service", monitoring="verifying service, extended recovery"
)


class _Post(msgspec.Struct):
    id: str | None = msgspec.field(default=None, name="Id")
    service: str | None = msgspec.field(default=None, name="ServiceDisplayName")
    workload: str | None = msgspec.field(default=None, name="ServiceWorkloadName")
    title: str | None = msgspec.field(default=None, name="Title")
    message: str | None = msgspec.field(default=None, name="Message")
    status: str | None = msgspec.field(default=None, name="Status")
    authored: str | None = msgspec.field(default=None, name="AuthoredDateTime")
    updated: str | None = msgspec.field(default=None, name="LastUpdatedTime")


_POSTS: Any = list[_Post] | _Post
"""There is one, or a list of them."""


def parse(target: PageTarget, bodies: tuple[PageBody, ...], _now: datetime) -> Page:
    """Read the posts."""
    answer: list[_Post] | _Post = decode(bodies[0], _POSTS)
    posts = [answer] if isinstance(answer, _Post) else answer
    if not any(each.status for each in posts):
        raise misshapen("it says nothing of the state")
    wishes = listed(target, "products")
    components: dict[str, PageComponent] = {}
    incidents: list[PageIncident] = []
    for post in posts:
        # a list of one service does not say which: it is the one that was asked for
        name = (
            title(post.service) or title(post.workload) or (wishes[0] if wishes else title(post.title, "Microsoft 365"))
        )
        component = PageComponent(title(post.workload) or name, name, level_of(post.status, LEVELS))
        components[component.id] = component
        if component.level is not PageLevel.OPERATIONAL:
            incidents.append(_incident(post, component))
    kept, concerned = only(wishes, tuple(components.values()), tuple(incidents))
    newest = latest(moment(each.updated) for each in posts)
    return Page("Microsoft 365", target.url, newest, None, kept, incidents=concerned)


def _incident(post: _Post, component: PageComponent) -> PageIncident:
    updated = moment(post.updated) or moment(post.authored)
    stage = stage_of(post.status, STAGES)
    text = plain(post.message)
    return PageIncident(
        id=f"{component.id}/{post.id or post.authored or post.status}",
        title=title(post.title) or f"{component.name}: {title(post.status, 'no word of its state')}",
        stage=stage,
        level=component.level,
        started=moment(post.authored),
        updated=updated,
        components=(component.id,),
        statements=(Statement(updated, stage, text),) if text and updated else (),
    )


PROVIDER: Final = Provider(
    "microsoft365", one_file("/api/posts/m365Consumer"), parse, marks=("status.cloud.microsoft",), own=True
)
