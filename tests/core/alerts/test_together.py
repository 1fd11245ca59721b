"""Notifications about services of several owners that fail together: one of all (rule 17)."""

import msgspec

from notifier.core.alerts.policy import AlertPolicy
from notifier.core.common_cause import Common, Failing
from notifier.core.failure import FailureKind
from notifier.core.model import AlertKind, Cause, LineState, Scope, State
from notifier.core.service.incident import step
from notifier.core.watch import NotifyLevel
from tests.core.alerts import playing
from tests.core.making import T, at, service, verdict

K = AlertKind
SERVICES = {name: service(name=name, owner=name.upper()) for name in ("one", "two", "three", "four")}


def common(*names: str, cause: Cause = Cause.SEVERAL, cloud: str = "", **ways: FailureKind) -> Common:
    members = {
        name: Failing(name, name.upper(), (), T, frozenset({ways.get(name, FailureKind.DNS_FAILURE)})) for name in names
    }
    return Common(T, T, members, cause=cause, cloud=cloud)


class Play(playing.Play):
    """Several services at a time."""

    def __init__(self) -> None:
        super().__init__(SERVICES)

    def change(self, seconds: float, state: State, *names: str, scope: Scope = Scope.UNCLEAR) -> None:
        for name in names:
            self.take(verdict(state, seconds, name, since=at(seconds), components=("web",), scope=scope), seconds)
        self.ask(seconds)

    def brief(self) -> list[tuple[AlertKind, bool, str]]:
        """Kind, whether it is an update, and the services by their first letters."""
        return [(each.kind, each.update, "".join(sorted(m.service[:2] for m in each.services))) for each in self.told]


def test_what_fails_together_is_told_once_and_ends_once() -> None:
    play = Play()
    play.policy.fail_together((common("one", "two", "three", cause=Cause.CLOUD, cloud="AWS"),), T)
    play.change(10, State.OUTAGE, "one", "two", "three")
    assert play.brief() == [(K.OUTAGE, False, "onthtw")]
    assert (play.told[0].cause, play.told[0].cloud) == (Cause.CLOUD, "AWS")
    play.change(900, State.OK, "one", "two")
    assert len(play.told) == 1
    play.change(960, State.OK, "three")
    assert play.brief()[1:] == [(K.RECOVERED, False, "onthtw")]


def test_who_joins_later_and_what_is_found_out_later_brings_it_up_to_date() -> None:
    play = Play()
    play.change(10, State.OUTAGE, "one")
    play.policy.fail_together((common("one", "two", "three"),), T + 20)
    play.ask(20)
    play.change(30, State.OUTAGE, "two")
    play.policy.fail_together((common("one", "two", "three", cause=Cause.CLOUD, cloud="AWS"),), T + 40)
    play.ask(40)
    play.policy.fail_together((common("one", "two", "three", cause=Cause.CLOUD, cloud="AWS"),), T + 50)
    play.ask(50)
    assert play.brief()[:2] == [(K.OUTAGE, False, "on"), (K.OUTAGE, True, "on")]
    assert play.brief()[2:] == [(K.OUTAGE, True, "ontw")] * 2
    assert play.told[3].cloud == "AWS"
    assert len({each.thread for each in play.told}) == 1


def test_what_was_told_apart_goes_on_as_one() -> None:
    play = Play()
    play.change(10, State.OUTAGE, "one")
    play.change(15, State.OUTAGE, "two")
    play.waits = True
    play.change(18, State.OUTAGE, "three")
    assert play.brief() == [(K.OUTAGE, False, "on"), (K.OUTAGE, False, "tw")]
    play.policy.fail_together((common("one", "two", "three"),), T + 20)
    assert len(play.policy.groups) == 1
    play.waits = False
    play.ask(21)
    assert play.brief()[2:] == [(K.OUTAGE, True, "onthtw")]
    play.change(900, State.OK, "one", "two", "three")
    assert play.brief()[3:] == [(K.RECOVERED, False, "onthtw")]


def test_what_waits_still_is_told_as_one_at_its_earliest_time() -> None:
    play = Play()
    play.waits = True
    play.change(10, State.OUTAGE, "one")
    play.change(20, State.OUTAGE, "two")
    play.policy.fail_together((common("one", "two", "three"),), T + 30)
    play.ask(54)
    assert play.told == []
    play.ask(55)
    assert play.brief() == [(K.OUTAGE, False, "ontw")]


def test_the_users_network_is_told_as_such_also_where_only_outages_are_wanted() -> None:
    play = Play()
    play.policy.fail_together((common("one", "two", "three", cause=Cause.NAMES),), T)
    play.change(10, State.POSSIBLE, "one", "two", "three", scope=Scope.NETWORK)
    assert play.brief() == [(K.LINE, False, "onthtw")]
    assert play.told[0].cause is Cause.NAMES
    play.change(600, State.OK, "one", "two", "three")
    assert play.brief()[1:] == [(K.RECOVERED, False, "onthtw")]
    assert play.told[1].cause is Cause.NAMES


def test_an_outage_that_turns_out_to_be_the_network_is_brought_up_to_date() -> None:
    play = Play()
    play.change(10, State.OUTAGE, "one")
    play.policy.fail_together((common("one", "two", "three", cause=Cause.ANSWERS, one=FailureKind.TLS),), T + 20)
    play.change(20, State.POSSIBLE, "one", scope=Scope.NETWORK)
    assert play.brief() == [(K.OUTAGE, False, "on"), (K.LINE, True, "on")]


