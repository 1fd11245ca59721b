"""The sources outside as the simulated world has them: each answers in its documents' shape with what is so there.

A server knows the world's truth, not the product: who is asked what, and what the answers mean, is decided by the
product's own modules of the same sources (`notifier.sources.regions`, `reports`, `news`).
"""

from collections.abc import Mapping

from notifier.core.outside.source import Key, OutsideKind
from notifier.simulation.people import People
from notifier.simulation.servers.checkhost import CheckHost
from notifier.simulation.servers.circumstances import ioda, ooni, ripestat
from notifier.simulation.servers.contract import Server
from notifier.simulation.servers.crowds import crowds
from notifier.simulation.servers.globalping import Globalping
from notifier.simulation.servers.press import press
from notifier.simulation.testers import Testers
from notifier.simulation.world import World
from notifier.sources.outside_sources import told_sources


def servers_of(world: World) -> Mapping[str, Server]:
    """Give the sources of a world by their ids; whoever wants a key is not there."""
    testers, people = Testers(world), People(world)
    regions = {"globalping": Globalping(testers).server, "checkhost": CheckHost(testers).server}
    circumstances = {"ripestat": ripestat(testers), "ioda": ioda(), "ooni": ooni()}
    news = [each.id for each in told_sources() if each.kind is OutsideKind.NEWS and each.key is not Key.NEEDED]
    return {**regions, **circumstances, **crowds(people), **press(people, news)}
