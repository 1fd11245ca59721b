"""Any text is a document or a ValueError, soon."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.toml import parsed

DOTTED = "a.b.'c d'.\"e\".f = 1"


def test_a_key_of_some_parts_is_read() -> None:
    assert parsed(DOTTED) == {"a": {"b": {"c d": {"e": {"f": 1}}}}}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a." * 20_000 + "b = 1", "too many parts"),
        ("'a' . " * 20_000 + "b = 1", "too many parts"),
        (f"[{'a.' * 20_000}b]", "too many parts"),
        ("a = " + "[" * 20_000, "deeply"),
        ("a = " + "{b = " * 20_000, "deeply"),
        ("a = " + "9" * 20_000, "digits"),
        ("a =\n", "line 1"),
    ],
)
def test_what_cannot_be_followed_is_said(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parsed(text)


@given(st.text() | st.text(alphabet="ab.=[]{}'\"\n 1"))
def test_any_text_is_a_document_or_an_error(text: str) -> None:
    try:
        document = parsed(text)
    except ValueError:
        return
    assert isinstance(document, dict)
