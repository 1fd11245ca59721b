"""Reading a host and port: does it complete a TLS handshake? If asked, with a good certificate."""

from time import perf_counter

from notifier.core.targets import TlsTarget
from notifier.sources.answer import Answer, ok
from notifier.sources.failures import Progress
from notifier.sources.network import Network


async def probe(target: TlsTarget, network: Network, progress: Progress) -> Answer:
    """Shake hands once."""
    start = perf_counter()
    dialer = network.dialer
    line = await dialer.connect(target.host, target.port, progress)
    try:
        await line.start_tls(dialer.trust.plain if target.verify else dialer.trust.blind, target.host)
    finally:
        line.close()
    return ok((perf_counter() - start) * 1000.0)
