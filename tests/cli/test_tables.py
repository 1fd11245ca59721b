import io
import os
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.cli.tables import cells, cut, folded, shape, table
from notifier.cli.terminal import Span, Terminal, Tone
from notifier.core.model import State

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("COLUMNS", "44")
    return Terminal(Screen(), {"TERM": "xterm"})


def test_columns_are_as_wide_as_their_longest_entry() -> None:
    lines = table(Terminal(io.StringIO(), {}), [[Span("a"), Span("bbb")], [Span("cccc"), Span("d")]], ("One", "Two"))
    assert lines == ["One   Two", "a     bbb", "cccc  d"]


def test_wide_letters_take_two_cells() -> None:
    lines = table(Terminal(io.StringIO(), {}), [[Span("微信"), Span("x")], [Span("abcd"), Span("y")]])
    assert lines == ["微信  x", "abcd  y"]


def test_a_narrow_window_folds_the_widest_column(narrow: Terminal) -> None:
    lines = table(narrow, [[Span("ok"), Span("long " * 30), Span("end")]])
    assert all(cells(ESCAPE.sub("", each)) <= 44 for each in lines)
    assert lines[0].startswith("ok")
    assert lines[0].endswith("end")
    assert " ".join(lines).split().count("long") == 30


def test_words_stay_whole_as_long_as_they_can(narrow: Terminal) -> None:
    rows = [[Span("Telekomunikasi"), Span("down for everyone since 14:02"), Span("微信 朋友圈 小程序")]]
    lines = table(narrow, rows, ("Service", "State", "Parts"))
    assert all(cells(ESCAPE.sub("", each)) <= 44 for each in lines)
    words = " ".join(lines).split()
    assert {"Telekomunikasi", "everyone", "since", "微信", "朋友圈", "小程序"} <= set(words)


def test_a_word_longer_than_the_window_goes_on_below(narrow: Terminal) -> None:
    name = "ünïcode" * 12
    lines = table(narrow, [[Span("ok"), Span(name)]])
    assert all(cells(each) <= 44 for each in lines)
    assert "".join("".join(lines).removeprefix("ok").split()) == name


def test_what_is_not_a_terminal_gets_everything() -> None:
    lines = table(Terminal(io.StringIO(), {}), [[Span("long " * 60), Span("end")]])
    assert len(lines[0]) > 300


@pytest.mark.parametrize(
    ("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_colours_only_where_they_are_welcome(environment: dict[str, str], coloured: bool) -> None:
    line = Terminal(Screen(), environment).rendered(Span("bad", Tone.BAD))
    assert (line == "\x1b[1;31mbad\x1b[0m") is coloured
    assert ESCAPE.sub("", line) == "bad"


def test_no_colours_in_a_pipe() -> None:
    assert Terminal(io.StringIO(), {}).rendered(Span("bad", Tone.BAD)) == "bad"


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "cp1252"])
def test_every_state_has_a_shape_of_its_own_in_every_encoding(encoding: str) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    terminal = Terminal(stream, dict(os.environ))
    shapes = [terminal.rendered(shape(terminal, each)) for each in State]
    assert len(set(shapes)) == len(State)
    for each in shapes:
        each.encode(encoding)


def test_remote_text_cannot_colour_a_cell(narrow: Terminal) -> None:
    (line,) = table(narrow, [[Span("\x1b[31mred\x1b[0m\nnext")]])
    assert line == "red next"


@given(st.text(), st.integers(1, 30))
def test_a_cut_text_fits(text: str, width: int) -> None:
    assert cells(cut(text, width)) <= width


@given(st.text(alphabet="ab 微"), st.integers(4, 30))
def test_folding_loses_no_word(text: str, width: int) -> None:
    lines = folded(text, width)
    assert " ".join(lines).split() == text.split()
    assert all(cells(each) <= width or " " not in each for each in lines)
