"""A host and port that completes a TLS handshake; if asked, with a good certificate."""

from typing import TYPE_CHECKING, Annotated, ClassVar, Self

from notifier.core.failure import N_, FailureKind
from notifier.probes.fields import HTTPS_PORT, Field, Host, Port
from notifier.probes.typed import component_of_port, host_and_port
from notifier.sources.probe import WEB_FAILURES, Probe, TypedAddress
from notifier.sources.remote import RemoteCheck, Try

if TYPE_CHECKING:
    from notifier.sources.failures import Progress
    from notifier.sources.network import Network


class TlsTarget(Probe, frozen=True, tag="tls"):
    """A host and port; `verify` off for a service with its own authority."""

    host: Host
    port: Port = HTTPS_PORT
    component: str = "web"
    verify: Annotated[bool, Field(N_("Check the certificate"))] = True

    label: ClassVar[str] = N_("Secure connection (TLS)")
    plan: ClassVar[str] = N_("A secure connection to {host}, port {port}, will be made.")
    schemes: ClassVar[tuple[str, ...]] = ("tls",)
    never_fails_by: ClassVar[frozenset[FailureKind]] = WEB_FAILURES

    @property
    def key(self) -> str:
        """The name of the target in readings and in the history."""
        return f"tls://{self.host}:{self.port}"

    @property
    def shown_port(self) -> int:
        """The port that belongs into its name."""
        return self.port

    @property
    def behind_portal(self) -> FailureKind:
        """The portal has no certificate for the host."""
        return FailureKind.TLS

    @property
    def remote(self) -> RemoteCheck:
        """A connection: the handshake, and an authority of the user's own, only this machine can judge."""
        return RemoteCheck(Try.CONNECT, self.host, self.port)

    @classmethod
    def typed(cls, address: TypedAddress) -> Self:
        """Make it of `host` or `host:port`. Raises UserError."""
        host, port = host_and_port(address.rest, address.text)
        port = HTTPS_PORT if port is None else port
        return cls(host, port, component_of_port(port))

    async def read(self, network: "Network", progress: "Progress") -> None:
        """Shake hands once."""
        dialer = network.dialer
        line = await dialer.connect(self.host, self.port, progress)
        try:
            await line.start_tls(dialer.trust.plain if self.verify else dialer.trust.blind, self.host)
        finally:
            line.close()
