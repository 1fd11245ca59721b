"""The providers of official pages, and how to add one.

A provider is a module here with a constant `PROVIDER`, and a line with its name in `notifier.sources.pages.kinds`. It
makes no requests and knows no clock; it is pure functions around requests that `notifier.sources.pages.reader` makes:

1. `requests(target)` gives the first requests. `target.url` is what the catalogue says (a page's base, or what a
   person pasted), `target.options` what it needs beside.
2. `follow(target, bodies)` may ask for more, once it has seen what came: the rest of a truncated list, the pages below
   a parent page, an address found in a web page. It is called with all bodies so far, until it gives nothing, three
   times at most. Every request waits for its turn at the host (5 s), so ask for little.
3. `parse(target, bodies, now)` gives everything that the page says as a `Page`. Bodies come in the order of the
   requests. `now` is for times that lack something (a year, a zone), and for what begins or grows old by itself:
   unchanged bodies are parsed again after ten minutes.

For whatever bytes come, `parse` gives a `Page` or raises `PageUnreadable(why)` (`misshapen(what)` makes one of data
that are not as they should be), nothing else. It never invents green: a word that is in no table is
`PageLevel.UNKNOWN`, a list that is missing is not an empty list. Where something came and something else did not, it
reads what came and notes the rest (`parsing.Parts`); an answer that does not come at all is noted for it, unless the
request's `need` says that nothing depends on it (`reading`). It decides nothing: which components and incidents count,
that what is over does not, and that what is lacking is never green, is the same for all providers (`counting`). A first
answer of 5xx, of a wall or of a page that wants a login never comes here; other statuses do, and all those after it.
Numbers: 8 requests a reading, 1 MB a body where the request does not say otherwise. `dns://name` asks for a name's
addresses.

Ids are the page's own; names are not unique. Rows that only sum others up are left out, their names are the `group` of
the rows below. All texts go through `parsing.plain` or `title`, all times through `moment`. Statements are newest
first. Wire structs are loose (everything may be missing or null) and private to the module; `rename="camel"` reads
names like `createdAt`. The page's words are in a table `LEVELS`, which the tests look at. Providers do not import each
other; what two of them need is beside this folder: `parsing`, `building`, `options`, `words`, `text` and `feeds`.

`notifier.sources.pages.detect` finds pages of this kind behind an address that somebody typed, unless `detected` says
that the first request is not unmistakable. The table's order is the order of detection; `marks` put a kind first, and
`own` keeps one company's own kind from being tried at other companies.

Example pages with what they mean are in `tests/sources/pages/providers/data/<module>/`; the tests there run for every
module, also over real connections (`test_every_page.py`), with every answer broken in fourteen ways, cut off, and
bereft of each key (`test_floor.py`). A kind that can be detected has an example `detected`.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Final

from notifier.sources.pages.kinds import KNOWN_PROVIDERS
from notifier.sources.pages.provider import Page, PageBody, PageRequest, PageUnreadable, Provider

__all__ = ["PROVIDERS", "Page", "PageBody", "PageRequest", "PageUnreadable", "Provider"]


@cache
def _provider(name: str) -> Provider:
    provider = import_module(f"{__name__}.{name}").PROVIDER
    if not isinstance(provider, Provider) or provider.name != name:
        raise TypeError(f"{name}.PROVIDER is not the provider of that name")
    return provider


class _Providers(Mapping[str, Provider]):
    """Imports each provider when it is first wanted: a user's services have pages of a few kinds."""

    def __getitem__(self, name: str) -> Provider:
        if name not in KNOWN_PROVIDERS:
            raise KeyError(name)
        return _provider(name)

    def __iter__(self) -> Iterator[str]:
        return iter(KNOWN_PROVIDERS)

    def __len__(self) -> int:
        return len(KNOWN_PROVIDERS)


PROVIDERS: Final[Mapping[str, Provider]] = _Providers()
"""The providers by their names, in the order of detection."""
