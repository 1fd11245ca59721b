"""Memory that is given back: what nobody uses leaves, and what is needed again is as it was."""

import json
import subprocess
import sys

from notifier.desktop.heap import code_of_qt, give_back

MAPS = """\
55d0c0a00000-55d0c0a01000 r-xp 00001000 fe:00 123 /usr/bin/python3.11
7f10a0000000-7f10a0100000 r--p 00000000 fe:00 124 /opt/a b/site-packages/PySide6/Qt/lib/libQt6Gui.so.6
7f10a0100000-7f10a0500000 r-xp 00100000 fe:00 124 /opt/a b/site-packages/PySide6/Qt/lib/libQt6Gui.so.6
7f10a0500000-7f10a0600000 rw-p 00500000 fe:00 124 /opt/a b/site-packages/PySide6/Qt/lib/libQt6Gui.so.6
7f10a1000000-7f10a1010000 r-xp 00001000 fe:00 125 /usr/lib/x86_64-linux-gnu/qt6/plugins/platforms/libqxcb.so
7f10a2000000-7f10a2010000 r-xp 00001000 fe:00 126 /usr/lib/x86_64-linux-gnu/libc.so.6
7f10a3000000-7f10a3010000 rwxp 00000000 00:00 0
7ffd1c5f0000-7ffd1c5f2000 r-xp 00000000 00:00 0                          [vdso]
"""
PROGRAM = """
import json, sys
from PySide6.QtWidgets import QApplication, QTextBrowser
from notifier.desktop.heap import code_of_qt, give_back

def resident_kb():
    found, inside = 0, False
    for line in open("/proc/self/smaps"):
        if "-" in line.split(" ")[0]:
            inside = bool(code_of_qt([line]))
        elif inside and line.startswith("Rss:"):
            found += int(line.split()[1])
    return found

def picture():
    window = QTextBrowser()
    window.setHtml("<h1>All</h1><p>is <b>well</b></p>" * 20)
    window.resize(400, 300)
    window.show()
    app.processEvents()
    return window.grab().toImage()

app = QApplication(sys.argv)
first = picture()
before = resident_kb()
give_back()
after = resident_kb()
print(json.dumps([before, after, picture() == first]))
"""


def test_only_code_of_qt_is_let_go_of() -> None:
    assert code_of_qt(MAPS.splitlines(keepends=True)) == [
        (0x7F10A0100000, 0x7F10A0500000),
        (0x7F10A1000000, 0x7F10A1010000),
    ]


def test_what_qt_needed_once_leaves_and_comes_back() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    before_kb, after_kb, same = json.loads(done.stdout)
    assert before_kb > 5_000
    assert after_kb < before_kb / 3
    assert same


def test_it_can_be_done_again_and_again() -> None:
    for _ in range(3):
        give_back()
