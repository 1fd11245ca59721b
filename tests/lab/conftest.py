"""Where the lab is absent, or makes no sense, its tests are skipped and say why."""

import pytest

from tests.lab.ground import absence


@pytest.fixture(autouse=True)
def lab_is_here() -> None:
    """Skip the test where there is no lab."""
    reason = absence()
    if reason:
        pytest.skip(reason)
