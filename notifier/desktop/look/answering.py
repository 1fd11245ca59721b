"""A process of its own, with the desktop's full theme: tells how things look, or asks the user for a file or a colour.

It is started by `asking` with what is asked as JSON, writes one line of JSON, and ends; also when who asked has ended.
Nothing of the program is imported here.
"""

import json
import sys
from typing import Any, Final

from PySide6.QtCore import QByteArray, QDataStream, QIODevice, QSocketNotifier, Qt
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPalette, QWindow
from PySide6.QtWidgets import QApplication, QColorDialog, QDialog, QFileDialog, QToolTip

CLASSES: Final[tuple[Any, ...]] = (
    "QAbstractItemView", "QCheckBox", "QComboBox", "QDockWidgetTitle", "QGroupBox", "QHeaderView", "QLabel",
    "QLineEdit", "QListView", "QMdiSubWindowTitleBar", "QMenu", "QMenuBar", "QMenuItem", "QMessageBox", "QPushButton",
    "QRadioButton", "QSmallFont", "QStatusBar", "QTabBar", "QTextControl", "QTextEdit", "QTipLabel", "QTitleBar",
    "QToolButton", "QMiniFont",
)  # fmt: skip
"""Widgets that Qt's themes may give fonts and colours of their own; the stubs ask for bytes, which PySide refuses."""
SCHEMES: Final = {"auto": Qt.ColorScheme.Unknown, "light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
PORTAL: Final = ("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Settings")
PORTAL_MS: Final = 1_000


def main() -> int:
    """Answer what the only argument asks."""
    asked = json.loads(sys.argv[1])
    application = QApplication(["outage-notifier"])
    application.setDesktopFileName("outage-notifier")
    asker = QSocketNotifier(0, QSocketNotifier.Type.Read)  # closed when the program that asked has ended
    asker.activated.connect(application.quit)
    answers = {"look": _look, "file": _file, "color": _color}
    sys.stdout.write(json.dumps(answers[asked["what"]](application, asked)))
    sys.stdout.flush()
    return 0


def _look(application: QApplication, _asked: dict[str, Any]) -> dict[str, object]:
    """Tell how things look: as it is now, in light and in dark."""
    _hear_the_portal(application)
    hints = application.styleHints()
    scheme, palettes = "unknown", {}
    for name, wanted in SCHEMES.items():
        if wanted is Qt.ColorScheme.Unknown:
            scheme = hints.colorScheme().name.lower()
        else:
            hints.setColorScheme(wanted)
            application.processEvents()
        if wanted in (Qt.ColorScheme.Unknown, hints.colorScheme()):
            palettes[name] = _palettes()
    hints.unsetColorScheme()
    font = application.font()
    fonts = {each: QApplication.font(each) for each in CLASSES}
    return {
        "scheme": scheme,
        "palettes": palettes,
        "fonts": {"": font.toString(), **{name: each.toString() for name, each in fonts.items() if each != font}},
        "icon_theme": QIcon.themeName(),
        "fallback_icon_theme": QIcon.fallbackThemeName(),
        "cursor_flash_ms": application.cursorFlashTime(),
        "double_click_ms": application.doubleClickInterval(),
        "drag_px": application.startDragDistance(),
        "drag_ms": application.startDragTime(),
    }


def _hear_the_portal(application: QApplication) -> None:
    """Wait until the portal, if there is one, has told Qt's theme light or dark: it answers in order."""
    bus = QDBusConnection.sessionBus()
    if bus.isConnected():
        ask = QDBusMessage.createMethodCall(*PORTAL, "Read")
        ask.setArguments(["org.freedesktop.appearance", "color-scheme"])
        bus.call(ask, timeout=PORTAL_MS)
    application.processEvents()


def _palettes() -> dict[str, str]:
    usual = QApplication.palette()
    own = {each: QApplication.palette(each) for each in CLASSES}
    own["QToolTip"] = QToolTip.palette()
    return {"": _packed(usual), **{name: _packed(each) for name, each in own.items() if each != usual}}


def _packed(palette: QPalette) -> str:
    data = QByteArray()
    stream = QDataStream(data, QIODevice.OpenModeFlag.WriteOnly)
    stream << palette
    return bytes(data.toBase64().data()).decode("ascii")


def _file(_application: QApplication, asked: dict[str, Any]) -> str:
    dialog = QFileDialog(None, asked["title"], asked["folder"], asked["kinds"])
    dialog.setFileMode(QFileDialog.FileMode.AnyFile if asked["name"] else QFileDialog.FileMode.ExistingFile)
    if asked["name"]:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(asked["suffix"])
        dialog.selectFile(asked["name"])
    return dialog.selectedFiles()[0] if _accepted(dialog, asked) else ""


def _color(_application: QApplication, asked: dict[str, Any]) -> str:
    dialog = QColorDialog(QColor(asked["color"]))
    return dialog.selectedColor().name() if _accepted(dialog, asked) else ""


def _accepted(dialog: QDialog, asked: dict[str, Any]) -> bool:
    """Show the dialog above the window that asked, until the user has chosen."""
    if QGuiApplication.platformName() == "xcb":
        dialog.winId()  # so that it has a window
        dialog.windowHandle().setTransientParent(QWindow.fromWinId(asked["above"]))
    return bool(dialog.exec())


if __name__ == "__main__":
    sys.exit(main())
