"""What the user asks of the engine: a closed union, handed over by the inbox. Settings are replaced whole."""

from typing import Annotated

import msgspec

from notifier.core.model import Service
from notifier.core.watch import Watch


class CheckNow(msgspec.Struct, frozen=True, tag=True):
    """Read everything (or one service) at once, as far as politeness allows."""

    service: str = ""


class AskElsewhere(msgspec.Struct, frozen=True, tag=True):
    """Read a service from elsewhere at once, as far as the sources outside may be asked."""

    service: str


class Pause(msgspec.Struct, frozen=True, tag=True):
    """Check nothing for so long; None: until resumed."""

    seconds: float | None = None


class Resume(msgspec.Struct, frozen=True, tag=True):
    """End a pause."""


class ReplacePlan(msgspec.Struct, frozen=True, tag=True):
    """Watch just these services, with these settings; what goes on being watched keeps its state."""

    services: tuple[Service, ...]
    watch: Watch


class MachineSleeps(msgspec.Struct, frozen=True, tag=True):
    """The operating system says that the machine is about to sleep."""


class MachineWoke(msgspec.Struct, frozen=True, tag=True):
    """The machine is awake again, or the clock jumped as if it had slept."""


class NetworkChanged(msgspec.Struct, frozen=True, tag=True):
    """What the operating system knows of the network; None: it does not say."""

    reachable: bool | None = None
    captive_portal: bool | None = None
    metered: bool = False
    on_battery: bool = False
    changed: bool = True
    """The network itself is another one: fresh connections, and a time of grace."""
    network: str = ""
    """Its fingerprint, which only this installation can make; empty: none can be made."""


class Snooze(msgspec.Struct, frozen=True, tag=True):
    """Tell nothing of these services for so long; None: until they are back. Without services: of all that fail."""

    services: tuple[str, ...] = ()
    seconds: Annotated[float, msgspec.Meta(gt=0.0, le=1e9)] | None = None
    """Thirty years at most; another program may have sent it."""


class EndSnooze(msgspec.Struct, frozen=True, tag=True):
    """Tell of these services again; without services: of all."""

    services: tuple[str, ...] = ()


class TellEnd(msgspec.Struct, frozen=True, tag=True):
    """Tell once when this service is back, though nothing else of it is told."""

    service: str


class AlertHanded(msgspec.Struct, frozen=True, tag=True):
    """The notification server has taken the notification of the alert with this id."""

    alert: str


Command = (
    CheckNow
    | AskElsewhere
    | Pause
    | Resume
    | ReplacePlan
    | MachineSleeps
    | MachineWoke
    | NetworkChanged
    | Snooze
    | EndSnooze
    | TellEnd
    | AlertHanded
)
