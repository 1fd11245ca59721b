"""What can be read, as far as the rules have to know it: a name for the history, and the host that is spared.

What a service's own targets are, each with its fields and how it is read, is in `notifier.probes`.
"""

from datetime import datetime
from typing import ClassVar, Protocol

import msgspec

from notifier.core.addresses import host_in
from notifier.core.editions import Edition
from notifier.core.failure import FailureKind


class ProbeTarget(Protocol):
    """Something of a service that is read directly. The kinds, and how each is read, are in `notifier.probes`."""

    looked_up: ClassVar[bool]
    """Only its name is looked up; the host itself is not contacted."""

    @property
    def component(self) -> str:
        """The part of the service that it stands for."""
        ...

    @property
    def key(self) -> str:
        """The name of the target in readings and in the history."""
        ...

    @property
    def host(self) -> str:
        """The host, without port."""
        ...

    @property
    def web(self) -> str:
        """Its address for a browser; empty for what a browser cannot open."""
        ...


class PageTarget(msgspec.Struct, frozen=True, omit_defaults=True):
    """An official page: `provider` is a name in the provider table, `options` what it needs beside the address.

    `watched` holds the ids of the page's components that count; empty: all of them.
    """

    provider: str
    url: str
    options: dict[str, str] = {}
    watched: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The name of the target in readings and in the history."""
        return self.url


class RegionTarget(msgspec.Struct, frozen=True):
    """One of a service's targets, to be read from `countries` (ISO 3166-1 alpha-2), the user's own (`home`) first.

    `sources` are the ids of those that the user lets be asked; `own`: the user added the service.
    """

    target: ProbeTarget
    countries: tuple[str, ...]
    home: str = ""
    sources: tuple[str, ...] = ()
    own: bool = False
    failure: FailureKind | None = None
    """How it fails here, where that is known: a certificate that is refused here is not tried by connecting."""

    @property
    def key(self) -> str:
        """The name of the target in readings and in the history."""
        return self.target.key


class ReportsTarget(msgspec.Struct, frozen=True, omit_defaults=True):
    """The places where people report problems of a service; `query` is the service's id.

    `sources` are the ids of those that the user lets be asked. `names` and the rest are what it is called there. With
    `since`, the begin of an open incident, headlines about it are read, too.
    """

    source: str
    query: str
    sources: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    category: str = ""
    home: str = ""
    """The user's country, ISO 3166-1 alpha-2; empty: not known."""
    since: datetime | None = None
    edition: Edition = Edition()
    """In which language and for which country headlines are looked for."""

    @property
    def key(self) -> str:
        """The name of the target in readings and in the history."""
        return f"{self.source}:{self.query}"


class AnchorTarget(msgspec.Struct, frozen=True):
    """A well-known address of an independent owner, read to judge the user's own line.

    `by_name` tells whether reading it needs a name server.
    """

    owner: str
    target: ProbeTarget
    by_name: bool

    @property
    def key(self) -> str:
        """The name of the target in readings and in the history."""
        return self.target.key


class WitnessTarget(msgspec.Struct, frozen=True, omit_defaults=True):
    """A popular host that nobody watches, read only where services of several owners fail together (rule 17)."""

    owner: str
    target: ProbeTarget
    clouds: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The name of the target in readings."""
        return self.target.key


class NamesTarget(msgspec.Struct, frozen=True, omit_defaults=True):
    """Names that are asked of another name server than the system's, where the user allows it (rule 17)."""

    names: tuple[str, ...]
    server: str
    """Its address."""
    port: int = 53

    @property
    def key(self) -> str:
        """The name of the target in readings."""
        return f"names:{self.server}"


Target = ProbeTarget | PageTarget | RegionTarget | ReportsTarget | AnchorTarget | WitnessTarget | NamesTarget


def host_of(target: Target) -> str:
    """Whom reading it burdens, in lower case; politeness is kept for each."""
    match target:
        case PageTarget(url=url):
            return host_in(url)
        case RegionTarget(target=inner):
            return f"region:{host_of(inner)}"
        case AnchorTarget(target=inner) | WitnessTarget(target=inner):
            return host_of(inner)
        case NamesTarget(server=server):
            return server
        case ReportsTarget(source=source):
            return f"reports:{source}"
        case _:
            return f"dns:{target.host.lower()}" if target.looked_up else target.host.lower()
