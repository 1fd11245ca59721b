"""What is said of ten official pages: in text, in both languages, and as JSON. The files beside this say it whole."""

import io
import json
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest

from notifier.cli import board
from notifier.cli.report import service_object
from notifier.cli.terminal import Terminal
from notifier.core.model import LineState, LineStatus
from notifier.sources.pages.provider import PageUnreadable
from notifier.words.language import speak
from notifier.words.times import Clock
from tests.cli.conftest import described
from tests.cli.pages_told import NOW, PAGES, report, status

FILES = Path(__file__).parent / "data" / "pages"
LINE = LineStatus(LineState.ONLINE, NOW, 3, 3)


def told(name: str) -> tuple[str, Any]:
    """The page in words, and as JSON."""
    try:
        found = status(report(*PAGES[name]), PAGES[name][0])
    except PageUnreadable as error:
        found = status(None, PAGES[name][0], str(error))
    words = board.page_words(Terminal(io.StringIO()), found, Clock(NOW, UTC))
    return "\n".join(words) + "\n", service_object(found, LINE, ())


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("name", sorted(PAGES))
def test_in_words(name: str, language: str) -> None:
    speak(language)
    try:
        assert told(name)[0] == (FILES / f"{name}.{language}.txt").read_text(encoding="utf-8")
    finally:
        speak("en")


@pytest.mark.parametrize("name", sorted(PAGES))
def test_as_json(name: str) -> None:
    found = told(name)[1]
    described("check", found)
    assert found == json.loads((FILES / f"{name}.json").read_text(encoding="utf-8"))
