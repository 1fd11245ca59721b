"""A connection to an MQTT broker: MQTT 5 over TLS, one topic heard, messages as bytes.

Only this module knows paho-mqtt, which comes with the extra `machines`, and is imported with the first connection. Its
thread connects again by itself whenever the broker comes back; what was retained, is too long, or comes faster than it
is taken is thrown away.
"""

import asyncio
import socket
import ssl
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any, Final

from notifier.core.failure import UserError
from notifier.core.outside.broker import Broker
from notifier.sources.machines.messages import SEALED_MOST
from notifier.sources.machines.wire import PACKET_MOST, WatchedSocket
from notifier.sources.trust import Trust

if TYPE_CHECKING:
    from paho.mqtt.client import Client

CONNECT_S: Final = 5.0
KEEPALIVE_S: Final = 60
AGAIN_MOST_S: Final = 60
WAITING_MOST: Final = 64
"""Messages that wait to be read; more than machines of one user ever send at a time."""
FRESH_S: Final = 60
"""The broker throws away what it could not deliver within this time."""
END_S: Final = 1.0
"""So long the client's thread may take to end; what still hangs then, a name or a handshake, nobody waits for."""
LASTING_S: Final = 60.0
"""A connection that ended sooner is tried again later and later, as if there had been none. Chosen."""


class BrokerSilentError(Exception):
    """The broker cannot be reached or refuses; the text says why, in plain English."""


class Link:
    """A connection, for one event loop."""

    def __init__(self, client: "Client") -> None:
        self._client = client
        self._loop = asyncio.get_running_loop()
        self._arrived: asyncio.Queue[bytes] = asyncio.Queue(WAITING_MOST)
        self._listening = asyncio.Event()
        self._changed = asyncio.Event()
        self.fault = ""
        """Why there is no connection; empty: there is one, or none was tried yet."""

    async def ready(self) -> None:
        """Wait until messages come. Raises BrokerSilentError where that is refused or fails."""
        while not self._listening.is_set():
            if self.fault:
                raise BrokerSilentError(self.fault)
            self._changed.clear()
            await self._changed.wait()

    async def change(self) -> str:
        """Wait until messages come, or do not any more, and give `fault`."""
        await self._changed.wait()
        self._changed.clear()
        return self.fault

    def send(self, topic: str, content: bytes) -> None:
        """Send something; it is lost where there is no connection."""
        properties = _properties("PUBLISH", MessageExpiryInterval=FRESH_S)
        if self._listening.is_set():
            self._client.publish(topic, content, qos=0, retain=False, properties=properties)

    async def receive(self) -> bytes:
        """Wait for the next message."""
        return await self._arrived.get()

    def tell(self, what: Callable[..., None], *values: object) -> None:
        """Do something in the loop; called in the client's thread."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(what, *values)

    def note_listening(self) -> None:
        """Note that messages come."""
        self.fault = ""
        self._listening.set()
        self._changed.set()

    def note_fault(self, why: str) -> None:
        """Note that none come."""
        self.fault = why
        self._listening.clear()
        self._changed.set()

    def note_lost(self) -> None:
        """Note that the connection ended; a reason that was given before stands."""
        self.note_fault(self.fault or "the connection was closed")

    def note_message(self, content: bytes) -> None:
        """Keep a message until it is read."""
        if not self._arrived.full():
            self._arrived.put_nowait(content)


@asynccontextmanager
async def connected(broker: Broker, password: str, topic: str) -> AsyncIterator[Link]:
    """Connect, and hear a topic until the end. Raises UserError where the part that speaks MQTT is not installed."""
    client = await asyncio.to_thread(_client, broker, password)
    link = Link(client)
    _follow(client, link, topic)
    client.loop_start()
    try:
        yield link
    finally:
        client.disconnect()
        await _ended(client)


async def _ended(client: "Client") -> None:
    """Let the client's thread end. One that hangs is not waited for, and hung up on: it may be reading still."""
    loop, over = asyncio.get_running_loop(), asyncio.Event()

    def end() -> None:
        client.loop_stop()
        client.reinitialise()  # its own two sockets are closed with that only, and it holds the link no more
        with suppress(RuntimeError):  # that loop is closed by now
            loop.call_soon_threadsafe(over.set)

    threading.Thread(target=end, name="broker's end", daemon=True).start()
    try:
        async with asyncio.timeout(END_S):
            await over.wait()
    except TimeoutError:
        with suppress(OSError):
            if isinstance(sock := client.socket(), socket.socket):
                sock.shutdown(socket.SHUT_RDWR)


