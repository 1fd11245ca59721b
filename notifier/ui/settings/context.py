"""What the pages of the dialog know beside the settings themselves."""

from collections.abc import Callable, Mapping
from typing import Protocol

import msgspec
from PySide6.QtCore import QSettings, SignalInstance

from notifier.catalogue.loader import Catalogue
from notifier.config.model import Settings
from notifier.config.paths import Paths
from notifier.config.wishes import wished_services
from notifier.core.alerts.phone import PhoneLevel
from notifier.core.model import PageComponent, Service
from notifier.core.outside.broker import Machine
from notifier.core.outside.source import OutsideSource, Usage
from notifier.ui.settings.capabilities import Capabilities


def _none_known(_service: str) -> tuple[PageComponent, ...]:
    return ()


class Machines(Protocol):
    """What the page of the user's other computers works with. All but `known` raise UserError."""

    def code(self) -> str:
        """Give the code for the next machine."""
        ...

    def pair(self, address: str, user: str, password: str, place: str) -> None:
        """Be the first machine at a broker."""
        ...

    def join(self, code: str, password: str, place: str) -> None:
        """Be the next machine."""
        ...

    def leave(self) -> None:
        """Ask and answer no others any more."""
        ...

    def known(self) -> tuple[Machine, ...]:
        """Give those that were heard."""
        ...

    def remove(self, place: str) -> str:
        """Shut a machine out for good; give the code that the others need then."""
        ...


class Phones(Protocol):
    """What the page of notices to the phone works with. All but `set_level` raise UserError."""

    answered: SignalInstance
    """Carries an address's number, empty for one that is being added, and what went wrong, or None."""

    def add(self, url: str, level: PhoneLevel) -> None:
        """Send a test message to an address, and keep it if that went well."""
        ...

    def test(self, number: str) -> None:
        """Send a test message."""
        ...

    def remove(self, number: str) -> None:
        """Forget an address."""
        ...

    def set_level(self, number: str, level: PhoneLevel) -> None:
        """Let an address get more, or less."""
        ...


class Detection(Protocol):
    """What looks for an official page behind an address that was added, and keeps it."""

    told: SignalInstance
    """Carries the id of a service of which there is something else to say."""

    def look(self, service: Service) -> None:
        """Look."""
        ...

    def words(self, service: str) -> str:
        """Say that it is looked for, or why it is not read; else nothing."""
        ...


class PageContext(msgspec.Struct, frozen=True):
    """What is known while the dialog is open."""

    catalogue: Catalogue
    paths: Paths
    capabilities: Capabilities = Capabilities()
    set_password: Callable[[str], None] | None = None
    """Puts the proxy's password into the keyring; raises UserError."""
    outside: Callable[[], tuple[OutsideSource, ...]] = tuple
    """The sources outside that there are; knowing them takes much, and only two pages want to."""
    outside_usage: Callable[[], Mapping[str, Usage]] = dict
    """What they were asked, by their ids."""
    page_components: Callable[[str], tuple[PageComponent, ...]] = _none_known
    """What the official page of a service last named as its parts."""
    machines: Machines | None = None
    """The user's other computers."""
    phones: Phones | None = None
    """Sends notices to the phone."""
    detection: Detection | None = None
    """Looks behind addresses that are added."""
    places: QSettings | None = None
    """Where sizes are kept that the user gave."""


def watched_services(settings: Settings, catalogue: Catalogue) -> tuple[Service, ...]:
    """Give the watched services that the catalogue knows, as the user wishes them, in the user's order."""
    return wished_services(settings, catalogue.get)
