"""What watches needs nothing of what shows, so that the first readings go out before that is imported."""

import subprocess
import sys

CODE = """
import sys
import notifier.app
import notifier.app.watching
import PySide6.QtCore
shown = ("notifier.app.program", "notifier.app.windows", "notifier.ui.theme")
print([each for each in shown if each in sys.modules], "Qt" in vars(PySide6.QtCore))
"""


def test_neither_windows_nor_the_namespace_qt_are_imported_before_it_begins() -> None:
    told = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["[]", "False"], "windows, Qt"
