"""Parts that weigh little: what fails of them alone is no outage of the service (rule 21)."""

import msgspec

from notifier.core.alerts.policy import AlertPolicy
from notifier.core.model import (
    Alert,
    AlertKind,
    Component,
    Incident,
    PageLevel,
    Rank,
    Rule,
    Service,
    ServiceStatus,
    State,
    Verdict,
    problems_first,
)
from notifier.core.numbers import FAMILY_WAIT_S
from notifier.core.service.context import Context
from notifier.core.service.decision import decide
from notifier.core.service.evidence import ServiceEvidence
from notifier.core.service.incident import step
from notifier.core.watch import NotifyLevel
from tests.core.making import T, answer, at, fail, report, service, told, track, verdict

ALONE = Context(country="ID")
CORE, MINOR = "messages", "pictures"


def ranked(name: str = "acme") -> Service:
    made = service((CORE, Rule.ALL, 1), (MINOR, Rule.ALL, 1), name=name, page=True)
    parts = [Component(each.id, each.names, each.rule, rank) for each, rank in zip(made.components, Rank, strict=True)]
    return msgspec.structs.replace(made, components=tuple(parts))


def look(kept: ServiceEvidence, seconds: float) -> Verdict:
    found = decide(kept, ALONE, lambda _newest: True, T + seconds).verdict
    kept.say(found)
    return found


def broken(kept: ServiceEvidence, part: str, seconds: float) -> Verdict:
    """Let a part fail as the re-checks find it."""
    for after in (0, 5, 12, 20):
        for target in kept.components[part].targets:
            fail(target, seconds + after)
    return look(kept, seconds + 20)


def mended(kept: ServiceEvidence, part: str, seconds: float) -> Verdict:
    for after in (0, 31):
        for target in kept.components[part].targets:
            answer(target, seconds + after)
    return look(kept, seconds + 31)


def test_a_minor_part_alone_is_out_and_looks_like_a_possible_problem() -> None:
    kept = track(ranked())
    found = broken(kept, MINOR, 0)
    assert (found.state, found.minor, found.shown, found.components) == (State.OUTAGE, True, State.POSSIBLE, (MINOR,))


def test_with_a_core_part_it_is_down_since_the_core_part_failed() -> None:
    kept = track(ranked())
    broken(kept, MINOR, 0)
    found = broken(kept, CORE, 600)
    assert (found.state, found.minor, found.shown, found.since) == (State.OUTAGE, False, State.OUTAGE, at(600))
    left = mended(kept, CORE, 900)
    assert (left.state, left.minor, left.components) == (State.OUTAGE, True, (MINOR,))
    assert mended(kept, MINOR, 1200).shown is State.OK


def test_a_minor_part_that_fails_later_dates_nothing_anew() -> None:
    kept = track(ranked())
    broken(kept, CORE, 0)
    found = broken(kept, MINOR, 600)
    assert (found.minor, found.since) == (False, at(0))


def test_what_the_page_reports_weighs_what_it_names() -> None:
    kept = track(ranked())
    told(kept, report(PageLevel.MAJOR_OUTAGE, (MINOR, PageLevel.MAJOR_OUTAGE)))
    assert look(kept, 1).minor
    told(kept, report(PageLevel.MAJOR_OUTAGE, ("The page's own", PageLevel.MAJOR_OUTAGE)), 10)
    assert not look(kept, 11).minor
    told(kept, report(PageLevel.MAJOR_OUTAGE), 20)
    assert not look(kept, 21).minor, "nothing is named: all of it"
    both = track(ranked())
    broken(both, CORE, 0)
    told(both, report(PageLevel.MAJOR_OUTAGE, (MINOR, PageLevel.MAJOR_OUTAGE)), 30)
    assert not look(both, 31).minor


def test_an_incident_weighs_what_failed_at_its_worst() -> None:
    def grown(*states: tuple[State, bool]) -> Incident:
        incident: Incident | None = None
        for number, (state, minor) in enumerate(states):
            news = verdict(state, 60.0 * number, since=at(60.0 * number), components=("web",), minor=minor)
            incident = step(incident, news)
        assert incident is not None
        return incident

    little = grown((State.OUTAGE, True))
    assert (little.worst, little.minor, little.shown) == (State.OUTAGE, True, State.POSSIBLE)
    heavier = grown((State.OUTAGE, True), (State.OUTAGE, False))
    assert (heavier.shown, heavier.since, heavier.milder) == (State.OUTAGE, at(60), State.POSSIBLE)
    assert heavier.milder_since == at(0)
    lighter = grown((State.OUTAGE, False), (State.OUTAGE, True))
    assert (lighter.shown, lighter.since) == (State.OUTAGE, at(0))
    both = grown((State.POSSIBLE, False), (State.OUTAGE, True))
    assert (both.worst, both.shown, both.since) == (State.OUTAGE, State.POSSIBLE, at(60))


class Told:
    """A policy that is told of changes; all that it says is taken."""

    def __init__(self, *, minor: bool = False) -> None:
        self.policy = AlertPolicy()
        self.minor = minor
        self.incidents: dict[str, Incident | None] = {}
        self.told: list[Alert] = []

    def change(
        self, seconds: float, state: State, *, minor: bool = False, name: str = "acme", since_s: float | None = None
    ) -> None:
        parts = {True: (MINOR,), False: (CORE, MINOR)}[minor]
        since = at(seconds if since_s is None else since_s)
        news = verdict(state, seconds, name, since=since, components=parts, minor=minor)
        found = step(self.incidents.get(name), news)
        self.incidents[name] = None if found is not None and found.until is not None else found
        self.policy.changed(ranked(name), news, found, NotifyLevel.OUTAGE, T + seconds, minor=self.minor)
        self.ask(seconds)

    def ask(self, seconds: float) -> None:
        told = self.policy.due(T + seconds)
        for alert in told:
            self.policy.handed(alert.id)
        self.told += told

    def brief(self) -> list[tuple[AlertKind, bool, bool]]:
        """Kind, whether only minor parts are concerned, whether it is an update."""
        return [(each.kind, all(one.minor for one in each.services), each.update) for each in self.told]


