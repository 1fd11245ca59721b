"""A service's heading: its mark, its name, how it stands and for how long; beside it where to look further."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from notifier.core.addresses import is_web_address
from notifier.core.model import ServiceStatus, is_problem
from notifier.ui import theme
from notifier.ui.flow import Flow
from notifier.ui.history.downdetector import downdetector_page
from notifier.ui.history.labels import plain_label
from notifier.ui.history.links import LinkButton
from notifier.ui.marks import mark_icon
from notifier.ui.scale import APART, NEAR, TITLE, scaled
from notifier.ui.snooze_menu import SnoozeMenu
from notifier.words import _
from notifier.words.facts import standing, told_words
from notifier.words.phrases import quotable
from notifier.words.times import Clock

WORDS: Final = 46
"""Characters of name and state that have room before the buttons stand beside them."""


class ServiceHead(QWidget):
    """The heading. `commanded` carries a `Command`."""

    commanded = Signal(object)

    def __init__(self, home: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._home = home
        self._status: ServiceStatus | None = None
        self._mark, self._name, self._state = QLabel(self), plain_label(self), plain_label(self)
        self._name.setFont(scaled(self.font(), TITLE, bold=True))
        self.snooze, self.telling = QPushButton(self), SnoozeMenu(self)
        self._page, self._site, self._reports = self._links = tuple(LinkButton(self) for _each in range(3))
        self.snooze.setMenu(self.telling)
        self.telling.commanded.connect(self.commanded)
        self._buttons, words = QWidget(self), QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._state)
        row, self._grid = Flow(self._buttons), QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.snooze)
        for button in self._links:
            row.addWidget(button)
        self._grid.setSpacing(NEAR)
        self._grid.setHorizontalSpacing(APART)
        self._grid.addWidget(self._mark, 0, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addLayout(words, 0, 1)
        self._grid.setColumnStretch(1, 1)
        self._beside: bool | None = None
        self._arrange(beside=False)
        self._name_buttons()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        """Follow another theme's colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._color()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        """Put the buttons beside the words where both have room, else below them."""
        words = self.fontMetrics().averageCharWidth() * WORDS + self._mark.sizeHint().width()
        self._arrange(beside=self.width() >= words + self._buttons.sizeHint().width())
        super().resizeEvent(event)

    def _arrange(self, *, beside: bool) -> None:
        if beside is not self._beside:
            self._beside = beside
            if beside:
                self._grid.addWidget(self._buttons, 0, 2, Qt.AlignmentFlag.AlignTop)
            else:
                self._grid.addWidget(self._buttons, 1, 0, 1, 3)

    def _name_buttons(self) -> None:
        self.snooze.setText(self.telling.title())
        self.snooze.setAccessibleDescription(_("Pauses the notifications about it for a while"))
        self._page.setText(_("&Status page"))
        self._page.setAccessibleDescription(_("Opens the company's status page in the browser"))
        self._site.setText(_("&Website"))
        self._site.setAccessibleDescription(_("Opens the service's website in the browser"))
        self._reports.setText(_("&Downdetector"))
        self._reports.setAccessibleDescription(_("Opens in the browser what people report; it is not read here"))

    @property
    def name(self) -> str:
        """The service's name, as it stands there."""
        return self._name.text()

    @property
    def words(self) -> str:
        """Name and state, as they stand there."""
        return f"{self._name.text()}\n{self._state.text()}"

    def show_service(self, status: ServiceStatus, clock: Clock) -> None:
        """Show the service as it stands."""
        side = self._name.sizeHint().height() + self._state.fontMetrics().height()
        self._mark.setPixmap(mark_icon(status.id, status.name).pixmap(side, side))
        self._name.setText(quotable(status.name, 60))
        self._state.setText(" · ".join(each for each in (standing(status, clock), told_words(status, clock)) if each))
        fails = is_problem(status.verdict.state)
        self.snooze.setVisible(self.telling.show_telling(status.telling, (status.id,), fails=fails))
        self._status = status
        self._color()
        addresses = (status.page_url, status.homepage, downdetector_page(status.name, self._home()))
        for button, address in zip(self._links, addresses, strict=True):
            button.lead_to(address if is_web_address(address) else "")

    def _color(self) -> None:
        if self._status is None:
            return
        state, palette = self._status.verdict.shown, QPalette()
        if is_problem(state):
            palette.setColor(QPalette.ColorRole.WindowText, theme.state_color(state, self.palette()))
        self._state.setPalette(palette)
