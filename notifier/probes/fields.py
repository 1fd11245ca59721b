"""The types of the fields that kinds of targets have, each with its words for a person and what is well-formed.

A kind composes its struct of these, or annotates a field of its own with `Field`; files, errors and forms follow.
"""

from collections.abc import Callable
from typing import Annotated, Any, Final

import msgspec

from notifier.core.addresses import is_host, is_web_address
from notifier.core.failure import N_


class Field(msgspec.Struct, frozen=True):
    """What a person reads of a field: its name, what is expected in it, an example. `good` checks what types cannot."""

    label: str
    expected: str = ""
    good: Callable[[Any], bool] | None = None
    example: str = ""


HTTPS_PORT: Final = 443

_HOST: Final = N_("Expected a host name or an IP address.")
_NAME: Final = N_("Expected a host name.")

Host = Annotated[str, Field("Host", _HOST, is_host, "example.com")]
Name = Annotated[str, Field("Name", _NAME, is_host, "example.com")]
Port = Annotated[int, msgspec.Meta(ge=1, le=65_535), Field("Port")]
WebAddress = Annotated[
    str, Field("Address", N_("Expected an http or https address."), is_web_address, "https://example.com/health")
]
