"""What the rules need to know of the user's wishes: which notifications, how often, which anchors.

`notifier.config` keeps the wishes in a file and makes a `Watch` of them; nothing here knows about files.
"""

from enum import StrEnum
from typing import Final

import msgspec

from notifier.core.editions import Edition
from notifier.core.failure import FailureKind
from notifier.core.quiet_hours import QuietHours
from notifier.core.services import Service
from notifier.core.targets import AnchorTarget, ProbeTarget, RegionTarget, ReportsTarget, WitnessTarget

REPORTS_SOURCE: Final = "reports"


class NotifyLevel(StrEnum):
    """What the user wants to hear of a service."""

    OUTAGE = "outage"
    POSSIBLE = "possible"
    NOTHING = "nothing"


class ServiceWatch(msgspec.Struct, frozen=True, omit_defaults=True):
    """The user's wishes for one service. `components` empty: all; `page_components` empty: all of the page's."""

    notify: NotifyLevel = NotifyLevel.OUTAGE
    components: tuple[str, ...] = ()
    page_components: tuple[str, ...] = ()


class Cadence(msgspec.Struct, frozen=True, omit_defaults=True):
    """How often things are read, in seconds (the defaults of the design's page on verdicts)."""

    probe_s: float = 60.0
    page_s: float = 120.0
    anchor_s: float = 60.0
    reports_s: float = 600.0
    """For services that have no official page; of the others reports are looked up on doubt."""
    slow_s: float = 300.0
    """For everything, on a metered line or on battery."""
    jitter: float = 0.1
    slow_on_metered: bool = True
    slow_on_battery: bool = True


class Watch(msgspec.Struct, frozen=True, omit_defaults=True):
    """All that the engine needs to know of the user's settings."""

    services: dict[str, ServiceWatch] = {}
    cadence: Cadence = Cadence()
    anchors: tuple[AnchorTarget, ...] = ()
    spare_anchors: tuple[AnchorTarget, ...] = ()
    """They take the place of those that a network keeps back."""
    witnesses: tuple[WitnessTarget, ...] = ()
    """Of whom some are asked where services of several owners fail together."""
    other_resolver: str = ""
    """The address of a name server that is asked for names that many fail by; empty: none is."""
    notify_line: bool = True
    notify_recovery: bool = True
    notify_minor: bool = False
    """Parts of little weight that fail alone are notified, too (rule 21)."""
    country: str = ""
    place: str = ""
    """What the user's other machines call this one's place; empty: there are none."""
    region_countries: tuple[str, ...] = ()
    """Countries to read from on suspicion; empty: regional readings are off."""
    outside: tuple[str, ...] = ()
    """The ids of the sources outside that the user lets be asked."""
    reports: bool = False
    edition: Edition = Edition()
    """In which language and for which country headlines are looked for."""
    notifications: bool = True
    quiet: QuietHours = QuietHours()
    """Hours in which nothing is told (rule 22)."""

    def of(self, service: str) -> ServiceWatch:
        """The wishes for one service; the defaults where there are none."""
        return self.services.get(service, _DEFAULT_SERVICE_WATCH)

    def elsewhere(self, target: ProbeTarget, *, own: bool, failure: FailureKind | None = None) -> RegionTarget:
        """Make of a target what is to be read from elsewhere; `failure`: how it fails here, where that is known."""
        return RegionTarget(target, self.region_countries, self.country, self.outside, own, failure)

    def reports_of(self, service: Service) -> ReportsTarget:
        """Make of a service what is to be looked up where people report."""
        return ReportsTarget(
            REPORTS_SOURCE,
            service.id,
            self.outside,
            (service.name, *service.aliases),
            service.hashtags,
            service.support_accounts,
            service.category,
            self.country,
            edition=self.edition,
        )


_DEFAULT_SERVICE_WATCH = ServiceWatch()
