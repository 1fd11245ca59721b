"""The user's other machines, the broker over which they ask each other, and what people are told of it."""

import re
from datetime import datetime
from typing import Final

import msgspec

from notifier.core.addresses import is_host
from notifier.core.failure import N_, UserError
from notifier.core.outside.source import Limit, OutsideSource

OTHER_MACHINES: Final = "machines"
"""The id of the user's other machines among those who are asked."""
PER_HOUR: Final = 120
"""Questions to them. Chosen."""
TLS_PORT: Final = 8883
PLACE_MOST: Final = 40
"""Letters of a place's name."""
_ADDRESS: Final = re.compile(
    r"mqtts://(?:([!-9;-?A-~]{1,128})@)?(\[[0-9A-Fa-f:.]{2,64}\]|[^\s/@:\[\]]{1,253})(?::([0-9]{1,5}))?/?"
)


class Broker(msgspec.Struct, frozen=True):
    """An MQTT broker; connections are always made over TLS."""

    host: str
    port: int = TLS_PORT
    user: str = ""

    @property
    def url(self) -> str:
        """Its address, as it stands in the settings."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"mqtts://{f'{self.user}@' if self.user else ''}{host}:{self.port}"

    @property
    def source(self) -> OutsideSource:
        """What is told of it where all are listed that are asked."""
        return OutsideSource(
            OTHER_MACHINES,
            N_("Your other machines"),
            Broker(self.host, self.port).url,
            N_("They try what looks down from where they are."),
            N_("Your broker: when something is asked, not what. Your machines: the address that looks down."),
            (Limit(PER_HOUR, 3600.0),),
        )


class Machine(msgspec.Struct, frozen=True, omit_defaults=True):
    """Another machine of the user's own, by the name of its place.

    `country` is where it is (ISO 3166-1 alpha-2), empty while it has only asked. `host` is what it tried last for this
    machine, `works` what came of that; None: it could not tell, or has tried nothing yet.
    """

    place: str
    seen: datetime
    country: str = ""
    host: str = ""
    works: bool | None = None


def broker_of(address: str) -> Broker:
    """Read a broker's address. Raises UserError."""
    found = _ADDRESS.fullmatch(address)
    host = found[2].strip("[]") if found else ""
    port = int(found[3] or TLS_PORT) if found else 0
    if found is None or not is_host(host) or not 0 < port < 65_536:
        raise UserError(
            "this is not a broker's address", "expected mqtts://host, mqtts://host:port or mqtts://user@host"
        )
    return Broker(host, port, found[1] or "")


def known_broker(address: str) -> Broker | None:
    """Read the address of the settings; None: there is none that can be read."""
    try:
        return broker_of(address)
    except UserError:
        return None
