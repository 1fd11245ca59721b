"""One round by hand through a line that loses much: a service that works is never called out, one that is out is."""

import asyncio
import random
from collections import Counter
from datetime import UTC, datetime

import pytest

from notifier.core.failure import FailureKind
from notifier.core.model import Outcome, Reading, Rule, Service, State
from notifier.core.ports import Read
from notifier.core.targets import AnchorTarget
from notifier.engine.round import check_services
from notifier.engine.verdicts import RoundResult
from tests.core.making import T, anchored, service
from tests.engine.playing import good, reading
from tests.engine.test_round import known
from tests.virtual_time import run

TIMEOUT_S = 10.0
SEEDS = 60


class LossyLine:
    """What needs a name fails more often than what does not, and always after its whole time-out."""

    def __init__(self, seed: int, names: float, addresses: float, out: str = "") -> None:
        self.luck = random.Random(seed)
        self.names = names
        self.addresses = addresses
        self.out = out

    async def __call__(self, read: Read) -> Reading:
        seconds = asyncio.get_running_loop().time()
        target = read.target
        by_address = isinstance(target, AnchorTarget) and not target.by_name
        share = self.addresses if by_address else self.names
        if (read.service and read.service == self.out) or self.luck.random() < share:
            await asyncio.sleep(TIMEOUT_S)
            kind = FailureKind.CONNECT_TIMEOUT if by_address or self.luck.random() < 0.5 else FailureKind.DNS_FAILURE
            return reading(read, seconds, Outcome.FAILED, failure=kind)
        await asyncio.sleep(self.luck.choice((0.1, 0.1, 1.1, 3.1)))
        return good(read, seconds)


def check(line: LossyLine, made: Service) -> tuple[RoundResult, float]:
    def now() -> datetime:
        return datetime.fromtimestamp(T + asyncio.get_running_loop().time(), UTC)

    async def main() -> tuple[RoundResult, float]:
        result = await check_services([made], anchored(), line, now, known(made))
        return result, asyncio.get_running_loop().time()

    return run(main())


@pytest.mark.parametrize(("names", "addresses"), [(0.2, 0.05), (0.4, 0.05), (0.4, 0.4), (0.6, 0.2), (0.75, 0.3)])
@pytest.mark.parametrize("parts", [1, 2])
def test_a_service_that_works_is_never_called_out(names: float, addresses: float, parts: int) -> None:
    made = service(*((f"part{number}", Rule.ALL, 1) for number in range(parts)))
    found = Counter(
        check(LossyLine(seed, names, addresses), made)[0].statuses[0].verdict.state for seed in range(SEEDS)
    )
    assert found[State.OUTAGE] == 0, found


@pytest.mark.parametrize(("parts", "ends_s"), [(1, 25.0), (2, 20.0)])
def test_on_a_good_line_what_hangs_is_out_as_soon_as_it_has_failed_often_enough(parts: int, ends_s: float) -> None:
    made = service(*((f"part{number}", Rule.ALL, 1) for number in range(parts)))
    result, ended_s = check(LossyLine(1, 0.0, 0.0, out="acme"), made)
    assert result.statuses[0].verdict.state is State.OUTAGE
    assert ended_s == pytest.approx(ends_s, abs=0.5)


def test_on_an_ordinary_line_most_outages_are_proven_by_more_looks_at_the_anchors() -> None:
    found = [check(LossyLine(seed, 0.02, 0.02, out="acme"), service()) for seed in range(40)]
    states = Counter(result.statuses[0].verdict.state for result, _ in found)
    assert states[State.OUTAGE] >= 36, states
    assert max(ended_s for _, ended_s in found) <= 55.0
