"""Sending one notice to one address, through Apprise: it blocks, and belongs into a thread of its own.

What goes wrong is a `UserError`, which says what the other side answered and nothing of the address; what Apprise and
its libraries log holds addresses, and goes nowhere.
"""

import logging
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from notifier.core.alerts.phone import PhoneAddress, PhoneLevel
from notifier.core.failure import N_, UserError
from notifier.desktop.phone.kinds import EXAMPLES, KINDS, OWN, Kind, host_of, how_to_install, is_installed
from notifier.desktop.phone.taken import Taken

if TYPE_CHECKING:
    from notifier.desktop.phone.web import Ask

log = logging.getLogger(__name__)

_NOISY: Final = ("apprise", "urllib3", "requests", "requests_oauthlib", "oauthlib")
_PLACE: Final = re.compile(r"(?:[^@]*@)?(?:\[[0-9A-Fa-f:.]+\]|[^:@\[\]\s]+)(?::\d{1,5})?")
"""What may stand before the first slash: a login, a host and a port. Apprise guesses where a password has an @ or a
slash in it, and takes a part of that for the host."""
_STATUS: Final = re.compile(r"error=(\d{3})")
_REFUSED: Final = frozenset({401, 403})
PATIENCE_S: Final = 20.0
"""So long one notice may take: the others wait for it. Chosen."""


def address_of(url: str, number: str, level: PhoneLevel) -> PhoneAddress:
    """Read an address as a person typed it: what may be seen of it. Raises UserError."""
    kind, plugin = _plugin(url)
    return PhoneAddress(number, _scheme(url), host_of(kind, plugin), level)


def send(url: str, title: str, body: str, ask: "Ask", taken: Taken | None = None) -> UserError | None:
    """Send it; give why it could not be sent, None: it was. `ask` speaks HTTP; mail goes the direct way.

    What was `taken` before is not sent again, and what is now is added there.
    """
    try:
        kind, plugin = _plugin(url)
        _bound(kind, ask, taken or Taken())
        with _answers() as said:
            if plugin.notify(title=kind.plain(title), body=kind.plain(body), body_format=kind.format):
                return None
    except UserError as error:
        return error
    except Exception as error:  # the other side's answers, in Apprise's hands: anything
        log.info("a notice could not be sent: %s", type(error).__name__)
        return _unreachable()
    return _fault(" ".join(said))


def _plugin(url: str) -> tuple[Kind, Any]:
    if not is_installed():
        raise UserError("notices to the phone need Apprise", "install it: {command}", command=how_to_install())
    scheme = _scheme(url)
    kind = KINDS.get(scheme)
    if kind is None:
        hint = N_("for example: {examples}")
        raise UserError("this is not an address for notices to the phone", hint, examples=", ".join(EXAMPLES))
    if kind.host == OWN and not _PLACE.fullmatch(re.split(r"[/?#]", url.strip().partition("://")[2], maxsplit=1)[0]):
        hint = N_("write @, / and : in a name or a password as %40, %2F and %3A")
        raise UserError("it is not clear which host the address means", hint)
    _keep_quiet()
    import apprise

    made = getattr(_module(kind), kind.plugin)
    asset = apprise.AppriseAsset(
        app_id="Outage Notifier",
        app_desc="",
        app_url="",
        image_url_mask="",
        image_url_logo="",
        http_redirects=False,
        async_mode=False,
    )
    try:
        parsed = made.parse_url(url.strip())
        plugin = made(**parsed | {"format": kind.format}, asset=asset) if parsed else None
    except (TypeError, ValueError, apprise.exception.AppriseException):
        plugin = None
    if plugin is None:
        hint = N_("for example: {examples}")
        raise UserError("the address is not complete", hint, examples=", ".join(EXAMPLES))
    plugin.socket_connect_timeout = plugin.socket_read_timeout = PATIENCE_S
    return kind, plugin


def _module(kind: Kind) -> Any:
    return import_module(f"apprise.plugins.{kind.module}")


def _bound(kind: Kind, ask: "Ask", taken: Taken) -> None:
    """Have a plugin speak to the world by what is bounded; imported with the first notice, as Apprise is."""
    from notifier.desktop.phone.mail import Mail
    from notifier.desktop.phone.web import Web

    package = _module(kind).__name__
    bounded = {"requests": Web(ask, PATIENCE_S, taken), "smtplib": Mail(PATIENCE_S, taken)}
    for module in [each for name, each in sys.modules.items() if name == package or name.startswith(f"{package}.")]:
        for name in bounded.keys() & vars(module).keys():
            setattr(module, name, bounded[name])


def _scheme(url: str) -> str:
    return url.strip().partition("://")[0].lower() if "://" in url else ""


def _keep_quiet() -> None:
    """Keep addresses out of our log: what these libraries say there may hold them."""
    for name in _NOISY:
        logging.getLogger(name).propagate = False


class _Heard(logging.Handler):
    """Hears what Apprise says of a notice in this thread."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread:
            self.said.append(record.getMessage())


@contextmanager
def _answers() -> Iterator[list[str]]:
    logger, heard = logging.getLogger("apprise"), _Heard()
    logger.addHandler(heard)
    try:
        yield heard.said
    finally:
        logger.removeHandler(heard)


def _fault(said: str) -> UserError:
    """Say what the other side answered: its status is all that is taken from Apprise's words."""
    found = _STATUS.search(said)
    if found is None:
        return _unreachable()
    status = int(found[1])
    if status in _REFUSED:
        return UserError("the other side refused it (status {status})", "check name, password or token", status=status)
    return UserError("the other side did not take it (status {status})", "check the address", status=status)


def _unreachable() -> UserError:
    return UserError("it could not be sent", "check the address, its password, and your connection")
