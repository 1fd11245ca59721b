"""The page about the program: version, catalogue, how it was installed and updated, licences, whose marks and map.

Licences are read from the installed packages when the page is first seen.
"""

from datetime import date

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout

from notifier import __version__
from notifier.config.paths import resources
from notifier.desktop.installation import Installation, installation
from notifier.desktop.licences import parts
from notifier.ui import icons
from notifier.ui.history.labels import plain_label
from notifier.ui.scale import TITLE, scaled
from notifier.ui.settings.context import PageContext
from notifier.ui.settings.fields import Note, Page, push_button
from notifier.ui.table import WordsTable
from notifier.words import _
from notifier.words.installation import catalogue_words, update_words, way_words

LICENCE = "MIT"
_ROWS = 9


class AboutPage(Page):
    """About the program."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(_("About"))
        found = installation()
        self._command = QLineEdit(found.command)
        self._head(context, found)
        self._licences()
        self._thanks()
        self.end()

    def _head(self, context: PageContext, found: Installation) -> None:
        from notifier.catalogue.day import catalogue_day  # with what checks signatures, 15 ms

        name = QLabel(_("Outage Notifier"))
        name.setFont(scaled(self.font(), TITLE, bold=True))
        name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        picture = QLabel()
        side = 3 * self.fontMetrics().height()
        picture.setPixmap(icons.app_icon().pixmap(QSize(side, side), self.devicePixelRatioF()))
        day = catalogue_day(resources() / "catalogue", context.paths.catalogue_updates)
        facts = QVBoxLayout()
        facts.addWidget(name)
        facts.addWidget(Note(_("Is it just me, or is it down?")))
        row = QHBoxLayout()
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(facts, 1)
        self.column.addLayout(row)
        form = self.group(_("This installation"))
        form.addRow(_("Version:"), plain_label(self, __version__))
        words = catalogue_words(day, date.today())  # noqa: DTZ011 the user's own day
        form.addRow(_("Catalogue:"), plain_label(self, words))
        form.addRow(plain_label(self, _("Installed {way}").format(way=way_words(found))))
        self._update_row(form, found)

    def _update_row(self, form: QFormLayout, found: Installation) -> None:
        if not found.command:
            form.addRow(Note(update_words(found)))
            return
        self._command.setReadOnly(True)
        self._command.setCursorPosition(0)
        self._command.setAccessibleName(_("Command that brings a newer version"))
        copy = push_button(_("&Copy"), self._copy)
        copy.setAccessibleName(_("Copy the command"))
        row = QHBoxLayout()
        row.addWidget(self._command, 1)
        row.addWidget(copy)
        form.addRow(update_words(found), row)

    def _licences(self) -> None:
        form = self.group(_("Licences"))
        form.addRow(Note(_("This program is free software under the {licence} licence.").format(licence=LICENCE)))
        rows = [(each.name, each.version, each.licence or _("not stated")) for each in parts()]
        headings = [_("Built with"), _("Version"), _("Licence")]
        table = WordsTable(_("Licences of what it is built with"), headings, rows)
        table.setMinimumHeight(table.fontMetrics().height() * _ROWS)
        form.addRow(table)

    def _thanks(self) -> None:
        form = self.group(_("Marks and map"))
        form.addRow(
            Note(
                _(
                    "The marks come from Simple Icons (CC0). They belong to the companies that they stand for, may be "
                    "registered trademarks, and only name what is watched: none of these companies takes part in this "
                    "program or endorses it. Simple Icons says itself that not every mark it carries is under CC0, and "
                    "answers for no use of them."
                )
            )
        )
        form.addRow(
            Note(
                _(
                    "The map is made with Natural Earth, which is in the public domain. Its borders are drawn as they "
                    "are held in fact; they take no side in what is disputed."
                )
            )
        )

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._command.text())
