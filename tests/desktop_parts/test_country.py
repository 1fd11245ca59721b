"""The system's country: what its variables say is what Qt makes of them, without Qt."""

import subprocess
import sys

import pytest

from notifier.desktop.country import country_of_system

QT = "from PySide6.QtCore import QLocale; print(QLocale.territoryToCode(QLocale.system().territory()))"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Qt is asked itself")
@pytest.mark.parametrize(
    "said",
    [
        {"LANG": "id_ID.UTF-8"},
        {"LANG": "en_GB", "LC_MESSAGES": "de_AT.UTF-8@euro", "LC_NUMERIC": "fr_CH"},
        {"LANG": "en_GB", "LANGUAGE": "id_ID:en_US"},
        {"LANG": "id_ID.UTF-8", "LC_ALL": "pt_BR"},
    ],
)
def test_what_the_variables_say_is_what_qt_says(said: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANG", "LC_ALL", "LC_NUMERIC", "LC_CTYPE", "LC_MESSAGES", "LC_TIME", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    told = subprocess.run([sys.executable, "-c", QT], capture_output=True, text=True, check=True)
    assert country_of_system() == told.stdout.strip() != ""


@pytest.mark.parametrize("name", ["C", "C.UTF-8", "POSIX"])
def test_the_locale_c_names_no_country(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", name)
    assert country_of_system() == ""
