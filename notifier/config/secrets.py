"""Secrets in the system's keyring, and nowhere else: passwords, keys of sources, tokens of pages.

The keyring is imported on first use (it takes 90 ms and 24 MB). One that is locked or absent is an ordinary value; it
is never unlocked from here, because that would ask the user while the program waits. One that does not answer is asked
in a thread that is left behind, and counts as absent for as long as that waits.
"""

import logging
import os
import sys
import threading
from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, TypeVar

import msgspec

from notifier.core.failure import UserError

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

log = logging.getLogger(__name__)

SERVICE: Final = "outage-notifier"
PATIENCE_S: Final = 1.5
"""Less than the program may take to end. Who did not answer in time is asked again later."""
KEEPING_S: Final = 4.0
"""Somebody has just typed what is to be kept."""
APART_S: Final = 10.0
"""Another process has to begin first."""
PROXY_PASSWORD: Final = "proxy-password"  # noqa: S105 - the name under which it is kept


Value = TypeVar("Value")


class KeyringState(StrEnum):
    """Whether secrets can be kept here."""

    READY = "ready"
    LOCKED = "locked"
    ABSENT = "absent"


class Keyring(msgspec.Struct, frozen=True):
    """The system's keyring as found; true when it can be used now."""

    state: KeyringState
    name: str = ""

    def __bool__(self) -> bool:
        return self.state is KeyringState.READY


class _SilentError(Exception):
    """The keyring does not answer."""


class _Asking:
    """The thread that a silent keyring keeps waiting, if there is one."""

    waiting: threading.Thread | None = None


def _within_patience(ask: Callable[[], Value], patience_s: float = PATIENCE_S) -> Value:
    """Ask the keyring. Raises _SilentError where it takes too long, and what the question raises."""
    if _Asking.waiting is not None and _Asking.waiting.is_alive():
        raise _SilentError
    answers, errors = list[Value](), list[Exception]()

    def work() -> None:
        try:
            answers.append(ask())
        except Exception as error:  # raised again where it was asked
            errors.append(error)

    thread = threading.Thread(target=work, name="keyring", daemon=True)
    thread.start()
    thread.join(patience_s)
    if thread.is_alive():
        _Asking.waiting = thread
        raise _SilentError
    if errors:
        raise errors[0]
    return answers[0]


def available() -> Keyring:
    """Tell which keyring there is and whether it is open. Never asks the user, never raises."""
    try:
        return _within_patience(_found)
    except Exception as error:  # any backend, any bus: what they throw is theirs
        log.info("no keyring: %s", type(error).__name__)
    return Keyring(KeyringState.ABSENT)


def available_apart() -> bool:
    """Tell whether a keyring can be used, without importing it here for good: on Linux another process is asked.

    Blocks for up to some seconds.
    """
    if sys.platform != "linux" or "keyring" in sys.modules or getattr(sys, "frozen", False):
        return bool(available())
    import subprocess

    code = f"import sys; from {__name__} import available; sys.exit(not available())"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(each for each in sys.path if each)}
    quiet = subprocess.DEVNULL
    try:
        return not subprocess.run(  # noqa: S603 ours
            [sys.executable, "-P", "-c", code],
            env=environment,
            stdin=quiet,
            stdout=quiet,
            stderr=quiet,
            timeout=APART_S,
            check=False,
        ).returncode
    except (OSError, subprocess.TimeoutExpired) as error:
        log.info("nobody could be asked for the keyring: %s", type(error).__name__)
        return False


def _found() -> Keyring:
    import keyring

    for backend in _backends(keyring.get_keyring()):
        if type(backend).__module__.endswith((".fail", ".null")) or backend.priority <= 0:
            continue
        state = KeyringState.LOCKED if _is_locked(backend) else KeyringState.READY
        return Keyring(state, str(backend.name))
    return Keyring(KeyringState.ABSENT)


def get(name: str) -> str | None:
    """Read a secret; None where there is none, or no open keyring to ask (`available` tells which)."""
    if not available():
        return None
    import keyring

    try:
        return _within_patience(lambda: keyring.get_password(SERVICE, name))
    except Exception as error:  # as above
        log.info("the keyring did not answer: %s", type(error).__name__)
        return None


def set(name: str, value: str) -> None:  # noqa: A001 - read as secrets.set
    """Keep a secret, or forget it where `value` is empty. Raises UserError where there is no open keyring."""
    found = available()
    if found.state is KeyringState.ABSENT:
        raise UserError("there is no keyring to keep the password in", "install one, such as gnome-keyring or KWallet")
    if found.state is KeyringState.LOCKED:
        raise UserError("the keyring is locked", "unlock it (the system's password manager does that), then try again")
    from keyring.errors import PasswordDeleteError

    try:
        _within_patience(lambda: _keep(name, value), KEEPING_S)
    except PasswordDeleteError:
        return  # gone already
    except Exception as error:  # as above
        kind = type(error).__name__
        raise UserError("the keyring did not take the password", "{kind}", kind=kind) from error


def _keep(name: str, value: str) -> None:
    import keyring

    if value:
        keyring.set_password(SERVICE, name, value)
    elif keyring.get_password(SERVICE, name) is not None:
        keyring.delete_password(SERVICE, name)


def _backends(backend: "KeyringBackend") -> list[Any]:
    """The backends behind a chain, best first."""
    return list(getattr(backend, "backends", None) or [backend])


def _is_locked(backend: Any) -> bool:
    if type(backend).__module__ != "keyring.backends.SecretService":
        return False
    import secretstorage

    connection = secretstorage.dbus_init()
    try:
        return bool(secretstorage.get_default_collection(connection).is_locked())
    finally:
        connection.close()
