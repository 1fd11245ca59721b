"""Where a name server answers after 9 s, outages are found, and nothing is read more often for that."""

import pytest

from tests.simulation.playing import ACME, head, play
from tests.simulation.worlds import table

FROM_S = 3600.0
SLOW = table("policy", touches="names", answer="slow_name", after_s=9.0, from_s=FROM_S, until_s=9000.0)


@pytest.mark.parametrize("kind", ["read_timeout", "connect_timeout", "reset", "http_5xx"])
@pytest.mark.parametrize("seed", range(3))
def test_an_outage_behind_slow_names_is_found(kind: str, seed: int) -> None:
    fault = table("fault", service="acme", kind=kind, from_s=5400.0, until_s=6300.0)
    played = play(head(9000.0, seed) + ACME + SLOW + fault, outside=False)
    found = played.first("acme", "outage", 5400.0)
    assert found["t_s"] <= 5400.0 + 130.0
    assert played.kinds("acme") == ["outage", "recovered"]


def test_what_is_only_slow_is_read_as_often_as_ever() -> None:
    usual = play(head(9000.0) + ACME, outside=False).summary["checks"]
    slow = play(head(9000.0) + ACME + SLOW, outside=False).summary["checks"]
    assert slow <= 1.25 * usual
