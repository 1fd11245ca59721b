"""The places where people report, and a reader that asks them."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from notifier.core.editions import Edition
from notifier.core.model import Reading, Source
from notifier.core.ports import Read
from notifier.core.targets import ReportsTarget
from notifier.sources.news import news_sources
from notifier.sources.reader import NetworkReader, ReaderOptions
from notifier.sources.reports import report_sources
from tests.sources.crowd_world import CrowdWorld

ALL = (*report_sources(), *news_sources())


@pytest.fixture
def crowd_world() -> Iterator[CrowdWorld]:
    with CrowdWorld().open() as opened:
        yield opened


AskCrowd = Callable[..., Reading]


@pytest.fixture
def ask_crowd(crowd_world: CrowdWorld, tmp_path: Path) -> AskCrowd:
    """Look up what people report of a service, with a reader of its own."""

    def read(sources: tuple[str, ...] = ALL, since: datetime | None = None, **more: Any) -> Reading:
        secret = more.pop("secret", None)
        secret_of = more.pop("secret_of", lambda _name: secret)
        wishes = (
            {"names": ("GitHub",), "hashtags": ("#GitHubDown",), "category": "dev-tools", "home": "ID"}
            | {"edition": Edition("id", "ID")}
            | more
        )
        target = ReportsTarget("reports", "github", sources, since=since, **wishes)

        async def main() -> Reading:
            options = ReaderOptions(
                timeout_s=5.0,
                gap_s=0.0,
                secret_of=secret_of,
                outside_file=tmp_path / "outside.json",
                outside_bases=crowd_world.bases,
            )
            async with NetworkReader(options, lambda: crowd_world.now) as reader:
                return await reader(Read(1, Source.REPORTS, "github", "", target))

        return asyncio.run(main())

    return read
