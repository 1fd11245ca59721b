"""What every kind of target tells of itself, so that nothing else in the program has to know the kinds.

A kind is a module of `notifier.probes` with a subclass of `Probe`: its fields are what a service's file holds and what
the settings ask for (`notifier.probes.fields`). The reader here reads it, politely and within the time-out.
"""

from abc import ABCMeta, abstractmethod
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple, Self

import msgspec

from notifier.core.addresses import is_ip
from notifier.core.failure import FailureKind
from notifier.sources.remote import RemoteCheck

if TYPE_CHECKING:
    from notifier.sources.answer import Answer
    from notifier.sources.failures import Progress
    from notifier.sources.network import Network

NAME_FAILURES: Final = frozenset({FailureKind.DNS_FAILURE, FailureKind.DNS_NXDOMAIN})
TLS_FAILURES: Final = frozenset({FailureKind.TLS, FailureKind.CERTIFICATE})
WEB_FAILURES: Final = frozenset(
    {FailureKind.HTTP_5XX, FailureKind.HTTP_UNEXPECTED, FailureKind.BODY_MISMATCH, FailureKind.TOO_LARGE}
)


class TypedAddress(NamedTuple):
    """An address as a person typed it: `text` is all of it, `rest` what follows the scheme."""

    scheme: str
    rest: str
    text: str


class _AbstractStructMeta(msgspec.StructMeta, ABCMeta):
    """Structs that cannot be made before they have all that is asked of them."""


class Probe(
    msgspec.Struct,
    frozen=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
    tag_field="kind",
    metaclass=_AbstractStructMeta,
):
    """A target of some kind. The struct's tag is the kind's name in files; the last fields may have defaults."""

    label: ClassVar[str]
    """What a person calls such a target; marked with `N_`, as `plan` is."""
    plan: ClassVar[str]
    """A sentence that says what reading it does, with names of `facts` in braces."""
    schemes: ClassVar[tuple[str, ...]]
    """How a typed address of this kind begins, before `://`; the usual one first."""
    bare_scheme: ClassVar[bool] = False
    """The scheme needs no slashes: `dns:example.com`."""
    looked_up: ClassVar[bool] = False
    """Only its name is looked up; the host itself is not contacted."""
    never_fails_by: ClassVar[frozenset[FailureKind]] = frozenset()
    """Ways to fail that such a target does not have."""
    fails_instead_by: ClassVar[FailureKind] = FailureKind.RESET
    walled: ClassVar[bool] = False
    """Something before the service may answer for it, so that an answer need not tell (403, 429)."""

    @property
    @abstractmethod
    def component(self) -> str:
        """The part of the service that it stands for; a field of every kind."""

    @property
    @abstractmethod
    def key(self) -> str:
        """The name of the target in readings and in the history."""

    @property
    @abstractmethod
    def host(self) -> str:
        """The host, without port."""

    @classmethod
    @abstractmethod
    def typed(cls, address: TypedAddress) -> Self:
        """Make a target of an address that begins with one of `schemes`. Raises UserError."""

    @classmethod
    def address_at(cls, host: str, port: int | None) -> str:
        """Write a host and port as a person would type them for this kind; without slashes there is no port."""
        if cls.bare_scheme:
            return f"{cls.schemes[0]}:{host}"
        place = f"[{host}]" if ":" in host else host
        return f"{cls.schemes[0]}://{place}" + (f":{port}" if port else "")

    @abstractmethod
    async def read(self, network: "Network", progress: "Progress") -> "Answer | None":
        """Read it once; None: it answered as it should. What the network throws is left to the reader."""

    async def read_as_anchor(self, network: "Network", progress: "Progress") -> "Answer | None":
        """Read it once to judge the user's line by it."""
        return await self.read(network, progress)

    @property
    def shown_port(self) -> int | None:
        """The port that belongs into its name."""
        return None

    @property
    def marks(self) -> tuple[str, ...]:
        """What tells it from other targets at the same host, in the id of a service that is made of it."""
        return (str(self.shown_port), self.kind) if self.shown_port is not None else (self.kind,)

    @property
    def web(self) -> str:
        """Its address for a browser; empty for what a browser cannot open."""
        return ""

    @property
    def remote(self) -> RemoteCheck | None:
        """What others can be asked to try for us; None: nothing that would tell about it."""
        return None

    @property
    def behind_portal(self) -> FailureKind | None:
        """How it fails where a captive portal answers everything; None: it does not notice."""
        return None

    @property
    def kind(self) -> str:
        """The name of the kind in files."""
        return str(self.__struct_config__.tag)

    @property
    def facts(self) -> dict[str, object]:
        """What `plan` may name: the fields, the host, the whole address."""
        return {"host": self.host, "address": self.key, **msgspec.structs.asdict(self)}

    @property
    def by_name(self) -> bool:
        """Tell whether reading it needs a name server."""
        return self.looked_up or not is_ip(self.host)

    def fails_as(self, failure: FailureKind) -> FailureKind:
        """Give the nearest way in which such a target can fail."""
        possible = failure not in self.never_fails_by and (self.by_name or failure not in NAME_FAILURES)
        return failure if possible else self.fails_instead_by
