"""Logins at pages that want one: the user's name is an option of the page, the password or token is in the keyring.

A page has an option `user` (name and password) or `token` (a token alone). What is secret is asked for by the name that
`secret_name` gives, kept for this run, forgotten when the server refuses it, and sent to the page's own origin only.
"""

import asyncio
import base64
from collections.abc import Callable
from typing import Final

from notifier.core.targets import PageTarget
from notifier.sources.address import AddressError, address_of

USER: Final = "user"
TOKEN: Final = "token"  # noqa: S105 - the option's name

SecretOf = Callable[[str], str | None]


def no_secret(_name: str) -> str | None:
    """Know none."""
    return None


def wants_login(target: PageTarget) -> bool:
    """Tell whether the page is read with a login."""
    return bool(target.options.get(USER) or target.options.get(TOKEN))


def origin_of(url: str) -> str:
    """Give scheme, host and port; empty for what is no address."""
    try:
        address = address_of(url)
    except AddressError:
        return ""
    return f"{address.scheme}://{address.authority}"


def secret_name(target: PageTarget) -> str:
    """Name the page's password or token in the keyring."""
    return f"page {origin_of(target.url)} {target.options.get(USER, '')}".strip()


class Logins:
    """The logins of one reader."""

    def __init__(self, secret_of: SecretOf = no_secret) -> None:
        self._secret_of = secret_of
        self._known: dict[str, str] = {}

    async def header(self, target: PageTarget) -> str | None:
        """Give what `Authorization` is to say; None where the keyring has no secret for it."""
        name = secret_name(target)
        secret = self._known.get(name) or await asyncio.to_thread(self._secret_of, name)
        if not secret:
            return None
        self._known[name] = secret
        user = target.options.get(USER)
        if user:
            return f"Basic {base64.b64encode(f'{user}:{secret}'.encode()).decode()}"
        return f"Bearer {secret}" if secret.isascii() and secret.isprintable() else None

    def refused(self, target: PageTarget) -> None:
        """Forget what the server did not take: it may have been changed."""
        self._known.pop(secret_name(target), None)
