"""Reports and headlines in the engine: nothing leaves before a yes, levels are kept, old headlines are not told."""

import asyncio
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
import pytest

from notifier.config.consent import answered, switched
from notifier.config.model import Settings, watch_of
from notifier.core.model import CrowdReport, Headline, Outcome, Reading, Source, State
from notifier.core.outside.source import Key, OutsideKind
from notifier.core.ports import Batch, Read
from notifier.core.reports import Volume
from notifier.core.targets import ReportsTarget
from notifier.core.watch import Watch
from notifier.sources.news import news_sources
from notifier.sources.news.publishers import PUBLISHERS
from notifier.sources.outside_sources import told_sources
from notifier.sources.reader import NetworkReader, ReaderOptions
from notifier.sources.reports import report_sources
from notifier.store.writer import HistoryWriter
from tests.core.making import T, anchored, at, service
from tests.engine.playing import Played, between, reading
from tests.sources.crowd_world import GOOD, KEYED, PAIR, CrowdWorld

ACCOUNTS = ("@OtherCare", "@status.other.example", "@status@social.example")
OTHER = msgspec.structs.replace(
    service(name="other", owner="Other", hashtags=("#OtherDown",), support_accounts=ACCOUNTS), category="cloud"
)
FOREIGN = {each.id for each in PUBLISHERS if each.language != "id"}
"""Publishers whose language is not the user's."""
ASKED = (*report_sources(), *news_sources())
SECRETS = {f"outside {name}": PAIR if name in ("bluesky", "downdetector") else GOOD for name in KEYED}
NO_SECRETS: Mapping[str, str] = {}
PAGED = service(name="paged", owner="Paged", page=True)
YES = answered(told_sources(), on=True)


@pytest.fixture
def world() -> Iterator[CrowdWorld]:
    with CrowdWorld().open() as opened:
        yield opened


def wishes(settings: Settings) -> Watch:
    watch = watch_of(settings, "ID")
    asked = {"outside": watch.outside, "reports": watch.reports, "edition": watch.edition}
    return msgspec.structs.replace(anchored(), country=watch.country, **asked)


def played(
    world: CrowdWorld,
    settings: Settings,
    tmp_path: Path,
    seconds: float = 1500,
    secret: Mapping[str, str] = NO_SECRETS,
) -> Played:
    """Play an outage after 300 s; what people report is really asked, of loopback servers."""

    async def look_up(read: Read) -> Reading:
        options = ReaderOptions(
            gap_s=0.0, secret_of=secret.get, outside_file=tmp_path / "outside.json", outside_bases=world.bases
        )
        async with NetworkReader(options, lambda: world.now) as reader:
            return await reader(read)

    def answer(read: Read, seconds: float) -> Reading | None:
        if read.source is Source.REPORTS:
            world.now = at(seconds)
            return msgspec.structs.replace(asyncio.run(look_up(read)), time=at(seconds))
        failing = read.source is Source.PROBE and 300 <= seconds < 1200
        return reading(read, seconds, Outcome.FAILED) if failing else None

    return Played([OTHER], answer, watch=wishes(settings)).run(seconds)


@pytest.mark.parametrize(
    "settings",
    [
        Settings(),
        Settings(outside=ASKED),
        Settings(outside_answered=True),
        Settings(**{**YES, "reports": False}),
        msgspec.structs.replace(Settings(**YES), **answered(told_sources(), on=False)),
    ],
    ids=["new", "not answered", "nobody", "switched off", "taken back"],
)
def test_before_the_user_said_yes_no_request_leaves(world: CrowdWorld, settings: Settings, tmp_path: Path) -> None:
    ended = played(world, settings, tmp_path, secret=SECRETS)
    assert ended.journal.incidents, "it is out, and was doubted"
    assert world.asked == []


def test_with_a_yes_all_are_asked_that_want_no_key_and_headlines_during_the_incident(
    world: CrowdWorld, tmp_path: Path
) -> None:
    world.headlines = [("Other down for many", "Kompas", 60.0), ("Other down, again", "Kompas", 30_000.0)]
    ended = played(world, Settings(**YES), tmp_path)
    names = {name for name, _ in world.asked}
    keyless = {each.id for each in told_sources() if each.kind is not OutsideKind.REGIONS and each.key is Key.NONE}
    assert names == keyless - FOREIGN
    assert {(each.title, each.publisher, each.url) for each in ended.journal.said} == {
        ("Other down for many", "kompas.example", "https://www.kompas.example/0"),
        ("We look into an outage. More soon.", "@status.other.example", "https://bsky.app/profile/x/post/1"),
    }, "none of an older outage"


SWITCHED = [each.id for each in told_sources() if each.kind is not OutsideKind.REGIONS]


