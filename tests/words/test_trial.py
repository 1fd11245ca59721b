"""What is said of a test notification."""

import pytest

from notifier.core.alerts.trial import End, Trial
from notifier.words.trial import trial_sentences

pytestmark = pytest.mark.usefixtures("english")


@pytest.mark.parametrize(
    ("trial", "last"),
    [
        (Trial(taken=True), "It has not ended yet."),
        (Trial(taken=True, end=End.EXPIRED), "It went away by itself after a while."),
        (Trial(taken=True, end=End.DISMISSED), "You closed it."),
        (Trial(taken=True, end=End.WITHDRAWN), "A program took it back."),
        (Trial(taken=True, end=End.UNKNOWN), "It is gone; why, the system does not say."),
        (Trial(taken=True, clicked=True, end=End.WITHDRAWN), "You clicked it."),
        (Trial(taken=True, clicked=True, button="details"), "You pressed its button."),
    ],
)
def test_how_it_ended(trial: Trial, last: str) -> None:
    assert trial_sentences(trial) == [
        "The system has taken it.",
        "Whether “Do not disturb” is on, it does not say.",
        last,
    ]


def test_nothing_is_said_before_anybody_answered() -> None:
    assert trial_sentences(Trial()) == []
