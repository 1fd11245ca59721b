"""The beginning of a service's file, read line by line: what is TOML means the same as to TOML's own reader."""

import tomllib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from notifier.catalogue.lines import values_of
from tests.catalogue.conftest import SHIPPED

BEGINNINGS = (b"\n[", b"\n[[component]]")
VALUES = st.one_of(
    st.sampled_from(
        ("1", "-0", "0x1f", "1_000", "1e3", "inf", "true", "null", "'literal'", '"a\\"b\\u00e9"', '"a" # more', "[]")
    ),
    st.sampled_from(('["a", "b",]', '["a", 1]', "{ api = 1 }", '{"api": 1}', '"""long', '["open', '"\u2028id = 2"')),
    st.integers().map(str),
    st.text("ab\\\"'#=[]{}, \t\r\u2028\ud7ff").map(lambda text: f'"{text}"'),
)
KEYS = st.sampled_from(("id", "name", "name.en", "-", "1", '"quoted"', "", "[page]"))
LINES = st.one_of(
    st.builds(lambda key, value: f"{key} = {value}", KEYS, VALUES),
    st.sampled_from(("", "#", "# said", "[page]", "[links]", "[[component]]", "[a.b]", " [page]", "id=1", '"""', "]")),
    st.text(max_size=8),
)


@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_the_shipped_files_mean_the_same(beginning: bytes) -> None:
    files = list(SHIPPED.glob("*.toml"))
    assert files
    for path in files:
        text = path.read_bytes().partition(beginning)[0].decode()
        assert values_of(text) == tomllib.loads(text), path.name


@given(st.lists(LINES, max_size=6).map("\n".join))
@example('id = "a"\nid = "b"')
@example('id = """\nname = "within"\n"""')
@example("[page]\nurl = 1\n[page]\nurl = 2")
@example('aliases = [\n  "a",\n  "b",\n]')
@example('name = "a"\r\nid = "b"\r\n')
def test_what_is_toml_means_the_same(text: str) -> None:
    try:
        meant = tomllib.loads(text)
    except ValueError:
        return
    assert values_of(text) == meant


@pytest.mark.parametrize("text", ["id = ", "id", "id = 1 2", "[page", 'id = "a"\nid = "b"', "[page]\n[page]"])
def test_what_makes_no_sense_is_an_error(text: str) -> None:
    with pytest.raises(ValueError):
        values_of(text)
