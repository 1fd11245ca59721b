"""The general page: start at login, language, look, country, how long the history is kept, and where files lie."""

from pathlib import Path

from PySide6.QtCore import QCollator, QCoreApplication, QLocale, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from notifier.ui.i18n import language_name, languages, system_language
from notifier.ui.settings.apps import country_of_system
from notifier.ui.settings.choices import Choices, Surroundings
from notifier.ui.settings.fields import Note, Page, check_box, choice_box, number_box
from notifier.ui.text import country_name

translate = QCoreApplication.translate

_HISTORY_DAYS = (7, 3650)


class GeneralPage(Page):
    """What belongs nowhere else."""

    def __init__(self, choices: Choices, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(translate("Settings", "General"), parent)
        self._choices = choices
        self._start_group(around)
        self._words_group()
        self._files_group(around)
        self.end()

    def _start_group(self, around: Surroundings) -> None:
        form = self.group(translate("Settings", "Start"))
        start = check_box(
            translate("Settings", "Start when I &log in"),
            lambda on: self._choices.change(start_at_login=on),
            on=self._choices.settings.start_at_login,
        )
        start.setEnabled(around.capabilities.autostart is not False)
        form.addRow(start)
        if around.capabilities.autostart is False:
            form.addRow(Note(translate("Settings", "This system does not let programs start at login.")))

    def _words_group(self) -> None:
        settings = self._choices.settings
        form = self.group(translate("Settings", "Language and look"))
        own = translate("Settings", "The system's ({name})")
        tongues = [(own.format(name=language_name(system_language())), "")]
        tongues += [(language_name(each), each) for each in languages()]
        form.addRow(
            translate("Settings", "L&anguage:"),
            choice_box(
                translate("Settings", "Language"),
                tongues,
                settings.language,
                lambda chosen: self._choices.change(language=chosen),
            ),
        )
        looks = [
            (translate("Settings", "As the system"), "auto"),
            (translate("Settings", "Light"), "light"),
            (translate("Settings", "Dark"), "dark"),
        ]
        form.addRow(
            translate("Settings", "L&ook:"),
            choice_box(
                translate("Settings", "Look"),
                looks,
                settings.theme,
                lambda chosen: self._choices.change(theme=chosen),
            ),
        )
        here = country_of_system()
        first = own.format(name=country_name(here)) if here else translate("Settings", "Not chosen")
        form.addRow(
            translate("Settings", "&Country:"),
            choice_box(
                translate("Settings", "Country"),
                [(first, ""), *countries()],
                settings.country,
                lambda chosen: self._choices.change(country=chosen),
            ),
        )
        form.addRow(Note(translate("Settings", "The country decides which apps are offered first.")))

    def _files_group(self, around: Surroundings) -> None:
        form = self.group(translate("Settings", "History and files"))
        label = translate("Settings", "&Keep the history for")
        form.addRow(
            label,
            number_box(
                label.replace("&", ""),
                _HISTORY_DAYS,
                self._choices.settings.history_days,
                translate("Settings", " days", "follows a number above 6"),
                lambda days: self._choices.change(history_days=days),
            ),
        )
        paths = around.paths
        for name, path in (
            (translate("Settings", "Settings"), paths.settings_file),
            (translate("Settings", "Own addresses"), paths.own_services),
            (translate("Settings", "History"), paths.history_file),
            (translate("Settings", "Log"), paths.log_file),
        ):
            form.addRow(translate("Settings", "{name}:").format(name=name), _place(name, path))


def _place(name: str, path: Path) -> QWidget:
    """Show where a file lies, with a button that opens its folder."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    shown = QLineEdit(str(path))
    shown.setReadOnly(True)
    shown.setAccessibleName(name)
    shown.setCursorPosition(0)
    button = QPushButton(translate("Settings", "Open"))
    button.setAutoDefault(False)
    button.setAccessibleName(translate("Settings", "Open the folder: {name}").format(name=name))
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
