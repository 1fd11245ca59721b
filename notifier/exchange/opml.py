"""OPML: outlines with addresses. A site's address counts before that of its feed."""

from typing import Final
from xml.parsers import expat

from notifier.core.failure import UserError
from notifier.exchange.model import Collected, WatchList
from notifier.exchange.wire import plain_entry

_ADDRESSES: Final = ("htmlurl", "url", "xmlurl")


def read_opml(data: bytes) -> WatchList:
    """Read an outline. Raises UserError for what is none."""
    outlines: list[dict[str, str]] = []
    roots: list[str] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        if not roots:
            roots.append(name.lower())
        if name.lower() == "outline":
            outlines.append({key.lower(): value for key, value in attributes.items()})

    def refuse(*_: object) -> None:
        raise UserError("the outline has a document type, which is not read")

    parser = expat.ParserCreate()
    parser.StartElementHandler = begin
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise UserError("the outline cannot be read", "{message}", message=str(error)) from error
    if roots != ["opml"]:
        raise UserError("this is not a list of a known kind", "A web page came, or another kind of XML than OPML.")
    return _list(outlines)


def _list(outlines: list[dict[str, str]]) -> WatchList:
    found = Collected()
    for outline in outlines:
        address = next((outline[key].strip() for key in _ADDRESSES if outline.get(key, "").strip()), "")
        if not address:
            continue  # a folder
        name = (outline.get("title") or outline.get("text") or "").strip()
        with found.or_lost(name or address):
            found.add(plain_entry(name, address))
    return found.done()
