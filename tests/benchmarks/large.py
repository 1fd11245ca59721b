"""What a large server sends, by whichever HTTP was chosen: twenty headers of 2 kB together, and a page of 12 kB."""

import asyncio
from typing import Final

import h2.config
import h2.connection
import h2.events

SPOKEN: Final = ["h2", "http/1.1"]
"""As it would have it: what it is offered of these, the first."""
PAGE: Final = (b"<!doctype html><title>Large</title>" + b"<p>Hello, whoever you are.</p>" * 400)[:12_000]
_POLICY: Final = "default-src 'self'; script-src 'self' https://cdn.large.example; img-src * data:; "
_COOKIE: Final = "abcdefghijklmnopqrstuvwxyz0123456789; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=31536000"
HEADERS: Final = (
    ("date", "Mon, 05 Jan 2026 12:00:00 GMT"),
    ("content-type", "text/html; charset=utf-8"),
    ("content-length", str(len(PAGE))),
    ("server", "large"),
    ("cache-control", "private, max-age=0, must-revalidate"),
    ("expires", "Mon, 05 Jan 2026 12:00:00 GMT"),
    ("etag", 'W/"0123456789abcdef"'),
    ("vary", "Accept-Encoding, Cookie"),
    ("strict-transport-security", "max-age=31536000; includeSubDomains; preload"),
    ("content-security-policy", _POLICY * 5),
    ("permissions-policy", "geolocation=(), camera=(), microphone=(), payment=(), usb=()"),
    ("referrer-policy", "strict-origin-when-cross-origin"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "SAMEORIGIN"),
    ("set-cookie", f"session={_COOKIE}"),
    ("set-cookie", f"visit={_COOKIE}"),
    ("alt-svc", 'h3=":443"; ma=86400'),
    ("nel", '{"success_fraction":0,"report_to":"nel","max_age":604800}'),
    ("report-to", '{"endpoints":[{"url":"https://nel.large.example/r"}],"group":"nel","max_age":604800}'),
    ("x-request-id", "01234567-89ab-cdef-0123-456789abcdef"),
)
_FIRST: Final = "".join(f"{name}: {value}\r\n" for name, value in HEADERS)
FIRST: Final = f"HTTP/1.1 200 OK\r\n{_FIRST}\r\n".encode() + PAGE


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer one visitor."""
    second = writer.get_extra_info("ssl_object").selected_alpn_protocol() == "h2"
    try:
        await (_in_second if second else _in_first)(reader, writer)
    except (asyncio.IncompleteReadError, ConnectionError):
        pass  # the client has gone
    finally:
        writer.close()


async def _in_first(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while await reader.readuntil(b"\r\n\r\n"):
        writer.write(FIRST)


async def _in_second(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    http = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
    http.initiate_connection()
    writer.write(http.data_to_send())
    while data := await reader.read(65536):
        for event in http.receive_data(data):
            if isinstance(event, h2.events.RequestReceived):
                stream = event.stream_id or 1
                http.send_headers(stream, [(":status", "200"), *HEADERS])
                http.send_data(stream, PAGE, end_stream=True)
        writer.write(http.data_to_send())
