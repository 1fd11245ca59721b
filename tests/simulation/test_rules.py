"""The sixteen rules of the verdicts, each with a scenario of its own."""

import pytest

from tests.simulation.playing import ACME, head, play

FAULT = """
[[fault]]
service = "{service}"
from_s = {from_s}
until_s = {until_s}
kind = "{kind}"
{more}
"""


def fault(from_s: float, until_s: float, kind: str = "connect_timeout", service: str = "acme", more: str = "") -> str:
    return FAULT.format(from_s=from_s, until_s=until_s, kind=kind, service=service, more=more)


def page(at_s: float, level: str, more: str = "", service: str = "acme") -> str:
    return f'\n[[page]]\nservice = "{service}"\nat_s = {at_s}\nlevel = "{level}"\n{more}\n'


def line(from_s: float, until_s: float, kind: str, more: str = "") -> str:
    return f'\n[[line]]\nfrom_s = {from_s}\nuntil_s = {until_s}\nkind = "{kind}"\n{more}\n'


def reports(at_s: float, count: int) -> str:
    return f'\n[[reports]]\nservice = "acme"\nat_s = {at_s}\ncount = {count}\nbaseline = 20\n'


def service(name: str, *targets: tuple[str, str, str], owner: str = "") -> str:
    rows = "".join(
        f'[[service.target]]\ncomponent = "{component}"\nkind = "{kind}"\ntarget = "{target}"\n'
        for component, kind, target in targets
    )
    return f'\n[[service]]\nid = "{name}"\nname = "{name.title()}"\nowner = "{owner or name}"\n{rows}'


def web(name: str, owner: str = "") -> str:
    return service(name, ("web", "http", f"https://{name}.example/"), owner=owner)


@pytest.mark.parametrize("seed", range(5))
def test_rule_01_no_outage_from_a_single_reading(seed: int) -> None:
    """A fault so short that it meets one reading of the lone target makes no outage; the re-check answers."""
    lone = web("lone")
    played = play(head(seed=seed) + lone + "".join(fault(t, t + 4.9, service="lone") for t in range(600, 6600, 200)))
    assert "outage" not in played.words("lone")
    assert played.notifications() == []


def test_rule_01_a_readable_official_page_may() -> None:
    played = play(head() + ACME + page(1800, "major_outage") + page(3600, "operational"))
    assert played.words("acme") == ["ok", "outage", "ok"]


@pytest.mark.parametrize("kind", ["offline", "dns_broken", "captive_portal", "lossy", "wrong_clock"])
def test_rule_02_on_a_bad_line_no_service_gets_worse(kind: str) -> None:
    played = play(
        head(10800) + ACME + web("other") + '[[service]]\nid = "whatsapp"\n' + line(3000, 4200, kind, "loss = 0.5")
    )
    for name in ("acme", "other", "whatsapp"):
        assert set(played.words(name)) <= {"ok", "possible", "unknown"}
        possible = [each for each in played.states(name) if each["state"] == "possible"]
        assert all(played.at(name, each["t_s"] + 30) != "possible" for each in possible)
    assert played.kinds() == ["line"]
    assert played.summary["services"]["acme"]["false_alarms"] == 0


def test_rule_02_the_lines_return_is_told_when_something_has_changed_meanwhile() -> None:
    played = play(head(10800) + ACME + line(3000, 4200, "offline") + fault(3500, 6000))
    kinds = played.kinds()
    assert kinds.count("line") == 2
    assert kinds.count("outage") == kinds.count("recovered") == 1
    assert played.first("acme", "outage")["t_s"] > 4200


def test_rule_02_a_short_drop_is_not_told_at_all() -> None:
    played = play(head() + ACME + line(3000, 3040, "offline"))
    assert played.notifications() == []
    assert played.words("acme") == ["ok"]


@pytest.mark.parametrize("kind", ["offline", "dns_broken", "captive_portal", "lossy"])
@pytest.mark.parametrize("seed", range(4))
def test_rule_03_a_line_fault_of_three_minutes_is_said_before_it_ends(kind: str, seed: int) -> None:
    played = play(head(seed=seed) + ACME + line(3000, 3180, kind, "loss = 0.3"))
    bad = [each for each in played.lines() if each["state"] == kind]
    assert bad
    assert 3000 <= bad[0]["t_s"] < 3180
    assert played.lines()[-1]["state"] == "online"


