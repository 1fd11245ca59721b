"""The settings as one frozen struct: names, defaults and limits. The file is `notifier.config.file`'s affair.

The field names are the keys of the settings file and of `outage-notifier config KEY`; the simulation's `[settings]`
uses them too.
"""

from typing import Annotated

import msgspec

from notifier.config.anchors import anchors_of
from notifier.core.watch import Cadence, NotifyLevel, ServiceWatch, Watch

VERSION = 1

Interval = Annotated[float, msgspec.Meta(ge=5, le=86_400)]
"""Seconds between readings. No host is read more often than once in 5 s."""


class WatchedService(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One service of the user's list, by its id in the catalogue or in the user's own folder."""

    id: str
    notify: NotifyLevel = NotifyLevel.OUTAGE
    components: tuple[str, ...] = ()
    page_components: tuple[str, ...] = ()


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All settings. An unknown key in the file is an error that names it."""

    version: int = VERSION
    language: str = ""
    """`en`, `id`; empty: the system's."""
    country: Annotated[str, msgspec.Meta(pattern="^([A-Z]{2})?$")] = ""
    """ISO 3166-1 alpha-2; empty: the system's."""
    theme: Annotated[str, msgspec.Meta(pattern="^(auto|light|dark)$")] = "auto"
    start_at_login: bool = False
    first_run_done: bool = False

    probe_interval_s: Interval = 60.0
    page_interval_s: Interval = 120.0
    anchor_interval_s: Interval = 60.0
    slow_interval_s: Interval = 300.0
    slow_on_metered: bool = True
    slow_on_battery: bool = True

    notifications: bool = True
    notify_recovery: bool = True
    notify_line: bool = True
    notification_sound: bool = False

    proxy: str = ""
    """`http://host:port` or `socks5://host:port`; empty: the system's; `none`: no proxy at all. Never a password:
    that goes into the keyring."""
    proxy_user: str = ""
    anchors: tuple[str, ...] = ()
    """Own anchors (http addresses, `host:port`) instead of the built-in ones; at least three."""
    regional_readings: bool = True
    reports: bool = False

    catalogue_key: str = ""
    """Whose catalogues are taken over: a public key in minisign's format; empty: nobody's."""

    history_days: Annotated[int, msgspec.Meta(ge=7, le=3650)] = 400

    watched: tuple[WatchedService, ...] = ()


def watch_of(settings: Settings) -> Watch:
    """Make of the settings what the rules need to know of them. Raises UserError for anchors that cannot judge."""
    return Watch(
        services={
            each.id: ServiceWatch(each.notify, each.components, each.page_components) for each in settings.watched
        },
        cadence=Cadence(
            probe_s=settings.probe_interval_s,
            page_s=settings.page_interval_s,
            anchor_s=settings.anchor_interval_s,
            slow_s=settings.slow_interval_s,
            slow_on_metered=settings.slow_on_metered,
            slow_on_battery=settings.slow_on_battery,
        ),
        anchors=anchors_of(settings.anchors),
        notify_line=settings.notify_line,
        notify_recovery=settings.notify_recovery,
        notifications=settings.notifications,
        country=settings.country,
        reports=settings.reports,
    )
