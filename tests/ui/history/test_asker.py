"""Asking the history in a thread of its own."""

import threading
from pathlib import Path

import pytest
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from notifier.core.model import Incident
from notifier.store.reader import HistoryReader
from notifier.ui.history.asker import Asker


@pytest.fixture
def asker(qtbot: QtBot, tmp_path: Path) -> Asker:
    return Asker(lambda: HistoryReader(tmp_path / "history.db"))


def test_the_answer_comes_in_the_thread_that_asked(asker: Asker, qtbot: QtBot) -> None:
    asked: list[int] = []
    told: list[tuple[int, list[Incident]]] = []

    def question(reader: HistoryReader) -> list[Incident]:
        asked.append(threading.get_ident())
        return reader.incidents()

    asker.ask("a", question, lambda answer: told.append((threading.get_ident(), answer)))
    qtbot.waitUntil(lambda: bool(told))
    assert told == [(threading.get_ident(), [])]
    assert asked != [threading.get_ident()]
    asker.close()


def test_only_the_newest_question_of_a_topic_is_answered(asker: Asker, qtbot: QtBot) -> None:
    hold = threading.Event()
    told: list[str] = []
    asker.ask("hold", lambda reader: hold.wait(5), lambda answer: None)
    asker.ask("a", lambda reader: "old", told.append)
    asker.ask("a", lambda reader: "new", told.append)
    asker.ask("b", lambda reader: "other", told.append)
    asker.ask("c", lambda reader: "dropped", told.append)
    asker.forget("c")
    asker.ask("end", lambda reader: "end", told.append)
    hold.set()
    qtbot.waitUntil(lambda: "end" in told)
    assert told == ["new", "other", "end"]
    asker.close()


def test_a_fault_reaches_the_thread_of_the_windows(asker: Asker, qtbot: QtBot) -> None:
    def question(reader: HistoryReader) -> None:
        message = "broken"
        raise ValueError(message)

    with capture_exceptions() as faults:
        asker.ask("a", question, lambda answer: None)
        qtbot.waitUntil(lambda: bool(faults))
    assert [str(fault[1]) for fault in faults] == ["broken"]
    asker.close()


def test_after_closing_nothing_is_answered(asker: Asker, qtbot: QtBot) -> None:
    told: list[str] = []
    asker.ask("a", lambda reader: "a", told.append)
    asker.close()
    asker.ask("b", lambda reader: "b", told.append)
    asker.close()
    qtbot.wait(1)
    assert told == []
