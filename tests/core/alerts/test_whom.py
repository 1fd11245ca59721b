"""A notice that was sent says whom it concerns, as that becomes known and changes: in its place, never again aloud."""

import pytest

from notifier.core.alerts.groups import NEVER
from notifier.core.alerts.whom import Whom, is_known, whom
from notifier.core.common_cause import Common
from notifier.core.model import AlertKind, AlertService, Scope, State, Verdict
from notifier.core.numbers import TAKEN_S, WHOM_AGAIN_S
from notifier.core.watch import NotifyLevel
from tests.core.alerts import playing
from tests.core.alerts.test_together import common
from tests.core.making import T, at, service, verdict

SERVICES = {name: service(name=name, owner="Family") for name in ("one", "two")}
UNCLEAR, ME, REGION, EVERYONE = Scope.UNCLEAR, Scope.ME, Scope.REGION, Scope.EVERYONE
LATER = 60.0 + WHOM_AGAIN_S


class Play(playing.Play):
    """Verdicts that say whom it concerns."""

    def __init__(self) -> None:
        super().__init__(SERVICES)

    def say(
        self,
        seconds: float,
        scope: Scope,
        *countries: str,
        name: str = "one",
        state: State = State.OUTAGE,
        official: bool = False,
    ) -> None:
        news = Verdict(name, state, at(seconds), scope, ("web",), countries, at(0), official=official, confidence=1.0)
        self.take(news, seconds)
        self.ask(seconds)

    def end(self, seconds: float, name: str = "one") -> None:
        self.take(verdict(State.OK, seconds, name, since=at(seconds)), seconds)
        self.ask(seconds)

    def brief(self) -> list[tuple[bool, Scope, tuple[str, ...]]]:
        """Whether it is an update, and whom it concerns by it."""
        return [(each.update, whom(each.services).scope, whom(each.services).countries) for each in self.told]


def test_whom_it_concerns_comes_later_and_at_once() -> None:
    play = Play()
    play.say(20, UNCLEAR)
    play.say(35, EVERYONE)
    assert play.brief() == [(False, UNCLEAR, ()), (True, EVERYONE, ())]
    assert len({each.thread for each in play.told}) == 1
    play.end(600)
    assert [each.kind for each in play.told[2:]] == [AlertKind.RECOVERED]
    assert not play.told[2].update


def test_it_changes_once_a_minute_at_most_and_what_was_said_is_not_said_again() -> None:
    play = Play()
    play.say(20, ME)
    play.say(60, REGION, "ID")
    play.say(70, EVERYONE)
    play.say(80, REGION, "ID", "MY")
    assert play.brief() == [(False, ME, ()), (True, REGION, ("ID",))]
    assert play.policy.next_s() == T + LATER
    play.ask(LATER)
    assert play.brief()[2:] == [(True, REGION, ("ID", "MY"))]
    play.say(LATER + 10, UNCLEAR)
    play.say(LATER + 20, REGION, "ID", "MY")
    assert play.ask(LATER + WHOM_AGAIN_S) == []
    assert play.policy.next_s() == NEVER


def test_the_same_countries_and_other_parts_are_no_news() -> None:
    play = Play()
    play.say(20, REGION, "ID")
    play.say(400, REGION, "ID")
    assert len(play.told) == 1


def test_several_are_said_as_one() -> None:
    play = Play()
    play.say(20, UNCLEAR)
    play.say(30, UNCLEAR, name="two")
    play.ask(80)
    assert play.brief() == [(False, UNCLEAR, ()), (True, UNCLEAR, ())]
    play.say(90, EVERYONE)
    assert len(play.told) == 2, "of the other one it is not known"
    play.say(100, EVERYONE, name="two")
    play.ask(80 + WHOM_AGAIN_S)
    assert play.brief()[2:] == [(True, EVERYONE, ())]


def test_who_joined_and_is_back_before_that_was_said_is_not_said() -> None:
    play = Play()
    play.say(20, EVERYONE)
    play.waits = True
    play.say(30, EVERYONE, name="two")
    play.end(50, "two")
    assert play.ask(120) == []


def test_what_is_only_possible_by_now_is_not_told_as_such_aloud() -> None:
    play = Play()
    play.level = NotifyLevel.POSSIBLE
    play.say(20, ME)
    play.say(60, REGION, "ID")
    play.say(70, EVERYONE)
    play.say(80, EVERYONE, state=State.POSSIBLE)
    assert play.ask(LATER) == []
    play.say(300, UNCLEAR, state=State.POSSIBLE)
    assert len(play.told) == 2


@pytest.mark.parametrize("state", [State.POSSIBLE, State.OUTAGE])
def test_a_possible_problem_says_whom_it_concerns_and_an_outage_is_told_aloud(state: State) -> None:
    play = Play()
    play.level = NotifyLevel.POSSIBLE
    play.say(20, UNCLEAR, state=State.POSSIBLE)
    play.say(40, ME, state=state)
    assert [each.update for each in play.told] == [False, state is State.POSSIBLE]


def test_what_is_unstable_says_no_more_but_names_who_joins() -> None:
    play = Play()
    for seconds in (20, 60, 100):
        play.say(seconds, UNCLEAR)
        play.end(seconds + 20)
    assert play.told[-1].kind is AlertKind.UNSTABLE
    play.say(130, UNCLEAR)
    said = len(play.told)
    play.say(140, EVERYONE)
    assert len(play.told) == said
    play.say(150, EVERYONE, name="two")
    play.ask(200)
    assert [(each.kind, each.update, len(each.services)) for each in play.told[said:]] == [
        (AlertKind.UNSTABLE, True, 2)
    ]


def test_what_was_not_taken_is_brought_up_to_date_when_it_is_and_told_anew_where_it_never_is() -> None:
    play = Play()
    play.server = False
    play.say(20, UNCLEAR)
    play.say(25, EVERYONE)
    assert len(play.told) == 1
    play.policy.handed(play.told[0].id)
    play.ask(26)
    assert play.brief()[1:] == [(True, EVERYONE, ())]
    deaf = Play()
    deaf.server = False
    deaf.say(20, UNCLEAR)
    deaf.say(25, EVERYONE)
    deaf.ask(20 + TAKEN_S)
    assert deaf.brief()[1:] == [(False, EVERYONE, ())]


def test_what_they_have_in_common_stays_said() -> None:
    play = Play()
    several: Common = common("one", "two", "three")
    play.policy.fail_together((several,), T)
    play.say(20, UNCLEAR)
    play.say(40, EVERYONE)
    assert [each.cause for each in play.told] == [several.cause] * 2


def test_one_answer_for_all() -> None:
    def one(scope: Scope, *countries: str, official: bool = False) -> AlertService:
        return AlertService("s", "S", "i", State.OUTAGE, scope, countries=countries, official=official)

    assert whom([]) == Whom()
    assert whom([one(REGION, "ID"), one(REGION, "MY", "ID")]) == Whom(REGION, ("ID", "MY"))
    assert whom([one(REGION, "ID"), one(ME)]) == Whom(UNCLEAR)
    assert whom([one(EVERYONE, official=True)]) == Whom(EVERYONE, (), official=True)


def test_what_is_known_beyond_here() -> None:
    met = AlertService("s", "S", "i", State.OUTAGE)
    assert not is_known(met)
    assert is_known(AlertService("s", "S", "i", State.OUTAGE, ME))
    assert is_known(AlertService("s", "S", "i", State.OUTAGE, official=True))
