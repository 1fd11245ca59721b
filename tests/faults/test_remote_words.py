"""Words from outside are words: in notices, tooltips, menus, windows, terminal, JSON, log and names of files."""

import csv
import io
import json
import logging
import re
import unicodedata
from pathlib import Path
from typing import Final

import msgspec
import pytest
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from notifier.cli.plain import plain, safe_json
from notifier.core.model import (
    AlertKind,
    Outcome,
    Reading,
    RegionReport,
    Scope,
    ServiceStatus,
    Source,
    Stage,
    State,
    Statement,
)
from notifier.core.past.search import Note as PastNote
from notifier.core.past.search import PastIncident
from notifier.core.past.story import StoryEntry, StoryReading, StorySaid
from notifier.core.ports import Said
from notifier.crash import Log, PrivateLogFile
from notifier.desktop.notify import request
from notifier.exchange.incidents import written
from notifier.exchange.reading import read_list
from notifier.ui.history.labels import plain_label
from notifier.ui.history.story_text import StoryText
from notifier.ui.menu import TrayMenu
from notifier.ui.tips import tip
from notifier.words.incident_summary import incident_summary
from notifier.words.names import Names
from notifier.words.notification import notification
from notifier.words.sharing import shared_line, shared_picture
from notifier.words.times import Clock
from notifier.words.tooltip import tooltip
from tests.cli.conftest import Commands
from tests.cli.conftest import cli as cli
from tests.ui import samples
from tests.ui.samples import NOW

pytestmark = pytest.mark.fault("remote words are words")

WORDS: Final[dict[str, str]] = {
    "markup": "<b>bold</b> <a href='javascript:alert(1)'>here</a> <img src='file:///etc/passwd'> &amp; </b>",
    "ANSI": "\x1b[2J\x1b[31mred\x1b]0;owned\x07 \x9b31m \x1bPq\x1b\\ end",
    "right to left": "\u202egnp.exe\u202c \u2066x\u2069 \u200f\u061c",
    "controls": "a\0b\rc\nd\x08e\x7ff\x85g\u2028h\u2029i\ufeffj",
    "braces": "{0} {service} {service.__class__.__mro__} {time!r} {} %s %(name)s %n ${HOME} `id`",
    "formulas": "=cmd|' /C calc'!A0 +1 -1 @SUM(A1)",
    "a path": "../../../../etc/passwd \\..\\..\\x C:\\con NUL aux.toml /",
    "half a character": "\ud800 \udfff",
    "a megabyte": "long " * 200_000,
    "one word of a megabyte": "x" * 1_000_000,
    "marks without end": "e" + "\u0301" * 5000,
}
STEERING: Final = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def is_shown_as_words(text: str, most: int = 3000) -> bool:
    """Tell whether it steers nothing and has an end."""
    lines = text.split("\n")
    return len(text) <= most and not any(
        unicodedata.category(each) in STEERING and each not in "\u200c\u200d\u00ad" for line in lines for each in line
    )


def named(words: str) -> ServiceStatus:
    return msgspec.structs.replace(samples.status("whatsapp", State.OUTAGE, Scope.EVERYONE), name=words)


@pytest.mark.parametrize("kind", WORDS)
@pytest.mark.parametrize("what", list(AlertKind))
def test_a_notice(kind: str, what: AlertKind) -> None:
    words = WORDS[kind]
    about = msgspec.structs.replace(samples.member(), name=words, components=(words,), countries=(words,))
    alert = msgspec.structs.replace(samples.alert(what, about, about), statement=words, cloud=words)
    told = notification(alert, Names(samples.service_of))
    assert is_shown_as_words(told.title, 400), told.title[:200]
    assert is_shown_as_words(told.body), told.body[:200]
    assert "mappingproxy" not in told.title + told.body


@pytest.mark.parametrize("kind", WORDS)
def test_a_notice_for_a_server_that_reads_markup(kind: str) -> None:
    body = request.body(request.plain(WORDS[kind]), True)
    assert not re.search(r"<[a-z/!]", body)
    assert not re.search(r"&(?!amp;|lt;|gt;)", body)


@pytest.mark.parametrize("kind", WORDS)
def test_the_tooltip_of_the_tray_and_its_menu(kind: str, qtbot: QtBot) -> None:
    snapshot = samples.snapshot(named(WORDS[kind]), samples.status("signal"))
    assert is_shown_as_words(tooltip(snapshot)), tooltip(snapshot)[:300]
    menu = TrayMenu()
    qtbot.addWidget(menu)
    menu.show_snapshot(snapshot, Clock(NOW))
    for action in menu.actions():
        assert is_shown_as_words(action.text(), 200), action.text()[:200]


@pytest.mark.parametrize("kind", WORDS)
def test_tooltips_and_labels_of_windows(kind: str, qtbot: QtBot) -> None:
    words = WORDS[kind][:5000]
    label = plain_label()
    qtbot.addWidget(label)
    label.setText(words)
    assert label.textFormat().name == "PlainText"
    document = QTextDocument()
    document.setHtml(tip(words)) if tip(words) != words else document.setPlainText(words)
    assert "<img" not in document.toHtml().partition("<body")[2]
    if kind == "markup":
        assert document.toPlainText().startswith("<b>bold</b> <a href='javascript:alert(1)'>here</a>")


@pytest.mark.parametrize("kind", WORDS)
def test_the_line_that_is_copied(kind: str) -> None:
    called = Names(lambda name: msgspec.structs.replace(samples.service(name), name=WORDS[kind]))
    told = shared_line(samples.incident(), (), called, Clock(NOW))
    assert is_shown_as_words(told)
    assert "\n" not in told


