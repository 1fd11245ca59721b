"""What watches without a window: settings, catalogue, the engine, and the system's news of sleep and network.

It begins as soon as the icon is there; what shows and tells (`notifier.app.program`) is made meanwhile. What is
published until then waits for the event loop.
"""

from PySide6.QtCore import QObject

from notifier.app.supervisor import EngineSupervisor
from notifier.catalogue.loader import Catalogue
from notifier.config.file import Loaded
from notifier.config.paths import Paths, resources
from notifier.desktop.fingerprint import Fingerprints
from notifier.desktop.network import NetworkWatch
from notifier.desktop.power import PowerWatch
from notifier.ui.settings.store import SettingsStore


class Watching(QObject):
    """The parts of it, connected: begun and closed once."""

    def __init__(self, paths: Paths, loaded: Loaded, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = SettingsStore(paths.settings_file, loaded, self)
        self.catalogue = Catalogue(resources() / "catalogue", paths.own_services, paths.catalogue_updates)
        self.supervisor = EngineSupervisor(paths, self.catalogue.get, parent=self)
        self.power = PowerWatch(parent=self)
        self.network = NetworkWatch(fingerprint=Fingerprints(paths.salt_file), parent=self)
        self.settings.changed.connect(self.supervisor.on_settings)
        self.settings.own_services_changed.connect(self.supervisor.on_own_services)
        self.power.changed.connect(self.supervisor.post)
        self.power.battery_changed.connect(self.network.set_on_battery)
        self.network.changed.connect(self.supervisor.post)

    def begin(self) -> None:
        """Start the engine, unless it rests, and hear the system from now on."""
        self.supervisor.begin(self.settings.settings)
        self.power.start()
        self.network.start()

    def close(self) -> bool:
        """End everything in order; False when the engine's thread hangs."""
        self.network.close()
        ended = self.supervisor.close()
        self.power.close()  # the machine's end may wait for it
        return ended
