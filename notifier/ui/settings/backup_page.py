"""The page where lists and settings come from a file and go into one, and where all is set back; undone as any change.

What lists of other programs mean is known by `notifier.exchange`; passwords and keys are in the keyring and in no file.
"""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import msgspec
from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMessageBox

from notifier.catalogue.loader import Catalogue
from notifier.config import file
from notifier.config.model import Settings
from notifier.core.failure import UserError
from notifier.exchange.own_list import write_list
from notifier.exchange.plan import Plan, carry_out, plan_of
from notifier.exchange.reading import LIST_MOST, read_list
from notifier.files import reason_of, replace_file
from notifier.ui.asked_file import DesktopDialog, file_dialog
from notifier.ui.settings.context import PageContext
from notifier.ui.settings.fields import Fault, Note, Page, push_button
from notifier.ui.settings.store import Deed, SettingsStore
from notifier.words import _, ngettext
from notifier.words.errors import error_sentence
from notifier.words.names import listed_briefly

LOSSES_SHOWN = 8


class BackupPage(Page):
    """Import, export, reset."""

    def __init__(self, store: SettingsStore, context: PageContext) -> None:
        super().__init__(_("Import, export, reset"))
        self._store, self._catalogue = store, context.catalogue
        self._plan = Plan()
        self._said, self._fault = Note(""), Fault(self.body)
        self._said.hide()
        self._group(
            _("Apps"),
            _("Lists of Uptime Kuma, Gatus, OPML, plain addresses, or of this program. Yours stay as they are."),
            (_("&Import a list…"), self._ask_list),
            (_("&Export my list…"), self._ask_list_target),
        )
        self._group(
            _("Settings"),
            _("All settings with your apps, as a file. Passwords and keys stay in the keyring and are never in it."),
            (_("&Load from a file…"), self._ask_settings),
            (_("&Save as a file…"), self._ask_settings_target),
        )
        self._group(
            _("Reset"),
            _("Your apps with what you set for each, and the history, stay. Undo takes it back."),
            (_("&Reset everything"), self._reset),
        )
        for part in (self._said, self._fault):
            self.column.addWidget(part)
        self.end()

    def _group(self, title: str, words: str, *buttons: tuple[str, Callable[[], None]]) -> None:
        form = self.group(title)
        form.addRow(Note(words))
        row = QHBoxLayout()
        for name, pressed in buttons:
            row.addWidget(push_button(name, pressed))
        row.addStretch(1)
        form.addRow(row)

    # which file

    def _ask(self, title: str, name: str = "", *, kinds: str = "") -> QFileDialog | DesktopDialog:
        """Ask for a file: an existing one, or with a name for a new one."""
        dialog = file_dialog(self, title, name, kinds, str(Path.home()))
        dialog.open()
        return dialog

    @Slot()
    def _ask_list(self) -> None:
        self._ask(_("Import a list")).fileSelected.connect(self.import_list)

    @Slot()
    def _ask_list_target(self) -> None:
        self._ask(_("Export my list"), "outage-notifier.json").fileSelected.connect(self.export_list)

    @Slot()
    def _ask_settings(self) -> None:
        kinds = _("Settings of this program ({pattern})").format(pattern="*.toml")
        self._ask(_("Load settings"), kinds=kinds).fileSelected.connect(self.take_settings)

    @Slot()
    def _ask_settings_target(self) -> None:
        self._ask(_("Save the settings"), "outage-notifier-settings.toml").fileSelected.connect(self.save_settings)

    # what is done with it

    @Slot(str)
    def import_list(self, path: str) -> None:
        """Say what a list means here, and do it when the user says so."""
        self._tell("")
        try:
            plan = plan_of(read_list(_bytes_of(Path(path))), self._catalogue, self._store.settings)
        except UserError as error:
            self._fault.tell(error)
            return
        if not plan.changes:
            self._tell(" ".join([_("Nothing of it is new."), *_loss_lines(plan)]))
            return
        box = QMessageBox(QMessageBox.Icon.Question, _("Import a list"), "", parent=self)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(_question(plan))
        box.setInformativeText("\n".join(_loss_lines(plan)))
        box.addButton(_("&Cancel"), QMessageBox.ButtonRole.RejectRole)
        done = box.addButton(_("&Import"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(done)
        done.clicked.connect(self._import)
        self._plan = plan
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    @Slot()
    def _import(self) -> None:
        plan = self._plan
        added = [each.id for each in plan.described]
        words = _("Imported: {names}").format(names=listed_briefly([each.name for each in plan.services.values()]))
        deed = Deed(
            partial(carry_out, plan, self._catalogue, self._store.settings, _saved_later),
            partial(_remove_all, self._catalogue, added),
            words,
        )
        try:
            watched = (*self._store.settings.watched, *plan.watched)
            self._store.change(deed, watched=watched)
        except UserError as error:
            self._fault.tell(error)
            return
        self._tell("")

    @Slot(str)
    def export_list(self, path: str) -> None:
        """Write what is watched, with the user's own services."""
        own = [each for each in self._catalogue.all() if each.own]
        self._write(Path(path), write_list(self._store.settings.watched, own))

    @Slot(str)
    def save_settings(self, path: str) -> None:
        """Write all settings into a file."""
        from notifier.config.document import rewritten  # with what writes TOML, 17 ms

        self._write(Path(path), rewritten("", self._store.settings).encode())

    @Slot(str)
    def take_settings(self, path: str) -> None:
        """Hold what a file of settings says; one that cannot be read whole changes nothing."""
        self._tell("")
        try:
            loaded = file.read(Path(path))
        except UserError as error:
            self._fault.tell(error)
            return
        deed = Deed(_nothing, _nothing, _("Settings loaded from {file}").format(file=Path(path).name))
        self._store.change(deed, **_values(loaded))

    @Slot()
    def _reset(self) -> None:
        """Set everything back but what is watched, and what the user has agreed to."""
        now = self._store.settings
        kept = {key: getattr(now, key) for key in ("watched", "first_run_done")}
        deed = Deed(_nothing, _nothing, _("Everything was reset"))
        self._store.change(deed, **_values(msgspec.structs.replace(Settings(), **kept)))

    def _write(self, path: Path, data: bytes) -> None:
        self._tell("")
        try:
            replace_file(path, data)
        except OSError as error:
            reason = reason_of(error)
            self._fault.tell(UserError("{path} cannot be written", "{reason}", path=path, reason=reason))
            return
        self._tell(_("Written: {path}").format(path=path))

    def _tell(self, words: str) -> None:
        self._fault.tell(None)
        self._said.setText(words)
        self._said.setVisible(bool(words))


def _saved_later(_settings: Settings) -> None:
    """The store saves them, in the same step."""


def _nothing() -> None:
    """What a change of settings alone does beside them."""


def _values(settings: Settings) -> dict[str, object]:
    return {key: getattr(settings, key) for key in file.names()} | {"watched": settings.watched}


def _remove_all(catalogue: Catalogue, ids: Iterable[str]) -> None:
    for each in ids:
        catalogue.own.remove(each)


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as source:
            return source.read(LIST_MOST + 1)
    except OSError as error:
        raise UserError("{path} cannot be read", "{reason}", path=path, reason=reason_of(error)) from error


def _question(plan: Plan) -> str:
    names = listed_briefly([each.name for each in plan.services.values()])
    if not plan.watched:
        return _("Load the descriptions of your own addresses, too?")
    return ngettext("Watch {count} more app: {names}?", "Watch {count} more apps: {names}?", len(plan.watched)).format(
        count=len(plan.watched), names=names
    )


def _loss_lines(plan: Plan) -> list[str]:
    if not plan.losses:
        return []
    lines = [f"{each.name}: {error_sentence(each.why)}" for each in plan.losses[:LOSSES_SHOWN]]
    more = len(plan.losses) - len(lines)
    rest = [ngettext("and {count} more", "and {count} more", more).format(count=more)] if more else []
    return [_("Not carried over, or not wholly:"), *lines, *rest]
