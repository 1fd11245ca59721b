"""The program's place in the user's system: what the desktop allows, as the settings tell it, and start at login.

The system's news (sleep, network) go to the engine and are not known here.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import Final

import msgspec
from PySide6.QtCore import QObject, Signal, Slot

from notifier.app.supervisor import Work
from notifier.config import secrets
from notifier.config.model import Settings
from notifier.config.paths import Paths, resources
from notifier.core.alerts.trial import Trial
from notifier.core.failure import UserError
from notifier.desktop import autostart
from notifier.desktop.notify import Capabilities as NotificationCapabilities
from notifier.desktop.notify import trial
from notifier.desktop.notify.model import Delivered, News, Undelivered
from notifier.ui.settings.capabilities import Capabilities
from notifier.ui.settings.store import SettingsStore

log = logging.getLogger(__name__)

NAME: Final = "Outage Notifier"


class SystemIntegration(QObject):
    """What the system allows, and start at login.

    Signals: `capabilities_changed` carries the `Capabilities` that are known by now; `problem` a `UserError`.
    """

    capabilities_changed = Signal(object)
    problem = Signal(object)
    _keyring_known = Signal(bool)

    def __init__(self, paths: Paths, settings: SettingsStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.capabilities = Capabilities(autostart=True)
        self._paths = paths
        self._settings = settings
        self._keyring_known.connect(self._on_keyring)
        settings.changed.connect(self._on_settings)

    def take_autostart(self) -> None:
        """Believe the system's own entry, and make it start this very program."""
        try:
            enabled = autostart.is_enabled()
            if enabled:
                autostart.renew(autostart.launch_command(self._paths), icon_file())
        except (OSError, ValueError, UserError) as error:
            log.info("start at login is not known: %s", error)
            return
        self._settings.change(start_at_login=enabled)

    def ask(self, submit: Callable[[Work], bool], *, tray: bool) -> None:
        """Find out about the keyring, in the loop of `submit`; and know whether the icon is in a tray."""
        self._know(tray=tray)
        submit(self._ask_keyring)

    @Slot(object)
    def on_notifications(self, found: NotificationCapabilities) -> None:
        """Know what the desktop's notifications can do."""
        self._know(notify=found)

    @Slot(object)
    def on_heard(self, news: News) -> None:
        """Know what the system did with the test notification."""
        before = self.capabilities.trial
        if isinstance(news, Delivered | Undelivered) and news.notification.thread == trial.THREAD:
            before = Trial(before.server, before.inhibited)  # another test
        now = trial.after(before, news)
        if now != self.capabilities.trial:
            self._know(trial=now)

    async def _ask_keyring(self) -> None:
        self._keyring_known.emit(await asyncio.to_thread(secrets.available_apart))

    @Slot(bool)
    def _on_keyring(self, usable: bool) -> None:
        self._know(keyring=usable)

    def _know(self, **values: object) -> None:
        self.capabilities = msgspec.structs.replace(self.capabilities, **values)
        self.capabilities_changed.emit(self.capabilities)

    @Slot(object, object)
    def _on_settings(self, before: Settings, now: Settings) -> None:
        if before.start_at_login == now.start_at_login:
            return
        try:
            autostart.set_enabled(now.start_at_login, autostart.launch_command(self._paths), icon_file())
        except UserError as error:
            self.problem.emit(error)


def icon_file() -> str:
    """The program's icon: a file, which every desktop can show, or its name where the file is not there."""
    file = resources() / "icons" / "outage-notifier.svg"
    return str(file) if file.is_file() else "outage-notifier"
