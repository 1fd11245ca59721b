"""English as it is spoken in Britain, whatever the machine speaks: "14:02", plural forms in place."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from notifier.ui import i18n


@pytest.fixture
def english(qapp: QApplication) -> Iterator[None]:
    """Speak English."""
    before = QLocale()
    i18n.install("en")
    QLocale.setDefault(QLocale("en_GB"))
    yield
    i18n.uninstall()
    QLocale.setDefault(before)


@pytest.fixture
def indonesian(qapp: QApplication) -> Iterator[None]:
    """Speak Indonesian."""
    before = QLocale()
    i18n.install("id")
    QLocale.setDefault(QLocale("id_ID"))
    yield
    i18n.uninstall()
    QLocale.setDefault(before)
