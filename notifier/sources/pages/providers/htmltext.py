"""A web page that contains a certain text while all is well; for companies that tell nothing to programs.

Options `expect_text`, which is there while all is well, and `down_text`, if there is one while nothing works. The page
says both only in words, and words are rewritten now and then: where the expected text is missing and nothing else is
known, that is a partial outage (`possible`), never more. A page without words, as browsers alone can show, is
unreadable.
"""

from datetime import datetime
from typing import Final

from notifier.core.model import PageIncident, PageLevel, Stage
from notifier.core.targets import PageTarget
from notifier.sources.pages.building import itself, web_text
from notifier.sources.pages.markup import title_of
from notifier.sources.pages.parsing import title
from notifier.sources.pages.provider import Page, PageBody, PageUnreadable, Provider
from notifier.sources.pages.text import folded, words_of


def parse(target: PageTarget, bodies: tuple[PageBody, ...], _now: datetime) -> Page:
    """Look for the texts."""
    expected, down = (target.options.get(name, "").strip() for name in ("expect_text", "down_text"))
    if not expected and not down:
        raise PageUnreadable("no text is named that the page has while all is well: option expect_text")
    words = words_of(bodies[0])
    name = title(title_of(web_text(bodies[0])))
    if down and folded(down) in words:
        return _trouble(target, name, PageLevel.MAJOR_OUTAGE, f"The page says: {title(down)}")
    if not expected:
        return Page(name, target.url, level=PageLevel.UNKNOWN)  # that it does not say "down" is no word for "up"
    if folded(expected) not in words:
        return _trouble(target, name, PageLevel.PARTIAL_OUTAGE, f"The page does not say: {title(expected)}")
    return Page(name, target.url, level=PageLevel.OPERATIONAL)


def _trouble(target: PageTarget, name: str, level: PageLevel, what: str) -> Page:
    incident = PageIncident(what, what, Stage.UNKNOWN, level)
    return Page(name, target.url, level=level, incidents=(incident,))


PROVIDER: Final = Provider("htmltext", itself, parse, detected=False)
