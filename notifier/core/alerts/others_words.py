"""What others say of a service, as a notice tells it: the company by its page, and what is known of the user's country.

How it is put into words is in `notifier.words.notification`.
"""

from datetime import datetime

import msgspec

from notifier.core.model import PageLevel
from notifier.core.moments import moment
from notifier.core.outside.heard import PageEvidence
from notifier.core.reports import Circumstance, OwnPlaces


class OthersWords(msgspec.Struct, frozen=True, gc=False):
    """What others say of a service: the company, where and when its page was read (None: never); `still`: a stale page.

    `level` is what the page says, `unknown` where it cannot be read; `beside` is known of the user's country and
    provider, `another`: something that is not the service answers for it.
    """

    statement: str = ""
    page_url: str = ""
    page_read: datetime | None = None
    still: str = ""
    level: PageLevel | None = None
    beside: tuple[Circumstance, ...] = ()
    own: OwnPlaces | None = None
    """What the user's other machines found; None: nothing."""
    another: bool = False
    reached: datetime | None = None


def with_page(words: OthersWords, page: PageEvidence) -> OthersWords:
    """Add what the company's page says."""
    report, first = page.report, None
    if report is not None and report.incidents:
        first = report.incidents[0]
        words = msgspec.structs.replace(words, page_url=first.url or report.url or words.page_url)
    title = first.title if first is not None else ""
    if page.stale:  # an old headline says nothing of what begins now, nor does the page's silence
        return msgspec.structs.replace(words, still=title or (report.title if report is not None else ""))
    if page.unread_since_s is not None:
        return msgspec.structs.replace(words, statement=title, level=PageLevel.UNKNOWN)
    if page.read_s is None:
        return words
    return msgspec.structs.replace(words, statement=title, level=page.level, page_read=moment(page.read_s))
