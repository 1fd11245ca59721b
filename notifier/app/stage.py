"""What the tray and the windows show: the real world, or a practice outage in its place, and the time that it is there.

The last snapshot of the real world is kept, so that it is back at once when a practice ends. Who plays a practice, and
that the real engine rests meanwhile, is the affair of `notifier.app.practising`.
"""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot

from notifier.app.placing import Placing
from notifier.core.failure import UserError
from notifier.core.model import Snapshot
from notifier.ui.sentences.tooltip import last_checked

if TYPE_CHECKING:
    from notifier.app.surroundings import Surroundings

USUAL_SPEED: Final = 20.0
"""So many times as fast as real time a practice is played that is begun in the settings: it takes some minutes."""

HELD: Final = timedelta(seconds=10)
"""So long after a practice the last state of the real world is shown, unless something of it was read since."""


class Shown:
    """What is shown, and the time that it is there."""

    def __init__(self) -> None:
        self.snapshot: Snapshot | None = None
        """None before the engine has told anything."""

    def now(self) -> datetime:
        """Tell the time of what is shown: in a practice it passes faster."""
        if self.snapshot is not None and self.snapshot.practice:
            return self.snapshot.time
        return datetime.now(UTC)


class Stage(QObject):
    """Shows snapshots, real ones or those of a practice.

    Signals: `real_again` when a practice has ended.
    """

    real_again = Signal()

    def __init__(self, shown: Shown, placing: Placing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown = shown
        self._real: Snapshot | None = None
        self._placing = placing
        self._around: Surroundings | None = None
        self._token = ""
        self._held_until = datetime.min.replace(tzinfo=UTC)

    def open(self, around: "Surroundings") -> None:
        """Work with these parts from now on."""
        self._around = around
        around.practising.began.connect(self._on_began)
        around.practising.ended.connect(self._on_ended)
        around.windows.practice_asked.connect(self._on_asked)
        around.windows.end_practice_asked.connect(self.end_practice)

    def show(self, snapshot: Snapshot) -> None:
        """Show everything as it stands."""
        if self._around is None:
            return
        if not snapshot.practice:
            if self._is_older_news(snapshot):
                return
            self._real = snapshot
            if self._around.practising.goes_on:
                return  # it was on its way when the practice began
        self._show(snapshot)

    def _show(self, snapshot: Snapshot) -> None:
        self._shown.snapshot = snapshot
        if self._placing.tray is not None:
            self._placing.tray.show_snapshot(snapshot)
        if self._around is not None:
            self._around.windows.show_snapshot(snapshot)

    def _is_older_news(self, snapshot: Snapshot) -> bool:
        """Tell whether an engine that has just begun again knows less than what was known before."""
        if self._real is None or snapshot.time >= self._held_until:
            return False
        if last_checked(self._real) is None or last_checked(snapshot) is not None:
            return False
        return [each.id for each in snapshot.services] == [each.id for each in self._real.services]

    def practise(self, scenario: str, speed: float, token: str = "") -> None:
        """Begin a practice outage; empty: the usual scenario. What the user can put right is told."""
        if self._around is None:
            return
        self._token = token
        try:
            self._around.practising.begin(scenario, speed)
        except UserError as error:
            self._around.announcer.problem(error)

    @Slot()
    def end_practice(self) -> None:
        """Show the real world again."""
        if self._around is not None:
            self._around.practising.end()

    @Slot()
    def _on_asked(self) -> None:
        self.practise("", USUAL_SPEED)

    @Slot()
    def _on_began(self) -> None:
        if self._around is not None:
            self._around.windows.begin_practice(self._around.practising, self._shown.now, self._token)

    @Slot()
    def _on_ended(self) -> None:
        """What changed in the real world meanwhile is found out by its engine, and shown a moment later."""
        if self._around is not None:
            self._around.windows.end_practice()
            self._shown.snapshot = None
            self._held_until = datetime.now(UTC) + HELD
            if self._real is not None:
                self._show(self._real)
            self.real_again.emit()
