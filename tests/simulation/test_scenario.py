"""The scenario file: every mistake is an error that names the file, the key and what was expected."""

from pathlib import Path

import pytest
import tomlkit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notifier.config.paths import resources
from notifier.core.failure import UserError
from notifier.core.model import Service
from notifier.probes.dns import DnsTarget
from notifier.probes.http import HttpTarget
from notifier.probes.tcp import TcpTarget
from notifier.probes.tls import TlsTarget
from notifier.simulation.scenario import FindService, Scenario, load, parse
from tests.simulation.playing import ACME, CATALOGUE, head

WHOLE = (
    head(3600)
    + """
[settings]
probe_interval_s = 30
[world]
failure_rate = 0.01
unverifiable_rate = 0.02
latency_median_ms = 50
latency_p99_ms = 300.5
[[service]]
id = "whatsapp"
"""
    + ACME
    + """
[[fault]]
service = "acme"
components = ["web"]
from_s = 600
until_s = 900
kind = "http_5xx"
share = 0.5
countries = ["ID", "NL"]
[[fault]]
owner = "Meta"
from_s = 600
until_s = 900.5
kind = "slow"
latency_factor = 3
[[line]]
from_s = 1000
until_s = 1100
kind = "lossy"
loss = 0.2
[[line]]
from_s = 1100
until_s = 1200
kind = "asleep"
[[page]]
service = "acme"
at_s = 700
level = "major_outage"
components = ["web", "billing"]
title = "Down"
message = "We look into it"
[[reports]]
service = "acme"
at_s = 700
count = 900
baseline = 20
"""
)


HARD = (
    WHOLE
    + """
[[service]]
id = "shaky"
name = "Shaky"
clouds = ["AWS"]
failure_rate = 0.1
[[service.target]]
component = "web"
kind = "http"
target = "https://shaky.example/"
[[fault]]
cloud = "AWS"
from_s = 100
until_s = 400
kind = "http_5xx"
share = 0.9
ramp_up_s = 100
ramp_down_s = 50
tail_s = 200
tail_share = 0.01
walled = 0.3
addresses = 4
bad_addresses = 1
[[fault]]
owners = ["Meta", "Acme Inc"]
from_s = 100
until_s = 200
kind = "reset"
seen = "provider"
network = "office"
[[fault]]
services = ["acme", "shaky"]
from_s = 100
until_s = 200
kind = "connect_timeout"
seen = "machine"
family = "ipv6"
[[line]]
from_s = 1300
until_s = 1400
kind = "lossy"
burst_s = 10
[[line]]
from_s = 1500
until_s = 1600
kind = "asleep"
announced = false
[[bursts]]
length_s = 8
share = 0.03
loss = 0.9
loss_between = 0.001
[[bursts]]
length_s = 4
gap_s = 300
from_s = 10
until_s = 900
service = "shaky"
[[latency]]
from_s = 10
until_s = 90
added_ms = 300
factor = 2
[[network]]
name = "office"
from_s = 2000
announced = false
[[policy]]
touches = "addresses"
answer = "dropped"
network = "office"
from_s = 10
until_s = 3000
[[policy]]
touches = "names"
answer = "slow_name"
hosts = ["example"]
but = ["acme.example"]
but_checks = true
host_share = 0.5
share = 0.5
after_s = 6
[[page]]
service = "acme"
at_s = 2500
started_s = 2600
until_s = 9000
level = "maintenance"
[[outside]]
source = "regions"
kind = "slow"
from_s = 10
until_s = 900
service = "acme"
share = 0.3
least_s = 3
most_s = 30
[[clock]]
at_s = 3000
step_s = -3600
"""
)
"""Everything that was added to the format later, too."""


def read(text: str) -> Scenario:
    return parse(text, "my.toml", CATALOGUE.get)


def test_everything_that_the_format_knows_is_read() -> None:
    scenario = read(WHOLE)
    file = scenario.file
    assert [service.id for service in scenario.services] == ["whatsapp", "acme"]
    assert scenario.settings.probe_interval_s == 30
    assert scenario.settings.country == "ID"
    assert (file.world.failure_rate, file.world.unverifiable_rate, file.world.latency_p99_ms) == (0.01, 0.02, 300.5)
    assert file.fault[0].countries == ("ID", "NL")
    assert file.fault[1].owner == "Meta"
    assert file.line[0].loss == 0.2
    assert file.page[0].components == ("web", "billing"), "a component that the service does not have is unwatched"
    assert file.reports[0].count == 900


