"""The tray's menu: services with their state, problems first, then by the user's own groups; and what can be done.

It is kept in place, never rebuilt: an open menu must not flicker, and hosts that read it over D-Bus do not say when
they open it. Names of services are others' texts: their `&` is no shortcut. Which icon the tray has is not decided
here.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal, SignalInstance, Slot
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QMenu

from notifier.core.commands import CheckNow, Command, Pause, Resume
from notifier.core.model import SEVERITY, LineState, ServiceStatus, Snapshot, Telling
from notifier.ui import icons
from notifier.ui.snooze_menu import SnoozeMenu
from notifier.words import _, ngettext
from notifier.words.phrases import quotable
from notifier.words.times import Clock
from notifier.words.tooltip import missed_sentence, practice_marked, summary
from notifier.words.verdicts import service_line

LISTED = 12
"""So many services are listed, problems first; one more row leads to the others, in the window."""
HOUR_S = 3600.0


def label(words: str) -> str:
    """Make a menu's label of words that may hold an ampersand, on one line and not too long."""
    return quotable(words, 70).replace("&", "&&")


def entries(services: Sequence[ServiceStatus]) -> tuple[list[ServiceStatus | str], int]:
    """Give the rows, problems first, then the others below the user's own groups; and how many services have none."""
    groups = [*dict.fromkeys(["", *(each.group for each in services)])]

    def place(each: ServiceStatus) -> tuple[int, int]:
        severity = SEVERITY[each.verdict.shown]
        return -severity, 0 if severity else groups.index(each.group)

    ordered = sorted(services, key=place)
    more = len(ordered) - LISTED if len(ordered) > LISTED + 1 else 0  # a row for one more is that one's
    listed: list[ServiceStatus | str] = []
    group = ""
    for each in ordered[: len(ordered) - more]:
        if each.group != group and not SEVERITY[each.verdict.shown]:
            group = each.group
            listed.append(group)
        listed.append(each)
    return listed, more


def _fill(row: QAction, words: str, data: tuple[str, str], icon: QIcon) -> None:
    """Let a row say this, of a service (`data` begins with its id) or above a group; what is so already stays."""
    if row.text() != label(words):
        row.setText(label(words))
    if row.data() != data:
        row.setIcon(icon)
        row.setData(data)
        row.setEnabled(bool(data[0]))


class CommandMenu(QMenu):
    """What every menu of the program's own can hold: pausing, and quitting. `commanded` carries a `Command`."""

    commanded = Signal(object)
    quit_chosen = Signal()

    def add_pausing(self) -> None:
        """Add what pauses and what resumes; one of them is shown."""
        self._pause = QMenu(_("&Pause"), self)
        lengths = ((HOUR_S, _("For 1 hour")), (8 * HOUR_S, _("For 8 hours")), (None, _("Until I resume it")))
        for seconds, words in lengths:
            self._command(self._pause, words, Pause(seconds))
        self.addMenu(self._pause)
        self._resume = self._command(self, _("&Resume checking"), Resume())

    def add_quit(self) -> None:
        """Add what ends the program."""
        self._action(_("&Quit"), self.quit_chosen).setMenuRole(QAction.MenuRole.QuitRole)

    def show_pausing(self, snapshot: Snapshot) -> None:
        """Show which of pausing and resuming is possible."""
        self._pause.menuAction().setVisible(not snapshot.paused and not snapshot.practice)
        self._resume.setVisible(snapshot.paused and not snapshot.practice)

    def _action(self, words: str, chosen: SignalInstance) -> QAction:
        action = self.addAction(words)
        action.triggered.connect(chosen)
        return action

    def _command(self, menu: QMenu, words: str, command: Command) -> QAction:
        action = menu.addAction(words)
        action.setData(command)
        action.triggered.connect(self._give)
        return action

    @Slot()
    def _give(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.commanded.emit(action.data())


class TrayMenu(CommandMenu):
    """The menu of the tray. `service_chosen` carries a service's id."""

    service_chosen = Signal(str)
    end_practice_chosen = Signal()
    history_chosen = Signal()
    settings_chosen = Signal()
    filled_anew = Signal()
    """In another language: what the services are is to be shown again."""

    def __init__(self) -> None:
        super().__init__()
        self._fill()

    def _fill(self) -> None:
        self._headline = self.addAction("")
        self._headline.setEnabled(False)
        self._below_headline = self.addSeparator()
        self._rows: list[QAction] = []
        self._more = self._action("", self.history_chosen)
        self._rows_end = self.addSeparator()
        self._check = self._command(self, _("&Check now"), CheckNow())
        self._snooze = SnoozeMenu(self)
        self._snooze.commanded.connect(self.commanded)
        self.addMenu(self._snooze)
        self.add_pausing()
        self._end_practice = self._action(_("&End practice"), self.end_practice_chosen)
        self.addSeparator()
        self._action(_("&History"), self.history_chosen)
        settings = self._action(_("&Settings…"), self.settings_chosen)
        self.addSeparator()
        self.add_quit()
        settings.setMenuRole(QAction.MenuRole.PreferencesRole)
        self._end_practice.setVisible(False)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        """Speak another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.clear()
            for menu in (self._snooze, self._pause):
                menu.deleteLater()
            self._fill()
            self.filled_anew.emit()

    def show_snapshot(self, snapshot: Snapshot, clock: Clock, missed: Sequence[str] = ()) -> None:
        """Show the services as they stand; `missed` are those that were down when nobody looked."""
        listed, more = entries(snapshot.services)
        self._make_rows(len(listed))
        self._more.setText(ngettext("{count} more…", "{count} more…", more).format(count=more))
        self._more.setVisible(more > 0)
        for row, entry in zip(self._rows, listed, strict=True):
            if isinstance(entry, str):
                _fill(row, entry, ("", ""), QIcon())
            else:
                state = entry.verdict.shown
                _fill(row, service_line(entry, clock), (entry.id, state.value), icons.state_icon(state))
        words = summary(snapshot, clock) if self._needs_headline(snapshot) else missed_sentence(missed)
        headline = label(practice_marked(words) if snapshot.practice else words)
        self._headline.setText(headline)
        self._headline.setVisible(bool(headline))
        self._below_headline.setVisible(bool(headline) and bool(listed))
        self._rows_end.setVisible(bool(listed))
        self._check.setEnabled(bool(listed) and not snapshot.checking and not snapshot.paused)
        self.show_pausing(snapshot)
        ways = [each.telling for each in snapshot.services]
        told, snoozed = any(each.told and not each.snoozed for each in ways), any(each.snoozed for each in ways)
        telling = Telling(told=told, snoozed=snoozed and not told)
        self._snooze.menuAction().setVisible(self._snooze.show_telling(telling, fails=told) and not snapshot.practice)
        self._end_practice.setVisible(snapshot.practice)

    def _needs_headline(self, snapshot: Snapshot) -> bool:
        """Tell whether there is more to say than the rows do."""
        return (
            not snapshot.services or snapshot.paused or snapshot.practice or snapshot.line.state is not LineState.ONLINE
        )

    def _make_rows(self, count: int) -> None:
        while len(self._rows) < count:
            row = QAction(self)
            row.triggered.connect(self._choose_service)
            self.insertAction(self._more, row)
            self._rows.append(row)
        while len(self._rows) > count:
            row = self._rows.pop()
            self.removeAction(row)
            row.deleteLater()

    @Slot()
    def _choose_service(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.service_chosen.emit(action.data()[0])