def test_rule_03_a_family_that_fails_while_the_anchors_answer_is_an_outage() -> None:
    family = "".join(f'[[service]]\nid = "{name}"\n' for name in ("whatsapp", "instagram", "facebook"))
    played = play(
        head() + family + '\n[[fault]]\nowner = "Meta"\nfrom_s = 3000\nuntil_s = 4200\nkind = "dns_failure"\n'
    )
    assert played.lines() == []
    for name in ("whatsapp", "instagram", "facebook"):
        assert played.words(name) == ["ok", "outage", "ok"]


def test_rule_03_services_alone_never_make_the_line_bad() -> None:
    names = [f"s{number}" for number in range(10)]
    played = play(
        head() + "".join(map(web, names)) + "".join(fault(3000, 4200, "unreachable", service=name) for name in names)
    )
    assert played.lines() == []
    assert all(played.words(name) == ["ok", "outage", "ok"] for name in names)


def test_rule_04_unverifiable_is_never_failed_and_after_ten_minutes_nothing_is_known() -> None:
    played = play(head() + web("walled") + fault(1800, 4000, "unverifiable", service="walled"))
    assert played.words("walled") == ["ok", "unknown", "ok"]
    assert 1800 + 600 <= played.first("walled", "unknown")["t_s"] <= 1800 + 600 + 130
    assert played.notifications() == []


def test_rule_04_an_unreadable_page_is_no_outage() -> None:
    played = play(head() + ACME + page(1800, "unreadable") + page(4000, "operational"))
    assert played.words("acme") == ["ok"]


def test_rule_05_what_never_answered_well_raises_no_alarm() -> None:
    played = play(head() + web("wrong") + ACME + fault(0, 7200, "dns_nxdomain", service="wrong"))
    assert set(played.words("wrong")) <= {"unknown"}
    assert played.notifications() == []


def test_rule_05_slow_is_relative_to_what_was_learned() -> None:
    slow = fault(3600, 6600, "slow", more="latency_factor = 8.0")
    played = play(head(9000) + ACME + slow)
    assert played.words("acme") == ["ok", "slow", "ok"]
    fast = play(
        head(9000).replace("[world]", "") + ACME + "\n[world]\nlatency_median_ms = 900\nlatency_p99_ms = 3000\n"
    )
    assert fast.words("acme") == ["ok"], "what is always slow is not slow"


def test_rule_06_a_green_page_hides_nothing() -> None:
    played = play(head() + ACME + page(0, "operational") + fault(3000, 4200))
    assert played.words("acme") == ["ok", "outage", "ok"]
    verdict = next(each for each in played.journal.verdicts if each.state == "outage")
    assert "page_fine" in {reason.kind.value for reason in verdict.reasons}
    assert "probes_failed" in {reason.kind.value for reason in verdict.reasons}


def test_rule_07_the_pages_major_outage_is_everyones_until_the_page_takes_it_back() -> None:
    played = play(head() + ACME + page(1800, "major_outage", 'title = "Down"') + page(4000, "operational"))
    outage, ok = played.first("acme", "outage"), played.first("acme", "ok", 1800)
    assert outage["t_s"] <= 1800 + 180
    assert outage["scope"] == "everyone"
    assert 4000 <= ok["t_s"] <= 4000 + 130
    assert all(each.official for each in played.journal.verdicts if each.state == "outage")


def test_rule_07_partial_is_possible_and_degraded_is_slow() -> None:
    played = play(
        head()
        + ACME
        + page(1200, "partial_outage")
        + page(2400, "operational")
        + page(3600, "degraded")
        + page(4800, "operational")
    )
    assert played.words("acme") == ["ok", "possible", "ok", "slow", "ok"]
    assert played.notifications() == [], "what is possible is not notified by default"


def test_rule_07_an_outage_of_the_page_lasts_half_an_hour_after_it_became_unreadable() -> None:
    played = play(head(9000) + ACME + page(1800, "major_outage") + page(3000, "unreadable"))
    ended = played.first("acme", "ok", 1800)["t_s"]
    assert 3000 + 1800 <= ended <= 3000 + 1800 + 200


def test_rule_07_an_unwatched_component_of_the_page_counts_for_nothing() -> None:
    played = play(head() + ACME + page(1800, "major_outage", 'components = ["billing"]'))
    assert played.words("acme") == ["ok"]


