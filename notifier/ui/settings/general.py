"""The general page: start at login, language, look, country, how long the history is kept, and where files lie."""

from pathlib import Path

from PySide6.QtCore import QCollator, QLocale, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from notifier.ui.settings.apps import country_of_system
from notifier.ui.settings.choices import Choices, Surroundings
from notifier.ui.settings.fields import Note, Page, check_box, choice_box, number_box
from notifier.words import _, pgettext
from notifier.words.language import language_name, languages, system_language
from notifier.words.names import country_name

_HISTORY_DAYS = (7, 3650)


class GeneralPage(Page):
    """What belongs nowhere else."""

    def __init__(self, choices: Choices, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(_("General"), parent)
        self._choices = choices
        self._start_group(around)
        self._words_group()
        self._files_group(around)
        self.end()

    def _start_group(self, around: Surroundings) -> None:
        form = self.group(_("Start"))
        start = check_box(
            _("Start when I &log in"),
            lambda on: self._choices.change(start_at_login=on),
            on=self._choices.settings.start_at_login,
        )
        start.setEnabled(around.capabilities.autostart is not False)
        form.addRow(start)
        if around.capabilities.autostart is False:
            form.addRow(Note(_("This system does not let programs start at login.")))

    def _words_group(self) -> None:
        settings = self._choices.settings
        form = self.group(_("Language and look"))
        own = _("The system's ({name})")
        tongues = [(own.format(name=language_name(system_language(QLocale.system().uiLanguages()))), "")]
        tongues += [(language_name(each), each) for each in languages()]
        form.addRow(
            _("L&anguage:"),
            choice_box(
                _("Language"),
                tongues,
                settings.language,
                lambda chosen: self._choices.change(language=chosen),
            ),
        )
        looks = [
            (_("As the system"), "auto"),
            (_("Light"), "light"),
            (_("Dark"), "dark"),
        ]
        form.addRow(
            _("L&ook:"),
            choice_box(
                _("Look"),
                looks,
                settings.theme,
                lambda chosen: self._choices.change(theme=chosen),
            ),
        )
        here = country_of_system()
        first = own.format(name=country_name(here)) if here else _("Not chosen")
        form.addRow(
            _("&Country:"),
            choice_box(
                _("Country"),
                [(first, ""), *countries()],
                settings.country,
                lambda chosen: self._choices.change(country=chosen),
            ),
        )
        form.addRow(Note(_("The country decides which apps are offered first.")))

    def _files_group(self, around: Surroundings) -> None:
        form = self.group(_("History and files"))
        label = _("&Keep the history for")
        form.addRow(
            label,
            number_box(
                label.replace("&", ""),
                _HISTORY_DAYS,
                self._choices.settings.history_days,
                pgettext("follows a number above 6", " days"),
                lambda days: self._choices.change(history_days=days),
            ),
        )
        paths = around.paths
        for name, path in (
            (_("Settings"), paths.settings_file),
            (_("Own addresses"), paths.own_services),
            (_("History"), paths.history_file),
            (_("Log"), paths.log_file),
        ):
            form.addRow(_("{name}:").format(name=name), _place(name, path))


def _place(name: str, path: Path) -> QWidget:
    """Show where a file lies, with a button that opens its folder."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    shown = QLineEdit(str(path))
    shown.setReadOnly(True)
    shown.setAccessibleName(name)
    shown.setCursorPosition(0)
    button = QPushButton(_("Open"))
    button.setAutoDefault(False)
    button.setAccessibleName(_("Open the folder: {name}").format(name=name))
    folder = path if path.is_dir() else path.parent
    button.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))
    line.addWidget(shown, 1)
    line.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
    return row


def countries() -> list[tuple[str, str]]:
    """Give all countries that Qt knows: name and code, by name."""
    codes = {QLocale.territoryToCode(each) for each in QLocale.Country}
    named = [(country_name(code), code) for code in codes if len(code) == 2]
    order = QCollator()
    return sorted(named, key=lambda pair: order.sortKey(pair[0]))