def test_everything_that_was_added_later_is_read() -> None:
    scenario = read(HARD)
    file = scenario.file
    assert scenario.services[-1].clouds == ("AWS",)
    assert file.service[-1].failure_rate == 0.1
    assert (file.fault[2].cloud, file.fault[2].ramp_up_s, file.fault[2].tail_s, file.fault[2].walled) == (
        ("AWS", 100.0, 200.0, 0.3)
    )
    assert [fault.seen for fault in file.fault] == ["everywhere", "everywhere", "everywhere", "provider", "machine"]
    assert [line.announced for line in file.line] == [True, True, True, False]
    assert [bursts.share for bursts in file.bursts] == [0.03, None]
    assert file.policy[1].but == ("acme.example",)
    assert file.page[1].until_s == 9000, "the announced end may lie beyond the scenario"
    assert file.clock[0].step_s == -3600


def test_what_is_left_out_has_its_default() -> None:
    file = read(head() + ACME).file
    assert (file.world.failure_rate, file.world.unverifiable_rate) == (0.0, 0.0)
    assert (file.world.latency_median_ms, file.world.latency_p99_ms) == (80.0, 400.0)
    assert file.settings == {}


def test_a_services_own_targets() -> None:
    targets = """
[[service]]
id = "kinds"
name = "Kinds"
[[service.target]]
component = "a"
kind = "http"
target = "http://kinds.example/x"
[[service.target]]
component = "a"
kind = "tcp"
target = "[2001:db8::1]:5222"
[[service.target]]
component = "b"
kind = "tls"
target = "kinds.example:443"
[[service.target]]
component = "b"
kind = "dns"
target = "kinds.example"
"""
    service = read(head() + targets).services[0]
    assert service.owner == "Kinds"
    assert service.targets == (
        HttpTarget("http://kinds.example/x", "a"),
        TcpTarget("2001:db8::1", 5222, "a"),
        TlsTarget("kinds.example", 443, "b"),
        DnsTarget("kinds.example", "b"),
    )
    assert [each.id for each in service.components] == ["a", "b"]
    assert service.homepage == "http://kinds.example/x"
    assert service.page is None


OWN = '[[service]]\nid = "own"\nname = "Own"\n[[service.target]]\ncomponent = "web"\nkind = "{}"\ntarget = "{}"\n'