def test_rule_08_reports_make_possible_at_most() -> None:
    played = play(head(14_400) + web("acme") + reports(1800, 90000))
    assert set(played.words("acme")) == {"ok", "possible"}
    assert 1800 < played.first("acme", "possible")["t_s"] < 1800 + 900
    assert played.at("acme", 14_399) == "ok"
    assert played.notifications() == []
    verdict = next(each for each in played.journal.verdicts if each.state == "possible")
    assert "reports" in {reason.kind.value for reason in verdict.reasons}


def test_rule_09_fails_here_and_works_elsewhere_is_never_everyone() -> None:
    played = play(head() + ACME + fault(1800, 4200, more='countries = ["ID"]'))
    outages = [each for each in played.states("acme") if each["state"] == "outage"]
    assert outages
    assert {each["scope"] for each in outages} <= {"me", "network", "region", "unclear"}
    assert outages[-1]["scope"] == "region"


def test_rule_09_fails_everywhere_is_everyone() -> None:
    played = play(head() + ACME + fault(1800, 4200))
    assert [each["scope"] for each in played.states("acme") if each["state"] == "outage"][-1] == "everyone"


def test_rule_09_fails_elsewhere_only_is_nothing() -> None:
    played = play(head() + ACME + fault(1800, 4200, more='countries = ["US", "GB"]'))
    assert played.words("acme") == ["ok"]


@pytest.mark.parametrize("seed", range(5))
def test_rule_10_recovery_is_confirmed_by_a_second_answer_thirty_seconds_later(seed: int) -> None:
    played = play(head(seed=seed) + web("lone") + fault(1800, 3000, service="lone"))
    ok = played.first("lone", "ok", 1800)
    assert ok["t_s"] - ok["since_s"] >= 30.0
    assert 3000 <= ok["since_s"] <= 3000 + 45
    incident = next(iter(played.journal.incidents.values()))
    assert incident.until is not None
    assert incident.until.timestamp() - played.start_s == pytest.approx(ok["since_s"], abs=0.06)


def test_rule_10_one_answer_in_the_middle_is_no_recovery() -> None:
    played = play(head() + web("lone") + fault(1800, 2400, service="lone") + fault(2420, 3000, service="lone"))
    assert played.words("lone") == ["ok", "outage", "ok"]
    assert played.kinds() == ["outage", "recovered"]


@pytest.mark.parametrize("seed", range(5))
def test_rule_11_since_is_the_first_bad_reading(seed: int) -> None:
    played = play(head(seed=seed) + ACME + fault(1800, 3000))
    outage = played.first("acme", "outage")
    assert 1800 <= outage["since_s"] <= 1860
    assert outage["since_s"] < outage["t_s"]
    assert min(each.since for each in played.journal.incidents.values()).timestamp() - played.start_s == pytest.approx(
        outage["since_s"], abs=0.06
    )


def test_rule_11_an_outage_began_when_it_failed_not_when_it_became_slow() -> None:
    slow = fault(3600, 7200, "slow", more="latency_factor = 8.0")
    played = play(head(10800) + ACME + slow + fault(7200, 8400))
    assert played.words("acme")[:3] == ["ok", "slow", "outage"]
    assert played.words("acme")[-1] == "ok"
    assert 3600 <= played.first("acme", "slow")["since_s"] <= 5400
    assert 7200 <= played.first("acme", "outage")["since_s"] <= 7260
    incident, *left = played.journal.incidents.values()
    assert all(each.worst.value == "slow" for each in left), "until it is seen to be fast again"
    assert 7200 <= incident.since.timestamp() - played.start_s <= 7260
    assert incident.until is not None


def test_rule_11_slow_alone_begins_and_ends() -> None:
    played = play(head(9000) + ACME + fault(3600, 6600, "slow", more="latency_factor = 8.0"))
    (incident,) = played.journal.incidents.values()
    assert incident.until is not None
    assert 6600 <= incident.until.timestamp() - played.start_s <= 7200
    assert played.first("acme", "ok", 6600)["since_s"] is not None


def test_rule_12_unknown_in_between_is_no_change() -> None:
    """An outage, then a sleep and a bad line, then the same outage: told once, and once that it is over."""
    played = play(
        head(14400) + ACME + fault(1800, 9000) + line(3000, 5000, "asleep") + line(6000, 7000, "captive_portal")
    )
    assert [each["kind"] for each in played.notifications("acme")] == ["outage", "recovered"]
    assert len(played.journal.incidents) == 1


def test_rule_13_what_is_told_was_kept_before() -> None:
    played = play(head() + ACME + fault(1800, 3000))
    assert [alert.kind.value for alert in played.journal.alerts.values()] == ["outage", "recovered"]
    assert next(each.state.value for each in played.journal.verdicts if each.service == "acme") == "ok"
    assert {each["state"] for each in played.states("acme")} <= {each.state.value for each in played.journal.verdicts}


