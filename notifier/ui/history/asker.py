"""Asks the history in a thread of its own, so that no window ever waits for a disk.

Of two questions about the same topic only the newer one is answered. What is asked, and what becomes of the answer, is
decided by the caller.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import msgspec
from PySide6.QtCore import QObject, Qt, Signal, Slot

from notifier.store.reader import HistoryReader

T = TypeVar("T")


class _Answer(msgspec.Struct, frozen=True):
    topic: str
    number: int
    then: Callable[[Any], None]
    value: object = None
    fault: BaseException | None = None


class Asker(QObject):
    """Asks a reader that is made in the thread at the first question."""

    _answered = Signal(object)

    def __init__(self, reader: Callable[[], HistoryReader], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make_reader = reader
        self._reader: HistoryReader | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="history")
        self._newest: dict[str, int] = {}
        self._closed = False
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def ask(self, topic: str, question: Callable[[HistoryReader], T], then: Callable[[T], None]) -> None:
        """Ask; `then` gets the answer in this thread, unless the topic was asked about again meanwhile."""
        if self._closed:
            return
        number = self._newest.get(topic, 0) + 1
        self._newest[topic] = number
        self._thread.submit(self._answer, topic, number, question, then)

    def forget(self, topic: str) -> None:
        """Drop the answer that is still to come."""
        self._newest[topic] = self._newest.get(topic, 0) + 1

    def forget_all(self) -> None:
        """Drop all answers that are still to come."""
        for topic in self._newest:
            self.forget(topic)

    def close(self) -> None:
        """Ask no more, and wait for the question under way."""
        if not self._closed:
            self._closed = True
            self._thread.shutdown(wait=True, cancel_futures=True)
            if self._reader is not None:
                self._reader.close()

    def _answer(
        self, topic: str, number: int, question: Callable[[HistoryReader], Any], then: Callable[[Any], None]
    ) -> None:
        if self._newest[topic] != number:
            return
        try:
            if self._reader is None:
                self._reader = self._make_reader()
            answer = _Answer(topic, number, then, value=question(self._reader))
        except Exception as fault:  # raised again in the thread of the windows
            answer = _Answer(topic, number, then, fault=fault)
        self._answered.emit(answer)

    @Slot(object)
    def _deliver(self, answer: _Answer) -> None:
        if self._closed or self._newest[answer.topic] != answer.number:
            return
        if answer.fault is not None:
            raise answer.fault
        answer.then(answer.value)
