"""Tooltips that never take words from outside for markup."""

from PySide6.QtGui import Qt


def tip(words: str) -> str:
    """Give what Qt shows as these very words: what it would take for markup is escaped."""
    return Qt.convertFromPlainText(words) if Qt.mightBeRichText(words) else words