MISTAKES = {
    "no TOML": ("format = \nname = 1", "line 1"),
    "nested": ("x = " + "[" * 20_000, "deeply"),
    "a number without end": ("x = " + "9" * 20_000, "digits"),
    "unknown key": (WHOLE.replace("seed = 1", "seed = 1\ncolour = 3"), "colour"),
    "unknown key in a fault": (WHOLE.replace("share = 0.5", "part = 0.5"), "part"),
    "unknown key in a line": (WHOLE.replace("loss = 0.2", "rate = 0.2"), "rate"),
    "unknown key in a page": (WHOLE.replace('title = "Down"', 'header = "Down"'), "header"),
    "unknown key in the reports": (WHOLE.replace("count = 900", "number = 900"), "number"),
    "unknown key in the world": (WHOLE.replace("failure_rate", "failures"), "failures"),
    "unknown key in a target": (WHOLE.replace('kind = "tcp"', 'kind = "tcp"\nport = 3'), "port"),
    "unknown key in the settings": (WHOLE.replace("probe_interval_s", "interval"), "interval"),
    "bad value in the settings": (WHOLE.replace("probe_interval_s = 30", "probe_interval_s = 1"), "probe_interval_s"),
    "anchors that cannot judge": (WHOLE.replace("probe_interval_s = 30", 'anchors = ["1.1.1.1:53"]'), "anchors"),
    "another format": (WHOLE.replace("format = 1", "format = 2"), "format"),
    "no name": (WHOLE.replace('name = "test"', "", 1), "name"),
    "no service": (head(), "service"),
    "no duration": (WHOLE.replace("duration_s = 3600", "duration_s = 0"), "duration_s"),
    "endless": (WHOLE.replace("duration_s = 3600", "duration_s = inf"), "duration_s"),
    "a start without offset": (WHOLE.replace("06:00:00Z", "06:00:00"), "start"),
    "a start that is no time": (WHOLE.replace("2026-03-02T06:00:00Z", '"tomorrow"'), "start"),
    "a start before all clocks": (WHOLE.replace("2026-", "0001-"), "start"),
    "a start after all clocks": (WHOLE.replace("2026-", "9999-"), "start"),
    "no country": (WHOLE.replace('country = "ID"', 'country = "Indonesia"'), "country"),
    "a rate beyond one": (WHOLE.replace("failure_rate = 0.01", "failure_rate = 1.5"), "failure_rate"),
    "a rate that is no number": (WHOLE.replace("failure_rate = 0.01", "failure_rate = nan"), "failure_rate"),
    "latencies upside down": (WHOLE.replace("latency_p99_ms = 300.5", "latency_p99_ms = 3"), "latency_p99_ms"),
    "endless latency": (WHOLE.replace("latency_p99_ms = 300.5", "latency_p99_ms = inf"), "latency_p99_ms"),
    "a service of no catalogue": (WHOLE.replace('"whatsapp"', '"nowhere"'), "service[0].id"),
    "a service without id": (WHOLE.replace('"whatsapp"', '""'), "service[0].id"),
    "a service twice": (WHOLE + '[[service]]\nid = "whatsapp"\n', "service[2].id"),
    "an own service without a name": (WHOLE.replace('name = "Acme"', ""), "service[1].name"),
    "a kind of target that is none": (head() + OWN.format("icmp", "x"), "target[0].kind"),
    "no address": (head() + OWN.format("http", "own.example"), "service[0].target[0].target"),
    "no host": (head() + OWN.format("http", "https:///x"), "service[0].target[0].target"),
    "no port": (head() + OWN.format("tcp", "own.example"), "service[0].target[0].target"),
    "a port too far": (head() + OWN.format("tls", "own.example:70000"), "service[0].target[0].target"),
    "a fault of nobody": (WHOLE.replace('service = "acme"\ncomponents', "components"), "fault[0]"),
    "a fault of two": (WHOLE.replace('service = "acme"\nco', 'service = "acme"\nowner = "Meta"\nco'), "fault[0]"),
    "a fault of the unknown": (WHOLE.replace('service = "acme"\nco', 'service = "nobody"\nco'), "fault[0].service"),
    "a fault of a stranger": (WHOLE.replace('owner = "Meta"', 'owner = "Nobody"'), "fault[1].owner"),
    "a fault of no kind": (WHOLE.replace('"http_5xx"', '"broken"'), "fault[0].kind"),
    "a fault of our own": (WHOLE.replace('"http_5xx"', '"bug"'), "fault[0].kind"),
    "a fault of no component": (WHOLE.replace('components = ["web"]', 'components = ["w"]'), "fault[0].components"),
    "a fault with a bad share": (WHOLE.replace("share = 0.5", "share = -1"), "fault[0].share"),
    "a fault with bad countries": (WHOLE.replace('["ID", "NL"]', '["id"]'), "fault[0].countries"),
    "a fault with an endless factor": (WHOLE.replace("latency_factor = 3", "latency_factor = inf"), "latency_factor"),
    "a fault that ends before it begins": (WHOLE.replace("until_s = 900\n", "until_s = 600\n"), "fault[0].until_s"),
    "a fault beyond the end": (WHOLE.replace("until_s = 900\n", "until_s = 3601\n"), "fault[0].until_s"),
    "a fault before the begin": (WHOLE.replace("from_s = 600\n", "from_s = -1\n"), "fault[0].from_s"),
    "a line fault of no kind": (WHOLE.replace('"lossy"', '"slow"'), "line[0].kind"),
    "a line fault beyond the end": (WHOLE.replace("until_s = 1200", "until_s = 9999"), "line[1].until_s"),
    "overlapping line faults": (WHOLE.replace("until_s = 1100", "until_s = 1101"), "line[1].from_s"),
    "a page entry without a page": (
        WHOLE.replace("[service.page]\nurl", "[x]\nurl").replace("[x]\nurl", "#"),
        "page[0]",
    ),
    "a page entry of the unknown": (WHOLE.replace('"acme"\nat_s = 700\nlevel', '"no"\nat_s = 700\nlevel'), "page[0]"),
    "a page's level that is none": (WHOLE.replace('"major_outage"', '"unknown"'), "page[0].level"),
    "a page entry beyond the end": (WHOLE.replace("at_s = 700\nlevel", "at_s = 3600\nlevel"), "page[0].at_s"),
    "reports of the unknown": (WHOLE.replace('"acme"\nat_s = 700\ncount', '"no"\nat_s = 700\ncount'), "reports[0]"),
    "reports beyond the end": (WHOLE.replace("at_s = 700\ncount", "at_s = 3600\ncount"), "reports[0].at_s"),
    "fewer than no reports": (WHOLE.replace("count = 900", "count = -1"), "reports[0].count"),
    "an endless baseline": (WHOLE.replace("baseline = 20", "baseline = inf"), "reports[0].baseline"),
}


