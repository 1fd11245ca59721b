"""A name that has at least one address, as the operating system sees it; which one does not matter."""

from typing import TYPE_CHECKING, ClassVar, Self

from notifier.core.addresses import is_ip
from notifier.core.failure import N_, FailureKind, UserError
from notifier.probes.fields import Name
from notifier.probes.typed import bracketed, host_of, shown
from notifier.sources.probe import NAME_FAILURES, Probe, TypedAddress
from notifier.sources.remote import RemoteCheck, Try

if TYPE_CHECKING:
    from notifier.sources.answer import Answer
    from notifier.sources.failures import Progress
    from notifier.sources.network import Network


class DnsTarget(Probe, frozen=True, tag="dns"):
    """A name."""

    name: Name
    component: str = "web"

    label: ClassVar[str] = N_("Name (DNS)")
    plan: ClassVar[str] = N_("The name {host} will be looked up.")
    schemes: ClassVar[tuple[str, ...]] = ("dns",)
    bare_scheme: ClassVar[bool] = True
    looked_up: ClassVar[bool] = True
    never_fails_by: ClassVar[frozenset[FailureKind]] = frozenset(FailureKind) - NAME_FAILURES
    fails_instead_by: ClassVar[FailureKind] = FailureKind.DNS_FAILURE

    @property
    def key(self) -> str:
        """The name of the target in readings and in the history."""
        return f"dns:{self.name}"

    @property
    def host(self) -> str:
        """The name."""
        return self.name

    @property
    def remote(self) -> RemoteCheck:
        """The same."""
        return RemoteCheck(Try.NAME, self.name)

    @classmethod
    def typed(cls, address: TypedAddress) -> Self:
        """Make it of a name; of a bare address there is nothing to look up. Raises UserError."""
        name = host_of(address.rest, address.text)
        if is_ip(name):
            hint = N_("Expected a name such as dns:example.com; a name server itself is watched as {example}.")
            example = f"{bracketed(name)}:53"
            raise UserError("{address} is no name to look up", hint, address=shown(address.text), example=example)
        return cls(name, "dns")

    async def read(self, network: "Network", progress: "Progress") -> "Answer | None":
        """Look the name up once. A bare address, which files of older versions may hold, is found without asking."""
        if is_ip(self.name):
            from notifier.sources.answer import untelling

            return untelling("a bare address is no name to look up")
        await network.dialer.resolver.addresses(self.name, progress)
        return None
