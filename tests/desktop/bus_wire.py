"""A wire between a program and the session's bus that passes everything on, or is slow, hangs, refuses or is cut."""

import asyncio
import threading
from collections.abc import Coroutine
from contextlib import suppress
from enum import Enum
from pathlib import Path
from typing import Any

from tests.desktop.session import Session

SLOW_S = 0.1
"""How much later each piece comes."""


class Way(Enum):
    """What the wire does with what comes."""

    PASSES = "passes"
    IS_SLOW = "is slow"
    HANGS = "hangs"
    REFUSES = "refuses"


class BusWire:
    """The session's programs that start from now on speak to the bus through it."""

    def __init__(self, session: Session, way: Way = Way.PASSES) -> None:
        self._way = way
        self.refused = 0
        self._bus = session.environment["DBUS_SESSION_BUS_ADDRESS"].partition("path=")[2]
        self._path = Path(session.environment["XDG_RUNTIME_DIR"], "wire")
        session.environment["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={self._path}"
        self._writers: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="wire", daemon=True)
        self._thread.start()
        self._goes_on = asyncio.Event()
        self._wait(self._listen())
        self.way = way

    def _wait(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    @property
    def way(self) -> Way:
        """What it does; from now on, where it is set."""
        return self._way

    @way.setter
    def way(self, way: Way) -> None:
        self._way = way
        self._loop.call_soon_threadsafe(self._goes_on.clear if way is Way.HANGS else self._goes_on.set)

    async def _listen(self) -> None:
        self._server = await asyncio.start_unix_server(self._serve, self._path)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.way is Way.REFUSES:
            self.refused += 1
            writer.close()
            return
        there, back = await asyncio.open_unix_connection(self._bus)
        self._writers |= {writer, back}
        with suppress(asyncio.CancelledError):  # at the wire's end
            await asyncio.gather(self._pump(reader, back), self._pump(there, writer))
        self._writers -= {writer, back}

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.CancelledError):
            while piece := await source.read(65536):
                if self.way is Way.IS_SLOW:
                    await asyncio.sleep(SLOW_S)
                await self._goes_on.wait()
                sink.write(piece)
                await sink.drain()
        sink.close()

    def cut(self) -> None:
        """Break all connections, and refuse new ones: the bus is gone."""
        self.way = Way.REFUSES
        self._wait(self._abort())

    async def _abort(self) -> None:
        for each in self._writers:
            each.transport.abort()

    def close(self) -> None:
        """Take the wire away."""
        self.cut()
        self._wait(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _end(self) -> None:
        self._server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for each in others:
            each.cancel()
        await asyncio.gather(*others, return_exceptions=True)
