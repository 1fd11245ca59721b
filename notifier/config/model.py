"""The settings as one frozen struct: names, limits, defaults, and the place in the dialog where there is one.

The field names are the keys of the settings file and of `outage-notifier config KEY`; the simulation's `[settings]`
uses them too. A field is all that a setting needs: yes or no, a number with limits or a choice of texts gets its box in
the dialog from its `Place`. Reading and writing the file is in `notifier.config.file`.
"""

from typing import Annotated, Final

import msgspec

from notifier.config.place import Group, Place
from notifier.core.editions import edition
from notifier.core.failure import N_
from notifier.core.outside.broker import OTHER_MACHINES, PLACE_MOST
from notifier.core.outside.places import asked_countries
from notifier.core.quiet_hours import PATTERN, hours_of
from notifier.core.watch import Cadence, NotifyLevel, ServiceWatch, Watch

VERSION = 1

NAME_MOST: Final = 60
"""Letters of a name that the user gives."""

Interval = Annotated[float, msgspec.Meta(ge=5, le=86_400)]
"""Seconds between readings. No host is read more often than once in 5 s."""


NAME_SERVERS: Final = {
    "": N_("nobody else"),
    "9.9.9.9": "Quad9 (9.9.9.9)",
    "1.1.1.1": "Cloudflare (1.1.1.1)",
    "8.8.8.8": "Google (8.8.8.8)",
}
"""Public name servers that may be asked for names that cannot be found here."""
LOOKS: Final = {"auto": N_("System default"), "light": N_("Light"), "dark": N_("Dark")}


QuietTimes = Annotated[str, msgspec.Meta(pattern=PATTERN)]
"""From when to when it is quiet on a day: `22:00-07:00`, over midnight; empty: it is not."""

NEWS_LANGUAGES: Final = {"": N_("As the program"), "en": "English", "id": "Bahasa Indonesia", "nl": "Nederlands"}


def _notification(label: str) -> Place:
    """Give the place of a setting that has no effect without notifications."""
    return Place(Group.NOTIFICATIONS, label, needs="notifications")


