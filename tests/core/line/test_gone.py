"""How a line that comes and goes is told from one that was gone once."""

from notifier.core.line.gone import Gone
from notifier.core.line.numbers import AGAIN_S

T = 1_000_000.0


def test_what_was_gone_once_does_not_come_and_go() -> None:
    gone = Gone()
    gone.begins(T)
    gone.ends(T + 10)
    assert gone.again_for_s(T + 1000) < 0.0


def test_it_comes_and_goes_since_the_first_of_those_that_came_soon_after_one_another() -> None:
    gone = Gone()
    for k in range(3):
        gone.begins(T + k * AGAIN_S)
        gone.ends(T + k * AGAIN_S + 5)
    assert (gone.first_s, gone.again_for_s(T + 3 * AGAIN_S)) == (T, 3 * AGAIN_S)


def test_what_is_gone_long_after_or_on_another_network_begins_anew() -> None:
    gone = Gone()
    gone.begins(T)
    gone.ends(T + 5)
    gone.begins(T + 6 + AGAIN_S)
    assert gone.first_s == T + 6 + AGAIN_S
    assert gone.again_for_s(T + 100 + AGAIN_S) < 0.0
    gone.ends(T + 200)
    gone.forget()
    gone.begins(T + 201)
    assert gone.first_s == T + 201
