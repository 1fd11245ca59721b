"""Servers, a certificate authority, and readers that need not be polite to 127.0.0.1."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from notifier.core.model import Reading, Source
from notifier.core.ports import Read
from notifier.core.targets import Target
from notifier.sources import network
from notifier.sources.client import ClientOptions
from notifier.sources.reader import NetworkReader, ReaderOptions
from tests.sources.servers import Authority, Serve, Server

Start = Callable[..., Server]
ReadOnce = Callable[..., Reading]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start servers that end with the test."""
    with ExitStack() as stack:

        def begin(serve: Serve, context: object = None, at: tuple[str, int] = ("127.0.0.1", 0)) -> Server:
            return stack.enter_context(Server(serve, context, at))  # type: ignore[arg-type]

        yield begin


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def trusted(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """The authority, trusted by the whole machine."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    monkeypatch.delenv("SSL_CERT_DIR", raising=False)
    return authority


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A look that a person waits for makes no pauses at a host; `test_network` shows that it makes them."""
    monkeypatch.setattr(network, "BURST_GAP_S", 0.0)


def reading_of(target: Target, source: Source = Source.PROBE, number: int = 1, *, fresh: bool = False) -> Read:
    return Read(number, source, "acme", "web", target, fresh)


@pytest.fixture
def read_once() -> ReadOnce:
    """Read a target once with a reader of its own."""

    def read(
        target: Target, source: Source = Source.PROBE, timeout_s: float = 5.0, client: ClientOptions | None = None
    ) -> Reading:
        async def main() -> Reading:
            options = ReaderOptions(client or ClientOptions(), timeout_s=timeout_s, gap_s=0.0)
            async with NetworkReader(options) as reader:
                return await reader(reading_of(target, source))

        return asyncio.run(main())

    return read


RECORDED = Path(__file__).parents[3] / "shared" / "payloads"