def test_what_was_told_before_it_was_taken_for_the_networks_is_not_told_once_more() -> None:
    play = Play()
    play.change(10, State.OUTAGE, "one")
    play.policy.fail_together((common("one", "two", "three", cause=Cause.NAMES),), T + 20)
    play.waits = True
    play.change(20, State.POSSIBLE, "one", scope=Scope.NETWORK)
    play.policy.fail_together((), T + 30)
    play.waits = False
    play.change(30, State.OUTAGE, "one")
    play.ask(90)
    assert [kind for kind, update, _ in play.brief() if not update] == [K.OUTAGE]
    play.change(900, State.OK, "one")
    assert play.brief()[-1] == (K.RECOVERED, False, "on")


def test_what_is_only_possible_leaves_a_network_of_which_nothing_was_told() -> None:
    play = Play()
    play.waits = True
    play.policy.fail_together((common("one", "two", "three", cause=Cause.NAMES),), T)
    play.change(10, State.POSSIBLE, "one", scope=Scope.NETWORK)
    play.policy.fail_together((), T + 20)
    play.change(20, State.POSSIBLE, "one")
    play.waits = False
    play.ask(90)
    assert play.told == []
    told = Play()
    told.policy.fail_together((common("one", "two", "three", cause=Cause.NAMES),), T)
    told.change(10, State.POSSIBLE, "one", scope=Scope.NETWORK)
    told.policy.fail_together((), T + 20)
    told.change(20, State.POSSIBLE, "one")
    told.change(600, State.OK, "one")
    assert told.brief() == [(K.LINE, False, "on"), (K.RECOVERED, False, "on")]


def test_who_wants_to_hear_nothing_of_it_hears_nothing() -> None:
    play = Play()
    play.level = NotifyLevel.NOTHING
    play.policy.fail_together((common("one", "two", "three", cause=Cause.NAMES),), T)
    play.change(10, State.POSSIBLE, "one", scope=Scope.NETWORK)
    assert play.told == []
    quiet = Play()
    quiet.line = False
    quiet.policy.fail_together((common("one", "two", "three", cause=Cause.NAMES),), T)
    quiet.change(10, State.POSSIBLE, "one", scope=Scope.NETWORK)
    quiet.change(600, State.OK, "one")
    assert quiet.told == [], "faults of the connection are not wanted"


def test_what_is_out_besides_is_told_on_its_own() -> None:
    play = Play()
    network = common("one", "two", "three", "four", cause=Cause.NAMES, four=FailureKind.HTTP_5XX)
    play.policy.fail_together((network,), T)
    play.change(10, State.POSSIBLE, "one", "two", "three", scope=Scope.NETWORK)
    play.change(20, State.OUTAGE, "four")
    assert play.brief() == [(K.LINE, False, "onthtw"), (K.OUTAGE, False, "fo")]
    play.policy.fail_together((), T + 600)
    play.change(600, State.OK, "one", "two")
    play.change(700, State.OUTAGE, "three")
    assert play.brief()[2:] == [(K.RECOVERED, False, "ontw"), (K.OUTAGE, False, "th")]
    alone = Play()
    alone.policy.fail_together((common("one", "two", "three", cause=Cause.NAMES),), T)
    alone.change(10, State.POSSIBLE, "one", scope=Scope.NETWORK)
    alone.policy.fail_together((), T + 60)
    alone.change(60, State.OUTAGE, "one")
    assert alone.brief() == [(K.LINE, False, "on"), (K.OUTAGE, False, "on")]
    first = Play()
    first.policy.fail_together((common("one", "two", "three", cause=Cause.NAMES),), T)
    first.change(10, State.POSSIBLE, "one", "two", "three", scope=Scope.NETWORK)
    first.policy.fail_together((), T + 600)
    first.change(600, State.OK, "two", "three")
    first.change(700, State.OUTAGE, "one")
    assert first.brief()[1:] == [(K.RECOVERED, False, "thtw"), (K.OUTAGE, False, "on")], "who began the network's"
    assert len({each.thread for each in first.told}) == 2


def test_one_of_many_that_comes_and_goes_makes_no_noise() -> None:
    play = Play()
    play.policy.fail_together((common("one", "two", "three"),), T)
    play.change(10, State.OUTAGE, "one", "two", "three")
    play.change(100, State.OK, "one")
    play.change(150, State.OUTAGE, "one")
    assert len(play.told) == 1
    play.change(400, State.OK, "one", "two", "three")
    play.change(500, State.OUTAGE, "two")
    assert play.brief()[1:] == [(K.RECOVERED, False, "onthtw"), (K.OUTAGE, True, "tw")]


def test_what_nobody_has_taken_is_handed_over_again_while_it_holds() -> None:
    play = Play()
    play.policy.fail_together((common("one", "two", "three", cause=Cause.NAMES),), T)
    news = verdict(State.POSSIBLE, 10, "one", since=at(10), components=("web",), scope=Scope.NETWORK)
    play.policy.changed(SERVICES["one"], news, step(None, news), NotifyLevel.OUTAGE, T + 10)
    first = play.policy.due(T + 10)
    assert [each.kind for each in first] == [K.LINE]
    assert play.policy.again(T + 700) == first
    play.policy.line_changed(LineState.OFFLINE, T + 800, T + 800)
    assert play.policy.again(T + 1400) == [], "the line is bad now"


def test_what_was_told_survives_a_restart() -> None:
    play = Play()
    play.policy.fail_together((common("one", "two", "three", cause=Cause.CLOUD, cloud="AWS"),), T)
    play.change(10, State.OUTAGE, "one", "two", "three")
    (group,) = play.policy.groups
    after = AlertPolicy()
    incidents = [each for each in play.incidents.values() if each is not None]
    after.restore([msgspec.json.decode(msgspec.json.encode(group), type=type(group))], incidents, SERVICES, T + 100)
    assert [(each.cause, each.cloud, len(each.members)) for each in after.groups] == [(Cause.CLOUD, "AWS", 3)]