def flapping(count: int, down_s: float, up_s: float, begin_s: float = 1800.0) -> str:
    spans = [begin_s + number * (down_s + up_s) for number in range(count)]
    return "".join(fault(from_s, from_s + down_s, service="lone") for from_s in spans)


@pytest.mark.parametrize(("down_s", "up_s"), [(40, 60), (40, 80), (30, 90), (25, 100), (60, 60)])
@pytest.mark.parametrize("seed", range(6))
def test_rule_14_flapping_is_told_twice_and_ends_with_recovered(down_s: float, up_s: float, seed: int) -> None:
    played = play(head(7200, seed=seed) + web("lone") + flapping(10, down_s, up_s))
    changes = [each["t_s"] for each in played.states("lone")][1:]
    kinds = played.kinds("lone")
    assert not kinds or kinds[-1] == "recovered"
    assert bool(kinds) is ("outage" in played.words("lone"))
    for first, tenth in zip(changes, changes[9:], strict=False):
        if tenth - first <= 600:
            told = [each for each in played.notifications("lone") if first <= each["t_s"] <= first + 600]
            assert len(told) <= 2, f"ten changes from {first} on gave {told}"
            said = {each["kind"] for each in played.notifications("lone", updates=True) if each["t_s"] >= first}
            assert len(told) < 2 or "unstable" in said
    assert played.at("lone", 7199) == "ok"


def test_rule_14_a_spell_shown_as_one_outage_ends_with_recovered() -> None:
    played = play(head() + web("lone") + flapping(6, 60, 15))
    assert played.words("lone") == ["ok", "outage", "ok"]
    assert played.kinds() == ["outage", "recovered"]


def family(*names: str) -> str:
    return "".join(web(name, owner="Family") for name in names)


def test_rule_15_one_owners_services_are_one_outage() -> None:
    whole = '\n[[fault]]\nowner = "Family"\nfrom_s = 1800\nuntil_s = 3600\nkind = "reset"\n'
    played = play(head() + family("one", "two", "three") + web("other") + whole)
    assert played.kinds() == ["outage", "recovered"]
    first, last = played.notifications()
    assert sorted(first["services"]) == sorted(last["services"]) == ["one", "three", "two"]
    assert first["t_s"] - min(played.first(name, "outage")["t_s"] for name in ("one", "two", "three")) <= 45.1
    assert len({incident.group for incident in played.journal.incidents.values()}) == 1


def test_rule_15_later_ones_join_silently_and_recovered_waits_for_all() -> None:
    played = play(
        head()
        + family("one", "two")
        + fault(1800, 3000, "reset", service="one")
        + fault(1890, 3900, "reset", service="two")
    )
    assert played.kinds() == ["outage", "recovered"]
    (update,) = [each for each in played.notifications(updates=True) if each.get("update")]
    assert (update["kind"], sorted(update["services"])) == ("outage", ["one", "two"])
    last = played.notifications()[-1]
    assert last["t_s"] >= 3900
    assert sorted(last["services"]) == ["one", "two"]


def test_rule_15_each_joins_the_last_one() -> None:
    chain = "".join(
        fault(1800 + number * 55, 4200 + number * 100, "reset", service=name)
        for number, name in enumerate(("one", "two", "three", "four"))
    )
    played = play(head() + family("one", "two", "three", "four") + chain)
    assert played.kinds() == ["outage", "recovered"]
    assert len(played.notifications()[-1]["services"]) == 4
    assert len({incident.group for incident in played.journal.incidents.values()}) == 1


def test_rule_15_different_owners_are_different_outages() -> None:
    played = play(
        head() + web("one") + web("two") + fault(1800, 3000, service="one") + fault(1800, 3000, service="two")
    )
    assert sorted(played.kinds()) == ["outage", "outage", "recovered", "recovered"]


def test_rule_16_announced_maintenance_is_no_outage() -> None:
    played = play(head() + ACME + page(1800, "maintenance") + page(4800, "operational") + fault(2400, 4500))
    assert played.words("acme") == ["ok", "maintenance", "ok"]
    assert played.notifications() == []
    assert not [each for each in played.journal.incidents.values() if each.worst.value == "outage"]


