"""Everything that is built after the tray is shown: catalogue, engine, notifications, windows, and the system's news.

Built and closed together, in order; what they tell each other is connected in `notifier.app.program`.
"""

import asyncio
import logging
from typing import Final

import msgspec
from PySide6.QtCore import QObject, Signal, Slot

from notifier.app.announcing import Announcer
from notifier.app.placing import Placing
from notifier.app.practising import Practising
from notifier.app.watching import Watching, Work
from notifier.app.windows import Windows
from notifier.app.wishes import Wishes
from notifier.catalogue.loader import Catalogue
from notifier.config.model import Settings
from notifier.config.paths import Paths, resources
from notifier.core.failure import UserError
from notifier.core.model import Service
from notifier.desktop import autostart
from notifier.desktop.network import NetworkWatch
from notifier.desktop.notify import Notification, Notifier, adapters_of_this_system
from notifier.desktop.power import PowerWatch
from notifier.desktop.tray_host import balloon_is_independent
from notifier.ui.settings.capabilities import Capabilities
from notifier.ui.text import Names

log = logging.getLogger(__name__)

NAME: Final = "Outage Notifier"


class Surroundings(QObject):
    """The parts of the program beside its tray."""

    _keyring_known = Signal(bool)

    def __init__(self, paths: Paths, wishes: Wishes, placing: Placing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._paths = paths
        self._wishes = wishes
        self._placing = placing
        self.catalogue = Catalogue(resources() / "catalogue", paths.own_services, paths.catalogue_updates)
        self.notifier = Notifier(adapters_of_this_system(NAME, icon_file()), self._balloon, parent=self)
        self.watching = Watching(paths, parent=self)
        self.practising = Practising(self.watching, self.catalogue.get, self)
        self.announcer = Announcer(self.notifier, self._settings, Names(self.practising.service), self)
        self.windows = Windows(paths, wishes, self.catalogue, self)
        self.power = PowerWatch(parent=self)
        self.network = NetworkWatch(parent=self)
        self.watching.renewed.connect(self._on_renewed)
        self.practising.renewed.connect(self._on_renewed)
        self.power.battery_changed.connect(self.network.set_on_battery)
        self.windows.settings_opened.connect(self._ask_capabilities)
        self.notifier.capabilities_changed.connect(self._on_capabilities)
        self._keyring_known.connect(self._on_keyring)

    def begin(self, services: tuple[Service, ...]) -> None:
        """Start everything."""
        self.watching.begin(self._wishes.settings, services)
        self.power.start()
        self.network.start()
        self._take_autostart()

    def close(self) -> bool:
        """End everything in order; False when the engine's thread hangs."""
        self.windows.close()
        self.network.close()
        self.power.close()
        practice_ended = self.practising.close()
        return self.watching.close() and practice_ended

    def set_autostart(self, enabled: bool) -> None:
        """Start at login, or do not."""
        try:
            autostart.set_enabled(enabled, autostart.launch_command(self._paths), icon_file())
        except UserError as error:
            self.announcer.problem(error)

    def _take_autostart(self) -> None:
        """The system's own entry is the truth; one that is there is made to start this very program."""
        try:
            enabled = autostart.is_enabled()
            if enabled:
                autostart.renew(autostart.launch_command(self._paths), icon_file())
        except (OSError, ValueError, UserError) as error:
            log.info("start at login is not known: %s", error)
            return
        self._wishes.change(msgspec.structs.replace(self._wishes.settings, start_at_login=enabled))

    def _submit(self, work: Work) -> bool:
        """Run a coroutine in the loop that there is."""
        return self.practising.submit(work) if self.practising.goes_on else self.watching.submit(work)

    def _settings(self) -> Settings:
        return self._wishes.settings

    def _balloon(self, notification: Notification) -> bool:
        tray = self._placing.tray
        if tray is None or not tray.is_shown() or not balloon_is_independent():
            return False
        tray.show_message(notification.title, notification.body)
        return True

    @Slot()
    def _on_renewed(self) -> None:
        self.notifier.attach(self._submit)

    @Slot()
    def _ask_capabilities(self) -> None:
        self.notifier.refresh()
        self._submit(self._ask_keyring)
        self._know(tray=self._placing.is_shown, autostart=True)

    async def _ask_keyring(self) -> None:
        from notifier.config import secrets

        self._keyring_known.emit(bool(await asyncio.to_thread(secrets.available)))

    @Slot(object)
    def _on_capabilities(self) -> None:
        self._know(notify=self.notifier.capabilities)

    @Slot(bool)
    def _on_keyring(self, usable: bool) -> None:
        self._know(keyring=usable)

    def _know(self, **values: object) -> None:
        known: Capabilities = msgspec.structs.replace(self.windows.capabilities, **values)
        self.windows.know(known)


def icon_file() -> str:
    """The program's icon: a file, which every desktop can show, or its name where the file is not there."""
    file = resources() / "icons" / "outage-notifier.svg"
    return str(file) if file.is_file() else "outage-notifier"
