"""A proxy for networks that let nobody else out: `python -m tests.lab.campaign.forward_proxy PORT UID`.

It takes CONNECT and plain http, listens on this machine only, and goes on as another user, whom the network lets out.
"""

import asyncio
import os
import sys
from asyncio import StreamReader, StreamWriter
from urllib.parse import urlsplit

READ_AT_ONCE = 65536


async def _carry(reader: StreamReader, writer: StreamWriter) -> None:
    try:
        while data := await reader.read(READ_AT_ONCE):
            writer.write(data)
            await writer.drain()
    except ConnectionError:
        pass
    finally:
        writer.close()


async def _serve(reader: StreamReader, writer: StreamWriter) -> None:
    head = await reader.readuntil(b"\r\n\r\n")
    line, _, rest = head.partition(b"\r\n")
    method, target, version = line.decode("latin-1").split(" ")
    tunnel = method == "CONNECT"
    parts = urlsplit(f"//{target}" if tunnel else target)
    port = parts.port or 80
    try:
        far_reader, far_writer = await asyncio.open_connection(parts.hostname, port)
    except OSError:
        writer.write(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        writer.close()
        return
    if tunnel:
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
    else:
        path = parts.path or "/"
        asked = f"{path}?{parts.query}" if parts.query else path
        far_writer.write(f"{method} {asked} {version}\r\n".encode("latin-1") + rest)
    await asyncio.gather(_carry(reader, far_writer), _carry(far_reader, writer))


async def _main(port: int, uid: int) -> None:
    server = await asyncio.start_server(_serve, "127.0.0.1", port)
    # what a look-up needs is imported before: the other user may read none of it
    await asyncio.get_running_loop().getaddrinfo("localhost", port)
    os.setuid(uid)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_main(int(sys.argv[1]), int(sys.argv[2])))
