"""Sources that want a key of the user's own: how a key becomes a session, what is counted, and where keys do not go."""

import asyncio
import base64
import logging
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from notifier.core.failure import UserError
from notifier.core.model import Outcome
from notifier.core.reports import Volume
from notifier.sources import source_keys
from notifier.sources.client import ClientOptions
from notifier.sources.network import Network
from notifier.sources.source_keys import keep_key
from tests.sources.crowd_world import GOOD, KEYED, NOW, PAIR, CrowdWorld
from tests.sources.reports.asking import Asking
from tests.sources.reports.conftest import AskCrowd
from tests.sources.reports.test_crowd import DAY_S, volumes


def test_downdetectors_count_and_its_own_word_of_what_is_usual(crowd_world: CrowdWorld, ask_crowd: AskCrowd) -> None:
    crowd_world.loud = True
    counted = volumes(ask_crowd(sources=("downdetector",), secret=PAIR))
    assert counted["downdetector"] == Volume("downdetector", "Downdetector", 1200, 1800.0, 7.0 * 48, DAY_S)
    assert crowd_world.asked_of("downdetector") == [
        "/tokens",
        "/companies/search?name=GitHub&country=ID&fields=id,name,slug,country_iso&page_size=100",
        "/companies/7?fields=id,stats_24,baseline",
    ], "the company of this name in the user's country"


def test_a_service_that_downdetector_does_not_know_is_no_fault_of_it(
    crowd_world: CrowdWorld, ask_crowd: AskCrowd, tmp_path: Path
) -> None:
    reading = ask_crowd(sources=("downdetector",), secret=PAIR, names=("Toko Ibu",))
    assert (reading.outcome, reading.crowd) == (Outcome.UNVERIFIABLE, None)
    assert reading.detail == "no source could be asked about it"
    assert '"failure"' not in (tmp_path / "outside.json").read_text()


def test_statusgator_warns_and_counts_nothing(crowd_world: CrowdWorld, ask_crowd: AskCrowd) -> None:
    assert volumes(ask_crowd(sources=("statusgator",), secret=GOOD))["statusgator"] == Volume(
        "statusgator", "StatusGator", 0, 900.0
    )
    crowd_world.warned = True
    warned = volumes(ask_crowd(sources=("statusgator",), secret=GOOD))["statusgator"]
    assert (warned.count, warned.alarm) == (0, True)
    assert ask_crowd(sources=("statusgator",), secret=GOOD, names=("Zoom",)).crowd is None, "on no board"


def test_bluesky_counts_posts_about_the_outage_once_each(
    crowd_world: CrowdWorld, ask_crowd: AskCrowd, tmp_path: Path
) -> None:
    crowd_world.skies = [
        ("is GitHub down?", 60.0),
        ("GitHub down, gangguan lagi", 120.0),
        ("let's write down what GitHub did", 200.0),
        ("GitHub gangguan", 7200.0),
        ("my phone is down", 10.0),
    ]
    reading = ask_crowd(sources=("bluesky",), secret=PAIR)
    assert volumes(reading)["bluesky"] == Volume("bluesky", "Bluesky", 3, 3600.0, 1.0, DAY_S - 3600.0)
    asked = crowd_world.asked_of("bluesky")
    assert len(asked) == 3, "a login, and each word"
    assert asked[1].startswith(
        "/app.bsky.feed.searchPosts?q=%22GitHub%22%20down&sort=latest&since=2026-11-20T10:00:00Z"
    )
    kept = str(reading) + "".join(each.read_text() for each in tmp_path.iterdir())
    assert "gangguan lagi" not in kept
    assert "somebody.example" not in kept


def test_a_full_answer_of_bluesky_tells_of_no_more_than_it_reaches(
    crowd_world: CrowdWorld, ask_crowd: AskCrowd
) -> None:
    crowd_world.skies = [("GitHub down", 18.0 * each) for each in range(150)]
    counted = volumes(ask_crowd(sources=("bluesky",), secret=PAIR))["bluesky"]
    assert (counted.count, counted.earlier, counted.earlier_s) == (100, 0.0, 0.0)


@pytest.mark.parametrize("source", ["downdetector", "bluesky"])
def test_a_session_that_is_over_is_renewed_once(crowd_world: CrowdWorld, source: str) -> None:
    with Asking(crowd_world, PAIR) as asking:
        assert asking.trial(source) == 200
        assert crowd_world.sessions == 1
        assert asking.trial(source) == 200
        assert crowd_world.sessions == 1, "the session is used again"
        crowd_world.sessions += 1
        assert asking.trial(source) == 200
        assert crowd_world.sessions == 3, "it was over, so another was made"
        crowd_world.now += timedelta(hours=3)
        assert asking.trial(source) == 200
        assert crowd_world.sessions == 4, "it is good for a while only"


@pytest.mark.parametrize("source", KEYED)
def test_a_key_is_tried_before_it_is_kept(
    crowd_world: CrowdWorld, tmp_path: Path, source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source_keys, "Network", partial(Network, gap_s=0.0))  # else a login is 5 s before its use
    kept: dict[str, str] = {}
    good = PAIR if source in ("downdetector", "bluesky") else GOOD
    path = tmp_path / "outside.json"

    def keep(key: str) -> None:
        asyncio.run(keep_key(source, key, ClientOptions(), kept.__setitem__, path, crowd_world.bases))

    with pytest.raises(UserError, match="does not take this key"):
        keep(good.replace("good", "bad"))
    assert kept == {}
    keep(good)
    name = "outside xcounts" if source == "xposts" else f"outside {source}"
    assert kept == {name: good}, "X has one key for its two"
    keep("")
    assert kept == {name: ""}


@pytest.mark.parametrize("source", ["downdetector", "bluesky"])
def test_a_key_of_another_form_is_not_sent(crowd_world: CrowdWorld, source: str) -> None:
    kept: dict[str, str] = {}
    with pytest.raises(UserError, match="with a colon between them"):
        asyncio.run(keep_key(source, "one-word", ClientOptions(), kept.__setitem__, None, crowd_world.bases))
    assert (crowd_world.asked, kept) == ([], {})


def test_a_key_goes_to_its_source_alone_and_into_nothing_that_is_kept_or_told(
    crowd_world: CrowdWorld, ask_crowd: AskCrowd, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    crowd_world.said = [("We are down", 60.0)]
    secrets = {f"outside {name}": PAIR if name in ("downdetector", "bluesky") else GOOD for name in KEYED}
    readings = [ask_crowd(since=NOW, accounts=("@github", "@status@social.example"), secret_of=secrets.get)]
    assert {*KEYED} <= {name for name, _ in crowd_world.asked}
    for name in KEYED:
        crowd_world.refuses[name] = (401, {})
    crowd_world.now += timedelta(days=1)
    readings.append(ask_crowd(since=NOW, accounts=("@github", "@status@social.example"), secret_of=secrets.get))
    basic = base64.b64encode(PAIR.encode()).decode()
    kept = str(readings) + caplog.text + "".join(each.read_text() for each in tmp_path.rglob("*") if each.is_file())
    for secret in (GOOD, basic, "session1", "session2"):
        assert secret not in kept
        assert not any(secret in path for _, path in crowd_world.asked)
    for (name, path), said, body in zip(crowd_world.asked, crowd_world.authorization, crowd_world.bodies, strict=True):
        told = GOOD in said or GOOD.encode() in body or basic in said
        if name in ("downdetector", "bluesky"):
            assert told == (path in ("/tokens", "/com.atproto.server.createSession")), (name, path)
        else:
            assert told == (name in KEYED), (name, path)
