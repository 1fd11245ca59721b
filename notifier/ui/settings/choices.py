"""The settings as they stand while the dialog is open: every change gives a whole new struct, said at once.

Nothing is saved here; whoever listens to `changed` does that.
"""

from collections.abc import Callable
from typing import Any

import msgspec
from PySide6.QtCore import QObject, Signal

from notifier.catalogue.loader import Catalogue
from notifier.config.model import Settings, WatchedService
from notifier.config.paths import Paths
from notifier.core.model import PageComponent, Service
from notifier.ui.settings.capabilities import Capabilities
from notifier.ui.settings.contacts import Contact


def _none_known(_service: str) -> tuple[PageComponent, ...]:
    return ()


class Surroundings(msgspec.Struct, frozen=True):
    """What the pages know beside the settings."""

    catalogue: Catalogue
    paths: Paths
    capabilities: Capabilities = Capabilities()
    set_password: Callable[[str], None] | None = None
    """Puts the proxy's password into the keyring; raises UserError."""
    page_components: Callable[[str], tuple[PageComponent, ...]] = _none_known
    """What the official page of a service last named as its parts."""
    contacts: Callable[[Settings], tuple[Contact, ...]] | None = None
    """Lists every host that is contacted; None: worked out from the catalogue."""


class Choices(QObject):
    """The settings, and how they are changed."""

    changed = Signal(object)
    """The whole new `Settings`."""

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings

    def change(self, **values: Any) -> None:
        """Replace some settings; says so when they are different from before."""
        new = msgspec.structs.replace(self.settings, **values)
        if new != self.settings:
            self.settings = new
            self.changed.emit(new)

    def watched(self, service: str) -> WatchedService | None:
        """Give the wishes for a service; None where it is not watched."""
        return next((each for each in self.settings.watched if each.id == service), None)

    def watch(self, service: str, *, on: bool) -> None:
        """Watch a service or no longer."""
        others = tuple(each for each in self.settings.watched if each.id != service)
        if on and self.watched(service) is None:
            self.change(watched=(*others, WatchedService(service)))
        elif not on:
            self.change(watched=others)

    def change_service(self, service: str, **values: Any) -> None:
        """Replace some wishes for a watched service."""
        self.change(
            watched=tuple(
                msgspec.structs.replace(each, **values) if each.id == service else each
                for each in self.settings.watched
            )
        )


def watched_services(settings: Settings, catalogue: Catalogue) -> tuple[Service, ...]:
    """Give the watched services that the catalogue knows, in the user's order."""
    known = (catalogue.get(each.id) for each in settings.watched)
    return tuple(each for each in known if each is not None)
