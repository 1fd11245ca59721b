"""What sources tell beside good and bad: official pages, readings from other countries, reports of people."""

from datetime import datetime
from enum import StrEnum

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


class Elsewhere(msgspec.Struct, frozen=True, omit_defaults=True):
    """What tests from one network of one country gave, without those that told nothing (a 403, the tester's fault)."""

    country: str
    ok: int = 0
    failed: int = 0
    network: int = 0
    """The autonomous system's number; 0: not known."""
    provider: str = ""
    """Whose network it is, as the source calls it."""
    home: bool = False
    """From a line such as people have at home, not from a data centre."""
    place: str = ""
    """A machine of the user's own, by the name that the user gave to where it is."""


class OwnPlaces(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the user's other machines found, by the names of their places; `here` is this machine's."""

    here: str
    fails: tuple[str, ...] = ()
    works: tuple[str, ...] = ()


class Hindrance(StrEnum):
    """What is known of a place beside tests of the service itself."""

    CUT_OFF = "cut_off"
    """The place's internet fails as such."""
    BLOCKED = "blocked"
    """People there found the service blocked."""


class Circumstance(msgspec.Struct, frozen=True, omit_defaults=True):
    """A hindrance of a country, or of one network of it: found so `bad` times of `measured`, by the source's count."""

    kind: Hindrance
    country: str
    source: str
    network: int = 0
    bad: int = 0
    measured: int = 0


class RegionReport(msgspec.Struct, frozen=True, omit_defaults=True):
    """The countries from which a target answered, and those from which it did not.

    `answers` has the same in numbers, a row for each network; a report without them tells of circumstances alone, and
    counts as no test. `source` is who made the tests, `here` the user's own network where it is known.
    """

    works: tuple[str, ...] = ()
    fails: tuple[str, ...] = ()
    answers: tuple[Elsewhere, ...] = ()
    source: str = ""
    here: int = 0
    circumstances: tuple[Circumstance, ...] = ()


class Volume(msgspec.Struct, frozen=True, omit_defaults=True):
    """How much people said of a problem in the last `span_s` seconds, by one source's count.

    `source` is its id, `name` its proper name. `earlier` in `earlier_s` is what it counted before that span, as far as
    it tells; `running`: it counts on, and begins anew at the span's begin.
    """

    source: str
    name: str
    count: int
    span_s: float
    earlier: float = 0.0
    earlier_s: float = 0.0
    running: bool = False
    alarm: bool = False
    """The source itself says that there are many: it judges, and does not count."""


class Headline(msgspec.Struct, frozen=True):
    """What somebody published about a problem: plain text and its address, no more of it."""

    title: str
    publisher: str
    url: str
    time: datetime


class CrowdReport(msgspec.Struct, frozen=True, omit_defaults=True):
    """How many people report a problem lately, and how many usually do at this time.

    `volumes` is what several sources counted; the first two are then what the most striking of them, `source` by its
    proper name, counted and usually counts.
    """

    count: int
    baseline: float
    url: str = ""
    source: str = ""
    volumes: tuple[Volume, ...] = ()
