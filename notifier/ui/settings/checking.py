"""The page of the checking: how often, and when less often."""

from notifier.config.place import Group
from notifier.ui.settings.fields import Note, Page
from notifier.ui.settings.form import add_settings
from notifier.ui.settings.store import SettingsStore
from notifier.words import _


class CheckingPage(Page):
    """Intervals."""

    def __init__(self, store: SettingsStore) -> None:
        super().__init__(_("Checking"))
        form = self.group(_("How often"))
        add_settings(form, Group.INTERVALS, store)
        form.addRow(
            Note(
                _(
                    "After a failure everything is read again within seconds, whatever is chosen here. An app that has "
                    "a single address is read twice as often as chosen, though not more often than every 30 seconds. "
                    "No address is read more often than every 5 seconds."
                )
            )
        )
        add_settings(self.group(_("Saving data and battery")), Group.SPARING, store)
        self.end()
