"""What the doctor finds on the machine: versions, display, tray, notifications, keyring."""

import asyncio
import os
import platform
import sqlite3
import sys
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from notifier import __version__
from notifier.catalogue.day import catalogue_day
from notifier.cli.context import Context
from notifier.cli.doctor.findings import Finding, Level
from notifier.config import secrets
from notifier.config.paths import resources
from notifier.config.secrets import KeyringState
from notifier.desktop.installation import installation
from notifier.words import _
from notifier.words.installation import catalogue_words, update_words, way_words

TRIAL_S: Final = 15.0
"""So long a test notification is waited for: servers let it expire after five to ten seconds."""
BROKEN_QT: Final = "6.12.0"
"""On Python 3.11 it loses a reference with every signal and dies after some hundreds of them."""


def versions() -> Finding:
    """The parts that the program stands on."""
    qt = _version("PySide6-Essentials") or _version("PySide6")
    text = _("{program} with Python {python}, Qt {qt}, httpx {httpx}, SQLite {sqlite}, on {system}").format(
        program=f"outage-notifier {__version__}",
        python=platform.python_version(),
        qt=qt or "-",
        httpx=_version("httpx") or "-",
        sqlite=sqlite3.sqlite_version,
        system=platform.platform(terse=True),
    )
    name = _("Versions")
    if qt == BROKEN_QT:
        hint = _("This version of Qt for Python is known to crash; take another one.")
        return Finding("versions", name, Level.BAD, text, hint, f'pip install "pyside6-essentials!={BROKEN_QT}"')
    return Finding("versions", name, Level.OK, text)


def installed(context: Context) -> Finding:
    """How the program came here, of which day its catalogue is, and what brings newer ones."""
    found = installation()
    day = catalogue_day(resources() / "catalogue", context.paths.catalogue_updates)
    text = _("Version {version}, installed {way}; catalogue: {day}").format(
        version=__version__, way=way_words(found), day=catalogue_words(day, context.started.astimezone().date())
    )
    return Finding("installation", _("Installation"), Level.OK, text, update_words(found), found.command)


def display() -> Finding:
    """There is a screen to show a tray icon on."""
    name = _("Display")
    if sys.platform in ("win32", "darwin"):
        return Finding("display", name, Level.OK, platform.system())
    found = _display_name(os.environ)
    if found:
        return Finding("display", name, Level.OK, found)
    return Finding(
        "display",
        name,
        Level.WARNING,
        _("There is no display, so there can be no tray icon."),
        _("Watch in the terminal instead."),
        "outage-notifier watch",
    )


async def tray(environment: Mapping[str, str] = os.environ) -> Finding:
    """Somebody shows tray icons."""
    name = _("Tray")
    if sys.platform in ("win32", "darwin"):
        return Finding("tray", name, Level.OK, _("The system has one."))
    if not _display_name(environment):
        return Finding("tray", name, Level.WARNING, _("Without a display there is no tray."))
    from notifier.cli.doctor import session_bus

    host = await session_bus.tray_host()
    if host:
        return Finding("tray", name, Level.OK, _("A panel shows status icons (StatusNotifier)."))
    if await asyncio.to_thread(session_bus.x_tray):
        return Finding("tray", name, Level.OK, _("A panel shows status icons (XEmbed)."))
    text = _("Nothing shows status icons; the program opens its window instead.")
    if "GNOME" in environment.get("XDG_CURRENT_DESKTOP", "").upper():
        hint = _("GNOME needs the extension AppIndicator; then log out and in again.")
        return Finding("tray", name, Level.WARNING, text, hint, "sudo apt install gnome-shell-extension-appindicator")
    hint = _("Add a tray (also called notification area or status icons) to the panel.")
    return Finding("tray", name, Level.WARNING, text, hint)


async def notifications(*, tries: bool = False) -> Finding:
    """Somebody shows notifications, with buttons; `tries` shows one, and says what became of it."""
    from notifier.desktop.notify import capabilities_of_this_system

    name = _("Notifications")
    if tries:
        return await _tried(name)
    found = await capabilities_of_this_system()
    if not found.works:
        text = _("None can be shown ({reason}); the tray's balloon is used instead.")
        hint = _("Desktops bring a notification server; on a bare window manager install one.")
        command = "sudo apt install dunst" if sys.platform.startswith("linux") else ""
        return Finding("notifications", name, Level.WARNING, text.format(reason=found.problem), hint, command)
    server = f"{found.server} {found.version}".strip()
    if found.inhibited:
        text = _("{server}, but the desktop is set not to disturb you.").format(server=server)
        hint = _("Switch `do not disturb` off to see notifications.")
        return Finding("notifications", name, Level.WARNING, text, hint)
    if not found.buttons:
        text = _("{server}, which shows no buttons.").format(server=server)
        hint = _("Open the incident from the tray's menu.")
        return Finding("notifications", name, Level.WARNING, text, hint)
    text = _("{server}, with buttons.").format(server=server)
    return Finding("notifications", name, Level.OK, text)


async def _tried(name: str) -> Finding:
    from notifier.desktop.notify import Notification, adapters_of_this_system, trial
    from notifier.words.trial import trial_sentences, trial_words

    words = trial_words()
    shown = Notification(trial.THREAD, words.title, words.body)
    tried = await trial.try_out(adapters_of_this_system("Outage Notifier", ""), shown, TRIAL_S)
    level = Level.OK if tried.taken and not tried.inhibited else Level.WARNING
    return Finding("notifications", name, level, " ".join(trial_sentences(tried)))


async def keyring() -> Finding:
    """A proxy's password can be kept."""
    name = _("Keyring")
    found = await asyncio.to_thread(secrets.available)
    match found.state:
        case KeyringState.READY:
            return Finding("keyring", name, Level.OK, found.name)
        case KeyringState.LOCKED:
            text = _("{name} is locked.").format(name=found.name)
            hint = _("Only needed for a proxy with a password: unlock it in the password manager.")
            return Finding("keyring", name, Level.WARNING, text, hint)
        case KeyringState.ABSENT:
            text = _("There is none, so a proxy's password cannot be kept.")
            hint = _("Only needed for a proxy with a password.")
            command = "sudo apt install gnome-keyring" if sys.platform.startswith("linux") else ""
            return Finding("keyring", name, Level.WARNING, text, hint, command)


def autostart(context: Context) -> Finding:
    """It is started at login exactly where the user wants it."""
    from notifier.desktop import autostart as entry

    name = _("Start at login")
    try:
        enabled = entry.is_enabled()
    except (OSError, ValueError) as error:
        text = _("The system's entry cannot be read: {reason}").format(reason=error)
        return Finding("autostart", name, Level.WARNING, text)
    if enabled == context.settings.start_at_login:
        text = _("On.") if enabled else _("Off, as set.")
        return Finding("autostart", name, Level.OK, text)
    if enabled:
        text = _("The system starts the program, though it is switched off in the settings.")
    else:
        text = _("Switched on in the settings, but the system does not start the program.")
    hint = _("Switch it off and on again in the settings window.")
    return Finding("autostart", name, Level.WARNING, text, hint)


def _display_name(environment: Mapping[str, str]) -> str:
    wayland, x11 = environment.get("WAYLAND_DISPLAY"), environment.get("DISPLAY")
    return f"Wayland {wayland}" if wayland else f"X11 {x11}" if x11 else ""


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
