"""Keys of sources outside: tried at the source with one question, and then kept in the keyring, never elsewhere."""

import logging
from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal, Slot

from notifier.app.supervisor import Work
from notifier.config import secrets
from notifier.config.model import Settings
from notifier.config.paths import Paths
from notifier.core.failure import UserError
from notifier.core.outside.source import OutsideSource

log = logging.getLogger(__name__)


class OutsideKeys(QObject):
    """Tries and keeps keys, in the loop of whoever works.

    Signals: `tried` with the source's id, and what is wrong (a `UserError`) or None.
    """

    tried = Signal(str, object)

    def __init__(
        self,
        paths: Paths,
        settings: Callable[[], Settings],
        parent: QObject | None = None,
        bases: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(parent)
        self._bases = bases
        self._paths = paths
        self._settings = settings
        self._submit: Callable[[Work], bool] = lambda _work: False

    def attend(self, submit: Callable[[Work], bool]) -> None:
        """Work in this loop from now on."""
        self._submit = submit

    @Slot(str, str)
    def take(self, source: str, key: str) -> None:
        """Try a key and keep it; an empty one forgets what was kept."""

        async def work() -> None:
            self.tried.emit(source, await self._fault(source, key))

        if not self._submit(work):
            self.tried.emit(source, UserError("the key cannot be tried just now", "try again in a moment"))

    async def _fault(self, source: str, key: str) -> UserError | None:
        from notifier.sources.client import ClientOptions
        from notifier.sources.source_keys import keep_key

        settings = self._settings()
        password = secrets.get(secrets.PROXY_PASSWORD) if settings.proxy_user else None
        client = ClientOptions(settings.proxy, settings.proxy_user, password or "")
        try:
            await keep_key(source, key, client, secrets.set, self._paths.outside_file, self._bases)
        except UserError as error:
            return error
        except Exception:  # the top of the task: nothing above could see it, and the user waits for an answer
            log.exception("a key could not be tried")
            return UserError("the key cannot be tried", "a fault of this program; the log has the details")
        return None


def outside_sources() -> tuple[OutsideSource, ...]:
    """Give the sources outside that there are."""
    from notifier.sources.outside_sources import told_sources

    return told_sources()
