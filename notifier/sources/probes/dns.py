"""Reading a name: does it have an address, as the operating system sees it? Which one does not matter."""

from time import perf_counter

from notifier.core.targets import DnsTarget
from notifier.sources.answer import Answer, ok
from notifier.sources.failures import Progress
from notifier.sources.network import Network


async def probe(target: DnsTarget, network: Network, progress: Progress) -> Answer:
    """Look the name up once."""
    start = perf_counter()
    await network.dialer.resolver.addresses(target.name, progress)
    return ok((perf_counter() - start) * 1000.0)
