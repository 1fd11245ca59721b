"""Sources outside in the simulated world: the product's own code asks, and understands what the servers say."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, ClassVar

import msgspec
import pytest

from notifier.config.consent import answered
from notifier.core.model import Outcome, Reading, Source
from notifier.core.ports import Read
from notifier.core.reports import RegionReport
from notifier.core.targets import RegionTarget, ReportsTarget, Target
from notifier.probes.dns import DnsTarget
from notifier.probes.http import Expect, HttpTarget
from notifier.probes.tcp import TcpTarget
from notifier.simulation.outside import OutsideReader
from notifier.simulation.scenario import parse
from notifier.simulation.servers import servers_of
from notifier.simulation.stepped_loop import NEVER, SteppedLoop
from notifier.simulation.world import World
from notifier.sources.outside_sources import told_sources
from tests.simulation.playing import ACME, CATALOGUE, head, play
from tests.simulation.test_rules import fault, line, reports, web
from tests.simulation.worlds import table, world

KEYLESS: tuple[str, ...] = answered(told_sources(), on=True)["outside"]
WEB = HttpTarget("https://acme.example/")
COUNTRIES = ("ID", "MY", "SG", "US")
HERE = fault(0, 7200, more='countries = ["ID"]')


class Asked:
    """Asks one world, one after the other."""

    made: ClassVar[list["Asked"]] = []

    def __init__(self, text: str) -> None:
        self.world = World(parse(text, "test.toml", CATALOGUE.get))
        self.reader = OutsideReader(self.world, lambda t_s: self.world.start_s + t_s)
        self.made.append(self)

    def ask(self, target: Target, t_s: float) -> tuple[Reading, float]:
        """Give the reading, and the seconds that it took."""
        source = Source.REGION if isinstance(target, RegionTarget) else Source.REPORTS
        self.reader.begin(Read(1, source, "acme", "web", target), t_s)
        while self.reader.next_s != NEVER:
            now_s = self.reader.next_s
            for _read, reading in self.reader.run_to(now_s):
                self.reader.run_to(now_s + 60.0)  # what it dropped ends, too
                return reading, now_s - t_s
        raise AssertionError("nothing came")

    def regions(self, t_s: float = 50.0, target: Any = WEB, sources: tuple[str, ...] = KEYLESS) -> Reading:
        return self.ask(RegionTarget(target, COUNTRIES, "ID", sources), t_s)[0]

    def report(self, t_s: float = 50.0, target: Any = WEB, sources: tuple[str, ...] = KEYLESS) -> RegionReport:
        told = self.regions(t_s, target, sources).region
        assert told is not None
        return told


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """Nothing is left under way."""
    yield
    while Asked.made:
        Asked.made.pop().reader.close()


def bad(kind: str, source: str = "regions", **more: object) -> str:
    return table("outside", source=source, kind=kind, **more)


def test_every_source_without_a_key_is_there() -> None:
    assert set(servers_of(Asked(head() + ACME).world)) == set(KEYLESS)


def test_what_each_says_is_understood() -> None:
    asked = Asked(head() + ACME + reports(100, 900))
    told = asked.regions()
    assert (told.outcome, told.detail) == (Outcome.OK, "")
    target = ReportsTarget("reports", "acme", KEYLESS, ("Acme",), ("acme",), home="ID", category="ci")
    said, _ = asked.ask(target, 200.0)
    assert (said.outcome, said.detail) == (Outcome.OK, "")
    assert said.crowd is not None
    counted = {each.source for each in said.crowd.volumes}
    assert counted == {each.id for each in told_sources() if each.id in KEYLESS and each.kind == "reports"}
    began = datetime.fromtimestamp(asked.world.start_s + 100.0, UTC)
    accounts = ("@status.acme.example", "@acme@social.example")
    news = msgspec.structs.replace(target, since=began, accounts=accounts)
    said, _ = asked.ask(news, 1200.0)
    assert (said.outcome, said.detail) == (Outcome.OK, "")
    assert {each.title for each in said.headlines} == {"900 people say that Acme is down"}


@pytest.mark.parametrize("source", ["globalping", "checkhost"])
def test_tests_see_the_faults_of_their_countries(source: str) -> None:
    asked = Asked(head() + ACME + fault(100, 200, more='countries = ["ID", "SG"]') + fault(300, 400, "http_5xx"))
    found = [asked.report(t_s, sources=(source,)) for t_s in (50.0, 150.0, 350.0)]
    known = set(COUNTRIES) - ({"MY"} if source == "checkhost" else set())
    assert [set(each.fails) for each in found] == [set(), {"ID", "SG"}, known]
    assert [set(each.works) for each in found] == [known, known - {"ID", "SG"}, set()]


@pytest.mark.parametrize("source", ["globalping", "checkhost"])
@pytest.mark.parametrize(
    "target",
    [WEB, TcpTarget("chat.acme.example", 5222), DnsTarget("acme.example"), HttpTarget("http://acme.example:81/x?y=1")],
)
def test_each_kind_of_target_is_tried(target: Any, source: str) -> None:
    service = table("service", id="acme", name="Acme")
    kinds = {"HttpTarget": "http", "TcpTarget": "tcp", "DnsTarget": "dns"}
    service += table(
        "service.target", component="web", kind=kinds[type(target).__name__], target=target.key.removeprefix("dns:")
    )
    asked = Asked(head() + service + fault(100, 200, "connect_refused"))
    assert asked.report(50.0, target, (source,)).fails == ()
    assert asked.report(150.0, target, (source,)).works == ()


def test_a_service_that_always_fails_in_part_does_so_everywhere() -> None:
    shaky = ACME.replace('name = "Acme"', 'name = "Acme"\nfailure_rate = 0.25')
    asked = Asked(head() + shaky)
    answers = [each for t_s in range(50, 1250, 60) for each in asked.report(t_s, sources=("globalping",)).answers]
    failed, tests = sum(each.failed for each in answers), sum(each.ok + each.failed for each in answers)
    assert 0.15 * tests < failed < 0.35 * tests


def test_a_good_answer_is_what_is_expected() -> None:
    asked = Asked(head() + '[[service]]\nid = "github"\n')
    targets = [each for each in asked.world.scenario.services[0].targets if isinstance(each, HttpTarget)]
    assert any(each.expect != Expect() for each in targets)
    for number, each in enumerate(targets):
        assert asked.report(50.0 + 60.0 * number, each, ("globalping",)).fails == ()


def test_a_round_takes_some_seconds() -> None:
    asked = Asked(head() + ACME + HERE)
    target = RegionTarget(WEB, COUNTRIES, "ID", KEYLESS)
    asked.ask(target, 50.0)  # the user's network is known from then on
    seconds = [asked.ask(target, t_s)[1] for t_s in range(200, 2000, 120)]
    assert all(3.0 <= each <= 20.0 for each in seconds)


def test_only_testers_of_the_users_provider_see_what_its_customers_alone_see() -> None:
    told = Asked(head() + ACME + fault(0, 7200, more='seen = "provider"')).report()
    assert {each.network for each in told.answers if each.failed} == {told.here}
    assert any(each.country == "ID" and each.ok for each in told.answers)
    mine = Asked(head() + ACME + fault(0, 7200, more='seen = "machine"')).report()
    assert (set(mine.works), mine.fails) == (set(COUNTRIES), ())


@pytest.mark.parametrize("kind", ["exhausted", "failing", "hanging", "changed"])
def test_what_is_of_no_use_says_so_and_the_next_is_asked(kind: str) -> None:
    useless = Asked(head() + ACME + HERE + bad(kind, most_s=60.0)).regions()
    assert (useless.outcome, useless.region) == (Outcome.UNVERIFIABLE, None)
    assert "Globalping: " in useless.detail
    assert (useless.retry_after_s == 900.0) is (kind == "exhausted")
    told = Asked(head() + ACME + HERE + bad(kind, "globalping", most_s=60.0)).report()
    assert (told.source, told.fails) == ("check-host.net", ("ID",))


def test_trouble_begins_and_ends_and_may_be_of_one_service() -> None:
    asked = Asked(head() + ACME + web("other") + HERE + bad("failing", from_s=100.0, until_s=200.0, service="other"))
    assert asked.report(150.0).fails == ("ID",)
    asked = Asked(head() + ACME + HERE + bad("failing", from_s=1000.0, until_s=2000.0))
    assert [asked.regions(t_s).outcome is Outcome.OK for t_s in (50.0, 1500.0, 2500.0)] == [True, False, True]


def test_a_source_may_be_wrong_partial_or_slow() -> None:
    wrong = Asked(head() + ACME + HERE + bad("wrong", share=1.0)).report()
    assert (wrong.works, set(wrong.fails)) == (("ID",), set(COUNTRIES) - {"ID"})
    assert {each.kind for each in wrong.circumstances} == {"cut_off", "blocked"}
    partial = Asked(head() + ACME + HERE + bad("partial", share=0.5)).report()
    assert 0 < len({*partial.works, *partial.fails}) < len(COUNTRIES)
    none = Asked(head() + ACME + HERE + bad("partial", share=1.0)).regions()
    assert none.outcome is Outcome.UNVERIFIABLE
    slow = Asked(head() + ACME + HERE + bad("slow", "globalping", least_s=22.0, most_s=24.0))
    assert 25.0 < slow.ask(RegionTarget(WEB, COUNTRIES, "ID", KEYLESS), 50.0)[1] < 36.0


def test_what_is_asked_takes_the_way_of_every_request_from_here() -> None:
    offline = Asked(head() + ACME + line(100, 7000, "offline")).regions(150.0)
    assert offline.outcome in (Outcome.UNVERIFIABLE, Outcome.SKIPPED)
    lossy = Asked(head() + ACME + line(0, 7200, "lossy", "loss = 0.4"))
    outcomes = [lossy.regions(t_s, sources=("checkhost",)).outcome for t_s in range(100, 5000, 200)]
    assert {Outcome.OK, Outcome.UNVERIFIABLE} <= set(outcomes)
    proxy = table("policy", touches="web", answer="forbidden", hosts=["api.globalping.io"])
    assert Asked(head() + ACME + HERE + proxy).report().source == "check-host.net"


def test_who_moves_asks_anew() -> None:
    asked = Asked(head() + ACME + HERE + bad("hanging", most_s=60.0))
    asked.reader.begin(Read(1, Source.REGION, "acme", "web", RegionTarget(WEB, COUNTRIES, "ID", KEYLESS)), 50.0)
    asked.reader.run_to(55.0)
    asked.reader.renew(55.0)
    ((_read, reading),) = asked.reader.run_to(55.0)
    assert reading.outcome is Outcome.SKIPPED


def loudest(asked: Asked, t_s: float) -> int:
    target = ReportsTarget("reports", "acme", ("mastodon.social", "reddit"), ("Acme",), ("acme",), home="ID")
    crowd = asked.ask(target, t_s)[0].crowd
    assert crowd is not None
    return max(each.count for each in crowd.volumes)


def test_people_are_as_loud_as_the_file_says_or_where_a_source_is_wrong_the_opposite() -> None:
    loud = reports(1000, 8000)
    right, wrong = Asked(head() + ACME + loud), Asked(head() + ACME + loud + bad("wrong", "reports", share=1.0))
    assert loudest(right, 950.0) < 30
    assert loudest(right, 1750.0) > 60
    assert loudest(wrong, 850.0) > 60
    assert loudest(wrong, 1750.0) < 30


def test_the_same_world_says_the_same() -> None:
    text = head() + ACME + HERE + "[world]\nfailure_rate = 0.3\n" + bad("wrong") + reports(100, 900)
    one, other = Asked(text), Asked(text)
    assert [one.regions(t_s) for t_s in range(50, 900, 60)] == [other.regions(t_s) for t_s in range(50, 900, 60)]


def test_the_loop_is_stepped_beside_another_and_hands_on_what_was_thrown() -> None:
    loop = SteppedLoop()
    seen: list[float] = []

    async def waits() -> None:
        await asyncio.sleep(2.0)
        seen.append(asyncio.get_running_loop().time())
        seen.append(await asyncio.to_thread(lambda: 7.0))
        raise LookupError("ours")

    async def beside() -> None:
        task = loop.create_task(waits())
        loop.run_to(1.0)
        assert seen == []
        loop.run_to(5.0)
        assert seen == [2.0, 7.0]
        assert asyncio.get_running_loop() is not loop
        del task

    with asyncio.Runner() as runner:
        runner.get_loop().call_soon(lambda: None)
        runner.run(beside())
    with pytest.raises(LookupError, match="ours"):
        loop.run_to(6.0)
    loop.close()


# what is shown


def scopes(text: str, *, outside: bool = True) -> list[str]:
    return [
        each["scope"] for each in play(text, outside=outside).states("acme") if each["state"] in ("outage", "possible")
    ]


def test_without_outside_sources_none_is_asked() -> None:
    text = head() + ACME + fault(1800, 3000, more='countries = ["ID"]') + reports(1800, 900)
    assert set(scopes(text, outside=False)) == {"unclear"}
    assert scopes(text)[-1] == "region"
    own = '[settings]\noutside_answered = true\noutside = ["reddit"]\n'
    assert set(scopes(text.replace("[[service]]", f"{own}[[service]]", 1))) == {"unclear"}


@pytest.mark.parametrize("seed", range(3))
def test_a_regional_fault_ends_with_the_right_countries_named(seed: int) -> None:
    played = play(head(seed=seed) + ACME + fault(1800, 4200, more='countries = ["ID", "SG", "NL"]'))
    shown = [each for each in played.journal.verdicts if each.state == "outage"]
    assert (shown[-1].scope, set(shown[-1].countries)) == ("region", {"ID", "SG"}), "the Netherlands were not asked"
    (told, _over) = played.notifications("acme")
    assert "Indonesia" in told["title"] + told["body"]
    assert "Singapore" in told["title"] + told["body"]
    assert "Malaysia" not in told["title"] + told["body"]


@pytest.mark.parametrize("share", [0.3, 0.5, 0.7])
@pytest.mark.parametrize("seed", range(3))
def test_a_partial_fault_everywhere_is_never_mine(share: float, seed: int) -> None:
    found = scopes(head(9000, seed) + ACME + fault(1800, 7200, "http_5xx", more=f"share = {share}"))
    assert found
    assert not {"me", "network"} & set(found)


@pytest.mark.parametrize("count", [500, 50_000, 5_000_000])
def test_reports_alone_never_make_an_outage(count: int) -> None:
    loud = "".join(reports(t_s, count) for t_s in range(1800, 5400, 900))
    played = play(head(9000) + ACME + loud)
    assert set(played.words("acme")) <= {"ok", "possible"}
    assert played.notifications() == []


def test_many_reports_shorten_detection() -> None:
    def delay_s(more: str, seed: int) -> float:
        played = play(head(seed=seed) + web("acme") + fault(3000, 4800) + more)
        return float(played.first("acme", "outage")["t_s"]) - 3000.0

    quiet, loud = reports(1800, 20), "".join(reports(t_s, 40_000) for t_s in (1800, 2700, 3600))
    pairs = [(delay_s(quiet, seed), delay_s(loud, seed)) for seed in range(4)]
    assert sum(shorter for _, shorter in pairs) < 0.8 * sum(longer for longer, _ in pairs)


def judged(summary: dict[str, Any]) -> dict[str, Any]:
    """What was missed and false, and which outages were found."""
    return {
        name: (
            each["missed"],
            each["false_alarms"],
            [(outage["from_s"], outage["detected_s"] is not None) for outage in each["outages"]],
        )
        for name, each in summary["services"].items()
    }


SEEDS = range(100, 106)


@pytest.fixture(scope="module")
def without() -> list[dict[str, Any]]:
    """The worlds of all seeds as they are judged without outside sources."""
    return [judged(play(world(seed, hours=4), outside=False).summary) for seed in SEEDS]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["failing", "hanging", "changed", "wrong"])
def test_verdicts_are_as_without_outside_sources_whatever_these_do(kind: str, without: list[dict[str, Any]]) -> None:
    trouble = bad(kind, "all", share=1.0, most_s=60.0)
    for seed, told in zip(SEEDS, without, strict=True):
        assert judged(play(world(seed, hours=4) + trouble).summary) == told, f"seed {seed}"
