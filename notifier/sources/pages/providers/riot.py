"""Riot's games: a file for each game's shard. Option `api`.

It lists incidents and maintenances only, in many languages; English is taken. An entry past the time at which it is to
be archived is over.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

import msgspec

from notifier.core.model import PageIncident, PageLevel, Stage
from notifier.core.targets import PageTarget
from notifier.sources.pages.building import Id, identity, statements
from notifier.sources.pages.options import one_file
from notifier.sources.pages.parsing import decode, level_of, moment, stage_of, title
from notifier.sources.pages.provider import Page, PageBody, Provider, misshapen
from notifier.sources.pages.words import level_table, stage_table

LEVELS: Final = level_table(operational="info", degraded="warning", major_outage="critical")
STAGES: Final = stage_table(scheduled="scheduled", in_progress="in_progress", resolved="complete")
_ELSEWHERE: Final = {"status.riotgames.com": "https://lol.secure.dyn.riotcdn.net/channels/public/x/status/sg2.json"}


class _Words(msgspec.Struct):
    locale: str | None = None
    content: str | None = None


class _Update(msgspec.Struct):
    created_at: str | None = None
    updated_at: str | None = None
    publish: bool | None = None
    translations: list[_Words] | None = None


class _Entry(msgspec.Struct):
    id: Id = None
    created_at: str | None = None
    updated_at: str | None = None
    archive_at: str | None = None
    titles: list[_Words] | None = None
    updates: list[_Update] | None = None
    maintenance_status: str | None = None
    incident_severity: str | None = None


class _Shard(msgspec.Struct):
    id: str | None = None
    name: str | None = None
    incidents: list[_Entry] | None = None
    maintenances: list[_Entry] | None = None


def parse(target: PageTarget, bodies: tuple[PageBody, ...], now: datetime) -> Page:
    """Read the shard."""
    shard = decode(bodies[0], _Shard)
    if shard.incidents is None or shard.maintenances is None:
        raise misshapen("it does not list what is open")
    return Page(
        title=title(shard.name, shard.id or "Riot"),
        url=target.url,
        level=PageLevel.OPERATIONAL,
        incidents=tuple(_incident(each) for each in shard.incidents if not _is_over(each, now)),
        maintenances=tuple(_maintenance(each) for each in shard.maintenances if not _is_over(each, now)),
    )


def _is_over(entry: _Entry, now: datetime) -> bool:
    archived = moment(entry.archive_at)
    return archived is not None and archived <= now


def _incident(entry: _Entry) -> PageIncident:
    shown = [each for each in entry.updates or () if each.publish is not False]
    return PageIncident(
        id=identity(entry.id, entry.created_at),
        title=title(_english(entry.titles or ()), "untitled"),
        stage=Stage.UNKNOWN,
        level=level_of(entry.incident_severity, LEVELS),
        started=moment(entry.created_at),
        updated=moment(entry.updated_at),
        statements=statements(
            (moment(each.updated_at) or moment(each.created_at), Stage.UNKNOWN, _english(each.translations or ()))
            for each in shown
        ),
    )


def _maintenance(entry: _Entry) -> PageIncident:
    stage = stage_of(entry.maintenance_status, STAGES)
    return msgspec.structs.replace(
        _incident(entry), level=PageLevel.MAINTENANCE, stage=stage, until=moment(entry.archive_at)
    )


def _english(words: Iterable[_Words]) -> str:
    """The words in English, or else in the first language that there is."""
    by_locale = {(each.locale or "").replace("-", "_"): each.content or "" for each in words}
    best = next((text for locale, text in by_locale.items() if locale.startswith("en")), "")
    return by_locale.get("en_US") or best or next(iter(by_locale.values()), "")


PROVIDER: Final = Provider(
    "riot",
    one_file("/channels/public/x/status/sg2.json", _ELSEWHERE),
    parse,
    marks=("status.riotgames.com", "riotcdn.net"),
    own=True,
)
