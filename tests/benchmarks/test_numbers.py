"""Every number that is said to be chosen can be tried at half and at twice."""

from tests.benchmarks.numbers import FACTORS, MODULES, chosen, times


def test_every_chosen_number_can_be_tried() -> None:
    names = chosen()
    assert len(set(names)) == len(names) > 50
    for name in names:
        value = next(vars(module)[name] for module in MODULES if name in vars(module))
        for factor in FACTORS:
            changed = times(value, factor)
            assert type(changed) is type(value)
            assert changed != value or value == 1, name


def test_a_number_that_counts_stays_one() -> None:
    assert (times(3, 0.5), times(1, 0.5), times(0.5, 0.5), times((5.0, 12.0), 2.0)) == (2, 1, 0.25, (10.0, 24.0))
