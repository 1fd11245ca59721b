"""What is known of a test notification."""

from notifier.core.alerts.trial import End, Trial


def test_a_notification_leaves_the_screen_by_the_numbers_of_the_specification() -> None:
    by_number = [End(number).name for number in (1, 2, 3, 4)]
    assert by_number == ["EXPIRED", "DISMISSED", "WITHDRAWN", "UNKNOWN"]


def test_nothing_is_known_before_anybody_has_answered() -> None:
    trial = Trial()
    assert (trial.taken, trial.inhibited, trial.end) == (None, None, None)
