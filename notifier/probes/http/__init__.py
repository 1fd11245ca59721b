"""An http or https address. How its answer is judged is in `answers`, which is imported with the first reading."""

import hashlib
from typing import TYPE_CHECKING, Annotated, ClassVar, Final, Literal, Self
from urllib.parse import SplitResult, urlsplit, urlunsplit

import msgspec

from notifier.core.addresses import host_in
from notifier.core.failure import N_, FailureKind, UserError
from notifier.probes.fields import Field, WebAddress
from notifier.probes.typed import bracketed, host_of, not_understood
from notifier.sources.probe import TLS_FAILURES, Probe, TypedAddress
from notifier.sources.remote import RemoteCheck, web_check

if TYPE_CHECKING:
    from notifier.sources.answer import Answer
    from notifier.sources.failures import Progress
    from notifier.sources.network import Network

Status = Annotated[int, msgspec.Meta(ge=100, le=499)]
_STATUSES: Final = Field(N_("Good statuses"), N_("Expected numbers from 100 to 499."), example="200, 204")
_PLACE: Final = Field(N_("Place in the JSON"), example="status.ok")


class Expect(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What counts as a good answer to an HTTP request.

    `statuses` empty: any status below 500 that tells something (401, 403, 407, 429 and 451 do not). A status of 500 or
    more is a failure whatever is listed here. `body` is a substring. `json_path` is dotted (`response.serverlist`): the
    value there must be truthy, or equal to `json_value` when that is given.
    """

    statuses: Annotated[tuple[Status, ...], _STATUSES] = ()
    body: Annotated[str, Field(N_("Text in the answer"))] = ""
    json_path: Annotated[str, _PLACE] = msgspec.field(default="", name="json")
    json_value: Annotated[str, Field(N_("Value at that place"))] = msgspec.field(default="", name="value")


class HttpTarget(Probe, frozen=True, tag="http"):
    """An http or https address."""

    url: WebAddress
    component: str = "web"
    method: Annotated[Literal["GET", "HEAD"], Field(N_("Method"))] = "GET"
    expect: Expect = Expect()

    label: ClassVar[str] = N_("Web page")
    plan: ClassVar[str] = N_("The page {address} will be fetched.")
    schemes: ClassVar[tuple[str, ...]] = ("https", "http")
    walled: ClassVar[bool] = True

    @property
    def key(self) -> str:
        """The name of the target in readings and in the history."""
        return self.url

    @property
    def host(self) -> str:
        """The address's host."""
        return host_in(self.url)

    @property
    def shown_port(self) -> int | None:
        """The port, where the address says one."""
        return urlsplit(self.url).port

    @property
    def web(self) -> str:
        """The address."""
        return self.url

    @property
    def secure(self) -> bool:
        """Tell whether it is an https address."""
        return self.url.startswith("https:")

    @property
    def behind_portal(self) -> FailureKind:
        """The portal answers for http; for https it has no certificate."""
        return FailureKind.TLS if self.secure else FailureKind.BODY_MISMATCH

    @property
    def marks(self) -> tuple[str, ...]:
        """The port, `http` where it is not secure, and what tells one page from another."""
        parts = urlsplit(self.url)
        marks = ([str(parts.port)] if parts.port else []) + ([] if self.secure else ["http"])
        if parts.path not in ("", "/") or parts.query:
            marks.append(hashlib.sha256(self.url.encode("utf-8", "replace")).hexdigest()[:8])
        return tuple(marks)

    def fails_as(self, failure: FailureKind) -> FailureKind:
        """Give the nearest way in which such a target can fail: without TLS not through TLS."""
        return self.fails_instead_by if failure in TLS_FAILURES and not self.secure else super().fails_as(failure)

    @property
    def remote(self) -> RemoteCheck | None:
        """The same request; a place in JSON is not looked for, since others show the beginning of an answer only."""
        return web_check(self.url, statuses=self.expect.statuses, text=self.expect.body)

    @classmethod
    def typed(cls, address: TypedAddress) -> Self:
        """Make it of an address, in the one form that an address has. Raises UserError."""
        try:
            parts = urlsplit(f"{address.scheme}://{address.rest}")
            port = parts.port
        except ValueError as error:
            raise not_understood(address.text) from error
        if "@" in parts.netloc:
            hint = N_("A name or password does not belong in an address: leave it out.")
            raise UserError("{address} cannot be watched", hint, address=parts.hostname or "")
        host = host_of(parts.hostname or "", address.text)
        if port == 0 or "\\" in address.rest:
            raise not_understood(address.text)
        place = bracketed(host) + (f":{port}" if port else "")
        return cls(urlunsplit(SplitResult(address.scheme, place, parts.path or "/", parts.query, "")))

    async def read(self, network: "Network", progress: "Progress") -> "Answer":
        """Ask once, and judge the answer."""
        from notifier.probes.http import answers

        return await answers.probe(self, network, progress)

    async def read_as_anchor(self, network: "Network", progress: "Progress") -> "Answer":
        """Ask once: anything but what is expected comes from somebody in between."""
        from notifier.probes.http import answers

        return await answers.probe_anchor(self, network, progress)
