"""What fuzzing found worth keeping is read or refused by every parser, and so is what chance makes of it."""

import random
import subprocess
import sys
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.sources.parse_guard import within_limit
from tests.desktop.parts import PROJECT
from tests.faults.fuzzing import NAMES, bent, kept, one_input, seeds
from tests.faults.keeping import chosen

pytestmark = pytest.mark.fault("fuzzing: every parser")


def test_the_kept_corpus_for_every_parser(record_property: Callable[[str, object], None]) -> None:
    """Each within what one page may take; the whole within seconds."""
    found = kept()
    assert {NAMES[each[0]] for each in found} == set(NAMES)
    for each in found:
        within_limit(NAMES[each[0]], partial(one_input, each), len(each))
    record_property("tries", len(found))


def test_an_input_is_kept_for_the_ways_that_no_shorter_one_takes() -> None:
    place = NAMES.index("times in a head")
    inputs = [bytes([place]) + each for each in (b"12", b"3", b"soon", b"never", b"Sun, 01 Mar 2026 12:01:30 GMT")]
    assert [each[1:] for each in chosen(inputs)] == [b"3", b"soon", b"Sun, 01 Mar 2026 12:01:30 GMT"]


@pytest.mark.parametrize("folder", [[], ["no such folder"]])
def test_without_a_folder_it_says_how_it_is_called(folder: list[str]) -> None:
    line = [sys.executable, "-m", "tests.faults.keeping", *folder]
    said = subprocess.run(line, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert said.returncode == 2
    assert said.stderr.startswith("usage: python -m tests.faults.keeping")
    assert "Traceback" not in said.stderr


@pytest.mark.parametrize("name", NAMES)
def test_the_corpus_bent_by_chance(name: str, record_property: Callable[[str, object], None]) -> None:
    luck, others, place = random.Random(name), seeds(), NAMES.index(name)
    own = [each for each in others if each[0] == place] or others
    for _ in range(60):
        one_input(bytes([place]) + bent(luck.choice(own), others, luck)[1:])
    record_property("tries", 60)


@given(st.sampled_from(range(len(NAMES))), st.binary(max_size=400))
def test_any_bytes(place: int, content: bytes) -> None:
    one_input(bytes([place]) + content)