class WatchedService(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One service of the user's list, by its id in the catalogue or in the user's own folder."""

    id: str
    notify: NotifyLevel = NotifyLevel.OUTAGE
    components: tuple[str, ...] = ()
    page_components: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    """The ids of what the user would use instead; none: what the catalogue names."""
    name: Annotated[str, msgspec.Meta(max_length=NAME_MOST)] = ""
    """What the user calls it; empty: as the catalogue does."""
    color: Annotated[str, msgspec.Meta(pattern="^(#[0-9A-Fa-f]{6})?$")] = ""
    """Of its mark; empty: the brand's, or one of the program's."""
    group: Annotated[str, msgspec.Meta(max_length=NAME_MOST)] = ""
    """The user's own group that it stands in, such as "Work"; empty: in none."""
    core: tuple[str, ...] = ()
    """The ids of parts that matter, whatever the catalogue says."""
    minor: tuple[str, ...] = ()
    """The ids of parts that matter little."""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All settings. An unknown key in the file is an error that names it."""

    version: int = VERSION
    language: Annotated[str, Place(Group.LOOK, N_("L&anguage:"))] = ""
    """`en`, `id`; empty: the system's."""
    theme: Annotated[str, msgspec.Meta(pattern="^(auto|light|dark)$"), Place(Group.LOOK, N_("Appeara&nce:"), LOOKS)] = (
        "auto"
    )
    quiet_icon: Annotated[bool, Place(Group.LOOK, N_("&Quiet icon while everything works"))] = False
    """In the tray, of one colour; problems have theirs as ever."""
    country: Annotated[str, msgspec.Meta(pattern="^([A-Z]{2})?$"), Place(Group.LOOK, N_("&Country:"))] = ""
    """ISO 3166-1 alpha-2; empty: the system's."""
    start_at_login: Annotated[bool, Place(Group.START, N_("Start when I &log in"))] = False
    first_run_done: bool = False

    probe_interval_s: Annotated[Interval, Place(Group.INTERVALS, N_("&Apps, every"))] = 60.0
    """Half of it, but not below 30 s, for what has a single target: nothing else of it would tell of its outage."""
    page_interval_s: Annotated[Interval, Place(Group.INTERVALS, N_("&Official pages, every"))] = 120.0
    anchor_interval_s: Annotated[Interval, Place(Group.INTERVALS, N_("My own &connection, every"))] = 60.0
    slow_on_metered: Annotated[bool, Place(Group.SPARING, N_("Less often on &metered connections"))] = True
    slow_on_battery: Annotated[bool, Place(Group.SPARING, N_("Less often on &battery"))] = True
    slow_interval_s: Annotated[Interval, Place(Group.SPARING, N_("&Then everything, every"))] = 300.0

    notifications: Annotated[bool, Place(Group.NOTIFICATIONS, N_("Show &notifications"))] = True
    notify_recovery: Annotated[bool, _notification(N_("Tell me when it &works again"))] = True
    notify_minor: Annotated[bool, _notification(N_("Tell me about &minor parts, too"))] = False
    """Such as profile pictures; without it they are shown in the window only."""
    notify_line: Annotated[bool, _notification(N_("Tell me when my own &connection fails"))] = True
    notification_sound: Annotated[bool, _notification(N_("With a &sound"))] = False
    quiet_monday: QuietTimes = ""
    quiet_tuesday: QuietTimes = ""
    quiet_wednesday: QuietTimes = ""
    quiet_thursday: QuietTimes = ""
    quiet_friday: QuietTimes = ""
    quiet_saturday: QuietTimes = ""
    quiet_sunday: QuietTimes = ""

    proxy: str = ""
    """`http://host:port` or `socks5://host:port`; empty: the system's; `none`: no proxy at all. Never a password:
    that goes into the keyring."""
    proxy_user: str = ""
    anchors: tuple[str, ...] = ()
    """Own anchors (http addresses, `host:port`) instead of the built-in ones; at least three."""
    other_resolver: Annotated[
        str, msgspec.Meta(max_length=64), Place(Group.NAMES, N_("When names &fail, ask:"), NAME_SERVERS)
    ] = ""
    """The address of another name server, asked for names that several apps cannot be found by; empty: none is."""
    outside_answered: bool = False
    """The question whether other places may be asked was answered; until then nobody is, whatever stands below."""
    outside: tuple[str, ...] = ()
    """The ids of the sources outside that may be asked when something looks down; the command `outside` lists them."""
    regional_readings: bool = True
    """Those of them that read from other places are asked."""
    reports: bool = True
    """Those of them where people report, and the news, are asked."""
    news_language: Annotated[
        str, msgspec.Meta(pattern="^(en|id|nl)?$"), Place(Group.NEWS, N_("&Language of news:"), NEWS_LANGUAGES)
    ] = ""
    """The language of headlines: `en`, `id`, `nl`; empty: the program's, where the country has news in it."""
    news_country: Annotated[str, msgspec.Meta(pattern="^([A-Z]{2})?$"), Place(Group.NEWS, N_("C&ountry of news:"))] = ""
    """The country of headlines, ISO 3166-1 alpha-2; empty: `country`, or the system's."""
    broker: Annotated[str, msgspec.Meta(max_length=512)] = ""
    """`mqtts://host`: over which the user's other machines are asked; empty: none. Secrets are in the keyring."""
    place: Annotated[str, msgspec.Meta(max_length=PLACE_MOST)] = ""
    """What the other machines call this one's place, such as "home"."""
    answer_machines: bool = False
    """While this program runs it answers them, too."""

    phones: Annotated[tuple[str, ...], msgspec.Meta(max_length=20)] = ()
    """Where notices go as well: number, kind, host and level of each; the address itself is in the keyring."""

    catalogue_key: str = ""
    """Whose catalogues are taken over: a public key in minisign's format; empty: nobody's."""

    history_days: Annotated[int, msgspec.Meta(ge=7, le=3650), Place(Group.HISTORY, N_("&Keep the history for"))] = 400

    watched: tuple[WatchedService, ...] = ()


QUIET_DAYS: Final = (
    "quiet_monday",
    "quiet_tuesday",
    "quiet_wednesday",
    "quiet_thursday",
    "quiet_friday",
    "quiet_saturday",
    "quiet_sunday",
)
"""The settings of the quiet hours, Monday first."""


def may_ask(settings: Settings) -> tuple[str, ...]:
    """Give the ids of the sources outside that may be asked: none before the user said so."""
    wanted = settings.regional_readings or settings.reports
    return settings.outside if settings.outside_answered and wanted else ()


def asked_elsewhere(settings: Settings) -> tuple[str, ...]:
    """Give the ids of all that are asked when something looks down: the user's other machines want no consent."""
    machines = settings.broker and settings.place and settings.regional_readings
    return (*may_ask(settings), *((OTHER_MACHINES,) if machines else ()))


def watch_of(settings: Settings, country: str = "", spoken: str = "") -> Watch:
    """Make of the settings what the rules need to know of them. `country` is that of the user's system.

    `spoken` is the language that the program speaks.

    Raises UserError for anchors that cannot judge.
    """
    # with the kinds of targets, which the tray icon does not wait for
    from notifier.config.anchors import SPARE_ANCHORS, anchors_of
    from notifier.config.witnesses import shipped_witnesses

    country = settings.country or country
    outside = asked_elsewhere(settings)
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
        spare_anchors=() if settings.anchors else SPARE_ANCHORS,
        witnesses=shipped_witnesses(),
        other_resolver=settings.other_resolver,
        notify_line=settings.notify_line,
        notify_recovery=settings.notify_recovery,
        notify_minor=settings.notify_minor,
        notifications=settings.notifications,
        quiet=hours_of(tuple(getattr(settings, each) for each in QUIET_DAYS)),
        country=country,
        place=settings.place,
        region_countries=asked_countries(country) if outside and settings.regional_readings else (),
        outside=outside,
        reports=settings.reports and bool(may_ask(settings)),
        edition=edition(settings.news_country or country, settings.news_language, spoken),
    )
