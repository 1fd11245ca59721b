"""Targets, tracks and words: names, hosts, what is kept of a service."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.config.anchors import DEFAULT_ANCHORS
from notifier.core.commands import (
    CheckNow,
    Command,
    MachineSleeps,
    MachineWoke,
    NetworkChanged,
    Pause,
    ReplacePlan,
    Resume,
)
from notifier.core.events import EngineFailed, Event, Notice, NoticeKind, VerdictChanged
from notifier.core.failure import WORLD_FAILURES, FailureKind, UserError
from notifier.core.model import SEVERITY, Rule, State, is_problem
from notifier.core.target.evidence import TargetEvidence
from notifier.core.targets import AnchorTarget, PageTarget, RegionTarget, ReportsTarget, Target, WitnessTarget, host_of
from notifier.core.watch import ServiceWatch, Watch
from notifier.probes.dns import DnsTarget
from notifier.probes.http import HttpTarget
from notifier.probes.tcp import TcpTarget
from notifier.probes.tls import TlsTarget
from tests.core.making import service, track, verdict

HTTP = HttpTarget("https://Acme.example:8443/a/b?c=d")

HOSTS: list[tuple[Target, str, str]] = [
    (HTTP, "https://Acme.example:8443/a/b?c=d", "acme.example"),
    (HttpTarget("http://user:word@acme.example?x"), "http://user:word@acme.example?x", "acme.example"),
    (HttpTarget("http://[2001:DB8::1]:80/"), "http://[2001:DB8::1]:80/", "2001:db8::1"),
    (TcpTarget("Acme.example", 5222), "tcp://Acme.example:5222", "acme.example"),
    (TlsTarget("Acme.example"), "tls://Acme.example:443", "acme.example"),
    (DnsTarget("Acme.example"), "dns:Acme.example", "dns:acme.example"),
    (PageTarget("statuspage", "https://status.acme.example"), "https://status.acme.example", "status.acme.example"),
    (RegionTarget(HTTP, ("ID",)), HTTP.key, "region:acme.example"),
    (ReportsTarget("crowd", "acme"), "crowd:acme", "reports:crowd"),
    (AnchorTarget("Acme", HTTP, by_name=True), HTTP.key, "acme.example"),
    (WitnessTarget("Acme", HTTP), HTTP.key, "acme.example"),
]


@pytest.mark.parametrize(("target", "key", "host"), HOSTS)
def test_a_target_has_a_name_and_a_host(target: Target, key: str, host: str) -> None:
    assert target.key == key
    assert host_of(target) == host


@given(st.text())
def test_any_address_has_a_host_of_some_sort(url: str) -> None:
    host = host_of(HttpTarget(url))
    assert host == host.lower()
    assert "/" not in host


def test_only_what_is_watched_is_kept_and_each_target_once() -> None:
    made = service(("web", Rule.ALL, 2), ("chat", Rule.ANY, 1), ("empty", Rule.ALL, 0))
    doubled = type(made)(
        **{**{name: getattr(made, name) for name in made.__struct_fields__}, "targets": made.targets * 2}
    )
    every = track(doubled)
    assert list(every.components) == ["web", "chat"]
    assert [len(each.targets) for each in every.components.values()] == [2, 1]
    assert list(track(made, components=("chat",)).components) == ["chat"]
    assert all(isinstance(each, TargetEvidence) for each in every.targets.values())


def test_the_users_wishes_have_defaults() -> None:
    wish = ServiceWatch(components=("web",))
    assert Watch(services={"acme": wish}).of("acme") is wish
    assert Watch().of("acme") == ServiceWatch()


def test_the_built_in_anchors_are_of_several_owners_by_name_and_by_bare_address() -> None:
    assert len({each.owner for each in DEFAULT_ANCHORS}) >= 3
    assert {each.by_name for each in DEFAULT_ANCHORS} == {True, False}


def test_words_of_faults() -> None:
    assert FailureKind.BUG not in WORLD_FAILURES
    assert len(WORLD_FAILURES) == 14
    assert [state for state in State if is_problem(state)] == [State.POSSIBLE, State.OUTAGE]
    assert max(State, key=lambda state: SEVERITY[state]) is State.OUTAGE
    assert str(UserError("wrong")) == "wrong"
    error = UserError("{file}: wrong", "not {this}", file="a.toml", this="that")
    assert str(error) == "a.toml: wrong: not that"
    assert (error.title_source, error.values) == ("{file}: wrong", {"file": "a.toml", "this": "that"})


@pytest.mark.parametrize(
    "command", [CheckNow("acme"), Pause(60.0), Pause(), Resume(), MachineSleeps(), MachineWoke(), NetworkChanged()]
)
def test_commands_tell_themselves_apart(command: Command) -> None:
    assert msgspec.json.decode(msgspec.json.encode(command), type=Command) == command


def test_a_plan_and_an_event_carry_whole_services_and_verdicts() -> None:
    assert ReplacePlan((service(),), Watch()).services[0].id == "acme"
    notice = Notice(NoticeKind.HISTORY_CORRUPT, "aside.db")
    events: tuple[Event, ...] = (notice, EngineFailed("why"), VerdictChanged(verdict(State.OK)))
    assert len({type(event).__struct_config__.tag for event in events}) == 3
