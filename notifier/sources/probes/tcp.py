"""Reading a host and port: does it accept a connection? Nothing is sent."""

from time import perf_counter

from notifier.core.targets import TcpTarget
from notifier.sources.answer import Answer, ok
from notifier.sources.failures import Progress
from notifier.sources.network import Network


async def probe(target: TcpTarget, network: Network, progress: Progress) -> Answer:
    """Connect once."""
    start = perf_counter()
    await network.dialer.touch(target.host, target.port, progress)
    return ok((perf_counter() - start) * 1000.0)
