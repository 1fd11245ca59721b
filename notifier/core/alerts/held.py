"""What is not told now, as rows of the outbox: notifications that are held, services that are snoozed, ends asked for.

When something is held, and what becomes of it, is decided in `notifier.core.alerts.holding`. Times in seconds of the
epoch.
"""

from typing import Annotated

import msgspec

from notifier.core.model import Alert, AlertService
from notifier.core.moments import LATEST_S


class Held(msgspec.Struct, frozen=True, omit_defaults=True, tag="held"):
    """A notification that is in the history and was not shown to anybody; `alert.held` says why."""

    alert: Alert
    reminder: bool = False
    """It only reminds of what was told before a snooze: it is not in the history."""


class Snooze(msgspec.Struct, frozen=True, omit_defaults=True, tag="snooze"):
    """The user wants to hear nothing of a service until then; None: until it is back."""

    service: str
    until_s: Annotated[float, msgspec.Meta(le=LATEST_S)] | None = None


class Awaited(msgspec.Struct, frozen=True, omit_defaults=True, tag="awaited"):
    """The user wants to hear once when a service is back; `member`: it is, as it is told."""

    service: str
    member: AlertService | None = None
    told: bool = False
    """Its begin was told: so is its end, unless the user hears of no end as a rule."""
