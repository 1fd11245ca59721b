"""What `watch` shows: a table painted over itself on a terminal, one line for each change everywhere else."""

from collections import deque
from datetime import UTC, datetime
from shutil import get_terminal_size
from typing import Final, Protocol

from notifier.cli.board import board
from notifier.cli.tables import cells, cut, shape, tone
from notifier.cli.terminal import Span, Terminal, Tone
from notifier.core.events import (
    AlertDue,
    AlertHeld,
    BeginAnew,
    EngineFailed,
    Event,
    IncidentChanged,
    LineChanged,
    Notice,
    SnapshotChanged,
    VerdictChanged,
)
from notifier.core.model import LineState, Snapshot, State, Verdict
from notifier.words import _
from notifier.words.line import line_title
from notifier.words.names import Names
from notifier.words.notices import engine_failed, notice
from notifier.words.times import Clock
from notifier.words.verdicts import verdict_phrase

NEWS: Final = 5
"""So many of the last changes stand below the table."""
_ENTER: Final = "\x1b[?1049h\x1b[?25l"
_LEAVE: Final = "\x1b[?25h\x1b[?1049l"
_TOP: Final = "\x1b[H"
_END_OF_LINE: Final = "\x1b[K"
_REST: Final = "\x1b[J"


class View(Protocol):
    """Shows what the engine tells."""

    def open(self) -> None:
        """Begin."""
        ...

    def show(self, event: Event) -> None:
        """Show what happened."""
        ...

    def say(self, text: str) -> None:
        """Show a sentence about the program itself."""
        ...

    def close(self) -> None:
        """End, and leave the terminal as it was."""
        ...


class News:
    """Puts what happened into lines."""

    def __init__(self, terminal: Terminal, names: Names) -> None:
        self._terminal = terminal
        self._names = names
        self._said: dict[str, str] = {}

    def line(self, event: Event) -> list[Span] | None:
        """One line for a change that people want to hear of; None for the others, and for what was just said."""
        match event:
            case VerdictChanged(verdict=verdict):
                return self._state(verdict)
            case LineChanged(line=line):
                state = State.OK if line.state is LineState.ONLINE else State.OUTAGE
                return [shape(self._terminal, state), Span(" "), Span(line_title(line.state), tone(state))]
            case Notice() | EngineFailed():
                told = notice(event) if isinstance(event, Notice) else engine_failed(event)
                return self.sentence(f"{told.title}. {told.body}")
            case SnapshotChanged() | IncidentChanged() | AlertDue() | AlertHeld() | BeginAnew():
                return None

    def first(self, snapshot: Snapshot) -> list[list[Span]]:
        """A line for each service that was read, and of which nothing was said: it stands as it stood before."""
        unsaid = [each for each in snapshot.services if each.checked and each.id not in self._said]
        return [line for each in unsaid if (line := self._state(each.verdict))]

    def _state(self, verdict: Verdict) -> list[Span] | None:
        words = verdict_phrase(verdict, Clock(verdict.time))
        if self._said.get(verdict.service) == words:
            return None  # one more part fails, or the reasons are others
        self._said[verdict.service] = words
        return [
            shape(self._terminal, verdict.shown),
            Span(f" {self._names.service(verdict.service)}: ", Tone.STRONG),
            Span(words, tone(verdict.shown)),
        ]

    def sentence(self, text: str) -> list[Span]:
        """A sentence about the program itself."""
        return [Span("! ", Tone.NOTICE), Span(text)]


class Lines:
    """One line a change, with its time, after how all stands: for pipes, files and terminals that cannot be painted."""

    def __init__(self, terminal: Terminal, news: News) -> None:
        self._terminal = terminal
        self._news = news

    def open(self) -> None:
        """Nothing is needed."""

    def show(self, event: Event) -> None:
        """Print what changed, at once, and once what stands as before."""
        lines = self._news.first(event.snapshot) if isinstance(event, SnapshotChanged) else [self._news.line(event)]
        for line in lines:
            if line is not None:
                self._print(line)

    def say(self, text: str) -> None:
        """Print the sentence."""
        self._print(self._news.sentence(text))

    def close(self) -> None:
        """Nothing is to be undone."""

    def _print(self, spans: list[Span]) -> None:
        time = datetime.now(UTC).astimezone().strftime("%Y-%m-%d %H:%M:%S ")
        self._terminal.line(Span(time, Tone.FAINT), *spans)
        self._terminal.stream.flush()


class Painting:
    """The table, painted over itself on a screen of its own; the last one stays on the usual screen at the end.

    `heading` stands above it, `keys` below it: what can be pressed.
    """

    def __init__(self, terminal: Terminal, news: News, heading: str = "", keys: str = "") -> None:
        self._terminal = terminal
        self._news = news
        self._heading = [terminal.rendered(Span(heading, Tone.NOTICE)), ""] if heading else []
        self._keys = keys
        self._latest: deque[str] = deque(maxlen=NEWS)
        self._snapshot: Snapshot | None = None

    def open(self) -> None:
        """Take a screen of our own."""
        self._terminal.stream.write(_ENTER)
        self._paint()

    def show(self, event: Event) -> None:
        """Take the change in and paint."""
        if isinstance(event, SnapshotChanged):
            self._snapshot = event.snapshot
        line = self._news.line(event)
        if line is not None:
            self._note(line)
        if line is not None or isinstance(event, SnapshotChanged):
            self._paint()

    def say(self, text: str) -> None:
        """Show the sentence below the table."""
        self._note(self._news.sentence(text))
        self._paint()

    def close(self) -> None:
        """Give the usual screen back, with the last table on it."""
        self._terminal.stream.write(_LEAVE)
        for line in self._table():
            self._terminal.stream.write(f"{line}\n")
        self._terminal.stream.flush()

    def _note(self, line: list[Span]) -> None:
        time = datetime.now(UTC).astimezone().strftime("%H:%M:%S ")
        room = self._terminal.width - cells(time) - 1
        kept = []
        for span in line:
            text = cut(span.text, max(1, room))
            room -= cells(text)
            kept.append(Span(text, span.tone))
        self._latest.append(self._terminal.rendered(Span(time, Tone.FAINT), *kept))

    def _table(self) -> list[str]:
        if self._snapshot is None:
            return [*self._heading, _("Checking for the first time …")]
        shown = board(self._terminal, self._snapshot.services, self._snapshot.line, self._snapshot.time)
        return [*self._heading, *shown]

    def _paint(self) -> None:
        lines = [*self._table(), "", *self._latest]
        keys = cut(self._keys or _("q or Ctrl+C ends."), self._terminal.width - 1)  # a second line moves all of it
        end = self._terminal.rendered(Span(keys, Tone.FAINT))
        height = get_terminal_size().lines - 1
        shown = [*lines[: max(1, height - 1)], end]
        self._terminal.stream.write(_TOP + "".join(f"{line}{_END_OF_LINE}\n" for line in shown) + _REST)
        self._terminal.stream.flush()
