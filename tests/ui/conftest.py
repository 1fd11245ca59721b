"""English as it is spoken in Britain, whatever the machine speaks: "14:02", and Indonesian, for windows."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from notifier.ui import i18n
from notifier.words import times


@pytest.fixture
def english(qapp: QApplication) -> Iterator[None]:
    """Speak English."""
    yield from _spoken("en", "en_GB")


@pytest.fixture
def indonesian(qapp: QApplication) -> Iterator[None]:
    """Speak Indonesian."""
    yield from _spoken("id", "id_ID")


def _spoken(language: str, locale: str) -> Iterator[None]:
    before = QLocale()
    i18n.install(language)
    times.follow(None)
    QLocale.setDefault(QLocale(locale))
    yield
    QLocale.setDefault(before)
