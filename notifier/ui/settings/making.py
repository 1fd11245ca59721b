"""The pages of the settings: each is made when it is first seen, and what it alone needs is imported then.

Most people see one or two of them; all together want as much memory again as the window itself.
"""

from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from notifier.ui.settings.context import PageContext
from notifier.ui.settings.store import SettingsStore


class Dialog(Protocol):
    """What of the dialog its pages are tied to."""

    store: SettingsStore
    test_asked: SignalInstance
    practice_asked: SignalInstance
    key_entered: SignalInstance
    machines_asked: SignalInstance


def made(name: str, dialog: Dialog, context: PageContext) -> QWidget:
    """Make a page of the dialog's, by its name."""
    store = dialog.store
    match name:
        case "apps":
            from notifier.ui.settings.apps import AppsPage

            return AppsPage(store, context)
        case "order":
            from notifier.ui.settings.order_page import OrderPage

            return OrderPage(store, context)
        case "notifications":
            from notifier.ui.settings.notifications import NotificationsPage

            page = NotificationsPage(store, context.capabilities)
            page.test_asked.connect(dialog.test_asked)
            page.practice_asked.connect(dialog.practice_asked)
            return page
        case "phone":
            from notifier.ui.settings.phone_page import PhonePage

            return PhonePage(store, context)
        case "checking":
            from notifier.ui.settings.checking import CheckingPage

            return CheckingPage(store)
        case "elsewhere":
            from notifier.ui.settings.elsewhere_page import ElsewherePage

            places = ElsewherePage(store, context)
            places.key_entered.connect(dialog.key_entered)
            return places
        case "machines":
            from notifier.ui.settings.machines_page import MachinesPage

            machines = MachinesPage(store, context)
            machines.asked.connect(dialog.machines_asked)
            return machines
        case "connection":
            from notifier.ui.settings.connection import ConnectionPage

            return ConnectionPage(store, context)
        case "addresses":
            from notifier.ui.settings.contacts_page import ContactsPage

            return ContactsPage(store, context)
        case "backup":
            from notifier.ui.settings.backup_page import BackupPage

            return BackupPage(store, context)
        case "help":
            from notifier.ui.settings.help_page import HelpPage

            return HelpPage()
        case "about":
            from notifier.ui.settings.about_page import AboutPage

            return AboutPage(context)
        case _:
            from notifier.ui.settings.general import GeneralPage

            return GeneralPage(store, context)
