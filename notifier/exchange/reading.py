"""From the bytes of a list to what it says: the formats are told apart by what stands at their beginning."""

from typing import Any, Final

import msgspec

from notifier.core.failure import UserError
from notifier.exchange import gatus, kuma, own_list
from notifier.exchange.model import WatchList
from notifier.exchange.opml import read_opml
from notifier.exchange.plain_list import read_lines

LIST_MOST: Final = 4 * 1024 * 1024


def read_list(data: bytes) -> WatchList:
    """Read a list of any known kind. Raises UserError."""
    if len(data) > LIST_MOST:
        raise UserError("the list is too large", "Expected at most {size} MB.", size=LIST_MOST // 1024 // 1024)
    if data.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0")[:1] == b"<":
        return read_opml(data)
    text = _text(data)
    if text.lstrip()[:1] in ("{", "["):
        return _of_json(text)
    if gatus.BEGINNING.search(text):
        from notifier.exchange.plain_yaml import document_of  # for such lists alone

        return gatus.read_config(document_of(text))
    return read_lines(text)


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise _unknown() from error


def _of_json(text: str) -> WatchList:
    try:
        document: Any = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        raise UserError("the list is not JSON that can be read", "{message}", message=str(error)) from error
    if not isinstance(document, dict):
        raise _unknown()
    if own_list.MARK in document:
        return own_list.read_own(document)
    if "monitorList" in document:
        return kuma.read_backup(document)
    if "publicGroupList" in document:
        return kuma.read_page(document)
    if "endpoints" in document:
        return gatus.read_config(document)
    raise _unknown()


def _unknown() -> UserError:
    return UserError(
        "this is not a list of a known kind",
        "Expected an Uptime Kuma backup or status page, a Gatus configuration, OPML, a list of addresses or an export.",
    )