@pytest.mark.parametrize("source", [each for each in SWITCHED if each not in FOREIGN])
def test_one_that_is_switched_off_is_not_asked(world: CrowdWorld, tmp_path: Path, source: str) -> None:
    settings = Settings(**answered(told_sources(), on=True) | {"outside": tuple(SWITCHED)})
    settings = msgspec.structs.replace(settings, **switched(settings, source, on=False))
    played(world, settings, tmp_path, 700, secret=SECRETS)
    asked = {name for name, _ in world.asked}
    assert asked == set(SWITCHED) - {source} - FOREIGN


def test_where_the_keyring_is_locked_those_that_want_a_key_are_not_asked(world: CrowdWorld, tmp_path: Path) -> None:
    settings = Settings(**answered(told_sources(), on=True) | {"outside": tuple(SWITCHED)})
    played(world, settings, tmp_path, 700)
    assert {name for name, _ in world.asked} == set(SWITCHED) - set(KEYED) - FOREIGN


def test_a_crowd_raises_to_possible_and_probes_look_closer_and_no_more_comes_of_it(
    world: CrowdWorld, tmp_path: Path
) -> None:
    world.loud = True

    async def look_up(read: Read) -> Reading:
        async with NetworkReader(ReaderOptions(gap_s=0.0, outside_bases=world.bases), lambda: world.now) as reader:
            return await reader(read)

    def answer(read: Read, seconds: float) -> Reading | None:
        if read.source is not Source.REPORTS:
            return None
        world.now = at(seconds)
        return msgspec.structs.replace(asyncio.run(look_up(read)), time=at(seconds))

    ended = Played([OTHER], answer, watch=wishes(Settings(**YES))).run(400)
    assert ended.states("other") == [State.OK, State.POSSIBLE]
    assert ended.alerts() == []
    (first, *_) = ended.read_at(Source.REPORTS)
    assert any(first <= each <= first + 6 for each in ended.read_at(Source.PROBE))
    reasons = [each for verdict in ended.journal.verdicts for each in verdict.reasons if each.kind.value == "reports"]
    assert reasons
    assert reasons[0].count == 4000
    assert reasons[0].text.startswith("Mastodon")


def headlines(*ages_s: float) -> tuple[Headline, ...]:
    return tuple(Headline(f"Paged down ({age:.0f})", "Kompas", "https://k.example", at(900 - age)) for age in ages_s)


def test_an_old_outages_headline_does_not_decorate_a_new_one() -> None:
    def answer(read: Read, seconds: float) -> Reading | None:
        if read.source is Source.REPORTS:
            return reading(read, seconds, crowd=CrowdReport(0, 0.0), headlines=headlines(60.0, 2000.0, 90_000.0))
        return between(300, 3000, "paged")(read, seconds)

    ended = Played([PAGED], answer, watch=anchored(reports=True)).run(1500)
    assert [each.title for each in ended.journal.said] == ["Paged down (60)", "Paged down (2000)"], "each once"
    assert {each.key for each in ended.journal.said} == {"https://k.example"}


def test_the_usual_level_outlives_a_restart(tmp_path: Path) -> None:
    def answer(read: Read, seconds: float) -> Reading | None:
        if read.source is Source.REPORTS:
            volume = Volume("crowd", "Crowd", 120, 600.0)
            return reading(read, seconds, crowd=CrowdReport(120, 0.0, volumes=(volume,)))
        return None

    first = Played([OTHER], answer, watch=anchored(reports=True)).run(8000)
    second = first.restarted([OTHER], watch=anchored(reports=True))
    (before,) = [each for each in second.journal.trust.values() if each.level is not None]
    assert (before.service, before.target) == ("other", "reports:crowd")
    assert before.level is not None
    watched_h = sum(before.level.hours)
    assert 1.8 < watched_h < 2.5
    second.run(16_000).engine.keep(T + 16_000)
    (after,) = [each for each in second.journal.trust.values() if each.level is not None]
    assert after.level is not None
    assert sum(after.level.hours) > watched_h + 1.8
    with HistoryWriter.open(tmp_path / "history.sqlite", lambda _notice: None, lambda: at(16_000)) as writer:
        writer.commit(Batch(trust=(after,)))
        assert writer.restore(at(16_060)).trust == (after,)


def test_what_a_service_is_called_is_asked() -> None:
    ended = Played([OTHER], watch=anchored(reports=True, outside=("gdelt",), country="ID")).run(700)
    target = next(read.target for _, read in ended.reads if read.source is Source.REPORTS)
    assert isinstance(target, ReportsTarget)
    assert (target.names, target.hashtags, target.sources) == (("Other",), ("#OtherDown",), ("gdelt",))
    assert (target.home, target.category, target.since) == ("ID", "cloud", None)
