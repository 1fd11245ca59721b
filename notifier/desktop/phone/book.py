"""The addresses that notices are sent to: the whole text is in the keyring alone, by the number of what may be seen."""

from collections.abc import Callable, Collection

from notifier.core.alerts.phone import PhoneAddress, PhoneLevel, next_number
from notifier.core.failure import UserError
from notifier.desktop.phone.sending import address_of

Get = Callable[[str], str | None]
Set = Callable[[str, str], None]


class PhoneBook:
    """Keeps and gives them; `get` and `set_` are the keyring's. Both faces use it."""

    def __init__(self, get: Get, set_: Set) -> None:
        self._get = get
        self._set = set_

    def read(self, url: str, level: PhoneLevel, known: Collection[PhoneAddress]) -> PhoneAddress:
        """Give what may be seen of a new address. Raises UserError."""
        return address_of(url, next_number(known), level)

    def keep(self, phone: PhoneAddress, url: str) -> None:
        """Put an address into the keyring. Raises UserError where there is none."""
        self._set(phone.secret, url.strip())

    def address(self, phone: PhoneAddress) -> str | None:
        """Give an address; None where the keyring has none, or is locked."""
        return self._get(phone.secret)

    def wanted_address(self, phone: PhoneAddress) -> str:
        """Give an address. Raises UserError where the keyring does not."""
        found = self.address(phone)
        if not found:
            raise UserError("its address is not in the keyring", "unlock the keyring, or enter the address again")
        return found

    def forget(self, phone: PhoneAddress) -> None:
        """Take an address out of the keyring. Raises UserError where it is locked."""
        self._set(phone.secret, "")
