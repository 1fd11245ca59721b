"""What tray, windows and settings show: one snapshot, of the real world or of the practice outage in front of it.

Every view follows `ViewState.changed`, and takes the time from `ViewState.now`, so that all of them say the same at any
moment. Where snapshots come from, and how they look, is not known here.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from notifier.core.model import PageComponent, Snapshot

REFRESH_MS: Final = 75_000
"""Times in words and staleness change without any news from the engine; while it works some comes once a minute."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


class ViewState(QObject):
    """The snapshot that is shown.

    Signals: `changed` carries it whenever it is to be shown: when it is another one, and as time goes by.
    """

    changed = Signal(object)

    def __init__(self, clock: Callable[[], datetime] = _utc_now) -> None:
        super().__init__()
        self.snapshot: Snapshot | None = None
        """None until there is one."""
        self.real: Snapshot | None = None
        """The last one of the real world, also while a practice is shown."""
        self._clock = clock
        self._in_practice = False
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self.refresh)

    def now(self) -> datetime:
        """Tell the time of what is shown: in a practice it passes faster."""
        if self.snapshot is not None and self.snapshot.practice:
            return self.snapshot.time
        return self._clock()

    def follow(self, show: Callable[[Snapshot], None]) -> None:
        """Connect a view's slot, and let it show what there is already."""
        self.changed.connect(show)
        if self.snapshot is not None:
            show(self.snapshot)

    def show(self, snapshot: Snapshot) -> None:
        """Take a new snapshot of either world; one of the real world is kept, but not shown, during a practice."""
        if not snapshot.practice:
            self.real = snapshot
        if snapshot.practice == self._in_practice:
            self._show(snapshot)

    def begin_practice(self) -> None:
        """Show the snapshots of a practice from now on, as soon as there are any."""
        self._in_practice = True

    def end_practice(self) -> None:
        """Show the real world again, as it is by now."""
        self._in_practice = False
        self.snapshot = None
        if self.real is not None:
            self._show(self.real)

    def page_components(self, service: str) -> tuple[PageComponent, ...]:
        """Give what the official page of a service last named as its parts, in the real world."""
        services = self.real.services if self.real is not None else ()
        page = next((each.page for each in services if each.id == service), None)
        return page.components if page is not None else ()

    @Slot()
    def refresh(self) -> None:
        """Have the snapshot shown in the words of this moment."""
        if self.snapshot is not None:
            self.changed.emit(self.snapshot)

    def _show(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._timer.start()
        self.changed.emit(snapshot)
