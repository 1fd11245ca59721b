"""What Mastodon is asked, and what is understood, against a server made of its own description by Prism.

Needs the description beside the checkout, and npm's Prism: `make contract-test`.
"""

import asyncio
import json
from collections.abc import Iterator

import pytest

from notifier.core.reports import Volume
from notifier.sources.client import ClientOptions
from notifier.sources.failures import Progress
from notifier.sources.network import Network
from notifier.sources.news import NewsQuestion, news_sources
from notifier.sources.outside.asker import OutsideAsker
from notifier.sources.outside.budgets import Budgets
from notifier.sources.outside.contract import Asked, OutsideReply, Question, SourceUnreadable, Told
from notifier.sources.reader import utc_now
from notifier.sources.reports import ReportQuestion, report_sources
from tests.sources.conftest import RECORDED
from tests.sources.crowd_world import NOW
from tests.sources.prism import not_refused, served
from tests.sources.reports.test_any_bytes import EDITION

pytestmark = pytest.mark.skipif(not RECORDED.is_dir(), reason="the descriptions are not here")
PATHS = ("/api/v1/tags/{name}", "/api/v1/accounts/lookup", "/api/v1/accounts/{id}/statuses")
REPORTED = ReportQuestion(("GitHub",), ("#GitHubDown", "#ghdown"), "dev-tools", "ID", NOW)
PUBLISHED = NewsQuestion(("GitHub",), ("@status@social.example",), EDITION)


@pytest.fixture(scope="module")
def mastodon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """What is asked, of its description; that names a login, which the documents want of none of the three."""
    whole = json.loads((RECORDED / "mastodon" / "openapi-schema.json").read_text(encoding="utf-8"))
    paths = {path: {"get": whole["paths"][path]["get"] | {"security": []}} for path in PATHS}
    described = {key: whole[key] for key in ("openapi", "info", "components")} | {"paths": paths}
    file = tmp_path_factory.mktemp("mastodon") / "openapi.json"
    file.write_text(json.dumps(described), encoding="utf-8")
    yield from served(file, "--multiprocess=false")


def played(source: Asked[Question, Told], question: Question, base: str) -> tuple[OutsideReply, ...]:
    """Ask all that the source is asked."""

    async def main() -> tuple[OutsideReply, ...]:
        network = Network(ClientOptions("none"), utc_now, gap_s=0.0)
        asker = OutsideAsker(network, Budgets(None, utc_now), bases={source.source.id: base})
        request, replies = source.ask(question), list[OutsideReply]()
        while request is not None:
            replies.append(await asker.ask(source.source, request, Progress()))
            not_refused(replies[-1])
            request = source.follow(question, tuple(replies))
        return tuple(replies)

    return asyncio.run(main())


@pytest.mark.contract
def test_mastodon_counts_hashtags(mastodon: str) -> None:
    source = report_sources()["mastodon.social"]
    replies = played(source, REPORTED, mastodon)
    assert [each.status for each in replies] == [200, 200]
    try:
        count = source.parse(REPORTED, replies)
    except SourceUnreadable:
        return  # the days of an example need not be numbers
    assert count is not None
    assert isinstance(count.of(source.source), Volume)


@pytest.mark.contract
def test_mastodon_tells_what_an_account_said(mastodon: str) -> None:
    source = news_sources()["mastodonposts"]
    replies = played(source, PUBLISHED, f"{mastodon}/api/v1")
    assert [each.status for each in replies] == [200, 200]
    assert source.parse(PUBLISHED, replies) == ()
