"""What matters most stands in the first sixty characters of every notification, in both languages."""

from collections.abc import Iterator
from datetime import UTC, timedelta
from itertools import product

import msgspec
import pytest

from notifier.core.events import EngineFailed, Notice, NoticeKind
from notifier.core.model import Alert, AlertKind, AlertService, Cause, Hold, LineState, Scope, State
from notifier.words import language
from notifier.words.names import Names
from notifier.words.notices import engine_failed, notice
from notifier.words.notification import notification
from notifier.words.trial import trial_words
from tests.ui import samples
from tests.ui.samples import NAMES, NOW, START, alert, member

LEAD = 60
"""So many characters a notification's title shows on every desktop."""
SERVICES = Names(samples.service_of)
ONE, TWO = member(), member("tiktok")
MANY = tuple(map(member, list(NAMES)[:5]))


@pytest.fixture(params=["en", "id"], autouse=True)
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    before = language.spoken()
    language.speak(request.param)
    yield request.param
    language.speak(before)


def at(members: tuple[AlertService, ...], **values: object) -> tuple[AlertService, ...]:
    return tuple(msgspec.structs.replace(each, **values) for each in members)


def alerts() -> Iterator[Alert]:
    """Every kind of notification about services, of one and of several."""
    for members, kind in product(((ONE,), (ONE, TWO), MANY), AlertKind):
        if kind is AlertKind.LINE:
            continue
        for scope, official, minor in product(Scope, (False, True), (False, True)):
            begun = at(members, scope=scope, official=official, minor=minor, countries=("ID",))
            over = at(begun, until=NOW + timedelta(minutes=5), state=State.OK)
            yield alert(kind, *(over if kind is AlertKind.RECOVERED else begun))
            if kind is AlertKind.DIGEST:
                for after, shown in product(Hold, (begun, over)):
                    yield msgspec.structs.replace(alert(kind, *shown), after=after)
        for cause, cloud in ((Cause.SEVERAL, ""), (Cause.CLOUD, "AWS")):
            yield msgspec.structs.replace(alert(kind, *members), cause=cause, cloud=cloud)


def lines() -> Iterator[Alert]:
    """Every kind of notification about the line and the network."""
    bare = Alert("1", AlertKind.LINE, NOW, "line", line_since=START)
    for state in LineState:
        yield msgspec.structs.replace(bare, line=state)
        yield msgspec.structs.replace(bare, line=LineState.ONLINE, line_was=state)
    yield msgspec.structs.replace(bare, line=LineState.ONLINE, lost=0.1)
    yield msgspec.structs.replace(bare, line=LineState.ONLINE, filtered=True)
    for cause in (Cause.NAMES, Cause.ANSWERS, Cause.NETWORK):
        yield msgspec.structs.replace(bare, cause=cause, services=MANY)
        yield msgspec.structs.replace(bare, kind=AlertKind.RECOVERED, cause=cause, services=MANY)
    yield msgspec.structs.replace(bare, kind=AlertKind.DIGEST, faults=2, after=Hold.QUIET)
    yield msgspec.structs.replace(bare, kind=AlertKind.DIGEST, filtered=True, after=Hold.QUIET)


def test_of_services_the_first_is_named_at_once_and_how_it_is_follows_it() -> None:
    for each in alerts():
        title = notification(each, SERVICES, UTC).title
        first = next((member for member in each.services if member.until is None), each.services[0])
        assert first.name in title[:LEAD], title
        if len(each.services) == 1 and each.cause is None:
            assert len(title) <= LEAD, title


def test_of_the_line_and_the_network_all_of_it_is_said_at_once() -> None:
    for each in lines():
        title = notification(each, SERVICES, UTC).title
        assert 0 < len(title) <= LEAD, title


def test_of_the_program_itself_too() -> None:
    words = [notice(Notice(kind, "text")) for kind in NoticeKind]
    words += [engine_failed(EngineFailed("fault")), trial_words()]
    for each in words:
        assert 0 < len(each.title) <= LEAD, each.title


def test_several_services_say_how_they_are_within_it_where_they_are_two() -> None:
    for kind in (AlertKind.OUTAGE, AlertKind.RECOVERED, AlertKind.UNSTABLE):
        title = notification(alert(kind, ONE, TWO), SERVICES, UTC).title
        assert len(title) <= LEAD, title
