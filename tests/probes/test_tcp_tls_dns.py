import pytest

from notifier.core.failure import UserError
from notifier.core.model import Outcome, Source
from notifier.core.targets import AnchorTarget
from notifier.probes import target_of
from notifier.probes.dns import DnsTarget
from notifier.probes.tables import read_target, table_of
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


@pytest.mark.parametrize("address", ["192.0.2.1", "2001:db8::1"])
def test_a_bare_address_that_a_file_holds_is_read_on_and_tells_nothing(address: str, read_once: ReadOnce) -> None:
    """Nothing is asked for it: it was green for ever. It is kept, since the file is the user's."""
    kept = read_target(table_of(DnsTarget(address)), "dns")
    reading = read_once(kept)
    assert (reading.outcome, reading.detail) == (Outcome.UNVERIFIABLE, "a bare address is no name to look up")
    with pytest.raises(UserError) as refused:
        target_of(f"dns:{address}")
    assert refused.value.title == f"dns:{address} is no name to look up"
    assert refused.value.hint.endswith(":53.")