def test_a_minor_part_alone_is_told_only_where_it_is_wanted() -> None:
    for wanted in (False, True):
        play = Told(minor=wanted)
        play.change(0, State.OUTAGE, minor=True)
        play.change(900, State.OK)
        assert play.brief() == ([(AlertKind.OUTAGE, True, False), (AlertKind.RECOVERED, True, False)] if wanted else [])


def test_what_weighs_more_is_told_aloud_and_over_when_the_core_is_back() -> None:
    play = Told()
    play.change(0, State.OUTAGE, minor=True)
    play.change(600, State.OUTAGE)
    play.change(1200, State.OUTAGE, minor=True)
    assert len(play.told) == 1, "the minor part may be back in a moment, too"
    play.ask(1200 + FAMILY_WAIT_S)
    assert play.brief() == [(AlertKind.OUTAGE, False, False), (AlertKind.RECOVERED, False, False)]
    (back,) = play.told[1].services
    assert (back.state, back.components) == (State.OUTAGE, (MINOR,)), "what is left is named"
    play.change(3000, State.OK)
    assert len(play.told) == 2


def test_minor_parts_that_are_back_a_moment_later_are_not_named_as_left() -> None:
    play = Told()
    play.change(0, State.OUTAGE)
    play.change(1200, State.OUTAGE, minor=True)
    play.change(1230, State.OK)
    play.ask(1200 + FAMILY_WAIT_S)
    assert play.brief()[1:] == [(AlertKind.RECOVERED, False, False)]
    (back,) = play.told[1].services
    assert (back.state, back.until) == (State.OK, at(1200))


def test_where_all_is_back_a_moment_later_the_end_is_the_first_answer() -> None:
    play = Told()
    play.change(0, State.OUTAGE)
    play.change(1200, State.OUTAGE, minor=True)
    play.change(1230, State.OK, since_s=1190)
    play.ask(1200 + FAMILY_WAIT_S)
    assert play.told[1].services[0].until == at(1190), "as the history says"


def test_a_short_outage_of_the_core_is_as_short_as_it_was_where_minor_parts_fail_on() -> None:
    """Its end is confirmed half a minute late: it came back after 140 s, which is short."""
    for over, updates in ((None, []), (at(140), [True])):
        play = Told()
        play.change(0, State.OUTAGE)
        news = verdict(State.OUTAGE, 200, since=at(0), components=(MINOR,), minor=True)
        incident = step(play.incidents["acme"], news)
        play.policy.changed(ranked(), news, incident, NotifyLevel.OUTAGE, T + 200, over=over)
        play.ask(200)
        assert [update for _, _, update in play.brief()[1:]] == updates


def test_a_core_part_that_fails_in_part_is_not_back() -> None:
    play = Told()
    play.change(0, State.OUTAGE)
    parts = (CORE, MINOR)
    news = verdict(State.OUTAGE, 600, since=at(0), components=parts, minor=True)
    incident = play.incidents["acme"] = step(play.incidents["acme"], news)
    play.policy.changed(ranked(), news, incident, NotifyLevel.OUTAGE, T + 600)
    play.ask(600)
    assert play.brief() == [(AlertKind.OUTAGE, False, False)]
    play.change(900, State.OK)
    assert play.brief()[1:] == [(AlertKind.RECOVERED, False, False)]


def test_who_wants_minor_parts_too_hears_aloud_when_a_core_part_follows() -> None:
    play = Told(minor=True)
    play.change(0, State.OUTAGE, minor=True)
    play.change(60, State.OUTAGE)
    assert play.brief() == [(AlertKind.OUTAGE, True, False), (AlertKind.OUTAGE, False, False)]
    play.change(120, State.OUTAGE, minor=True)
    assert len(play.told) == 2, "it fails still"
    play.change(600, State.OK)
    assert [each.kind for each in play.told[2:]] == [AlertKind.RECOVERED]


def test_a_sister_whose_core_fails_is_told_aloud_after_a_minor_part() -> None:
    play = Told(minor=True)
    play.change(0, State.OUTAGE, minor=True)
    play.change(60, State.OUTAGE, name="sister")
    play.ask(120)
    assert play.brief() == [(AlertKind.OUTAGE, True, False), (AlertKind.OUTAGE, False, False)]
    play.change(130, State.OUTAGE, minor=True, name="sister")
    assert len(play.told) == 2


def test_services_are_listed_by_what_they_look_like() -> None:
    shown = [
        ("fine", verdict(State.OK)),
        ("minor", msgspec.structs.replace(verdict(State.OUTAGE), minor=True)),
        ("down", verdict(State.OUTAGE)),
        ("doubtful", verdict(State.POSSIBLE)),
        ("slow", verdict(State.SLOW)),
    ]
    listed = problems_first(ServiceStatus(name, name.title(), "Acme", each) for name, each in shown)
    assert [each.id for each in listed] == ["down", "minor", "doubtful", "slow", "fine"]
