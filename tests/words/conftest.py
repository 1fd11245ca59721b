"""English and Indonesian, in a process that knows no Qt."""

import pytest

from notifier.words.language import speak


@pytest.fixture
def english() -> None:
    """Speak English, with the customs of nobody in particular."""
    speak("en")


@pytest.fixture
def indonesian() -> None:
    """Speak Indonesian."""
    speak("id")
