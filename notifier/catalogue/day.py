"""Of which day the catalogue in use is: of a newer one that came, or else of the one that came with the program."""

from datetime import date
from pathlib import Path
from typing import Final

from notifier.catalogue.update import CatalogueUpdates

DAY: Final = Path("lists", "day")
"""In the shipped catalogue's folder: the day when it was last changed, as 2026-01-31."""


def catalogue_day(shipped: Path, updates: Path) -> date | None:
    """Give the day; None where it is not known."""
    status = CatalogueUpdates(updates, shipped).status()
    if status.current is not None and not status.overtaken:
        return status.current.made
    try:
        return date.fromisoformat((shipped / DAY).read_text("ascii").strip())
    except (OSError, ValueError):
        return None