HARD_MISTAKES = {
    "a fault of a cloud and an owner": ('cloud = "AWS"\nfrom', 'cloud = "AWS"\nowner = "Meta"\nfrom', "fault[2]"),
    "a cloud that carries nobody": ('cloud = "AWS"\nfrom', 'cloud = "Nimbus"\nfrom', "fault[2].cloud"),
    "owners of nothing": ('"Meta", "Acme Inc"', '"Meta", "Nobody"', "fault[3].owners"),
    "services that are none": ('["acme", "shaky"]', '["acme", "nobody"]', "fault[4].services"),
    "ramps longer than the fault": ("ramp_up_s = 100", "ramp_up_s = 290", "fault[2].ramp_up_s"),
    "a tail beyond the end": ("tail_s = 200", "tail_s = 20000", "fault[2].tail_s"),
    "more bad addresses than there are": ("bad_addresses = 1", "bad_addresses = 5", "fault[2].bad_addresses"),
    "no bad address": ("bad_addresses = 1", "bad_addresses = 0", "fault[2].bad_addresses"),
    "a family and addresses": ("bad_addresses = 1", 'bad_addresses = 1\nfamily = "ipv6"', "fault[2].family"),
    "a look-up that sticks to addresses": (
        'kind = "connect_timeout"\nseen',
        'kind = "dns_failure"\nseen',
        "fault[4].kind",
    ),
    "a view that is none": ('seen = "machine"', 'seen = "moon"', "fault[4].seen"),
    "countries of a provider's fault": ('seen = "provider"', 'seen = "provider"\ncountries = ["ID"]', "countries"),
    "a fault of an unknown network": (
        'seen = "provider"\nnetwork = "office"',
        'seen = "provider"\nnetwork = "x"',
        "fault[3]",
    ),
    "a network of everybody's fault": ('seen = "provider"\n', "", "fault[3].network"),
    "announced line faults": ('kind = "asleep"\nannounced', 'kind = "offline"\nannounced', "line[3].announced"),
    "bursts of what is not lossy": ('kind = "lossy"\nburst_s', 'kind = "offline"\nburst_s', "line[2].burst_s"),
    "bursts by share and gap": ("gap_s = 300", "gap_s = 300\nshare = 0.1", "bursts[1]"),
    "bursts by neither": ("gap_s = 300", "", "bursts[1]"),
    "bursts of nobody": ('until_s = 900\nservice = "shaky"', 'until_s = 900\nservice = "x"', "bursts[1].service"),
    "bursts without length": ("length_s = 8", "length_s = 0", "bursts[0].length_s"),
    "bursts that never end": ("length_s = 8", "length_s = inf", "bursts[0].length_s"),
    "bursts beyond the end": (
        'from_s = 10\nuntil_s = 900\nservice = "shaky"',
        "from_s = 10\nuntil_s = 9000",
        "bursts[1]",
    ),
    "latency backwards": ("factor = 2", "factor = -2", "latency[0].factor"),
    "latency upside down": ("from_s = 10\nuntil_s = 90\n", "from_s = 90\nuntil_s = 90\n", "latency[0].until_s"),
    "a network without a name": ('name = "office"', 'name = ""', "network[0].name"),
    "a network beyond the end": ("from_s = 2000", "from_s = 3600", "network[0].from_s"),
    "two networks at once": (
        '[[policy]]\ntouches = "a',
        '[[network]]\nname = "x"\nfrom_s = 2000\n[[policy]]\ntouches = "a',
        "network[1]",
    ),
    "a policy of an unknown network": (
        'network = "office"\nfrom_s = 10',
        'network = "x"\nfrom_s = 10',
        "policy[0].network",
    ),
    "a policy about nothing": ('touches = "names"', 'touches = "nothing"', "policy[1].touches"),
    "a policy without an answer": ('answer = "dropped"\n', "", "answer"),
    "a policy of another answer": ('answer = "dropped"', 'answer = "eaten"', "policy[0].answer"),
    "names of bare addresses": ('answer = "dropped"', 'answer = "no_name"', "policy[0].answer"),
    "a policy that ends too late": ("until_s = 3000", "until_s = 3601", "policy[0].until_s"),
    "a name that takes for ever": ("after_s = 6", "after_s = 6000", "policy[1].after_s"),
    "a share of hosts beyond one": ("host_share = 0.5", "host_share = 2", "policy[1].host_share"),
    "an announced end before its begin": ("until_s = 9000", "until_s = 2600", "page[1].until_s"),
    "an outage with an announced end": (
        'until_s = 9000\nlevel = "maintenance"',
        'until_s = 9000\nlevel = "degraded"',
        "page[1]",
    ),
    "an outage that is announced": ('until_s = 9000\nlevel = "maintenance"', 'level = "degraded"', "page[1].started_s"),
    "a source that is none": ('source = "regions"', 'source = "stars"', "outside[0].source"),
    "a trouble of a source that is none": (
        'kind = "slow"\nfrom_s = 10',
        'kind = "sad"\nfrom_s = 10',
        "outside[0].kind",
    ),
    "partial reports": ('source = "regions"\nkind = "slow"', 'source = "reports"\nkind = "partial"', "outside[0].kind"),
    "waits upside down": ("least_s = 3\n", "least_s = 31\n", "outside[0].least_s"),
    "a source's unknown service": ('service = "acme"\nshare = 0.3', 'service = "x"\nshare = 0.3', "outside[0].service"),
    "a clock beyond the end": ("at_s = 3000", "at_s = 3600", "clock[0].at_s"),
    "a clock set by nobody": ("at_s = 3000", "at_s = 1550", "clock[0].at_s"),
    "a clock set by years": ("step_s = -3600", "step_s = -31622401", "clock[0].step_s"),
    "a rate of a service beyond one": ("failure_rate = 0.1\n[[", "failure_rate = 1.1\n[[", "service[2].failure_rate"),
}


