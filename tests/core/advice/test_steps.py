"""Whose fault it is decides what can be tried; three steps for each, and what is known of the machine first."""

import pytest

from notifier.core.advice.steps import (
    MOST,
    Help,
    Step,
    Surroundings,
    Trouble,
    helps,
    helps_of_line,
    steps,
    trouble_of_line,
    trouble_of_service,
)
from notifier.core.model import LineState, LineStatus, Reason, ReasonKind, Scope, ServiceStatus, State
from tests.core.making import at, verdict

PLAIN = Surroundings()


@pytest.mark.parametrize("trouble", Trouble)
@pytest.mark.parametrize("surroundings", [PLAIN, Surroundings("tun0"), Surroundings("tun0", "proxy.example:3128")])
def test_there_are_three_different_steps_for_each(trouble: Trouble, surroundings: Surroundings) -> None:
    wanted = steps(trouble, surroundings)
    assert len(set(wanted)) == len(wanted) == MOST


def test_every_step_is_wanted_somewhere() -> None:
    every = {each for trouble in Trouble for known in (PLAIN, Surroundings("a", "b")) for each in steps(trouble, known)}
    assert every == set(Step)


def test_what_is_known_of_the_machine_comes_first_but_for_the_clock_and_signing_in() -> None:
    known = Surroundings("tun0", "proxy.example:3128")
    assert steps(Trouble.OFFLINE, known)[:2] == (Step.VPN_OFF, Step.PROXY_OFF)
    assert steps(Trouble.PORTAL, known) == (Step.SIGN_IN, Step.VPN_OFF, Step.PROXY_OFF)
    assert steps(Trouble.CLOCK, known) == steps(Trouble.CLOCK, PLAIN)


def test_a_button_is_offered_once() -> None:
    assert helps(steps(Trouble.NAMES, Surroundings("tun0"))) == (Help.NETWORK_SETTINGS,)
    assert helps(steps(Trouble.PORTAL, PLAIN)) == (Help.SIGN_IN, Help.NETWORK_SETTINGS)
    assert helps(steps(Trouble.CLOCK, PLAIN)) == (Help.DATE_SETTINGS,)
    assert helps(steps(Trouble.LOSSY, PLAIN)) == ()


@pytest.mark.parametrize(
    ("line", "trouble"),
    [
        (LineStatus(LineState.ONLINE), None),
        (LineStatus(LineState.ASLEEP), None),
        (LineStatus(LineState.OFFLINE), Trouble.OFFLINE),
        (LineStatus(LineState.DNS_BROKEN), Trouble.NAMES),
        (LineStatus(LineState.CAPTIVE_PORTAL), Trouble.PORTAL),
        (LineStatus(LineState.LOSSY), Trouble.LOSSY),
        (LineStatus(LineState.WRONG_CLOCK), Trouble.CLOCK),
        (LineStatus(LineState.ONLINE, ahead_s=900.0), Trouble.CLOCK),
        (LineStatus(LineState.OFFLINE, ahead_s=900.0), Trouble.OFFLINE),
        (LineStatus(LineState.ONLINE, filtered=True), Trouble.FILTER),
    ],
)
def test_the_lines_trouble(line: LineStatus, trouble: Trouble | None) -> None:
    assert trouble_of_line(line) is trouble


NETWORK = Reason(ReasonKind.WITNESSES_FAIL, count=4, total=5, text="network")
NAMES = Reason(ReasonKind.WITNESSES_FAIL, count=4, total=5, text="names")
BLOCKED = Reason(ReasonKind.BLOCKED, count=9, total=12, text="OONI")


@pytest.mark.parametrize(
    ("state", "scope", "reasons", "trouble"),
    [
        (State.OUTAGE, Scope.EVERYONE, (), None),
        (State.OUTAGE, Scope.UNCLEAR, (BLOCKED,), None),
        (State.OK, Scope.ME, (), None),
        (State.OUTAGE, Scope.ME, (), Trouble.HERE),
        (State.POSSIBLE, Scope.ME, (BLOCKED,), Trouble.BLOCKED),
        (State.OUTAGE, Scope.NETWORK, (), Trouble.NETWORK),
        (State.OUTAGE, Scope.UNCLEAR, (NETWORK,), Trouble.NETWORK),
        (State.OUTAGE, Scope.UNCLEAR, (NAMES,), Trouble.NAMES),
    ],
)
def test_a_services_trouble(state: State, scope: Scope, reasons: tuple[Reason, ...], trouble: Trouble | None) -> None:
    status = ServiceStatus("acme", "Acme", "Acme", verdict(state, scope=scope, reasons=reasons))
    assert trouble_of_service(status) is trouble


def test_what_was_only_known_before_the_lines_fault_is_nobodys_trouble() -> None:
    status = ServiceStatus("acme", "Acme", "Acme", verdict(State.OUTAGE, scope=Scope.ME, known=at(0)))
    assert trouble_of_service(status) is None


def test_a_fault_of_the_line_has_buttons_and_a_good_one_none() -> None:
    assert helps_of_line(LineState.ONLINE) == ()
    assert helps_of_line(LineState.WRONG_CLOCK) == helps(steps(Trouble.CLOCK, PLAIN)) != ()
