"""Where an answer leads, in httpx's hands: the method, the headers and the address of what is asked next.

Importing this imports httpx, 3 MB and 60 ms: the client does so where an answer leads somewhere. Whether that may be
followed is decided there. Many a service leads on from its bare name, each time to the same place: finding that out
takes 0.7 ms of CPU after a rest, so it is remembered.
"""

import logging
import sys
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

# WORKAROUND: httpx imports its own command line, with click, rich and Pygments, 60 ms and 9 MB where these happen to be
# there
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]

import httpx  # noqa: E402

from notifier.core.failure import FailureKind  # noqa: E402
from notifier.sources.address import AddressError, address_of  # noqa: E402
from notifier.sources.failures import WorldError  # noqa: E402
from notifier.sources.question import Question  # noqa: E402

REMEMBERED: Final = 256

logging.getLogger("httpx").setLevel(logging.WARNING)  # it would write whole addresses into the log


@lru_cache(maxsize=REMEMBERED)
def next_question(asked: Question, status: int, said: tuple[tuple[bytes, bytes], ...]) -> Question:
    """Give what httpx would ask next, by the headers that `telling` gives: the same as long as the same is said.

    Raises WorldError, httpx.RemoteProtocolError or httpx.InvalidURL where nothing is named that can be asked.
    """
    answer = httpx.Response(status, headers=said)
    request = httpx.Request(asked.method, asked.address.url, headers=asked.headers, content=asked.body or None)
    with httpx.Client(transport=httpx.MockTransport(lambda _request: answer), trust_env=False) as web:
        try:
            following = web.send(request).next_request
        except UnicodeError as error:  # a name that is none, as `xn--a`
            raise httpx.RemoteProtocolError(str(error)) from error
    if following is None:
        raise httpx.RemoteProtocolError("it leads nowhere")
    try:
        address = address_of(str(following.url))
    except AddressError as error:
        raise WorldError(FailureKind.HTTP_UNEXPECTED, f"it redirects to an unusable address: {error}") from None
    if address.host != asked.address.host:
        following.headers.pop("Cookie", None)  # parts of a domain belong to different people
    return Question(following.method, address, tuple(following.headers.raw), following.read())


def telling(headers: Iterable[tuple[bytes, bytes]]) -> tuple[tuple[bytes, bytes], ...]:
    """Give the headers that say what is asked next."""
    return tuple(
        (name, value)
        for name, value in headers
        if name.lower() == b"location" or (name.lower() == b"set-cookie" and value.isascii())
    )
