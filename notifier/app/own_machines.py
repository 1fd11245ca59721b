"""The user's other machines, for the settings: pairing, who is there, and shutting one out.

Secrets go to the keyring, broker and place to the settings; that the engine works by them follows from these. Who is
there is asked in the loop of whoever works.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, Signal, Slot

from notifier.app.supervisor import Work
from notifier.config import secrets
from notifier.config.paths import Paths
from notifier.core.failure import N_, UserError
from notifier.core.outside.broker import Machine, broker_of
from notifier.ui.settings.store import SettingsStore
from notifier.words.page_faults import fault_words

if TYPE_CHECKING:
    from notifier.sources.machines.known_machines import KnownMachines
    from notifier.sources.machines.pairing import Membership

log = logging.getLogger(__name__)


class OwnMachines(QObject):
    """Pairs, asks, and lists.

    Signals: `answered` when it was asked who is there, with what is wrong (a `UserError`) or None; `another_key` when
    who works has to begin anew with another key.
    """

    answered = Signal(object)
    another_key = Signal()

    def __init__(self, paths: Paths, settings: SettingsStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._paths = paths
        self._settings = settings
        self._submit: Callable[[Work], bool] = lambda _work: False

    def attend(self, submit: Callable[[Work], bool]) -> None:
        """Work in this loop from now on."""
        self._submit = submit

    def code(self) -> str:
        """Give the code for the next machine. Raises UserError."""
        from notifier.sources.machines.pairing import code_of, membership

        member = membership(self._settings.settings.broker, secrets.get)
        return code_of(member.broker, member.key)

    def pair(self, address: str, user: str, password: str, place: str) -> None:
        """Be the first machine at a broker: make a key. Raises UserError, and then nothing is changed."""
        from notifier.sources.machines.pairing import Membership, new_key

        broker = broker_of(address.strip())
        if user.strip():
            broker = broker_of(msgspec.structs.replace(broker, user=user.strip()).url)
        self._keep(Membership(broker, new_key(), password), place)

    def join(self, code: str, password: str, place: str) -> None:
        """Be the next machine, by another one's code. Raises UserError, and then nothing is changed."""
        from notifier.sources.machines.pairing import Membership, read_code

        broker, key = read_code(code)
        self._keep(Membership(broker, key, password), place)

    def leave(self) -> None:
        """Ask and answer no others any more. Raises UserError, and then nothing is changed."""
        from notifier.sources.machines.pairing import forget

        forget(secrets.set)
        self._list().clear()
        self._settings.change(broker="", answer_machines=False)

    def known(self) -> tuple[Machine, ...]:
        """Give those that were heard."""
        return self._list().all()

    def remove(self, place: str) -> str:
        """Shut a machine out for good; give the code that the others need then. Raises UserError."""
        from notifier.sources.machines.pairing import without

        code = without(place, self._settings.settings.broker, self._list(), secrets.get, secrets.set)
        self.another_key.emit()
        return code

    @Slot()
    def ask(self) -> None:
        """Ask who is there."""

        async def work() -> None:
            self.answered.emit(await self._fault())

        if not self._submit(work):
            self.answered.emit(UserError("nobody can be asked just now", "try again in a moment"))

    def _keep(self, member: "Membership", place: str) -> None:
        from notifier.sources.machines.pairing import keep, place_of

        named = place_of(place)
        keep(member, secrets.set)
        self._list().clear()
        before = self._settings.settings
        self._settings.change(broker=member.broker.url, place=named)
        if (before.broker, before.place) == (member.broker.url, named):
            self.another_key.emit()

    def _list(self) -> "KnownMachines":
        from notifier.sources.machines.known_machines import KnownMachines

        return KnownMachines(self._paths.machines_file)

    async def _fault(self) -> UserError | None:
        from notifier.sources.machines.asking import Asker
        from notifier.sources.machines.broker import BrokerSilentError
        from notifier.sources.machines.pairing import membership

        settings = self._settings.settings
        try:
            member = await asyncio.to_thread(membership, settings.broker, secrets.get)
            answers = await Asker(member.broker, member.password, member.key, settings.place).ask(None)
        except UserError as error:
            return error
        except BrokerSilentError as error:
            hint = N_("check its address and certificate, and your password")
            return UserError("the broker does not answer ({reason})", hint, reason=fault_words(str(error)))
        except Exception:  # the top of the task: nothing above could see it, and the user waits for an answer
            log.exception("other machines could not be asked")
            return UserError("nobody could be asked", "a fault of this program; the log has the details")
        self._list().answered(answers, None)
        if not answers:
            hint = N_("answering has to be switched on there, too")
            return UserError("the broker answers, but no other computer does", hint)
        return None
