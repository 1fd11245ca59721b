"""The user's other machines, as they are listed: who answered or asked, when, and what it read last."""

from datetime import datetime

import msgspec


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
    counts: bool = True
    """Its answers count, and it is answered; not once the user removed it."""
