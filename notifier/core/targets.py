"""What can be read: one frozen struct for each kind of target.

A target says where and what counts as a good answer. How it is read is in `notifier.sources`; a new kind of probe is a
struct here, one function there, and one line in the table of `notifier.sources.probes`.
"""

from typing import Final

import msgspec

HTTPS_PORT: Final = 443


class Expect(msgspec.Struct, frozen=True, omit_defaults=True):
    """What counts as a good answer to an HTTP request.

    `statuses` empty: any status below 500 that tells something (401, 403, 407, 429 and 451 do not). A status of 500 or
    more is a failure whatever is listed here. `body` is a substring. `json_path` is dotted (`response.serverlist`): the
    value there must be truthy, or equal to `json_value` when that is given.
    """

    statuses: tuple[int, ...] = ()
    body: str = ""
    json_path: str = ""
    json_value: str = ""


class HttpTarget(msgspec.Struct, frozen=True, tag_field="kind", tag="http", omit_defaults=True):
    """An http or https address."""

    url: str
    component: str = "web"
    method: str = "GET"
    expect: Expect = Expect()

    @property
    def key(self) -> str:
        """The name of the target in readings and in the history."""
        return self.url


class TcpTarget(msgspec.Struct, frozen=True, tag_field="kind", tag="tcp", omit_defaults=True):
    """A host and port that accepts connections."""

    host: str
    port: int
    component: str = "web"

    @property
    def key(self) -> str:
        """The name of the target in readings and in the history."""
        return f"tcp://{self.host}:{self.port}"


class TlsTarget(msgspec.Struct, frozen=True, tag_field="kind", tag="tls", omit_defaults=True):
    """A host and port that completes a TLS handshake; `verify` off for a service with its own authority."""

    host: str
    port: int = HTTPS_PORT
    component: str = "web"
    verify: bool = True

    @property
    def key(self) -> str:
        """The name of the target in readings and in the history."""
        return f"tls://{self.host}:{self.port}"


class DnsTarget(msgspec.Struct, frozen=True, tag_field="kind", tag="dns", omit_defaults=True):
    """A name that has at least one address."""

    name: str
    component: str = "web"

    @property
    def key(self) -> str:
        """The name of the target in readings and in the history."""
        return f"dns:{self.name}"


ProbeTarget = HttpTarget | TcpTarget | TlsTarget | DnsTarget


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
    """One of a service's targets, to be read from `countries` (ISO 3166-1 alpha-2)."""

    target: ProbeTarget
    countries: tuple[str, ...]

    @property
    def key(self) -> str:
        """The name of the target in readings and in the history."""
        return self.target.key


class ReportsTarget(msgspec.Struct, frozen=True):
    """A place where people report problems of a service."""

    source: str
    query: str

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


Target = ProbeTarget | PageTarget | RegionTarget | ReportsTarget | AnchorTarget


def host_of(target: Target) -> str:
    """The host that is contacted, in lower case and without port; politeness is kept for each host."""
    match target:
        case HttpTarget(url=url) | PageTarget(url=url):
            rest = url.split("://", 1)[-1].split("/", 1)[0].split("?", 1)[0].rsplit("@", 1)[-1]
            host = rest[1:].split("]", 1)[0] if rest.startswith("[") else rest.split(":", 1)[0]
            return host.lower()
        case TcpTarget(host=host) | TlsTarget(host=host):
            return host.lower()
        case DnsTarget(name=name):
            return f"dns:{name.lower()}"
        case RegionTarget(target=inner):
            return f"region:{host_of(inner)}"
        case AnchorTarget(target=inner):
            return host_of(inner)
        case _:
            return f"reports:{target.source}"
