"""What sources tell beside good and bad: official pages, readings from other countries, reports of people."""

from datetime import datetime

import msgspec

from notifier.core.words import PageLevel, Stage


class PageComponent(msgspec.Struct, frozen=True, omit_defaults=True):
    """One component of an official page. Names are not unique, ids are."""

    id: str
    name: str
    level: PageLevel
    group: str = ""


class Statement(msgspec.Struct, frozen=True, omit_defaults=True):
    """The company's own words at one time: plain text, shortened, never markup."""

    time: datetime
    stage: Stage
    text: str


class PageIncident(msgspec.Struct, frozen=True, omit_defaults=True):
    """An open incident, or a maintenance announced or running, as the page tells it. Statements newest first."""

    id: str
    title: str
    stage: Stage
    level: PageLevel
    started: datetime | None = None
    updated: datetime | None = None
    until: datetime | None = None
    """For a maintenance: when it is to end."""
    components: tuple[str, ...] = ()
    """Ids of the page's components; empty: not said."""
    countries: tuple[str, ...] = ()
    url: str = ""
    statements: tuple[Statement, ...] = ()


class PageReport(msgspec.Struct, frozen=True, omit_defaults=True):
    """An official page as read once.

    `level` is the worst of the watched components and open incidents, and of the page's own word where nothing is
    watched; `incidents` are open ones only; `maintenances` are running or announced ones. `missing` names what should
    have been read and was not: then the level is what the rest says, and never green.
    """

    provider: str
    url: str
    level: PageLevel
    title: str = ""
    updated: datetime | None = None
    components: tuple[PageComponent, ...] = ()
    incidents: tuple[PageIncident, ...] = ()
    maintenances: tuple[PageIncident, ...] = ()
    missing: dict[str, str] = {}
    """What was to be read -> why it could not."""


class RegionReport(msgspec.Struct, frozen=True, omit_defaults=True):
    """The countries from which a target answered, and those from which it did not."""

    works: tuple[str, ...] = ()
    fails: tuple[str, ...] = ()


class CrowdReport(msgspec.Struct, frozen=True, omit_defaults=True):
    """How many people report a problem in the last 15 minutes, and how many usually do at this time."""

    count: int
    baseline: float
    url: str = ""
