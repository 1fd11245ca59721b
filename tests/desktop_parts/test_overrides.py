"""What goes wrong in something that Qt calls is told as any other fault of ours, and the program goes on."""

import subprocess
import sys

import pytest

CODE = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
import notifier.app
from typing import Generic, TypeVar
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget
Kind = TypeVar("Kind")
class Part(QWidget, Generic[Kind]):
    def sizeHint(self):
        return QSize(40, 30)
class Picture(Part[int]):
    def paintEvent(self, event):
        {fault}
told = []
sys.excepthook = lambda kind, error, trace: told.append(kind.__name__)
application = QApplication([])
picture = Picture()
try:
    picture.grab()
except Exception as error:
    told.append(type(error).__name__)
print(picture.sizeHint().width(), *told)
"""


@pytest.mark.fault("a fault of ours in what Qt calls")
@pytest.mark.parametrize(
    ("fault", "name"),
    [
        ("None + 1", "TypeError"),
        ("self.nothing", "AttributeError"),
        ("[][0]", "IndexError"),
        ("other = QWidget(); import shiboken6; shiboken6.delete(other); other.width()", "RuntimeError"),
        ("raise ValueError", "ValueError"),
    ],
)
def test_whatever_it_is_the_program_goes_on(fault: str, name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE.format(fault=fault)], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout.split()) == (0, ["40", name]), done.stderr
