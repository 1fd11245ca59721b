"""The dialogs of the first start, one after the other: which apps, whether others may be asked, where the program is.

What was ticked is kept until something is watched, however the first of them is closed. The dialogs themselves are in
`notifier.ui.first_run`; which windows there are besides is not known here.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QSettings, Signal, Slot
from PySide6.QtWidgets import QDialog

from notifier.app.outside_keys import outside_sources
from notifier.catalogue.loader import Catalogue
from notifier.config.consent import answered
from notifier.config.model import WatchedService
from notifier.core.model import Service
from notifier.ui.fitting import present
from notifier.ui.settings.store import SettingsStore

_TICKED: Final = "first_start/ticked"


class FirstStart(QObject):
    """Offers what to watch. `keep` keeps a dialog while it is open, `lacks_tray` tells whether there is no tray.

    `look` looks for the official page of an address of the user's own.

    Signals: `begun` with the number of apps, once the user has seen where the program is; `allowed` with the service
    that the question was asked for, after a yes; `practice_wanted` when all is closed and the user
    wants to see an outage.
    """

    begun = Signal(int)
    allowed = Signal(str)
    practice_wanted = Signal()

    def __init__(
        self,
        settings: SettingsStore,
        catalogue: Catalogue,
        places: QSettings,
        keep: Callable[[QDialog], None],
        lacks_tray: Callable[[], bool],
        look: Callable[[Service], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._settings, self._catalogue, self._places = settings, catalogue, places
        self._keep, self._lacks_tray, self._look = keep, lacks_tray, look
        self._open: QDialog | None = None
        self._asked_for = ""
        """The service that other places are to be asked about, once they may be asked."""
        self._started = False
        """The user has just begun to watch, and is to be told where the program is."""
        self._practises = False
        self._then: Callable[[], None] = self._after_question

    @property
    def is_open(self) -> bool:
        """Whether one of the dialogs is open."""
        return self._open is not None

    def show(self) -> None:
        """Offer what to watch; one that is open already comes to the front."""
        if self._open is not None:
            present(self._open)
            return
        from notifier.ui.first_run.dialog import FirstRunDialog  # imported when first wanted, as all windows

        dialog = FirstRunDialog(self._catalogue, self._settings.settings.country, self._ticked())
        dialog.chosen.connect(self._on_chosen)
        dialog.put_off.connect(self._on_put_off)
        dialog.country_chosen.connect(self._on_country)
        dialog.language_chosen.connect(self._on_language)
        self._show(dialog, self._after_offer)

    def ask(self, service: str = "") -> None:
        """Ask whether other places may be asked, about a service where one is given."""
        from notifier.ui.first_run.question import OutsideQuestion

        self._asked_for = service
        dialog = OutsideQuestion(outside_sources())
        dialog.answered.connect(self._on_answered)
        self._show(dialog, self._after_question)

    def _show(self, dialog: QDialog, then: Callable[[], None]) -> None:
        self._open, self._then = dialog, then
        dialog.finished.connect(self._on_finished)
        self._keep(dialog)
        dialog.open()

    def _ticked(self) -> tuple[str, ...] | None:
        """What was ticked when the offer was put off; None: it never was."""
        kept = self._places.value(_TICKED)
        return tuple(str(kept).split()) if kept is not None else None

    @Slot(object)
    def _on_chosen(self, services: tuple[str, ...]) -> None:
        watched = self._settings.settings.watched
        new = tuple(WatchedService(each) for each in services if self._settings.watched(each) is None)
        self._settings.change(watched=watched + new, first_run_done=True)
        for each in new:
            if (known := self._catalogue.get(each.id)) is not None:
                self._look(known)
        self._places.remove(_TICKED)
        self._started = True

    @Slot(object)
    def _on_put_off(self, services: tuple[str, ...]) -> None:
        self._settings.change(first_run_done=True)
        self._places.setValue(_TICKED, " ".join(services))

    @Slot(bool)
    def _on_answered(self, yes: bool) -> None:
        self._settings.change(**answered(outside_sources(), on=yes))
        service, self._asked_for = self._asked_for, ""
        if yes and service:
            self.allowed.emit(service)

    @Slot()
    def _on_finished(self) -> None:
        self._open = None
        self._then()

    def _after_offer(self) -> None:
        self._settings.forget_steps()  # what is chosen here is nothing that the settings' undo takes back
        if self._started and not self._settings.settings.outside_answered:
            self.ask()
        else:
            self._after_question()

    def _after_question(self) -> None:
        if not self._started:
            return
        from notifier.ui.first_run.started import StartedDialog

        self._started = False
        dialog = StartedDialog(tray=not self._lacks_tray(), at_login=self._settings.settings.start_at_login)
        dialog.at_login_chosen.connect(self._on_at_login)
        dialog.practice_wanted.connect(self._on_practice_wanted)
        self._show(dialog, self._after_all)

    def _after_all(self) -> None:
        self._settings.forget_steps()
        self.begun.emit(len(self._settings.settings.watched))
        practises, self._practises = self._practises, False
        if practises:
            self.practice_wanted.emit()

    @Slot(str)
    def _on_country(self, country: str) -> None:
        self._settings.change(country=country)

    @Slot(str)
    def _on_language(self, language: str) -> None:
        self._settings.change(language=language)

    @Slot()
    def _on_practice_wanted(self) -> None:
        self._practises = True

    @Slot(bool)
    def _on_at_login(self, on: bool) -> None:
        self._settings.change(start_at_login=on)
