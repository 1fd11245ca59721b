"""The menu that ends the talk about what fails: for an hour, for eight, until it is back; or asks to hear of its end.

What that means is decided in `notifier.core.alerts.snoozes`; here the user only says it.
"""

from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from notifier.core.commands import Command, EndSnooze, Snooze, TellEnd
from notifier.core.model import Telling
from notifier.words import _

HOUR_S: Final = 3600.0
LENGTHS_S: Final = (HOUR_S, 8 * HOUR_S, None)


class SnoozeMenu(QMenu):
    """Speaks of the services that it was shown last (none: all that fail). `commanded` carries a `Command`."""

    commanded = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("S&nooze"), parent)
        self._services: tuple[str, ...] = ()
        lengths = (_("For 1 hour"), _("For 8 hours"), _("Until it is back"))
        self._lengths = [self._action(each) for each in lengths]
        self._tell, self._end = self._action(_("Tell me when it is back")), self._action(_("End the snooze"))

    def _action(self, words: str) -> QAction:
        action = self.addAction(words)
        action.triggered.connect(self._give)
        return action

    def show_telling(self, telling: Telling, services: tuple[str, ...] = (), *, fails: bool) -> bool:
        """Offer what makes sense of services that are told of like this; tells whether anything does."""
        self._services = services
        for action in self._lengths:
            action.setVisible(telling.told and not telling.snoozed)
        self._tell.setVisible(fails and bool(services) and (telling.end_untold or not telling.told))
        self._tell.setEnabled(not telling.awaited)
        self._end.setVisible(telling.snoozed)
        return any(action.isVisible() for action in self.actions())

    def command_of(self, action: QAction) -> Command:
        """Give what an action asks for."""
        if action is self._tell:
            return TellEnd(self._services[0])
        if action is self._end:
            return EndSnooze(self._services)
        return Snooze(self._services, LENGTHS_S[self._lengths.index(action)])

    @Slot()
    def _give(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.commanded.emit(self.command_of(action))
