"""What is told of a source outside: who is asked, what for, what it learns, how often it may be asked, and how it did.

How each is asked is in `notifier.sources.regions`, that the limits hold in `notifier.sources.outside.budgets`. Texts
that people read are English here and marked with `N_`.
"""

from datetime import datetime
from enum import StrEnum

import msgspec


class Key(StrEnum):
    """Whether a source wants a key of the user's own."""

    NONE = "none"
    OPTIONAL = "optional"
    NEEDED = "needed"


class OutsideKind(StrEnum):
    """What a source tells."""

    REGIONS = "regions"
    """Whether it fails elsewhere, too."""
    REPORTS = "reports"
    """What people report."""
    NEWS = "news"
    """What is published, while there is an incident."""


class Limit(msgspec.Struct, frozen=True):
    """At most so many within so many seconds."""

    most: int
    within_s: float


class OutsideSource(msgspec.Struct, frozen=True):
    """A source outside. `id` is its name in the settings and the keyring, `base` where its interface is."""

    id: str
    name: str
    """Its proper name."""
    base: str
    purpose: str
    learns: str
    """What it is told beside the user's internet address, which everybody sees who is asked."""
    limits: tuple[Limit, ...]
    site: str = ""
    """For people: what it is, and its terms."""
    unit: str = "requests"
    """What the limits count: `requests` or `tests`."""
    key: Key = Key.NONE
    limits_with_key: tuple[Limit, ...] = ()
    kind: OutsideKind = OutsideKind.REGIONS
    price: str = ""
    """What asking costs the user, told and confirmed before it is switched on; empty: nothing."""
    key_form: str = ""
    """What a key looks like, where it is not one word that the source gave; empty: it is."""
    key_of: str = ""
    """The id of the source whose key it uses, where one account is for both; empty: its own."""

    @property
    def host(self) -> str:
        """Whom a request goes to."""
        return self.base.split("://", 1)[-1].split("/", 1)[0]

    def limits_for(self, *, has_key: bool) -> tuple[Limit, ...]:
        """Give the limits that hold."""
        return self.limits_with_key or self.limits if has_key else self.limits


class Usage(msgspec.Struct, frozen=True, omit_defaults=True):
    """How a source did. `today` is in its unit, since midnight; `wait_until`: it asked to be left alone till then."""

    today: int = 0
    answered: datetime | None = None
    failed: datetime | None = None
    failure: str = ""
    """Why it did not answer when it was last asked; empty: it did."""
    wait_until: datetime | None = None
