"""Sources outside in words: the question whether they may be asked, what each is, and how it did."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from notifier.core.outside.source import Key, Limit, OutsideSource, Usage
from notifier.words import _, ngettext
from notifier.words.language import said
from notifier.words.names import listed
from notifier.words.page_faults import proxy_words
from notifier.words.phrases import capital
from notifier.words.times import Clock, duration, number


def question() -> str:
    """The one question."""
    return _("When something looks down, may I ask other places whether it is down there too?")


def explanation(sources: tuple[OutsideSource, ...]) -> tuple[str, ...]:
    """What a yes is good for, what is learned of the user, when, and by whom; those that want a key are not named."""
    names = listed([said(each.name) for each in sources if each.key is not Key.NEEDED])
    return (
        _(
            "Then I can say whether it is just you, your provider, your country or everyone, and what people and the "
            "news say."
        ),
        _(
            "They see your internet address, as every website does, and the address or the name of what looks down: "
            "never your name, nor what else you watch. Addresses in your own network are never told."
        ),
        _(
            "While all is well nobody is asked; only for apps that have no status page, people's reports are read "
            "every ten minutes."
        ),
        _("I ask {names}.").format(names=names),
    )


def settled() -> str:
    """Where the answer can be changed."""
    return _("You can change this at any time in the settings, for each of them alone.")


def limit_words(source: OutsideSource, *, has_key: bool = False) -> str:
    """How often it may be asked: "at most 250 tests an hour"."""
    return listed([_limit(source, each) for each in source.limits_for(has_key=has_key)])


def _limit(source: OutsideSource, limit: Limit) -> str:
    if limit.within_s == 3600.0:
        return _("at most {count} an hour").format(count=_counted(source, limit.most))
    within = duration(timedelta(seconds=limit.within_s))
    return _("at most {count} in {time}").format(count=_counted(source, limit.most), time=within)


def used_words(source: OutsideSource, usage: Usage) -> str:
    """How much was used, and how often it may be asked: "At most 250 tests an hour; today 12 so far"."""
    limit = capital(limit_words(source))
    return _("{limit}; today {count} so far").format(limit=limit, count=number(usage.today))


def _counted(source: OutsideSource, count: int) -> str:
    if source.unit == "tests":
        return ngettext("{count} test", "{count} tests", count).format(count=number(count))
    return ngettext("{count} request", "{count} requests", count).format(count=number(count))


def how_it_did(usage: Usage, clock: Clock) -> str:
    """When it answered last, or why it did not."""
    if usage.failure and usage.failed is not None:
        text = _("No result {time}: {reason}").format(
            time=clock.moment(usage.failed), reason=source_fault(usage.failure)
        )
    elif usage.answered is not None:
        text = _("Answered {time}").format(time=clock.moment(usage.answered))
    else:
        text = _("Not asked yet")
    if usage.wait_until is not None:
        text = _("{text}; asks not to be contacted until {time}").format(text=text, time=clock.time(usage.wait_until))
    return capital(text)


def source_fault(detail: str) -> str:
    """What a source's technical reason means, for people."""
    if own := proxy_words(detail):
        return own
    status = _STATUS.search(detail)
    if status is not None:
        return _status_words(status[1])
    return next((words() for mark, words in _FAULTS if mark in detail), _("it cannot be reached"))


def _status_words(code: str) -> str:
    match code:
        case "401" | "403" | "451":
            return _("it does not let this program in ({status})").format(status=code)
        case "429":
            return _("it is asked too often ({status})").format(status=code)
        case _:
            return _("it has a fault of its own ({status})").format(status=code)


_STATUS: Final = re.compile(r"status (\d{3})")
_FAULTS: Final[tuple[tuple[str, Callable[[], str]], ...]] = (
    ("limit is reached", lambda: _("its limit is reached")),
    ("not installed", lambda: _("the part that talks to it is not installed")),
    ("not authorized", lambda: _("it wants a login")),
    ("certificate", lambda: _("its certificate is not valid")),
    ("keyring", lambda: _("its key is not in the keyring, or that is locked")),
    *((mark, lambda: _("it answers in another format than it had")) for mark in ("format", "without", "else")),
    ("error of its own", lambda: _("it reports an error of its own")),
    ("refuses", lambda: _("it refuses the question")),
    ("in time", lambda: _("it takes too long")),
    ("time ran out", lambda: _("it takes too long")),
)


def facts(source: OutsideSource) -> list[tuple[str, str]]:
    """What there is to know of it: pairs of a caption and its words."""
    return [
        (_("What for:"), said(source.purpose)),
        (_("It learns:"), said(source.learns)),
        (_("Address:"), source.host),
        *([(_("Price:"), said(source.price))] if source.price else []),
    ]


def key_words(source: OutsideSource) -> str:
    """What a key of one's own is good for."""
    match source.key:
        case Key.NONE:
            return ""
        case Key.OPTIONAL:
            limit = limit_words(source, has_key=True)
            return _("Works without a key. With one of your own: {limit}.").format(limit=limit)
        case Key.NEEDED if source.key_form:
            return _("Works with a key of your own alone: {form}.").format(form=said(source.key_form))
        case Key.NEEDED:
            return _("Works with a key of your own alone.")
