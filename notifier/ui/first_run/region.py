"""Country and language at the first start: guessed from the user's system, changed here where the guess is wrong."""

from PySide6.QtCore import QLocale, Signal, Slot
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from notifier.config.paths import languages
from notifier.desktop.country import country_of_system
from notifier.ui.settings.fields import ChoiceBox
from notifier.ui.settings.general import countries
from notifier.words import _
from notifier.words.language import language_name, spoken, system_language


class RegionRow(QWidget):
    """Two boxes; nothing is saved here.

    Signals: `country_chosen` with a code and `language_chosen` with a code, each empty where it is the system's.
    """

    country_chosen = Signal(str)
    language_chosen = Signal(str)

    def __init__(self, country: str) -> None:
        super().__init__()
        self.country = country or country_of_system()
        self._labels = QLabel(), QLabel()
        self._countries, self._languages = ChoiceBox("", [], "", letters=9), ChoiceBox("", [], "", letters=9)
        self._countries.chosen.connect(self._choose_country)
        self._languages.chosen.connect(self._choose_language)
        rows = QFormLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for label, box in zip(self._labels, (self._countries, self._languages), strict=True):
            label.setBuddy(box)
            rows.addRow(label, box)
        self.name()

    def name(self) -> None:
        """Say everything in the language that is spoken."""
        names = (_("&Country:"), _("L&anguage:"))
        for label, box, name in zip(self._labels, (self._countries, self._languages), names, strict=True):
            label.setText(name)
            plain = name.replace("&", "").rstrip(":")
            box.setAccessibleName(plain)
            box.setAccessibleDescription(plain)  # on Linux the name is what is chosen
        self._fill(self._countries, [*([] if self.country else [(_("Not chosen"), "")]), *countries()], self.country)
        self._fill(self._languages, [(language_name(each), each) for each in languages()], spoken())

    @staticmethod
    def _fill(box: ChoiceBox, choices: list[tuple[str, str]], chosen: str) -> None:
        box.clear()
        for shown, meant in choices:
            box.addItem(shown, meant)
        box.setCurrentIndex(max(0, box.findData(chosen)))

    @Slot(str)
    def _choose_country(self, country: str) -> None:
        self.country = country
        self.country_chosen.emit("" if country == country_of_system() else country)

    @Slot(str)
    def _choose_language(self, language: str) -> None:
        own = system_language(QLocale.system().uiLanguages())
        self.language_chosen.emit("" if language == own else language)
