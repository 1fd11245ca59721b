"""A whole session in Indonesian: what is told, the tray, the window, its settings: no English word of ours."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.program import NAME, Internet, Program
from tests.desktop.session import Session
from tests.ui.indonesian import english_only, of_others, words_of
from tests.waiting import until

pytestmark = pytest.mark.desktop


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A desktop that speaks Indonesian."""
    with Session(tmp_path / "session", "id_ID.UTF-8") as started:
        started.environment["LANGUAGE"] = "id"
        yield started


@pytest.mark.takes(35)
def test_no_english_word_of_ours(session: Session, internet: Internet, program: Program) -> None:
    program.speak_the_systems_language()
    item = program.start()
    until(lambda: f"{NAME} berjalan normal" in session.tooltip(item), 60, f"a tooltip: {session.tooltip(item)}")
    said = [session.tooltip(item)]
    internet.service.die()
    began = session.ear.wait(lambda note: NAME in note.summary, 60, "the outage")
    said += [began.text, *began.actions[1::2]]
    session.press_on_dunst("Tunda…")
    asked = session.ear.wait(lambda note: note.summary == f"Tunda pemberitahuan {NAME}?", 30, "for how long")
    said += [asked.text, *asked.actions[1::2]]
    session.press_on_dunst("Sampai normal lagi")
    until(lambda: program.rows("snooze"), 30, "the snooze on the disk")
    said.append(program.told("snooze"))
    session.click(item)
    until(lambda: session.reader.texts("Outage Notifier"), 30, "the window")
    said += session.reader.texts("Outage Notifier")
    until(lambda: session.reader.press("Outage Notifier", "Pengaturan…"), 30, "the settings")
    said += until(lambda: session.reader.texts("Pengaturan"), 30, "what they say")
    assert len(said) > 60
    ours = [re.sub(rf"{NAME}|[\w/.-]*\.(?:py|toml|db|log|org|com)\b", " ", each) for each in said]
    names, vocabulary = of_others(), english_only()
    left = {(word, each) for each in ours for word in words_of([names.sub(" ", each)]) & vocabulary}
    assert left == set()
    program.told("quit")
    assert program.ends() == 0
