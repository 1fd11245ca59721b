import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.cli.plain import plain, safe_json


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("all is well", "all is well"),
        ("  two \n lines\t", "two lines"),
        ("\x1b[31;1mred\x1b[0m", "red"),
        ("\x1b]0;a title\x07after", "after"),
        ("\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x9b2Jcleared", "cleared"),
        ("\x1bPsecret\x1b\\shown", "shown"),
        ("\x1b(Bletters\x1bc", "letters"),
        ("bell\x07 back\x08space", "bell backspace"),
        ("abc\u202edcba", "abcdcba"),
        ("keep\u200dthis", "keep\u200dthis"),
        ("unfinished \x1b[12", "unfinished"),
        ("gangguan layanan \u2013 kami menyelidiki", "gangguan layanan \u2013 kami menyelidiki"),
    ],
)
def test_what_would_steer_a_terminal_is_left_out(text: str, seen: str) -> None:
    assert plain(text) == seen


@given(st.text())
def test_plain_text_holds_nothing_that_steers(text: str) -> None:
    seen = plain(text)
    assert not [each for each in seen if unicodedata.category(each) in ("Cc", "Cs", "Co", "Zl", "Zp")]
    assert plain(seen) == seen


@given(
    st.recursive(
        st.text() | st.none() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_json_comes_back_as_it_was_and_steers_nothing(value: object) -> None:
    text = safe_json(value)
    assert json.loads(text) == value
    assert not [each for each in text if unicodedata.category(each) in ("Cc", "Cf") and each != "\n"]
    text.encode("utf-8")
