"""A host and port that accepts connections. Nothing is sent."""

from typing import TYPE_CHECKING, ClassVar, Self

from notifier.core.failure import N_, FailureKind, UserError
from notifier.probes.fields import Host, Port
from notifier.probes.typed import component_of_port, host_and_port, shown
from notifier.sources.probe import TLS_FAILURES, WEB_FAILURES, Probe, TypedAddress
from notifier.sources.remote import RemoteCheck, Try

if TYPE_CHECKING:
    from notifier.sources.failures import Progress
    from notifier.sources.network import Network


class TcpTarget(Probe, frozen=True, tag="tcp"):
    """A host and port."""

    host: Host
    port: Port
    component: str = "web"

    label: ClassVar[str] = N_("Connection (TCP)")
    plan: ClassVar[str] = N_("A connection to {host}, port {port}, will be made.")
    schemes: ClassVar[tuple[str, ...]] = ("tcp",)
    never_fails_by: ClassVar[frozenset[FailureKind]] = WEB_FAILURES | TLS_FAILURES

    @property
    def key(self) -> str:
        """The name of the target in readings and in the history."""
        return f"tcp://{self.host}:{self.port}"

    @property
    def shown_port(self) -> int:
        """The port that belongs into its name."""
        return self.port

    @property
    def remote(self) -> RemoteCheck:
        """The same."""
        return RemoteCheck(Try.CONNECT, self.host, self.port)

    @classmethod
    def typed(cls, address: TypedAddress) -> Self:
        """Make it of `host:port`. Raises UserError."""
        host, port = host_and_port(address.rest, address.text)
        if port is None:
            raise UserError("{address} has no port", "Expected tcp://host:port.", address=shown(address.text))
        return cls(host, port, component_of_port(port))

    async def read(self, network: "Network", progress: "Progress") -> None:
        """Connect once."""
        await network.dialer.touch(self.host, self.port, progress)
