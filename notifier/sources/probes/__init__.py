"""The table of probes: one asynchronous function for each kind of target, `probe(target, network, progress) -> Answer`.

A probe holds the rules of what counts as a good answer. It raises what the network throws; the reader explains that,
keeps politeness and the time-out. A new kind is a struct in `notifier.core.targets`, a module here, and a line below.
"""

from typing import assert_never

from notifier.core.targets import DnsTarget, HttpTarget, ProbeTarget, TcpTarget, TlsTarget
from notifier.sources.answer import Answer
from notifier.sources.failures import Progress
from notifier.sources.network import Network
from notifier.sources.probes import dns, http, tcp, tls


async def read_probe(target: ProbeTarget, network: Network, progress: Progress) -> Answer:
    """Read a service's target once."""
    match target:
        case HttpTarget():
            return await http.probe(target, network, progress)
        case TcpTarget():
            return await tcp.probe(target, network, progress)
        case TlsTarget():
            return await tls.probe(target, network, progress)
        case DnsTarget():
            return await dns.probe(target, network, progress)
        case _:
            assert_never(target)


async def read_anchor(target: ProbeTarget, network: Network, progress: Progress) -> Answer:
    """Read an anchor's target once: the same, but a redirect is not followed, since it is a captive portal's."""
    if isinstance(target, HttpTarget):
        return await http.probe_anchor(target, network, progress)
    return await read_probe(target, network, progress)
