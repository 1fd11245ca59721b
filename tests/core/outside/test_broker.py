"""A broker's address."""

import pytest

from notifier.core.failure import UserError
from notifier.core.outside.broker import Broker, broker_of, known_broker


@pytest.mark.parametrize(
    ("address", "broker"),
    [
        ("mqtts://broker.example.org", Broker("broker.example.org")),
        ("mqtts://anna@broker.example.org:8884/", Broker("broker.example.org", 8884, "anna")),
        ("mqtts://[2001:db8::1]:8884", Broker("2001:db8::1", 8884)),
        ("mqtts://192.0.2.1", Broker("192.0.2.1")),
    ],
)
def test_what_is_an_address(address: str, broker: Broker) -> None:
    assert broker_of(address) == broker
    assert broker_of(broker.url) == known_broker(broker.url) == broker
    assert broker.source.host == broker.url.removeprefix("mqtts://").removeprefix("anna@")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "broker.example.org",
        "mqtt://broker.example.org",
        "mqtts://",
        "mqtts://anna:secret@broker.example.org",
        "mqtts://broker.example.org:0",
        "mqtts://broker.example.org:65536",
        "mqtts://broker.example.org/path",
        "mqtts://a host",
        "mqtts://-.example",
    ],
)
def test_what_is_none(address: str) -> None:
    with pytest.raises(UserError):
        broker_of(address)
    assert known_broker(address) is None
