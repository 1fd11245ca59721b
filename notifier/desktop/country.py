"""The country that the user's system is set to."""

from PySide6.QtCore import QLocale


def country_of_system() -> str:
    """Give its code (ISO 3166-1 alpha-2); empty where the system says none."""
    code = QLocale.territoryToCode(QLocale.system().territory())
    return code if len(code) == 2 else ""