@pytest.mark.parametrize("kind", WORDS)
def test_the_words_of_a_picture_and_of_the_story(kind: str, qtbot: QtBot, tmp_path: Path) -> None:
    about, words = samples.incident(), WORDS[kind]
    called = Names(lambda name: msgspec.structs.replace(samples.service(name), name=words))
    report = RegionReport(fails=("SG",), works=("GB",), source=words)
    region = Reading(Source.REGION, "whatsapp", "", "t", NOW, Outcome.OK, region=report, detail=words)
    statement = Statement(NOW, Stage.INVESTIGATING, words)
    said = (Said(about.id, "whatsapp", words[:100], words, statement, words[:100], each) for each in ("", words))
    entries: list[StoryEntry] = [StoryReading(NOW, region), *(StorySaid(NOW, each) for each in said)]
    told = shared_picture(about, entries, called, Clock(NOW))
    for each in msgspec.structs.astuple(told):
        assert is_shown_as_words(each), each[:200]
    story = StoryText(called)
    qtbot.addWidget(story)
    story.tell(incident_summary(about, entries, called, Clock(NOW)), Clock(NOW), above=False, readings=True)
    qtbot.waitUntil(lambda: "read" in story.toPlainText())
    assert is_shown_as_words(story.toPlainText(), 10_000)
    assert "<img" not in story.toHtml().partition("<body")[2]


@pytest.mark.parametrize("kind", WORDS)
def test_cells_of_a_table_are_no_formulas(kind: str) -> None:
    past = PastIncident(samples.incident(), PastNote("i1", NOW, WORDS[kind][:2000]))
    text = written([past], lambda _id: WORDS[kind][:100_000], NOW, ".csv").decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert not [each for each in row.values() if each.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize("kind", WORDS)
def test_the_terminal_and_json(kind: str) -> None:
    shown = plain(WORDS[kind])
    assert "\n" not in shown
    assert is_shown_as_words(shown, len(WORDS[kind]))
    written = safe_json({"name": WORDS[kind], WORDS[kind][:100]: [WORDS[kind]]})
    assert is_shown_as_words(written, 10 * len(WORDS[kind]) + 500)
    assert json.loads(written)["name"] == WORDS[kind]


@pytest.mark.parametrize("kind", WORDS)
def test_the_log(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Log(tmp_path / "x.log", tmp_path / "fault.log", "info")
    # not into this test's report: workers cannot hand over half a character
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [each for each in root.handlers if isinstance(each, PrivateLogFile)])
    logging.getLogger("somebody").info("said: %s", WORDS[kind][:2000])
    made.close()
    written = (tmp_path / "x.log").read_bytes()
    assert written.count(b"\n") == 1
    assert not re.search(rb"[\x00-\x09\x0b-\x1f\x7f]", written)
    assert is_shown_as_words(written.decode("utf-8", "replace").rstrip("\n"), 20_000)


@pytest.mark.parametrize("kind", WORDS)
def test_names_of_files(kind: str, cli: Commands, tmp_path: Path) -> None:
    """What another program calls its services becomes files of the user's own services, and of no other place."""
    monitor = {"name": WORDS[kind][:3000], "type": "http", "url": "https://shop.example/"}
    source = tmp_path / "list.json"
    source.write_bytes(json.dumps({"version": "1.23", "monitorList": [monitor]}).encode("utf-8", "replace"))
    before = {each for each in tmp_path.rglob("*") if each.is_file()}
    told = cli("import", str(source))
    assert told.status in (0, 2), told.err
    made = {each for each in tmp_path.rglob("*") if each.is_file()} - before
    services = cli.paths.config_dir / "services"
    for each in made:
        if each.parent != services:
            assert each.parent in (cli.paths.config_dir, cli.paths.data_dir), each
        assert re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,80}", each.name), each.name
    assert is_shown_as_words(told.out + told.err)


@pytest.mark.parametrize("kind", WORDS)
def test_what_is_exported_is_read_again(kind: str, cli: Commands, tmp_path: Path) -> None:
    monitor = {"name": WORDS[kind][:100], "type": "http", "url": "https://shop.example/"}
    source = tmp_path / "list.json"
    source.write_bytes(json.dumps({"version": "1.23", "monitorList": [monitor]}).encode("utf-8", "replace"))
    assert cli("import", str(source)).status in (0, 2)
    told = cli("export")
    assert told.status == 0
    json.loads(told.out)
    assert read_list(told.out.encode()) is not None
    assert is_shown_as_words(told.out, 20_000)


def test_no_window_shows_words_from_outside_as_markup() -> None:
    """Whoever sets a tooltip that is no text of ours goes through `tip`; no label takes its text for markup."""
    ui = Path(__file__).parents[2] / "notifier"
    found = list[str]()
    for file in ui.rglob("*.py"):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            calls = re.search(r"(?:setToolTip|QToolTip\.showText)\((.*)", line)
            if calls and not re.search(r"tip\(|_\(|QKeySequence|self\._source\.site|self\._icon", line + calls[1]):
                found.append(f"{file.name}:{number}: {line.strip()}")
            markup = re.search(r"setHtml\(|TextFormat.RichText|MarkdownText|setMarkdown|AutoText", line)
            if markup and file.name != "tips.py":
                found.append(f"{file.name}:{number}: {line.strip()}")
    assert found == []
