import io
import re
from datetime import UTC, datetime

import msgspec
import pytest

from notifier.cli.screen import NEWS, Lines, News, Painting
from notifier.cli.tables import cells
from notifier.cli.terminal import Terminal
from notifier.core.events import EngineFailed, Event, LineChanged, Notice, NoticeKind, SnapshotChanged, VerdictChanged
from notifier.core.model import ComponentStatus, LineState, LineStatus, ServiceStatus, Snapshot, State, Verdict
from notifier.words.names import NO_NAMES
from tests.cli.test_tables import ESCAPE, Screen

NOW = datetime(2026, 1, 31, 14, 2, tzinfo=UTC)
CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def verdict(service: str, state: State) -> Verdict:
    return Verdict(service, state, NOW, components=("web",), since=NOW)


def snapshot(count: int) -> SnapshotChanged:
    services = tuple(
        ServiceStatus(
            f"s{number}",
            f"Service number {number} with a name that is long",
            "Acme",
            verdict(f"s{number}", State.OUTAGE if number % 2 else State.OK),
            (ComponentStatus("web", {"en": "Website"}, State.OK, 80.0),),
            NOW,
        )
        for number in range(count)
    )
    return SnapshotChanged(Snapshot(NOW, LineStatus(LineState.ONLINE, answering=3, anchors=3), services))


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("LINES", "20")
    return Screen()


def painted(screen: Screen) -> list[str]:
    """The lines of the last painting, without what steers the terminal."""
    last = screen.getvalue().split("\x1b[H")[-1]
    return CONTROL.sub("", last).splitlines()


def test_the_keys_below_the_table_are_one_line(screen: Screen) -> None:
    view = Painting(Terminal(screen, {"TERM": "xterm"}), News(Terminal(screen, {}), NO_NAMES), keys="q ends. " * 12)
    view.show(snapshot(1))
    assert [cells(line) < 60 for line in painted(screen)] == [True] * len(painted(screen))
    assert painted(screen)[-1].endswith("…")


def test_each_painting_begins_at_the_top_and_fits(screen: Screen) -> None:
    view = Painting(Terminal(screen, {"TERM": "xterm"}), News(Terminal(screen, {}), NO_NAMES))
    view.open()
    view.show(snapshot(40))
    lines = painted(screen)
    assert len(lines) == 19
    assert all(cells(line) <= 60 for line in lines)
    assert lines[-1] == "q or Ctrl+C ends."
    assert "unreachable" in lines[1]  # problems first


def test_before_the_line_was_looked_at_nothing_is_counted(screen: Screen) -> None:
    view = Painting(Terminal(screen, {"TERM": "xterm"}), News(Terminal(screen, {}), NO_NAMES))
    view.open()
    first = snapshot(2).snapshot
    view.show(SnapshotChanged(msgspec.structs.replace(first, line=LineStatus(LineState.ONLINE, anchors=6))))
    told = "\n".join(painted(screen))
    assert "Your connection is being checked …" in told
    assert "0 of" not in told


def test_the_latest_changes_stand_below_the_table(screen: Screen) -> None:
    view = Painting(Terminal(screen, {"TERM": "xterm"}), News(Terminal(screen, {}), NO_NAMES))
    view.open()
    view.show(snapshot(1))
    for number in range(NEWS + 2):
        view.show(VerdictChanged(verdict(f"s{number}", State.OUTAGE)))
    told = [line for line in painted(screen) if re.search(r"\d\d:\d\d:\d\d", line)]
    assert [re.search(r"s\d", line)[0] for line in told] == ["s2", "s3", "s4", "s5", "s6"]  # type: ignore[index]


def test_the_end_gives_the_screen_back_and_leaves_the_last_table(screen: Screen) -> None:
    view = Painting(Terminal(screen, {"TERM": "xterm"}), News(Terminal(screen, {}), NO_NAMES))
    view.open()
    view.show(snapshot(2))
    view.close()
    before, _, after = screen.getvalue().rpartition("\x1b[?1049l")
    assert before.startswith("\x1b[?1049h\x1b[?25l")
    assert before.endswith("\x1b[?25h")
    assert len(re.findall(r"^[✗✓]  Service n", ESCAPE.sub("", after), re.MULTILINE)) == 2


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (VerdictChanged(verdict("whatsapp", State.OUTAGE)), "✗ whatsapp: unreachable from here since"),
        (LineChanged(LineStatus(LineState.OFFLINE)), "✗ You seem to be offline"),
        (LineChanged(LineStatus(LineState.ONLINE)), "✓ Your connection is fine"),
        (Notice(NoticeKind.HISTORY_UNWRITABLE, "disk full"), "disk full"),
        (EngineFailed("Boom\x1b[2J"), "Boom"),
    ],
)
def test_in_a_pipe_each_change_is_one_line(event: Event, said: str) -> None:
    stream = io.StringIO()
    terminal = Terminal(stream, {})
    Lines(terminal, News(terminal, NO_NAMES)).show(event)
    assert said in stream.getvalue()
    assert stream.getvalue().count("\n") == 1
    assert "\x1b" not in stream.getvalue()


def test_in_a_pipe_what_stands_as_before_is_said_once_it_was_read() -> None:
    stream = io.StringIO()
    terminal = Terminal(stream, {})
    view = Lines(terminal, News(terminal, NO_NAMES))
    read = snapshot(3).snapshot
    unread = tuple(msgspec.structs.replace(each, checked=None) for each in read.services)
    view.show(SnapshotChanged(msgspec.structs.replace(read, services=unread)))
    assert stream.getvalue() == ""
    view.show(VerdictChanged(verdict("s1", State.OUTAGE)))
    for _ in range(2):
        view.show(SnapshotChanged(read))
    assert [line.split()[2:4] for line in stream.getvalue().splitlines()] == [["✗", "s1:"], ["✓", "s0:"], ["✓", "s2:"]]


def test_a_state_is_said_once_however_many_parts_join_it() -> None:
    stream = io.StringIO()
    terminal = Terminal(stream, {})
    view = Lines(terminal, News(terminal, NO_NAMES))
    down = verdict("acme", State.OUTAGE)
    more = msgspec.structs.replace(down, components=("web", "app"))
    for each in (down, more, verdict("other", State.OUTAGE), verdict("acme", State.OK), down):
        view.show(VerdictChanged(each))
    assert [line.split()[3] for line in stream.getvalue().splitlines()] == ["acme:", "other:", "acme:", "acme:"]
