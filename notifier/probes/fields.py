"""The types of the fields that kinds of targets have, each with its words for a person and what is well-formed.

A kind composes its struct of these, or annotates a field of its own with `Field`; files, errors and forms follow.
"""

from collections.abc import Callable
from typing import Annotated, Any, Final

import msgspec

from notifier.core.addresses import is_host, is_web_address
from notifier.core.failure import N_


class Field(msgspec.Struct, frozen=True):
    """What a person reads of a field: its name, what is expected in it, an example. `good` checks what types cannot.

    Label and expectation are marked with `N_`. `in_address`: the address that a person types says it already.
    """

    label: str
    expected: str = ""
    good: Callable[[Any], bool] | None = None
    example: str = ""
    in_address: bool = False


HTTPS_PORT: Final = 443

Host = Annotated[str, Field(N_("Host"), N_("Expected a host name or an IP address."), is_host, in_address=True)]
Name = Annotated[str, Field(N_("Name"), N_("Expected a host name."), is_host, in_address=True)]
Port = Annotated[int, msgspec.Meta(ge=1, le=65_535), Field(N_("Port"), in_address=True)]
WebAddress = Annotated[
    str, Field(N_("Address"), N_("Expected an http or https address."), is_web_address, in_address=True)
]
