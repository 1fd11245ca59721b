"""How any official page is read, whoever makes the requests: its provider's questions, and what the answers are worth.

Every kind of page passes through here, so that one rule holds for all: the level of a page is what was read of it; what
should have been read and was not is not known, never operational. What did not come, came broken, or came from another
company's page is noted in `Page.missing`; `notifier.sources.pages.counting` makes the level of it. Nothing here makes
requests or knows a format.
"""

from collections.abc import Callable, Generator, Sequence
from datetime import datetime
from typing import Final, TypeVar

import msgspec

from notifier.core.targets import PageTarget
from notifier.sources.pages.building import host_of
from notifier.sources.pages.company_names import stranger
from notifier.sources.pages.parsing import is_data, part_name, title
from notifier.sources.pages.provider import Need, Page, PageBody, PageRequest, PageUnreadable, Provider
from notifier.sources.parse_guard import ParseTooLongError, within_limit

Value = TypeVar("Value")
STEPS_MOST: Final = 4
REQUESTS_MOST: Final = 8
_NOT_THERE: Final = (404, 410)


class Answers(msgspec.Struct, frozen=True):
    """All that was asked and what came, in order. `unasked`: a provider wanted more than one reading may ask."""

    requests: tuple[PageRequest, ...] = ()
    bodies: tuple[PageBody, ...] = ()
    unasked: bool = False


def asked(provider: Provider, target: PageTarget) -> Generator[PageRequest, PageBody, Answers]:
    """Give the requests one by one, and take their answers. Raises PageUnreadable."""
    all_: list[PageRequest] = []
    bodies: tuple[PageBody, ...] = ()
    requests = provider.requests(target)
    unasked = False
    for _ in range(STEPS_MOST):
        room = REQUESTS_MOST - len(bodies)
        unasked = unasked or len(requests) > room
        for request in requests[:room]:
            bodies += ((yield request),)
            all_.append(request)
        requests = provider.follow(target, bodies)
        if not requests:
            break
    return Answers(tuple(all_), bodies, unasked or bool(requests))


def page_of(provider: Provider, target: PageTarget, answers: Answers, now: datetime) -> Page:
    """Read the page out of the answers, and note what is missing of it. Raises PageUnreadable."""
    page = provider.parse(target, answers.bodies, now)
    if not page.proven:
        _refuse_stranger(answers, page.title)
    missing = dict(page.missing)
    faults = [
        (request.url, _fault(request, body)) for request, body in zip(answers.requests, answers.bodies, strict=True)
    ]
    came = {url for url, fault in faults if not fault}  # also where it came when it was asked for again
    for url, fault in faults:
        if url not in came:
            missing.setdefault(part_name(url), fault)
    if answers.unasked:
        missing["the rest"] = "it is more than is asked for at once"
    return msgspec.structs.replace(page, missing=missing)


def parsed(target: PageTarget, work: Callable[[], Value], bodies: Sequence[PageBody]) -> Value:
    """Take what came apart. Raises PageUnreadable, also for what takes too long."""
    try:
        return within_limit(target.url, work, sum(len(each.content) for each in bodies))
    except ParseTooLongError as error:
        raise PageUnreadable(str(error)) from None


def _fault(request: PageRequest, body: PageBody) -> str:
    """Why the answer is not what was asked for; empty: it is, or nothing depends on it."""
    if request.need is Need.NEVER or (request.need is Need.IF_THERE and body.status in _NOT_THERE):
        return ""
    if body.fault or body.status != 200:
        return body.fault or f"status {body.status}"
    if not body.content.strip():
        return "the answer is empty"
    if request.accept == "application/json" and not is_data(body):
        return "it breaks off, or is no data"
    if request.accept == "text/html" and breaks_off(body.content):
        return "the web page breaks off"
    return ""


def breaks_off(content: bytes) -> bool:
    """Tell whether a web page was begun and never ended, as one that was cut off on its way."""
    folded = content.lower()
    return (b"<html" in folded or b"<body" in folded) and b"</html" not in folded and b"</body" not in folded


def _refuse_stranger(answers: Answers, name: str) -> None:
    """Raise PageUnreadable where a redirect led to somebody else's page. A title counts where that host says it."""
    for body in answers.bodies:
        here = host_of(body.url)
        said = any(name and name.encode() in each.content for each in answers.bodies if host_of(each.url) == here)
        if host := stranger(body.requested, body.url, name if said else ""):
            raise PageUnreadable(f"another page answers: {title(name, 'unnamed')}, at {host}")
