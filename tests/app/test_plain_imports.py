"""What Qt does to every import is undone, in an interpreter of its own."""

import subprocess
import sys

CODE = """
import linecache
import notifier.app
import notifier.app.program
import wave
from PySide6.QtCore import *
assert QTimer.singleShot
print([name for name in linecache.cache if name.endswith("/wave.py") or "/app/" in name])
"""


def test_qt_reads_no_sources_of_what_is_imported_later() -> None:
    told = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    assert told.stdout.strip() == "[]"
