"""Whether Qt would load GTK for how things look, and its plain theme for such desktops in place of that.

Which desktops these are is Qt's list (`QGenericUnixTheme::themeNames`). The user's own QT_QPA_PLATFORMTHEME wins; in a
sandbox, and where no other process of this program can be started by Python, Qt's choice stands.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QCoreApplication

GTK_DESKTOPS: Final = frozenset(("GNOME", "X-CINNAMON", "PANTHEON", "UNITY", "MATE", "XFCE", "LXDE"))
THEME: Final = "QT_QPA_PLATFORMTHEME"
PLAIN: Final = "gnome"
"""The theme that the one with GTK is built upon: what it does not know itself it has from there."""
SANDBOXES: Final = ("FLATPAK_ID", "SNAP")
_LEFT_OUT: Final = "gtkIsLeftOut"


def would_load_gtk(environment: Mapping[str, str]) -> bool:
    """Tell whether Qt would load GTK here, and can do without."""
    if sys.platform != "linux" or getattr(sys, "frozen", False):
        return False
    if environment.get(THEME) or any(environment.get(each) for each in SANDBOXES):
        return False
    return not GTK_DESKTOPS.isdisjoint(environment.get("XDG_CURRENT_DESKTOP", "").split(":"))


@contextmanager
def gtk_left_out() -> Iterator[None]:
    """Have the application object that is made within use the plain theme; programs it starts hear nothing of it."""
    leaves_out = would_load_gtk(os.environ)
    if leaves_out:
        os.environ[THEME] = PLAIN
    try:
        yield
    finally:
        if leaves_out:
            del os.environ[THEME]
    application = QCoreApplication.instance()
    if application is not None:
        application.setProperty(_LEFT_OUT, leaves_out)


def is_gtk_left_out() -> bool:
    """Tell whether this program's application object does without GTK's theme."""
    application = QCoreApplication.instance()
    return application is not None and bool(application.property(_LEFT_OUT))