@pytest.mark.parametrize("mistake", sorted(HARD_MISTAKES))
def test_a_mistake_in_what_was_added_later_is_named_with_its_place(mistake: str) -> None:
    right, wrong, key = HARD_MISTAKES[mistake]
    text = HARD.replace(right, wrong)
    assert text != HARD
    with pytest.raises(UserError) as caught:
        read(text)
    assert str(caught.value).startswith("my.toml: ")
    assert key in str(caught.value)
    assert caught.value.hint


@pytest.mark.parametrize("mistake", sorted(MISTAKES))
def test_a_mistake_is_named_with_its_place(mistake: str) -> None:
    text, key = MISTAKES[mistake]
    assert text != WHOLE
    with pytest.raises(UserError) as caught:
        read(text)
    assert str(caught.value).startswith("my.toml: ")
    assert key in str(caught.value)
    assert caught.value.hint, "what was expected is said, too"


def test_a_file_that_is_not_there_and_one_that_is_no_text(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"gone\.toml: the scenario cannot be read"):
        load(tmp_path / "gone.toml", CATALOGUE.get)
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UserError, match=r"bytes\.toml: the scenario is not text"):
        load(tmp_path / "bytes.toml", CATALOGUE.get)


def test_touching_line_faults_are_no_mistake() -> None:
    assert len(read(WHOLE).file.line) == 2


@pytest.mark.parametrize("path", sorted((resources() / "scenarios").rglob("*.toml")), ids=lambda path: path.stem)
def test_every_scenario_of_the_program_is_read(path: Path) -> None:
    assert load(path, CATALOGUE.get).file.title


def nobody(name: str) -> Service | None:
    return None


def refused(text: str, where: str, find: FindService = nobody) -> str | None:
    """What the error begins with, as long as the file's name; None where there is none."""
    try:
        parse(text, where, find)
    except UserError as error:
        return str(error)[: len(where) + 2]
    return None


@given(st.text())
def test_any_text_gives_a_scenario_or_a_user_error(text: str) -> None:
    assert refused(text, "any.toml") in (None, "any.toml: ")


VALUES = st.recursive(
    st.one_of(
        st.integers(),
        st.floats(),
        st.booleans(),
        st.text(max_size=8),
        st.datetimes(),
        st.dates(),
        st.sampled_from(["acme", "whatsapp", "offline", "slow", "major_outage", "ID", "Meta"]),
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc_", min_size=1), inner, max_size=3),
    max_leaves=5,
)


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_scenario_with_anything_in_the_wrong_place_gives_a_scenario_or_a_user_error(data: st.DataObject) -> None:
    document = tomlkit.parse(HARD).unwrap()
    for _ in range(data.draw(st.integers(1, 3))):
        place = document
        while True:
            key = data.draw(st.sampled_from(sorted(place)))
            inner = place[key]
            if isinstance(inner, list) and inner and isinstance(inner[0], dict):
                inner = data.draw(st.sampled_from(inner))
            if not isinstance(inner, dict) or not inner or data.draw(st.booleans()):
                break
            place = inner
        place[key] = data.draw(VALUES)
    try:
        text = tomlkit.dumps(document)
    except (ValueError, TypeError, OverflowError):
        return
    assert refused(text, "my.toml", CATALOGUE.get) in (None, "my.toml: ")
