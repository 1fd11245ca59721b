"""A notification server in this process, for tests of what hands it notices."""

from notifier.desktop.notify.model import Adapter, Capabilities, DeliveryError, Notification, Tell


class Desk:
    """Keeps what it is to show; refuses it while it does not work."""

    def __init__(self) -> None:
        self.works = True
        self.shown: list[Notification] = []
        self.refused: list[Notification] = []
        self.tell: Tell = lambda _news: None

    def __call__(self, tell: Tell) -> Adapter:
        self.tell = tell
        return self

    async def send(self, notification: Notification) -> None:
        if not self.works:
            self.refused.append(notification)
            raise DeliveryError("no")
        self.shown.append(notification)

    async def capabilities(self) -> Capabilities:
        return Capabilities(server="Desk", click=True)

    def close(self) -> None:
        """Let go of nothing."""