def test_rule_16_it_excuses_only_the_components_that_it_names() -> None:
    only_chat = page(1800, "maintenance", 'components = ["chat"]') + page(6000, "operational")
    excused = play(head() + ACME + only_chat + fault(2400, 4500, more='components = ["chat"]'))
    assert "outage" not in excused.words("acme")
    other = play(head() + ACME + only_chat + fault(2400, 4500, more='components = ["web"]'))
    assert other.first("acme", "outage")["components"] == ["web"]


def test_rule_16_what_still_fails_after_it_is_an_outage_from_then_on() -> None:
    played = play(head() + ACME + page(1800, "maintenance") + page(3600, "operational") + fault(2400, 6000))
    outage = played.first("acme", "outage")
    assert 3600 <= outage["t_s"] <= 3600 + 200
    assert outage["since_s"] >= 2400, "not the maintenance's own begin"
    assert played.kinds() == ["outage", "recovered"]


@pytest.mark.parametrize("seed", range(6))
def test_rule_19_an_answer_that_does_not_tell_ends_no_run_of_failures(seed: int) -> None:
    """The server is gone, and the edge before it answers every third request with 429."""
    mixed = fault(1800, 4200, "http_5xx", service="lone", more="walled = 0.33")
    played = play(head(seed=seed) + web("lone") + mixed, outside=False)
    assert played.first("lone", "outage")["t_s"] <= 1800 + 300
    assert played.kinds() == ["outage", "recovered"]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    ("more", "kind", "worst"),
    [
        ("addresses = 4\nbad_addresses = 1", "certificate", "possible"),
        ("addresses = 4\nbad_addresses = 2", "http_5xx", "possible"),
        ("addresses = 4\nbad_addresses = 2", "read_timeout", "possible"),
        ('family = "ipv6"', "reset", "possible"),
        ("addresses = 4\nbad_addresses = 4", "http_5xx", "outage"),
    ],
)
def test_rule_19_some_of_the_addresses_are_possible_and_all_an_outage(
    more: str, kind: str, worst: str, seed: int
) -> None:
    played = play(head(seed=seed) + web("lone") + fault(1800, 4200, kind, service="lone", more=more), outside=False)
    assert played.first("lone", worst)["t_s"] <= 1800 + 300
    assert played.words("lone")[-2:] == [worst, "ok"]
    assert worst == "outage" or "outage" not in played.words("lone")
    assert played.first("lone", "ok", 4200)["t_s"] <= 4200 + 200


@pytest.mark.parametrize(("said", "is_silent"), [("", True), (page(1000, "unreadable"), False)])
def test_rule_20_silence_is_told_of_a_company_whose_page_was_read_since(said: str, is_silent: bool) -> None:
    played = play(head() + ACME + said + fault(1800, 3000), outside=False)
    (notice,) = played.notifications("acme", ["outage"])
    assert ("The company has not said anything yet." in notice["body"]) is is_silent


def test_rule_20_nothing_is_told_of_the_words_of_a_company_without_a_page() -> None:
    played = play(head() + service("bare", ("web", "tcp", "bare.example:443")) + fault(1800, 3000, service="bare"))
    (notice,) = played.notifications("bare", ["outage"])
    assert "company" not in notice["body"]


def test_rule_14_back_for_a_moment_and_then_down_for_long_is_told_as_down() -> None:
    played = play(head(9000) + ACME + fault(1800, 1900, "connect_refused") + fault(1990, 3190, "connect_refused"))
    told = [(each["kind"], each["t_s"]) for each in played.notifications("acme")]
    assert [kind for kind, _ in told] == ["outage", "outage", "recovered"]
    assert 1990 + 180 <= told[1][1] <= 1990 + 180 + 60
    assert told[2][1] == played.first("acme", "ok", 3190)["t_s"], "not later than it is shown"
    updates = [each["kind"] for each in played.notifications("acme", updates=True) if each.get("update")]
    assert updates[0] == "recovered", "that it answers again is shown at once"


def test_rule_21_a_minor_part_alone_is_not_notified() -> None:
    avatars = fault(1800, 3600, service="youtube", more='components = ["avatars"]')
    watched = '\n[[service]]\nid = "youtube"\n'
    minor = play(head() + watched + avatars)
    assert minor.words("youtube") == ["ok", "outage", "ok"]
    assert minor.notifications() == []
    core = play(head() + watched + avatars + fault(2400, 3600, service="youtube", more='components = ["video"]'))
    told = core.notifications()
    assert [each["kind"] for each in told] == ["outage", "recovered"]
    assert 2400 <= told[0]["t_s"] <= 2520
