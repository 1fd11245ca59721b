"""One question to a process with the desktop's full theme (`answering`), in the thread of the windows."""

import json
import logging
import os
import sys
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal, Slot

log = logging.getLogger(__name__)

ANSWERING: Final = Path(__file__).with_name("answering.py")


class Asking(QObject):
    """Asks, and ends the process with itself.

    Signals: `answered` once, with what came as JSON; None where nothing could be asked.
    """

    answered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("PYTHONPATH", os.pathsep.join(each for each in sys.path if each))
        self._process.setProcessEnvironment(environment)
        self._process.setStandardErrorFile(QProcess.nullDevice())
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_error)

    def ask(self, what: str, **values: object) -> None:
        """Ask for a `look`, a `file` or a `color`."""
        question = json.dumps({"what": what, **values})
        self._process.start(sys.executable, ["-P", str(ANSWERING), question])

    def wait(self, patience_ms: int) -> None:
        """Wait for the answer, which is told meanwhile."""
        self._process.waitForFinished(patience_ms)

    def close(self) -> None:
        """Ask no more."""
        self._process.blockSignals(True)
        if self._process.state() is not QProcess.ProcessState.NotRunning:
            self._process.kill()
            self._process.waitForFinished()

    @Slot()
    def _on_finished(self) -> None:
        told = bytes(self._process.readAllStandardOutput().data())
        answer: Any = None
        try:
            answer = json.loads(told)
        except ValueError:
            log.info("the desktop's look was not told: exit status %d", self._process.exitCode())
        self.answered.emit(answer)

    @Slot(QProcess.ProcessError)
    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            log.info("the desktop's look cannot be asked for: %s", self._process.errorString())
            self.answered.emit(None)
