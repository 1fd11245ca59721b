"""Signal: a sentence on a web page, and a name that its own programs look up.

`uptime.signal.org` has the address 127.0.0.1 while all is well and 127.0.0.2 in an outage; other addresses say nothing.
The name is believed when it says outage; when it says that all is well, the page must say so too. Options
`expect_text`, `canary_dns`.
"""

from datetime import datetime
from typing import Final

from notifier.core.model import PageIncident, PageLevel, Stage
from notifier.core.targets import PageTarget
from notifier.sources.pages.building import web_page
from notifier.sources.pages.parsing import title
from notifier.sources.pages.provider import Need, Page, PageBody, PageRequest, PageUnreadable, Provider
from notifier.sources.pages.text import folded, words_of
from notifier.sources.pages.words import level_table

LEVELS: Final = level_table(operational="127.0.0.1", major_outage="127.0.0.2")
SENTENCES: Final = (
    ("signal is up and running", PageLevel.OPERATIONAL),
    ("signal is experiencing technical difficulties", PageLevel.MAJOR_OUTAGE),
)
_UP: Final = "Signal is up and running."
_NAME: Final = "uptime.signal.org"


def requests(target: PageTarget) -> tuple[PageRequest, ...]:
    """Ask for the page, and for the name's address."""
    beacon = f"dns://{target.options.get('canary_dns') or _NAME}"
    return web_page(target.url or "/"), PageRequest(beacon, "text/plain", need=Need.IF_THERE)


def parse(target: PageTarget, bodies: tuple[PageBody, ...], _now: datetime) -> Page:
    """Read both."""
    beacon = _of_name(bodies[1:])
    try:
        words = words_of(bodies[0])
    except PageUnreadable:
        if beacon is not PageLevel.MAJOR_OUTAGE:
            raise
        words = ""
    expected = target.options.get("expect_text") or _UP
    level = PageLevel.OPERATIONAL if folded(expected) in words else _of_words(words)
    if beacon is PageLevel.MAJOR_OUTAGE:
        level = beacon
    if level is PageLevel.UNKNOWN and "signal" not in words:
        raise PageUnreadable("the page says nothing of Signal")
    if level is PageLevel.OPERATIONAL:
        return Page("Signal", target.url, level=level)
    if beacon is PageLevel.MAJOR_OUTAGE:
        what = f"The name {target.options.get('canary_dns') or _NAME} says that there is an outage"
    else:
        what = f"The page does not say: {title(expected)}"
    return Page("Signal", target.url, level=level, incidents=(PageIncident(what, what, Stage.UNKNOWN, level),))


def _of_words(words: str) -> PageLevel:
    return next((level for sentence, level in SENTENCES if sentence in words), PageLevel.UNKNOWN)


def _of_name(bodies: tuple[PageBody, ...]) -> PageLevel | None:
    """What the name says; None: nothing, as where somebody else answers for it."""
    for body in bodies:
        if body.requested.startswith("dns://") and body.status == 200:
            said = {LEVELS.get(line.strip()) for line in body.content.decode("utf-8", "replace").splitlines()}
            return said.pop() if len(said) == 1 else None
    return None


PROVIDER: Final = Provider("signal", requests, parse, marks=("status.signal.org",), own=True)
