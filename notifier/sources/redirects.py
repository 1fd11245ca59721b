"""Where an answer leads, in httpx's hands: the method, the headers and the address of what is asked next.

Importing this imports httpx, 3 MB and 60 ms: the client does so where an answer leads somewhere. Whether that may be
followed is decided there.
"""

import logging
import sys

# WORKAROUND: httpx imports its own command line, with click, rich and Pygments, 60 ms and 9 MB where these happen to be
# there
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]

import httpx  # noqa: E402

from notifier.sources.question import Question  # noqa: E402
from notifier.sources.transport import Said  # noqa: E402

logging.getLogger("httpx").setLevel(logging.WARNING)  # it would write whole addresses into the log


def next_request(asked: Question, said: Said) -> httpx.Request:
    """Give what httpx would ask next. Raises httpx.RemoteProtocolError or httpx.InvalidURL where none is named."""
    headers = [(name, value) for name, value in said.headers if name.lower() != b"set-cookie" or value.isascii()]
    answer = httpx.Response(said.status, headers=headers)
    request = httpx.Request(asked.method, asked.address.url, headers=asked.headers, content=asked.body or None)
    with httpx.Client(transport=httpx.MockTransport(lambda _request: answer), trust_env=False) as web:
        try:
            following = web.send(request).next_request
        except UnicodeError as error:  # a name that is none, as `xn--a`
            raise httpx.RemoteProtocolError(str(error)) from error
    if following is None:
        raise httpx.RemoteProtocolError("it leads nowhere")
    return following
