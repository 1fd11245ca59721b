from datetime import UTC, datetime, timedelta

import pytest

from notifier.core.failure import FailureKind
from notifier.core.model import Outcome, Reading, Source
from notifier.core.past.story import ASKED_OFTEN
from notifier.core.ports import Batch
from notifier.store.writer import HistoryWriter
from tests.cli.conftest import Commands


def test_json_has_the_promised_keys_of_every_service(cli: Commands) -> None:
    told = cli("services", "--json")
    assert told.status == 0
    assert len(told.json) >= 90
    for each in told.json:
        assert list(each) == ["id", "name", "owner", "category", "aliases", "watched", "page"]
        assert isinstance(each["aliases"], list)
        assert each["watched"] is False


def test_a_word_finds_and_watched_ones_say_so(cli: Commands) -> None:
    cli("add", "whatsapp")
    (first, *_) = cli("services", "whats", "--json").json
    assert (first["id"], first["owner"], first["watched"]) == ("whatsapp", "Meta", True)


def test_the_table_names_the_service(cli: Commands) -> None:
    told = cli("services", "tiktok")
    assert told.status == 0
    assert "TikTok" in told.out
    assert "ByteDance" in told.out


def test_nothing_found_is_said_and_an_empty_list(cli: Commands) -> None:
    told = cli("services", "zzqqxxyy", "--json")
    assert (told.status, told.json) == (0, [])
    assert "no service matches zzqqxxyy" in told.err


def asked_for_its_page(cli: Commands, service: str, outcome: Outcome, times: int) -> None:
    """Let the history know so many readings of an official page."""
    url = cli.catalogue.get(service).page.url  # type: ignore[union-attr]
    failure = FailureKind.HTTP_UNEXPECTED if outcome is Outcome.FAILED else None
    start = datetime.now(UTC) - timedelta(days=3)
    readings = [
        Reading(Source.PAGE, service, "", url, start + timedelta(minutes=2 * number), outcome, failure)
        for number in range(times)
    ]
    with HistoryWriter.open(cli.paths.history_file, lambda _notice: None) as writer:
        writer.commit(Batch(readings=tuple(readings)))


def page_of(cli: Commands, service: str) -> dict[str, object]:
    (found,) = [each for each in cli("services", service, "--json").json if each["id"] == service]
    page: dict[str, object] = found["page"]
    return page


@pytest.mark.parametrize(
    ("service", "proof", "recorded", "told"),
    [
        ("cloudflare", "recorded", "2026-04-21", "recorded 2026-04-21"),
        ("discord", "documented", None, "documented"),
        ("booxi", "guessed", None, "a guess"),
    ],
)
def test_how_well_a_page_is_known_is_seen(
    cli: Commands, service: str, proof: str, recorded: str | None, told: str
) -> None:
    page = page_of(cli, service)
    assert list(page) == ["provider", "url", "proof", "recorded", "read_here"]
    assert (page["proof"], page["recorded"], page["read_here"]) == (proof, recorded, None)
    (line,) = [each for each in cli("services", service).out.splitlines() if each.startswith(f"{service} ")]
    assert told in line


def test_a_service_without_a_page_says_nothing_of_one(cli: Commands) -> None:
    (found,) = [each for each in cli("services", "tiktok", "--json").json if each["id"] == "tiktok"]
    assert found["page"] is None


@pytest.mark.parametrize("outcome", [Outcome.FAILED, Outcome.UNVERIFIABLE, Outcome.UNREADABLE])
def test_a_page_that_was_never_readable_from_here_says_so(cli: Commands, outcome: Outcome) -> None:
    asked_for_its_page(cli, "discord", outcome, ASKED_OFTEN - 1)
    assert page_of(cli, "discord")["read_here"] is None, "it may have been a bad moment"
    asked_for_its_page(cli, "cloudflare", outcome, ASKED_OFTEN)
    assert page_of(cli, "cloudflare")["read_here"] is False
    told = cli("services", "cloudflare").out
    assert "never readable here" in told
    assert "recorded" not in told


def test_a_page_that_was_read_once_counts(cli: Commands) -> None:
    asked_for_its_page(cli, "discord", Outcome.FAILED, 3 * ASKED_OFTEN)
    asked_for_its_page(cli, "discord", Outcome.OK, 1)
    assert page_of(cli, "discord")["read_here"] is True
    assert "read here" in cli("services", "discord").out
