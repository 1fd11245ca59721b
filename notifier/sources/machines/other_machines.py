"""The user's other machines as a source of readings from elsewhere, within its limit and with an account of how it did.

What it takes to ask them is imported with the first question: most users have one machine.
"""

import asyncio

from notifier.core.failure import UserError
from notifier.core.outside.broker import Broker
from notifier.core.reports import Elsewhere
from notifier.sources.logins import SecretOf
from notifier.sources.machines.known_machines import KnownMachines
from notifier.sources.machines.pairing import KEY_SECRET, PASSWORD_SECRET, key_of
from notifier.sources.outside.budgets import Budgets
from notifier.sources.outside.contract import SourceSilent
from notifier.sources.remote import RemoteCheck


class OtherMachines:
    """Asks them, for one event loop. `place` is what they call this machine's place."""

    def __init__(self, broker: Broker, place: str, secret_of: SecretOf, budgets: Budgets, known: KnownMachines) -> None:
        self._known = known
        self._broker = broker
        self._place = place
        self._secret_of = secret_of
        self._budgets = budgets
        self._source = broker.source

    async def tried(self, check: RemoteCheck) -> tuple[Elsewhere, ...]:
        """Have them try something; a row for each that can tell. Raises SourceSilent."""
        from notifier.sources.machines.asking import Asker, rows
        from notifier.sources.machines.broker import BrokerSilentError

        key = key_of(await asyncio.to_thread(self._secret_of, KEY_SECRET))
        if key is None:
            raise SourceSilent(self._source, "its key is not in the keyring, or that is locked")
        password = await asyncio.to_thread(self._secret_of, PASSWORD_SECRET) if self._broker.user else None
        if wait_s := self._budgets.spend(self._source, 1):
            raise SourceSilent(self._source, "its limit is reached", wait_s)
        try:
            answers = await Asker(self._broker, password or "", key, self._place).ask(check)
        except (BrokerSilentError, UserError) as error:
            self._budgets.failed(self._source, str(error))
            raise SourceSilent(self._source, str(error)) from error
        self._budgets.answered(self._source)
        await asyncio.to_thread(self._known.answered, answers, check)
        return rows(answers)
