"""A setting is one line: added to a copy of the program, it is known to the file, to the command and to the dialog."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent.parent
AFTER = "    slow_on_battery: "
LINE = '    slow_at_night: Annotated[bool, Place(Group.SPARING, N_("Less often at &night"))] = False\n'
DIALOG = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication, QCheckBox
from notifier.catalogue.loader import Catalogue
from notifier.config import file
from notifier.config.paths import Paths, resources
from notifier.ui.settings.dialog import SettingsDialog
from notifier.ui.settings.store import SettingsStore

application = QApplication([])
paths = Paths(Path(sys.argv[1]), Path(sys.argv[1]))
store = SettingsStore(paths.settings_file, file.load(paths.settings_file))
dialog = SettingsDialog(store, Catalogue(resources() / "catalogue", paths.own_services), paths)
dialog.show_page("checking")
dialog.show()
(box,) = [each for each in dialog.findChildren(QCheckBox) if each.text() == "Less often at &night"]
print(box.isChecked())
box.click()
"""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A copy of the program with one more line."""
    shutil.copytree(ROOT / "notifier", tmp_path / "notifier", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "resources").symlink_to(ROOT / "resources")
    model = tmp_path / "notifier" / "config" / "model.py"
    lines = model.read_text().splitlines(keepends=True)
    (place,) = [number for number, line in enumerate(lines) if line.startswith(AFTER)]
    model.write_text("".join([*lines[: place + 1], LINE, *lines[place + 1 :]]))
    return tmp_path


def run(program: Path, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(program)}
    done = subprocess.run(
        [sys.executable, *arguments], env=environment, cwd=program, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_setting_is_one_line(program: Path) -> None:
    folder = program / "config"
    command = ("-m", "notifier", "--config-dir", str(folder), "config")
    assert "slow_at_night = no\n" in run(program, *command)
    run(program, *command, "slow_at_night", "yes")
    assert "slow_at_night = true\n" in (folder / "settings.toml").read_text()
    assert run(program, "-c", DIALOG, str(folder)) == "True\n"
    assert "slow_at_night = false\n" in (folder / "settings.toml").read_text()
