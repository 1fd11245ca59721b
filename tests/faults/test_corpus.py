"""What fuzzing found worth keeping is read or refused by every parser, and so is what chance makes of it."""

import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.faults.fuzzing import NAMES, bent, kept, one_input, seeds

pytestmark = pytest.mark.fault("fuzzing: every parser")


def test_the_kept_corpus_for_every_parser(record_property: Callable[[str, object], None]) -> None:
    found = kept()
    assert len(found) > 100
    for each in found:
        one_input(each)
    record_property("tries", len(found))


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
