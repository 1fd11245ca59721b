"""The general page: start at login, language, look, country, how long the history is kept, and where files lie."""

from pathlib import Path

from PySide6.QtCore import QCollator, QLocale, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from notifier.config.paths import languages
from notifier.config.place import Group
from notifier.desktop.country import country_of_system
from notifier.ui.settings.context import PageContext
from notifier.ui.settings.fields import Note, Page, push_button
from notifier.ui.settings.form import add_settings
from notifier.ui.settings.store import SettingsStore
from notifier.words import _, pgettext
from notifier.words.language import language_name, system_language
from notifier.words.names import country_name


class GeneralPage(Page):
    """What belongs nowhere else."""

    def __init__(self, store: SettingsStore, context: PageContext) -> None:
        super().__init__(_("General"))
        self._start_group(store, context)
        self._look_group(store)
        self._files_group(store, context)
        self.end()

    def _start_group(self, store: SettingsStore, context: PageContext) -> None:
        form = self.group(pgettext("when the program starts", "Start"))
        boxes = add_settings(form, Group.START, store)
        if context.capabilities.autostart is False:
            boxes["start_at_login"].setEnabled(False)
            form.addRow(Note(_("This system does not let programs start at login.")))

    def _look_group(self, store: SettingsStore) -> None:
        form = self.group(_("Language and appearance"))
        own = _("System default ({name})")
        tongues = [(own.format(name=language_name(system_language(QLocale.system().uiLanguages()))), "")]
        tongues += [(language_name(each), each) for each in languages()]
        here = country_of_system()
        first = own.format(name=country_name(here)) if here else _("Not chosen")
        add_settings(form, Group.LOOK, store, {"language": tongues, "country": [(first, ""), *countries()]})
        form.addRow(Note(_("The country decides which apps are offered first.")))

    def _files_group(self, store: SettingsStore, context: PageContext) -> None:
        form = self.group(_("History and files"))
        add_settings(form, Group.HISTORY, store)
        paths = context.paths
        for name, path in (
            (_("Settings"), paths.settings_file),
            (_("Own addresses"), paths.own_services),
            (_("History"), paths.history_file),
            (_("Log"), paths.log_file),
        ):
            form.addRow(_("{name}:").format(name=name), _PlaceOfFile(name, path))


class _PlaceOfFile(QWidget):
    """Shows where a file lies, with a button that opens its folder."""

    def __init__(self, name: str, path: Path) -> None:
        super().__init__()
        self._folder = path if path.is_dir() else path.parent
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        shown = QLineEdit(str(path))
        shown.setReadOnly(True)
        shown.setAccessibleName(name)
        shown.setCursorPosition(0)
        button = push_button(_("Open"), self._open)
        button.setAccessibleName(_("Open the folder: {name}").format(name=name))
        line.addWidget(shown, 1)
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    @Slot()
    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))


def countries() -> list[tuple[str, str]]:
    """Give all countries that Qt knows: name and code, by name."""
    codes = {QLocale.territoryToCode(each) for each in QLocale.Country}
    named = [(country_name(code), code) for code in codes if len(code) == 2]
    order = QCollator()
    return sorted(named, key=lambda pair: order.sortKey(pair[0]))
