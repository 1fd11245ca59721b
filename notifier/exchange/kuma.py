"""Uptime Kuma: its backup (version 1, JSON), and the JSON behind its public status pages."""

import re
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

from notifier.catalogue.own import service_from_address
from notifier.core.failure import N_, UserError
from notifier.exchange.model import Collected, Entry, WatchList
from notifier.exchange.wire import codes_between, flag, http_service, named, plain_entry, rows, table, text
from notifier.probes.http import Expect

_PAGE: Final = re.compile(r"/status/([A-Za-z0-9_-]{1,100})/?")
_RANGE: Final = re.compile(r"(\d{3})(?:-(\d{3}))?")
_DOTTED: Final = re.compile(r"(?:\$\.?)?([A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*)")
_SILENT: Final = ("group",)
_USUAL: Final = ("200-299",)
_WEB: Final = ("http", "keyword", "json-query")


def data_address(url: str) -> str:
    """Where the data of a status page is, if this is the address of one; else the address itself."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    found = _PAGE.search(parts.path)
    if found is None:
        return url
    path = f"{parts.path[: found.start()]}/api/status-page/{found[1]}"
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def read_backup(document: dict[str, Any]) -> WatchList:
    """Read a backup."""
    found = Collected()
    if rows(document, "notificationList"):
        found.lose("notificationList", UserError("where it sends its messages is not imported"))
    for monitor in rows(document, "monitorList"):
        name = text(monitor, "name") or text(monitor, "url") or text(monitor, "hostname")
        if text(monitor, "type") in _SILENT:
            continue
        with found.or_lost(name or "?"):
            _monitor(monitor, name, found)
    return found.done()


def read_page(document: dict[str, Any]) -> WatchList:
    """Read what a public status page says of its monitors: often no more than their names."""
    found = Collected()
    for group in rows(document, "publicGroupList"):
        for monitor in rows(group, "monitorList"):
            name, url = text(monitor, "name"), text(monitor, "url")
            if url in ("", "https://", "http://"):
                hint = N_("The page itself can be watched: outage-notifier add its address.")
                found.lose(name, UserError("the page does not tell its address", hint))
                continue
            with found.or_lost(name):
                found.add(plain_entry(name, url))
    return found.done()


def _monitor(monitor: Any, name: str, found: Collected) -> None:
    kind = text(monitor, "type")
    if not flag(monitor, "active", otherwise=True):
        raise UserError("it is switched off there")
    if flag(monitor, "upsideDown"):
        raise UserError("that a thing must not answer cannot be watched here")
    if kind in _WEB:
        _web(monitor, kind, name, found)
    elif kind == "port":
        found.add(plain_entry(name, _host_and_port(monitor)))
    elif kind == "dns":
        if text(monitor, "dns_resolve_type") not in ("", "A", "AAAA"):
            raise UserError("only addresses of names are looked up here")
        found.add(Entry(name, named(service_from_address(f"dns:{text(monitor, 'hostname')}"), name)))
    else:
        raise UserError("its kind, {kind}, is not known here", kind=kind[:40] or "?")


def _host_and_port(monitor: Any) -> str:
    host = text(monitor, "hostname")
    return f"tcp://{f'[{host}]' if ':' in host else host}:{text(monitor, 'port')}"


def _web(monitor: Any, kind: str, name: str, found: Collected) -> None:
    method = text(monitor, "method") or "GET"
    if method not in ("GET", "HEAD"):
        raise UserError("only GET and HEAD are asked here, not {method}", method=method[:20])
    if flag(monitor, "invertKeyword"):
        raise UserError("that a word must be missing cannot be watched here")
    wanted = [each for each in rows(monitor, "accepted_statuscodes") if isinstance(each, str)]
    codes = tuple(code for each in wanted for code in _codes(each))
    if wanted and not codes:
        raise UserError("it expects a failure, which cannot be watched here")
    _web_losses(monitor, name, found)
    path = value = ""
    if kind == "json-query":
        simple = _DOTTED.fullmatch(text(monitor, "jsonPath"))
        if simple is None or text(monitor, "jsonPathOperator") not in ("", "=="):
            raise UserError("its question about JSON is too much for this program")
        path, value = simple[1], text(monitor, "expectedValue")
    body = text(monitor, "keyword") if kind == "keyword" else ""
    plain = tuple(wanted) in ((), _USUAL) and method == "GET" and kind == "http"
    service = http_service(text(monitor, "url"), name, Expect(codes, body, path, value), method)
    found.add(Entry(name, service, plain=plain))


def _web_losses(monitor: Any, name: str, found: Collected) -> None:
    """Tell what is left out of a monitor that is taken over all the same."""
    if text(monitor, "basic_auth_user") or text(monitor, "headers") or table(monitor, "headers"):
        found.lose(name, UserError("imported without its login and headers"))
    if text(monitor, "body"):
        found.lose(name, UserError("imported without what it sends"))
    if flag(monitor, "ignoreTls"):
        found.lose(name, UserError("imported, but a bad certificate counts as a failure here"))


def _codes(text_: str) -> tuple[int, ...]:
    found = _RANGE.fullmatch(text_.strip())
    if found is None:
        return ()
    return codes_between(int(found[1]), int(found[2] or found[1]))
