"""One question beside all watching, from a thread without a loop: what a command fetches, what is sent to a phone.

The same client as everywhere, so the same limits, proxies and trust. What asks is imported with the first question.
"""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notifier.sources.client import ClientOptions, HttpAnswer, HttpRequest


class UnansweredError(OSError):
    """There was no answer; the text says why, in plain English."""


class AskOnce:
    """Asks as the settings say at that moment: `options` gives it, in the thread that asks."""

    def __init__(self, options: "Callable[[], ClientOptions]") -> None:
        self._options = options

    def __call__(
        self,
        method: str,
        url: str,
        headers: tuple[tuple[str, str], ...],
        body: bytes,
        timeout_s: float,
        *,
        verify: bool,
    ) -> "HttpAnswer":
        """Send something, and give what is said to it; no redirect is followed.

        The head decides what became of it: after a good one it is not sent again, however broken the body comes.

        Raises UnansweredError, and UserError for a proxy that cannot be used.
        """
        from notifier.sources.client import BODY_MOST, HttpRequest

        request = HttpRequest(
            url, method, headers, redirects=0, body=body, glance=BODY_MOST, wanted=lambda _answer: False
        )
        return answer_of(request, self._options(), timeout_s, verify=verify)


def answer_of(
    request: "HttpRequest", options: "ClientOptions", timeout_s: float, *, verify: bool = True
) -> "HttpAnswer":
    """Ask, and wait for the whole answer. Raises UnansweredError, and UserError for a proxy that cannot be used."""
    return asyncio.run(_answer_of(request, options, timeout_s, verify=verify))


async def _answer_of(
    request: "HttpRequest", options: "ClientOptions", timeout_s: float, *, verify: bool
) -> "HttpAnswer":
    from notifier.sources.address import AddressError, address_of
    from notifier.sources.failures import Progress, explain
    from notifier.sources.network import Network

    network = Network(options, lambda: datetime.now(UTC), timeout_s=timeout_s, gap_s=0.0)
    progress = Progress()
    if not verify:
        network.dialer.trust.web = network.dialer.trust.blind
    try:
        async with network.turn(address_of(request.url).host, progress):
            return await network.client.ask(request, progress)
    except AddressError as error:
        raise UnansweredError(str(error)) from error
    except Exception as error:
        fault = explain(error, progress)
        if fault is None:
            raise
        raise UnansweredError(fault.text) from error