def _client(broker: Broker, password: str) -> "Client":
    try:
        from paho.mqtt.client import Client, MQTTv5
        from paho.mqtt.enums import CallbackAPIVersion
    except ImportError as error:
        raise UserError(
            "the part that talks to a broker is not installed", "install it with: pip install outage-notifier[machines]"
        ) from error
    client = Client(CallbackAPIVersion.VERSION2, protocol=MQTTv5)
    context = Trust().plain
    context.sslsocket_class = WatchedSocket
    client.tls_set_context(context)
    if broker.user:
        client.username_pw_set(broker.user, password)
    client.connect_timeout = CONNECT_S
    client.reconnect_delay_set(1, AGAIN_MOST_S)
    client.suppress_exceptions = False
    wishes = _properties("CONNECT", MaximumPacketSize=PACKET_MOST)
    client.connect_async(broker.host, broker.port, KEEPALIVE_S, clean_start=True, properties=wishes)
    return client


def _properties(packet: str, **values: int) -> Any:
    """Make the MQTT 5 properties of a packet; paho-mqtt has no types for them."""
    from paho.mqtt import packettypes, properties

    made: Any = properties.Properties  # its constructor is not typed
    found = made(getattr(packettypes.PacketTypes, packet))
    for name, value in values.items():
        setattr(found, name, value)
    return found


def _follow(client: "Client", link: Link, topic: str) -> None:
    from paho.mqtt.subscribeoptions import SubscribeOptions

    pauses = _Pauses()

    def on_connect(made: "Client", _data: Any, _flags: Any, reason: Any, _properties: Any) -> None:
        pauses.begun_s = time.monotonic()
        if reason.is_failure:
            link.tell(link.note_fault, str(reason).lower())
        else:
            made.subscribe(topic, options=SubscribeOptions(retainHandling=SubscribeOptions.RETAIN_DO_NOT_SEND))

    def on_subscribe(_client: Any, _data: Any, _number: Any, reasons: Any, _properties: Any) -> None:
        refused = next((str(each).lower() for each in reasons if each.is_failure), "")
        if refused:
            link.tell(link.note_fault, refused)
        else:
            link.tell(link.note_listening)

    def on_connect_fail(_client: Any, _data: Any) -> None:
        link.tell(link.note_fault, _why(sys.exception()))

    def on_disconnect(made: "Client", *_what: Any) -> None:
        made.reconnect_delay_set(pauses.next_s(time.monotonic()), AGAIN_MOST_S)
        link.tell(link.note_lost)

    def on_message(_client: Any, _data: Any, message: Any) -> None:
        if not message.retain and len(message.payload) <= SEALED_MOST:
            link.tell(link.note_message, bytes(message.payload))

    client.on_connect, client.on_subscribe, client.on_message = on_connect, on_subscribe, on_message
    client.on_connect_fail, client.on_disconnect = on_connect_fail, on_disconnect


class _Pauses:
    """How long is waited before the next connection; paho-mqtt begins anew with each that the broker took."""

    def __init__(self) -> None:
        self.begun_s: float | None = None
        """When the broker took the connection, by the monotonic clock; None: it did not."""
        self._next_s = 1

    def next_s(self, now_s: float) -> int:
        """Give the pause after a connection that has ended."""
        begun_s, self.begun_s = self.begun_s, None
        pause_s = self._next_s if begun_s is None or now_s - begun_s < LASTING_S else 1
        self._next_s = min(2 * pause_s, AGAIN_MOST_S)
        return pause_s


def _why(error: BaseException | None) -> str:
    """Say it as the program's other connections do."""
    match error:
        case ssl.SSLCertVerificationError():
            return f"certificate: {error.verify_message}"
        case ssl.SSLError():
            return "the TLS handshake failed"
        case socket.gaierror():
            return "the name was not found"
        case TimeoutError():
            return "the time ran out"
        case OSError(strerror=str(text)):
            return text.lower()
        case _:
            return type(error).__name__ if error is not None else "no connection"
