"""The keys of the settings: what each expects in a person's words, text -> value and value -> text.

Types and limits come from the `Settings` struct, so a new setting needs nothing here. Reading and writing the file is
in `notifier.config.file`.
"""

import re
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec
from msgspec import inspect

from notifier.config.model import Settings, WatchedService
from notifier.config.paths import languages
from notifier.core.addresses import is_id, is_ip
from notifier.core.alerts.phone import phones_of
from notifier.core.failure import N_, UserError
from notifier.core.outside.broker import broker_of
from notifier.core.quiet_hours import PATTERN as QUIET_TIMES

YES: Final = frozenset({"yes", "true", "on", "1", "ya"})
NO: Final = frozenset({"no", "false", "off", "0", "tidak"})
PROXY_SCHEMES: Final = ("http", "https", "socks5", "socks5h")

FIELDS: Final = {field.encode_name: field for field in msgspec.structs.fields(Settings)}
WATCHED_FIELDS: Final = {field.encode_name: field for field in msgspec.structs.fields(WatchedService)}


def checked(key: str, field: msgspec.structs.FieldInfo, value: Any) -> Any:
    """Give the value as the struct holds it; raise UserError that names the key and says what is expected."""
    try:
        value = msgspec.convert(value, field.type)
    except msgspec.ValidationError:
        raise UserError("{key} cannot be {value}", "expected {expected}", **_shown(key, field, value)) from None
    check = _CHECKS.get(key)
    if check is not None:
        check(value)
    return value


def parsed(key: str, field: msgspec.structs.FieldInfo, text: str) -> Any:
    """Make a value of what a person typed."""
    match inspect.type_info(field.type):
        case inspect.BoolType():
            value: Any = _flag(text)
        case inspect.FloatType() | inspect.IntType():
            value = _number(text)
        case inspect.VarTupleType():
            value = [part.strip() for part in text.split(",") if part.strip()]
        case _:
            value = text.strip()
    return checked(key, field, text if value is None else value)


def typed(value: Any) -> str:
    """Say a value as a person would type it."""
    match value:
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:g}" if abs(value) < 1e6 else repr(value)
        case tuple() | list():
            return ", ".join(str(each) for each in value)
        case _:
            return str(value)


def expected(field: msgspec.structs.FieldInfo) -> UserError:
    """Say what a key expects: "a number from 5 to 86400"; as an error's part, it can be said in any language."""
    match inspect.type_info(field.type):
        case inspect.BoolType():
            return UserError("yes or no")
        case inspect.FloatType(ge=least, le=most) if least is not None and most is not None:
            return UserError("a number from {least} to {most}", least=f"{least:g}", most=f"{most:g}")
        case inspect.IntType(ge=least, le=most) if least is not None and most is not None:
            return UserError("a whole number from {least} to {most}", least=least, most=most)
        case inspect.FloatType() | inspect.IntType():
            return UserError("a number")
        case inspect.EnumType(cls=kind):
            return UserError("one of: {choices}", choices=", ".join(str(each.value) for each in kind))
        case inspect.StrType(pattern=str(pattern)):
            return _expected_text(pattern)
        case inspect.VarTupleType():
            return UserError("a list, separated by commas")
        case _:
            return UserError("text")


def unknown(key: str, known: list[str]) -> UserError:
    """Make the error for a key that does not exist, with the nearest one that does."""
    import difflib  # for mistakes only

    near = difflib.get_close_matches(key, known, 1)
    if near:
        return UserError("there is no setting {key}", "did you mean {near}?", key=key, near=near[0])
    return UserError("there is no setting {key}", "the settings are: {known}", key=key or '""', known=", ".join(known))


def _shown(key: str, field: msgspec.structs.FieldInfo, value: Any) -> dict[str, object]:
    shown = typed(value) if isinstance(value, bool | int | float | str | list) else type(value).__name__
    return {"key": key, "value": shown[:80] or '""', "expected": expected(field)}


def _expected_text(pattern: str) -> UserError:
    choices = re.fullmatch(r"\^\(([a-z|]+)\)(\??)\$", pattern)
    if choices:
        named = choices[1].replace("|", ", ")
        if choices[2]:
            return UserError("one of: {choices}, or nothing", choices=named)
        return UserError("one of: {choices}", choices=named)
    if pattern == QUIET_TIMES:
        return UserError("from when to when, such as 22:00-07:00, or nothing")
    if pattern.startswith("^(#"):
        return UserError("a colour such as #2f7d6b, or nothing")
    return UserError("two capital letters, such as ID, or nothing")


def _flag(text: str) -> bool | None:
    word = text.strip().lower()
    return True if word in YES else False if word in NO else None


def _number(text: str) -> float | int | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return int(number) if number.is_integer() else number


def _check_language(value: str) -> None:
    if value and value not in (known := languages()):
        hint = N_("expected {known}, or nothing for the system's")
        raise UserError("language cannot be {value}", hint, value=value[:80], known=", ".join(known))


def _check_proxy(value: str) -> None:
    if value in ("", "none"):
        return
    hint = N_("expected http://host:port, socks5://host:port, none, or nothing for the system's")
    try:
        parts = urlsplit(value)
        usable = parts.scheme in PROXY_SCHEMES and bool(parts.hostname) and parts.port is not None
    except ValueError:
        raise UserError("proxy cannot be read", hint) from None
    if parts.password is not None:
        raise UserError("proxy must not hold a password", "it belongs in the keyring: enter it in the settings window")
    if parts.username is not None:
        raise UserError("proxy must not hold a user's name", "put it into proxy_user")
    if not usable or parts.path not in ("", "/") or parts.query:
        raise UserError("proxy cannot be {value}", hint, value=value[:80])


def _check_broker(value: str) -> None:
    if value:
        broker_of(value)


def _check_anchors(value: tuple[str, ...]) -> None:
    from notifier.config.anchors import anchors_of  # as in `watch_of`

    anchors_of(value)


def _check_other_resolver(value: str) -> None:
    if value and not is_ip(value):
        hint = N_("expected the address of a name server, such as 9.9.9.9, or nothing")
        raise UserError("other_resolver cannot be {value}", hint, value=value[:80])


def _check_id(value: str) -> None:
    if not is_id(value):
        raise UserError("id cannot be {value}", "expected a service's id: lower case, no spaces", value=value[:80])


def _check_catalogue_key(value: str) -> None:
    if value and not re.fullmatch(r"RW[A-Za-z0-9+/]{54}", value):
        hint = N_("expected minisign's public key (56 characters that begin with RW), or nothing")
        raise UserError("catalogue_key cannot be read", hint)


_CHECKS: Final[dict[str, Callable[[Any], object]]] = {
    "language": _check_language,
    "proxy": _check_proxy,
    "broker": _check_broker,
    "anchors": _check_anchors,
    "other_resolver": _check_other_resolver,
    "phones": phones_of,
    "id": _check_id,
    "catalogue_key": _check_catalogue_key,
}
