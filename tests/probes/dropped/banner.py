"""A kind of target that the program does not have: a server that says a line to whoever connects.

A test drops this file into the folder of the kinds; nothing else knows of it.
"""

from typing import TYPE_CHECKING, Annotated, ClassVar, Self

from notifier.core.failure import FailureKind
from notifier.core.model import Outcome
from notifier.probes.fields import Field, Host, Port
from notifier.probes.typed import host_and_port
from notifier.sources.probe import TLS_FAILURES, Probe, TypedAddress

if TYPE_CHECKING:
    from notifier.sources.answer import Answer
    from notifier.sources.failures import Progress
    from notifier.sources.network import Network

LONGEST = 512


class BannerTarget(Probe, frozen=True, tag="banner"):
    """A host and port where a line is said; `begins` is how it has to begin."""

    host: Host
    port: Port = 25
    component: str = "web"
    begins: Annotated[str, Field("Begins with", "Expected text on one line.", str.isprintable, "220")] = ""

    label: ClassVar[str] = "Greeting"
    plan: ClassVar[str] = "The greeting of {host}, port {port}, will be read."
    schemes: ClassVar[tuple[str, ...]] = ("banner",)
    never_fails_by: ClassVar[frozenset[FailureKind]] = TLS_FAILURES | {FailureKind.HTTP_5XX}

    @property
    def key(self) -> str:
        return f"banner://{self.host}:{self.port}"

    @property
    def shown_port(self) -> int:
        return self.port

    @classmethod
    def typed(cls, address: TypedAddress) -> Self:
        host, port = host_and_port(address.rest, address.text)
        return cls(host, port or 25, "greeting")

    async def read(self, network: "Network", progress: "Progress") -> "Answer | None":
        from notifier.sources.answer import Answer

        line = await network.dialer.connect(self.host, self.port, progress)
        said = b""
        try:
            while b"\n" not in said and len(said) < LONGEST and (more := await line.read(LONGEST)):
                said += more
        finally:
            line.close()
        if said.startswith(self.begins.encode()):
            return None
        return Answer(Outcome.FAILED, FailureKind.BODY_MISMATCH, detail="another greeting")
