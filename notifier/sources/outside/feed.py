"""Feeds of sources outside: entries, and elements of their own, by the parser of `notifier.sources.pages.feeds`."""

from xml.etree.ElementTree import Element

import msgspec

from notifier.sources.outside.contract import OutsideReply, SourceUnreadable
from notifier.sources.pages.feeds import Entry, feed_of, name_of, root_of
from notifier.sources.pages.provider import PageBody, PageUnreadable


class Item(msgspec.Struct, frozen=True):
    """One item of an RSS feed: the texts of its elements, by their names without a namespace, however deep."""

    texts: tuple[tuple[str, str], ...]

    def all(self, name: str) -> tuple[str, ...]:
        """Give the texts of all elements of this name."""
        return tuple(text for each, text in self.texts if each == name)

    def first(self, name: str) -> str:
        """Give the text of the first element of this name; empty: there is none."""
        return next(iter(self.all(name)), "")


def entries_of(reply: OutsideReply) -> tuple[Entry, ...]:
    """Read the entries of a feed, RSS or Atom. Raises SourceUnreadable."""
    try:
        return feed_of(PageBody("", "", 200, content=reply.content)).entries
    except PageUnreadable as error:
        raise SourceUnreadable(str(error)) from error


def items_of(reply: OutsideReply) -> list[Item]:
    """Read the items of an RSS feed; one within another is none. Raises SourceUnreadable."""
    entries_of(reply)
    root = root_of(reply.content)
    nodes = (node for head in root if name_of(head) == "channel" for node in head)
    return [_item(each) for each in nodes if name_of(each) == "item"]


def _item(node: Element) -> Item:
    return Item(tuple((name_of(each), " ".join((each.text or "").split())[:400]) for each in node.iter()))
