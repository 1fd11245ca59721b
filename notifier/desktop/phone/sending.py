"""Sending one notice to one address, through Apprise: it blocks, and belongs into a thread of its own.

What goes wrong is a `UserError`, which says what the other side answered and nothing of the address; what Apprise and
its libraries log holds addresses, and goes nowhere.
"""

import logging
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

from notifier.core.alerts.phone import PhoneAddress, PhoneLevel
from notifier.core.failure import N_, UserError
from notifier.desktop.phone.kinds import EXAMPLES, KINDS, Kind, host_of, how_to_install, is_installed

log = logging.getLogger(__name__)

_NOISY: Final = ("apprise", "urllib3", "requests", "requests_oauthlib", "oauthlib")
_STATUS: Final = re.compile(r"error=(\d{3})")
_REFUSED: Final = frozenset({401, 403})
_PATIENCE_S: Final = 10.0


ProxyFor = Callable[[str], str]
"""Gives the proxy for a web address, its password in it; empty: the direct way. Raises UserError."""


def address_of(url: str, number: str, level: PhoneLevel) -> PhoneAddress:
    """Read an address as a person typed it: what may be seen of it. Raises UserError."""
    kind, plugin = _plugin(url)
    return PhoneAddress(number, _scheme(url), host_of(kind, plugin), level)


def send(url: str, title: str, body: str, proxy_for: ProxyFor) -> UserError | None:
    """Send it; give why it could not be sent, None: it was. Mail goes the direct way: proxies serve HTTP only."""
    try:
        kind, plugin = _plugin(url)
        _module(kind).requests = _Requests(proxy_for)
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
    plugin.socket_connect_timeout = plugin.socket_read_timeout = _PATIENCE_S
    return kind, plugin


def _module(kind: Kind) -> Any:
    return import_module(f"apprise.plugins.{kind.module}")


class _Requests:
    """Stands where a plugin of Apprise expects `requests`: the same, through the user's proxy.

    WORKAROUND: Apprise takes proxies from the environment alone.
    """

    def __init__(self, proxy_for: ProxyFor) -> None:
        self._proxy_for = proxy_for

    def __getattr__(self, name: str) -> Any:
        import requests

        return getattr(requests, name)

    def post(self, url: str, **options: Any) -> Any:
        """As `requests.post`. Raises UserError for a proxy that cannot be used."""
        return self.request("post", url, **options)

    def request(self, method: str, url: str, **options: Any) -> Any:
        """As `requests.request`. Raises UserError for a proxy that cannot be used."""
        proxy = self._proxy_for(url)
        if proxy.startswith("socks") and find_spec("socks") is None:
            raise UserError("notices to the phone cannot use a SOCKS proxy", "name one that speaks HTTP")
        return self.__getattr__("request")(method, url, proxies={"http": proxy, "https": proxy}, **options)


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
