"""How well an official page is known: by a recording, by documents, by a guess, and by what was read from here."""

import msgspec
import pytest

from notifier.core.past.story import ASKED_OFTEN, PageReadings
from notifier.core.services import PageProof
from tests.core.making import service


@pytest.mark.parametrize(
    ("facts", "proof"),
    [
        ({}, PageProof.DOCUMENTED),
        ({"weak": ("hashtags",)}, PageProof.DOCUMENTED),
        ({"weak": ("page",)}, PageProof.GUESSED),
        ({"page_recorded": "2026-04-21"}, PageProof.RECORDED),
        ({"page_recorded": "2026-04-21", "weak": ("page",)}, PageProof.GUESSED),
        ({"page": None}, None),
        ({"own": True}, None),
    ],
)
def test_what_the_catalogue_knows_of_a_page(facts: dict[str, object], proof: PageProof | None) -> None:
    assert msgspec.structs.replace(service(page=True), **facts).page_proof is proof


@pytest.mark.parametrize(
    ("asked", "read", "never"), [(0, 0, False), (ASKED_OFTEN - 1, 0, False), (ASKED_OFTEN, 0, True), (500, 1, False)]
)
def test_a_page_is_called_unreadable_after_several_tries(asked: int, read: int, never: bool) -> None:
    assert PageReadings(asked, read).never_read == never
