"""The moments that a person may type after `--since`: a day, a time, or how long ago."""

from datetime import UTC, datetime

from notifier.cli.context import WrongUseError
from notifier.words import _
from notifier.words.lengths import length_of


def moment_of(text: str, now: datetime) -> datetime:
    """The moment meant; a day or time without a zone is in the zone of this machine."""
    ago = length_of(text)
    try:
        return now - ago if ago is not None else datetime.fromisoformat(text.strip()).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        raise WrongUseError(
            _("--since cannot be {value}").format(value=text),
            _("expected a day (2026-01-31), a time (2026-01-31T18:30) or so long ago (12h, 7d)"),
        ) from None
