"""The page of the connection: the proxy, and the addresses by which the user's own line is judged.

What a proxy or an anchor must look like is known by the settings; the password goes to the keyring, never through
the settings.
"""

from urllib.parse import urlsplit

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from notifier.config import file
from notifier.config.anchors import DEFAULT_ANCHORS
from notifier.config.keys import PROXY_SCHEMES
from notifier.config.model import NAME_SERVERS
from notifier.config.place import Group
from notifier.core.failure import UserError
from notifier.ui.settings.context import PageContext
from notifier.ui.settings.fields import ChoiceBox, Fault, Note, NumberBox, Page
from notifier.ui.settings.form import add_settings
from notifier.ui.settings.store import SettingsStore
from notifier.ui.settings.ticks import TickBox
from notifier.words import _, pgettext
from notifier.words.language import said

_SYSTEM, _NONE, _OWN = "", "none", "own"
_USUAL_PORT = 8080


class ConnectionPage(Page):
    """Proxy and anchors."""

    def __init__(self, store: SettingsStore, context: PageContext) -> None:
        super().__init__(_("Connection"))
        self._store = store
        self._context = context
        self._proxy_group()
        self._anchors_group()
        self._names_group()
        self.end()

    def _proxy_group(self) -> None:
        settings = self._store.settings
        own = settings.proxy not in (_SYSTEM, _NONE)
        parts = urlsplit(settings.proxy if own else "")
        form = self._proxy_form = self.group(_("Proxy"))
        self._which = ChoiceBox(
            _("Proxy"),
            [
                (_("System default"), _SYSTEM),
                (pgettext("no proxy", "None"), _NONE),
                (_("Another proxy"), _OWN),
            ],
            _OWN if own else settings.proxy,
        )
        form.addRow(_("&Use:"), self._which)
        names = {
            "http": _("HTTP"),
            "https": _("HTTPS"),
            "socks5": _("SOCKS 5"),
            "socks5h": _("SOCKS 5, names looked up by the proxy"),
        }
        kinds = [(names.get(scheme, scheme), scheme) for scheme in PROXY_SCHEMES]
        kind_name = _("&Kind:")
        self._kind = ChoiceBox(_plain(kind_name), kinds, parts.scheme or "http", letters=30)
        self._host = QLineEdit(parts.hostname or "")
        self._host.setPlaceholderText("proxy.example.com")
        self._port = NumberBox(_("Port"), (1, 65_535), parts.port or _USUAL_PORT)
        self._user = QLineEdit(settings.proxy_user)
        self._password = QLineEdit()
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._password.setPlaceholderText(_("kept in the system's keyring"))
        self._kept = Note("")
        self._kept.hide()
        self._proxy_fault = Fault(self._host)
        self._password_fault = Fault(self._password)
        form.addRow(kind_name, self._kind)
        form.addRow(_("&Host:"), self._host)
        form.addRow(_("&Port:"), self._port)
        form.addRow(self._proxy_fault)
        form.addRow(_("User &name:"), self._user)
        form.addRow(_("Pass&word:"), self._password)
        form.addRow(self._password_fault)
        form.addRow(self._kept)
        self._which.chosen.connect(self._proxy_chosen)
        for changed in (self._kind.chosen, self._host.editingFinished, self._port.valueChanged):
            changed.connect(self._own_changed)
        self._user.editingFinished.connect(self._user_changed)
        self._password.editingFinished.connect(self._keep_password)
        self._enable(own=own)

    def _enable(self, *, own: bool) -> None:
        for field in (self._kind, self._host, self._port, self._user, self._password):
            self._proxy_form.setRowVisible(field, own)
        allowed = self._context.set_password is not None and self._context.capabilities.keyring is not False
        self._password.setEnabled(allowed)
        if own and not allowed:
            self._kept.setText(_("There is no open keyring here, so a password cannot be kept."))
            self._kept.show()
        elif not own:
            self._kept.hide()
            self._password_fault.tell(None)

    @Slot(str)
    def _proxy_chosen(self, which: str) -> None:
        self._enable(own=which == _OWN)
        if which == _OWN:
            self._host.setFocus()
            self._own_changed()
        else:
            self._proxy_fault.tell(None)
            self._store.change(proxy=which)

    @Slot()
    def _own_changed(self) -> None:
        """Take the proxy over as soon as it is one."""
        host = self._host.text().strip()
        if self._which.currentData() != _OWN or not host:
            self._proxy_fault.tell(None)
            return
        place = f"[{host}]" if ":" in host and not host.startswith("[") else host
        text = f"{self._kind.currentData()}://{place}:{self._port.value()}"
        try:
            settings = file.changed(self._store.settings, "proxy", text)
        except UserError as error:
            self._proxy_fault.tell(error)
            return
        self._proxy_fault.tell(None)
        self._store.change(proxy=settings.proxy)

    @Slot()
    def _user_changed(self) -> None:
        self._store.change(proxy_user=self._user.text().strip())

    @Slot()
    def _keep_password(self) -> None:
        text = self._password.text()
        if not self._password.isModified() or self._context.set_password is None:
            return
        self._password.setModified(False)
        try:
            self._context.set_password(text)
        except UserError as error:
            self._password_fault.tell(error)
            return
        self._password_fault.tell(None)
        self._password.clear()
        self._password.setModified(False)  # clearing counts as the user's doing, and would forget the password
        kept = _("The password is in the keyring now.")
        self._kept.setText(kept if text else _("The password has been removed from the keyring."))
        self._kept.show()

    def _anchors_group(self) -> None:
        settings = self._store.settings
        form = self.group(_("My own connection"))
        form.addRow(
            Note(_("Well-known addresses of different owners tell whether it is your own connection that fails."))
        )
        self._own_anchors = TickBox(_("Use my &own addresses instead"))
        self._own_anchors.setChecked(bool(settings.anchors))
        self._anchors = QPlainTextEdit("\n".join(settings.anchors))
        self._anchors.setAccessibleName(_("Own addresses, one on each line"))
        self._anchors.setPlaceholderText(_("one on each line, for example 1.1.1.1:443"))
        self._anchors.setTabChangesFocus(True)
        self._anchors.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._anchors.setFixedHeight(self._anchors.fontMetrics().lineSpacing() * 6)
        self._anchors_fault = Fault(self._anchors)
        form.addRow(self._own_anchors)
        form.addRow(self._anchors)
        form.addRow(self._anchors_fault)
        form.setRowVisible(self._anchors, bool(settings.anchors))
        self._anchors_form = form
        self._own_anchors.toggled.connect(self._anchors_toggled)
        self._anchors.textChanged.connect(self._anchors_changed)

    def _names_group(self) -> None:
        form = self.group(_("Names"))
        form.addRow(
            Note(
                _(
                    "When several apps cannot be found by name, another name server can be asked whether it is that of "
                    "your network. It learns these names and your internet address."
                )
            )
        )
        own = self._store.settings.other_resolver
        known = [(said(words), address) for address, words in NAME_SERVERS.items()]
        choices = known if own in NAME_SERVERS else [*known, (own, own)]
        add_settings(form, Group.NAMES, self._store, {"other_resolver": choices})

    @Slot(bool)
    def _anchors_toggled(self, on: bool) -> None:
        self._anchors_form.setRowVisible(self._anchors, on)
        if not on:
            self._anchors_fault.tell(None)
            self._store.change(anchors=())
        elif not self._anchors.toPlainText().strip():
            self._anchors.setPlainText("\n".join(each.key.removeprefix("tcp://") for each in DEFAULT_ANCHORS))
        else:
            self._anchors_changed()

    @Slot()
    def _anchors_changed(self) -> None:
        if not self._own_anchors.isChecked():
            return
        lines = [each.strip() for each in self._anchors.toPlainText().splitlines()]
        try:
            settings = file.changed(self._store.settings, "anchors", ",".join(each for each in lines if each))
            if not settings.anchors:
                raise UserError("anchors: at least three addresses of different owners are needed")
        except UserError as error:
            self._anchors_fault.tell(error)
            return
        self._anchors_fault.tell(None)
        self._store.change(anchors=settings.anchors)


def _plain(label: str) -> str:
    return label.replace("&", "").rstrip(":")
