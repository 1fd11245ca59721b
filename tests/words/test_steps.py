"""What can be tried is said in whole sentences, with what is known filled in, in both languages."""

import pytest

from notifier.core.advice.steps import Surroundings, Trouble
from notifier.words.language import speak
from notifier.words.steps import Known, step_sentences, steps_line

KNOWN = Known(surroundings=Surroundings("tun0", "proxy.example:3128"), service="WhatsApp")


def test_what_is_known_is_filled_in() -> None:
    first, second, _third = step_sentences(Trouble.OFFLINE, KNOWN)
    assert first == "Turn off the VPN “tun0” and look again."
    assert "proxy.example:3128" in second
    assert "WhatsApp works elsewhere" in " ".join(step_sentences(Trouble.HERE, Known(service="WhatsApp")))


@pytest.mark.parametrize(
    ("ahead_s", "words"),
    [
        (3 * 3600.0, "Your clock is 3 h behind: "),
        (-3 * 3600.0, "Your clock is 3 h ahead: "),
        (-40 * 365.25 * 86_400.0, "Your clock is 40 years ahead: "),
        (0.0, "Set the computer's clock right "),
    ],
)
def test_by_how_much_the_clock_is_off(ahead_s: float, words: str) -> None:
    assert step_sentences(Trouble.CLOCK, Known(ahead_s))[0].startswith(words)


@pytest.mark.parametrize("trouble", Trouble)
@pytest.mark.parametrize("known", [Known(), KNOWN])
def test_every_trouble_has_three_different_sentences_in_both_languages(trouble: Trouble, known: Known) -> None:
    english = step_sentences(trouble, known)
    speak("id")
    indonesian = step_sentences(trouble, known)
    assert len(set(english)) == len(set(indonesian)) == 3
    assert not set(english) & set(indonesian)
    assert not any("{" in each or not each.endswith(".") for each in (*english, *indonesian))


def test_one_line_numbers_them() -> None:
    assert steps_line(["Do this.", "Do that."]) == "You can try: 1. Do this. 2. Do that."
