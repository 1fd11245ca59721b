"""What Windows and macOS know of the network, as Qt tells it."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QNetworkInformation

Reachability = QNetworkInformation.Reachability
Feature = QNetworkInformation.Feature


class QtNetwork(QObject):
    """What the system knows of the network, once started; where Qt has no word from it, nothing.

    Signals: `changed` when it may be another one.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._information: QNetworkInformation | None = None

    def start(self) -> None:
        """Begin to listen."""
        self.follow(QNetworkInformation.instance() if QNetworkInformation.loadDefaultBackend() else None)

    def follow(self, information: QNetworkInformation | None) -> None:
        """Know what this tells."""
        self._information = information
        if information is not None:
            information.reachabilityChanged.connect(self.changed)
            information.isBehindCaptivePortalChanged.connect(self.changed)
            information.isMeteredChanged.connect(self.changed)
            information.transportMediumChanged.connect(self.changed)

    def close(self) -> None:
        """Let go of it."""
        self._information = None

    def reachable(self) -> bool | None:
        """Tell whether the internet is: "connected to nothing" and "connected to it" alone are taken at their word."""
        known = self._information.reachability() if self._information is not None else Reachability.Unknown
        return False if known is Reachability.Disconnected else True if known is Reachability.Online else None

    def behind_portal(self) -> bool | None:
        """Tell whether the network wants a sign-in first; None: the system cannot know."""
        if self._information is None or not self._information.supports(Feature.CaptivePortal):
            return None
        return self._information.isBehindCaptivePortal()

    def metered(self) -> bool:
        """Tell whether what is sent may cost money."""
        known = self._information
        return known is not None and known.supports(Feature.Metered) and known.isMetered()
