"""The moments that a person may type after `--since`: a day, a time, or how long ago."""

import re
from datetime import UTC, datetime, timedelta
from typing import Final

from notifier.cli.context import WrongUseError
from notifier.words import _

_AGO: Final = re.compile(r"(\d{1,6})\s*([mhdw])", re.IGNORECASE)
_UNITS: Final = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


def moment_of(text: str, now: datetime) -> datetime:
    """The moment meant; a day or time without a zone is in the zone of this machine."""
    ago = _AGO.fullmatch(text.strip())
    try:
        if ago is not None:
            return now - int(ago[1]) * _UNITS[ago[2].lower()]
        return datetime.fromisoformat(text.strip()).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        raise WrongUseError(
            _("--since cannot be {value}").format(value=text),
            _("expected a day (2026-01-31), a time (2026-01-31T18:30) or so long ago (12h, 7d)"),
        ) from None
