import pytest

from notifier.core.model import Outcome, Source
from notifier.core.targets import AnchorTarget
from notifier.probes.dns import DnsTarget
from notifier.probes.tcp import TcpTarget
from notifier.probes.tls import TlsTarget
from tests.sources.conftest import ReadOnce, Start
from tests.sources.servers import Authority, Visit, says


def test_a_port_that_accepts(start: Start, read_once: ReadOnce) -> None:
    target = TcpTarget("127.0.0.1", start(Visit.hang).port)
    assert read_once(target).outcome is Outcome.OK
    assert read_once(AnchorTarget("Owner", target, by_name=False), Source.ANCHOR).outcome is Outcome.OK


@pytest.mark.parametrize("verify", [True, False])
def test_a_handshake_with_the_servers_name(verify: bool, start: Start, read_once: ReadOnce, trusted: Authority) -> None:
    names = []
    context = trusted.context("localhost")
    context.sni_callback = lambda _sock, name, _context: names.append(name)
    server = start(says(200), context)
    assert read_once(TlsTarget("localhost", server.port, verify=verify)).outcome is Outcome.OK
    assert names == ["localhost"]


def test_a_name_that_exists(read_once: ReadOnce) -> None:
    assert read_once(DnsTarget("localhost")).outcome is Outcome.OK
