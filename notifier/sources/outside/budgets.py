"""What sources outside were asked, so that their limits hold across restarts and in a storm of incidents.

One small file, replaced before a request leaves, and read again each time: the tray program and a command may ask at
the same time. Where it cannot be written, the limits hold for this run. What is asked is not known here.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec

from notifier.core.outside.source import Limit, OutsideSource, Usage
from notifier.sources.kept_file import KeptFile

WAIT_MOST_S: Final = 86_400.0


class _Account(msgspec.Struct, omit_defaults=True):
    """What one source was asked. Times are seconds of the epoch."""

    spent: list[tuple[float, int]] = []
    """When, and how much, as far back as its longest limit."""
    day: str = ""
    today: int = 0
    answered_s: float | None = None
    failed_s: float | None = None
    failure: str = ""
    wait_until_s: float = 0.0
    left: int | None = None
    """So much is left by the source's own count, until `left_until_s`: others may ask from the same address."""
    left_until_s: float = 0.0

    def come_back_to(self, now_s: float) -> bool:
        """After a clock was put back, let nothing last longer than from now; tell whether anything would have."""
        before = self.spent, self.wait_until_s, self.left_until_s
        self.spent = [(min(s, now_s), n) for s, n in self.spent]
        self.wait_until_s = min(self.wait_until_s, now_s + WAIT_MOST_S)
        self.left_until_s = min(self.left_until_s, now_s + WAIT_MOST_S)
        return before != (self.spent, self.wait_until_s, self.left_until_s)


Accounts = dict[str, _Account]
_DECODER: Final = msgspec.json.Decoder(Accounts)


class Budgets:
    """The accounts of all sources. `path` None: kept in memory only."""

    def __init__(self, path: Path | None, now: Callable[[], datetime]) -> None:
        self._file = KeptFile(path, _DECODER, "what was asked outside")
        self._now = now
        self._kept: Accounts = {}

    def spend(self, source: OutsideSource, cost: int, *, has_key: bool = False) -> float:
        """Take so much for a request that is about to leave: 0. Or take nothing, and tell how long it may not leave."""
        account, now_s, limits = self._account(source), self._now_s(), source.limits_for(has_key=has_key)
        wait_s = self._wait_s(account, limits, cost)
        if wait_s > 0.0 or cost == 0:
            return wait_s
        longest_s = max((each.within_s for each in limits), default=0.0)
        account.spent = [(s, n) for s, n in account.spent if now_s - s < longest_s] + [(now_s, cost)]
        day = self._day()
        account.today = (account.today if account.day == day else 0) + cost
        account.day = day
        if account.left is not None:
            account.left = max(0, account.left - cost)
        self._keep()
        return 0.0

    def leave_alone(self, source: OutsideSource, seconds: float) -> None:
        """Ask nothing of it for so long: it wants that."""
        self._account(source).wait_until_s = self._now_s() + min(max(seconds, 0.0), WAIT_MOST_S)
        self._keep()

    def forgive(self, source: OutsideSource) -> None:
        """Ask it again though it wanted to be left alone: the user has another key."""
        account = self._account(source)
        account.wait_until_s, account.left, account.failure = 0.0, None, ""
        self._keep()

    def left(self, source: OutsideSource, left: int, seconds: float) -> None:
        """Take in what the source itself says is left, and until when."""
        account = self._account(source)
        account.left, account.left_until_s = left, self._now_s() + min(max(seconds, 0.0), WAIT_MOST_S)
        self._keep()

    def answered(self, source: OutsideSource) -> None:
        """Note that it answered, and in its format."""
        account = self._account(source)
        account.answered_s, account.failure = self._now_s(), ""
        self._keep()

    def failed(self, source: OutsideSource, why: str) -> None:
        """Note why it did not."""
        account = self._account(source)
        account.failed_s, account.failure = self._now_s(), why[:200]
        self._keep()

    def usage(self) -> Mapping[str, Usage]:
        """Tell of every source that was ever asked how it did, by its id."""
        self._load()
        day, now_s = self._day(), self._now_s()
        return {
            name: Usage(
                each.today if each.day == day else 0,
                _moment(each.answered_s),
                _moment(each.failed_s),
                each.failure,
                _moment(each.wait_until_s) if each.wait_until_s > now_s else None,
            )
            for name, each in self._kept.items()
        }

    def _wait_s(self, account: _Account, limits: tuple[Limit, ...], cost: int) -> float:
        now_s = self._now_s()
        wait_s = account.wait_until_s - now_s
        if account.left is not None and account.left < cost:
            wait_s = max(wait_s, account.left_until_s - now_s)
        for limit in limits if cost else ():
            wait_s = max(wait_s, _until_free(account.spent, limit, cost, now_s))
        return max(0.0, wait_s)

    def _account(self, source: OutsideSource) -> _Account:
        self._load()
        account = self._kept.setdefault(source.id, _Account())
        if account.come_back_to(self._now_s()):
            self._keep()
        return account

    def _load(self) -> None:
        self._kept = self._file.load() or self._kept

    def _keep(self) -> None:
        self._file.keep(self._kept)

    def _now_s(self) -> float:
        return self._now().timestamp()

    def _day(self) -> str:
        return self._now().astimezone().date().isoformat()


def _until_free(spent: list[tuple[float, int]], limit: Limit, cost: int, now_s: float) -> float:
    """Tell when so much fits into a limit again."""
    recent = [(s, n) for s, n in spent if now_s - s < limit.within_s]
    over = sum(n for _, n in recent) + cost - limit.most
    for start_s, count in recent:
        if over <= 0:
            break
        over -= count
        if over <= 0:
            return start_s + limit.within_s - now_s
    return limit.within_s if over > 0 else 0.0


def _moment(seconds: float | None) -> datetime | None:
    try:
        return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError):
        return datetime.now(UTC) - timedelta(days=1)
