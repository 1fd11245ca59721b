"""Gatus: the endpoints of its configuration, and those of their conditions that can be watched here."""

import re
from typing import Any, Final

from notifier.catalogue.own import service_from_address
from notifier.core.failure import UserError
from notifier.exchange.model import Collected, Entry, WatchList
from notifier.exchange.wire import codes_between, flag, http_service, named, one_line, plain_entry, rows, table, text
from notifier.probes.http import Expect

BEGINNING: Final = re.compile(r"^(?:endpoints|external-endpoints|services)\s*:", re.MULTILINE)
_STATUS: Final = re.compile(r"\[STATUS\]\s*(==|<|<=|!=)\s*(\d{3})")
_ANY_STATUS: Final = re.compile(r"\[STATUS\]\s*==\s*any\(([\d\s,]+)\)")
_CONTAINS: Final = re.compile(r"\[BODY\]\s*==\s*pat\(\*([^*]+)\*\)")
_JSON: Final = re.compile(r"\[BODY\]\.([A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*)\s*==\s*([^()]+)")
_CONNECTED: Final = re.compile(r"\[CONNECTED\]\s*==\s*true")
_SECRET: Final = re.compile(r"\$\{?[A-Za-z_]")


def read_config(document: Any) -> WatchList:
    """Read a configuration."""
    found = Collected()
    for endpoint in rows(document, "endpoints") or rows(document, "services"):
        name = _name(endpoint)
        with found.or_lost(name):
            _endpoint(endpoint, name, found)
    for endpoint in rows(document, "external-endpoints"):
        found.lose(_name(endpoint), UserError("it waits to be told, which cannot be done here"))
    for suite in rows(document, "suites"):
        found.lose(_name(suite), UserError("several steps in a row cannot be watched here"))
    return found.done()


def _name(endpoint: Any) -> str:
    name, group = text(endpoint, "name") or text(endpoint, "url"), text(endpoint, "group")
    return f"{group} / {name}" if group and name else name or "?"


def _endpoint(endpoint: Any, name: str, found: Collected) -> None:
    url = text(endpoint, "url")
    if not flag(endpoint, "enabled", otherwise=True):
        raise UserError("it is switched off there")
    if _SECRET.search(url):
        raise UserError("its address is made of variables, which are not known here")
    conditions = [each.strip() for each in rows(endpoint, "conditions") if isinstance(each, str)]
    if table(endpoint, "dns"):
        _dns(endpoint, name, found, conditions)
    elif url.startswith(("http://", "https://")):
        _web(endpoint, url, name, found, conditions)
    elif url.startswith(("tcp://", "tls://")):
        _lose_conditions([each for each in conditions if not _CONNECTED.fullmatch(each)], name, found)
        found.add(plain_entry(name, url))
    else:
        kind = url.partition("://")[0][:20] if "://" in url else "?"
        raise UserError("its kind, {kind}, is not known here", kind=kind)


def _dns(endpoint: Any, name: str, found: Collected, conditions: list[str]) -> None:
    query = table(endpoint, "dns")
    if text(query, "query-type") not in ("", "A", "AAAA"):
        raise UserError("only addresses of names are looked up here")
    _lose_conditions([each for each in conditions if "NOERROR" not in each], name, found)
    found.add(Entry(name, named(service_from_address(f"dns:{text(query, 'query-name').rstrip('.')}"), name)))


def _web(endpoint: Any, url: str, name: str, found: Collected, conditions: list[str]) -> None:
    method = text(endpoint, "method") or "GET"
    if method not in ("GET", "HEAD") or flag(endpoint, "graphql"):
        raise UserError("only GET and HEAD are asked here, not {method}", method=method[:20])
    expect, usual, lost = _expected(conditions)
    _lose_conditions(lost, name, found)
    if table(endpoint, "headers"):
        found.lose(name, UserError("imported without its login and headers"))
    if table(endpoint, "client"):
        found.lose(name, UserError("imported without its settings of how it connects"))
    found.add(Entry(name, http_service(url, name, expect, method), plain=usual and method == "GET"))


def _expected(conditions: list[str]) -> tuple[Expect, bool, list[str]]:
    """What of the conditions can be watched; whether that is no more than an ordinary answer; and what cannot."""
    codes: tuple[int, ...] = ()
    body = path = value = ""
    lost = []
    for each in conditions:
        wanted = _codes(each)
        if wanted:
            codes = tuple(code for code in wanted if code in codes) if codes else wanted
        elif (match := _CONTAINS.fullmatch(each)) and not body:
            body = match[1]
        elif (match := _JSON.fullmatch(each)) and not path:
            path, value = match[1], match[2].strip()
        elif not _CONNECTED.fullmatch(each):
            lost.append(each)
    usual = codes in ((), (200,)) and not (body or path)
    return Expect(codes, body, path, value), usual, lost


def _codes(condition: str) -> tuple[int, ...]:
    if match := _ANY_STATUS.fullmatch(condition):
        numbers = {int(each) for each in match[1].replace(",", " ").split() if len(each) == 3}
        return tuple(sorted(code for number in numbers for code in codes_between(number, number)))
    if not (match := _STATUS.fullmatch(condition)):
        return ()
    number = int(match[2])
    match match[1]:
        case "==":
            return codes_between(number, number)
        case "<":
            return codes_between(100, number - 1)
        case "<=":
            return codes_between(100, number)
        case _:
            return tuple(code for code in codes_between(100, 499) if code != number)


def _lose_conditions(conditions: list[str], name: str, found: Collected) -> None:
    if conditions:
        found.lose(name, UserError("imported without these conditions: {conditions}", conditions=one_line(conditions)))
