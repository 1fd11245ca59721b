"""The page of the checking: how often, and when less often."""

from PySide6.QtWidgets import QWidget

from notifier.ui.settings.choices import Choices
from notifier.ui.settings.fields import Note, Page, check_box, number_box
from notifier.words import _, pgettext

_LIMITS = (5, 86_400)
"""Seconds, as the settings file has them."""


class CheckingPage(Page):
    """Intervals."""

    def __init__(self, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__(_("Checking"), parent)
        settings = choices.settings
        seconds = pgettext("a number of seconds", " s")
        form = self.group(_("How often"))
        rows = (
            (_("&Apps, every"), "probe_interval_s", settings.probe_interval_s),
            (_("&Official pages, every"), "page_interval_s", settings.page_interval_s),
            (_("My own &connection, every"), "anchor_interval_s", settings.anchor_interval_s),
        )
        for label, key, value in rows:
            form.addRow(label, self._box(choices, label, key, value, seconds))
        form.addRow(
            Note(
                _(
                    "After a failure everything is read again within seconds, whatever is chosen here. "
                    "No address is read more often than every 5 seconds."
                )
            )
        )
        form = self.group(_("Sparing data and battery"))
        form.addRow(
            check_box(
                _("Less often where data is paid by &volume"),
                lambda on: choices.change(slow_on_metered=on),
                on=settings.slow_on_metered,
            )
        )
        form.addRow(
            check_box(
                _("Less often on &battery"),
                lambda on: choices.change(slow_on_battery=on),
                on=settings.slow_on_battery,
            )
        )
        label = _("&Then everything, every")
        form.addRow(label, self._box(choices, label, "slow_interval_s", settings.slow_interval_s, seconds))
        self.end()

    @staticmethod
    def _box(choices: Choices, label: str, key: str, value: float, suffix: str) -> QWidget:
        name = label.replace("&", "")
        return number_box(name, _LIMITS, value, suffix, lambda number: choices.change(**{key: float(number)}))
