"""Whatever bytes a source of reports or headlines sends, its parser counts or says that it cannot be read."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from math import isfinite

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.core.editions import Edition
from notifier.core.outside.source import Key
from notifier.core.reports import Headline
from notifier.sources.mentions import about_outage, names_it, searched
from notifier.sources.news import NewsQuestion, news_sources
from notifier.sources.news.publishers import PUBLISHERS
from notifier.sources.outside.contract import Asked, OutsideReply, OutsideRequest, Question, SourceUnreadable, Told
from notifier.sources.outside_sources import told_sources, trial_of
from notifier.sources.reports import ReportQuestion, report_sources

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
PRESS = tuple(each.id for each in PUBLISHERS)
"""They have one parser."""
QUESTION = ReportQuestion(("GitHub", "GH"), ("#GitHubDown", "#githubdown", "#ghdown"), "dev-tools", "ID", NOW)
ACCOUNTS = ("@WhatsApp", "@status.whatsapp.example", "@status@social.example")
EDITION = Edition("id", "ID")
PUBLISHED = NewsQuestion(("WhatsApp",), ACCOUNTS, EDITION)

WORDS = """
history day accounts uses 1 1795219200 timeline data date value 20261121T094500Z query_details series hits created_at_i
nbHits start post_count tweet_count 2026-11-21T09:00:00Z title id name slug GitHub country_iso stats_24 baseline boards
service display_name early_warning_signal posts uri indexedAt record text access_token accessJwt
"""
words = st.sampled_from(WORDS.split())
leaves = st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats() | words | st.text(max_size=8)
values = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=6), max_leaves=20
)
numbers = st.integers(-5, 10**19) | st.floats(0, 1e308)
shaped = st.one_of(
    st.fixed_dictionaries({"history": st.lists(st.fixed_dictionaries({"day": words, "accounts": words}))}),
    st.fixed_dictionaries(
        {
            "timeline": st.lists(
                st.fixed_dictionaries({"data": st.lists(st.fixed_dictionaries({"date": words, "value": numbers}))})
            )
        }
    ),
    st.fixed_dictionaries({"hits": st.lists(st.fixed_dictionaries({"created_at_i": numbers})), "nbHits": numbers}),
    st.fixed_dictionaries({"data": st.lists(st.fixed_dictionaries({"start": words, "tweet_count": numbers}))}),
    st.lists(st.fixed_dictionaries({"id": st.integers(), "name": words, "slug": words, "country_iso": words})),
    st.lists(st.fixed_dictionaries({"created_at": words, "content": st.none() | words, "url": st.none() | words})),
    st.fixed_dictionaries({"id": st.sampled_from(["109", "x"])}),
    st.fixed_dictionaries({"data": st.lists(st.fixed_dictionaries({"id": words, "text": words, "created_at": words}))}),
    st.fixed_dictionaries({"stats_24": st.lists(numbers), "baseline": st.none() | st.lists(numbers)}),
    st.fixed_dictionaries(
        {
            "data": st.lists(
                st.fixed_dictionaries(
                    {},
                    optional={
                        "id": st.text() | st.integers(),
                        "display_name": words,
                        "early_warning_signal": st.booleans(),
                        "service": st.fixed_dictionaries({"name": words}),
                    },
                )
            )
        }
    ),
    st.fixed_dictionaries(
        {
            "posts": st.lists(
                st.fixed_dictionaries(
                    {
                        "uri": words,
                        "indexedAt": words,
                        "record": st.fixed_dictionaries({"text": st.just("GitHub down") | words}),
                    }
                )
            )
        }
    ),
)
texts = st.lists(
    st.sampled_from(["GitHub down", "WhatsApp gangguan", "<b>", "2000+", "1M+", "Sat, 21 Nov 2026 09:30:00 GMT", "x"])
)
tags = st.sampled_from(
    ["title", "pubDate", "link", "description", "approx_traffic", "news_item_title", "published", "item"]
)


@st.composite
def feeds(draw: st.DrawFn) -> bytes:
    items = ""
    for _ in range(draw(st.integers(0, 4))):
        parts = draw(st.lists(st.tuples(tags, texts), max_size=6))
        inner = "".join(f"<{tag}>{' '.join(said).replace('<b>', '&lt;b&gt;')}</{tag}>" for tag, said in parts)
        items += f"<item>{inner}</item>"
    return f"<rss version='2.0'><channel><title>t</title>{items}</channel></rss>".encode()


bodies = st.binary(max_size=120) | (values | shaped).map(lambda value: json.dumps(value).encode()) | feeds()
replies = st.builds(OutsideReply, status=st.just(200), content=bodies)


@pytest.mark.parametrize("name", report_sources())
@given(said=st.lists(replies, min_size=1, max_size=6))
def test_any_bytes_are_counted_or_unreadable(name: str, said: list[OutsideReply]) -> None:
    reports, count = report_sources()[name], None
    with suppress(SourceUnreadable):
        count = _played(reports, QUESTION, said)
    if count is not None:
        volume = count.of(reports.source)
        assert msgspec.json.decode(msgspec.json.encode(volume), type=type(volume)) == volume
        assert volume.count >= 0 <= volume.earlier
        assert volume.span_s > 0.0 <= volume.earlier_s
        assert isfinite(volume.count + volume.earlier + volume.span_s + volume.earlier_s)


def _published(name: str) -> NewsQuestion:
    """Ask in the language of a publisher."""
    language = next((each.language for each in PUBLISHERS if each.id == name), EDITION.language)
    return msgspec.structs.replace(PUBLISHED, edition=Edition(language))


def _played(source: Asked[Question, Told], question: Question, said: list[OutsideReply]) -> Told | None:
    """Ask as the reader does, as far as the answers reach."""
    request, taken = source.ask(question), list[OutsideReply]()
    assert request is not None
    while request is not None and len(taken) < len(said):
        _is_proper(request)
        taken.append(said[len(taken)])
        request = source.follow(question, tuple(taken))
    return source.parse(question, tuple(taken))


@pytest.mark.parametrize("name", [each for each in news_sources() if each not in PRESS[1:]])
@given(said=st.lists(replies, min_size=1, max_size=6))
def test_any_bytes_are_headlines_or_unreadable(name: str, said: list[OutsideReply]) -> None:
    found: tuple[Headline, ...] | None = None
    with suppress(SourceUnreadable):
        found = _played(news_sources()[name], _published(name), said)
    for each in found or ():
        assert each.title
        assert each.url.startswith(("http://", "https://"))
        assert each.time.tzinfo is not None


@pytest.mark.parametrize("source", [each.id for each in told_sources() if each.key is Key.NEEDED])
@given(said=replies)
def test_any_bytes_are_a_session_or_unreadable(source: str, said: OutsideReply) -> None:
    trial = trial_of(source)
    assert trial is not None
    _is_proper(trial)
    if trial.login is not None:
        with suppress(SourceUnreadable):
            assert said.content.find(trial.login.parse(said).token[:1].encode()) >= 0
        for key in ("name:word", "a:b:c", "\u00e9:x"):
            request = trial.login.ask(key)
            assert request is not None
            _is_proper(request)
        assert trial.login.ask("one-word") is None


def _is_proper(request: OutsideRequest) -> None:
    assert request.path.startswith("/")
    assert request.path.isascii()
    assert request.path.isprintable()
    assert " " not in request.path


@pytest.mark.parametrize("source", told_sources(), ids=lambda each: each.id)
def test_a_source_says_all_that_people_are_told(source: object) -> None:
    source = next(each for each in told_sources() if each is source)
    assert source.base.startswith("https://")
    assert source.host
    assert source.purpose
    assert source.learns
    assert source.limits
    assert source.site.startswith("https://")


def test_ids_are_said_once() -> None:
    names = [each.id for each in told_sources()]
    assert len(names) == len(set(names))


def test_what_has_no_name_that_can_be_searched_is_asked_of_nobody() -> None:
    nameless = ReportQuestion(("X", "t."), (), "social", "ID", NOW)
    asked = {name: each.ask(nameless) for name, each in report_sources().items()}
    assert [name for name, request in asked.items() if request is not None] == ["trends"]
    unnamed = NewsQuestion(("X",), (), EDITION)
    asked_all = {name for name, each in news_sources().items() if each.ask(unnamed) is not None}
    assert asked_all == {each.id for each in PUBLISHERS if each.language == "id"}, "these are not told what it is about"
    homeless = ReportQuestion(("GitHub",), (), "dev-tools", "", NOW)
    assert report_sources()["trends"].ask(homeless) is None
    assert report_sources()["hackernews"].ask(ReportQuestion(("BCA mobile",), (), "banking", "ID", NOW)) is None


@pytest.mark.parametrize(
    ("text", "names", "about"),
    [
        ("WhatsApp down: thousands report problems", ("WhatsApp",), True),
        ("WHATSAPP GANGGUAN hari ini", ("WhatsApp",), True),
        ("Whatsapp Eror, pengguna tidak bisa kirim pesan", ("WhatsApp",), True),
        ("WhatsApp kembali pulih", ("WhatsApp",), True),
        ("WhatsApp gets a new look", ("WhatsApp",), False),
        ("Gangguan sinyal di Jakarta", ("WhatsApp",), False),
        ("Traffic signal down on Main Street", ("Signal",), False),
        ("Signal down for thousands", ("Signal",), True),
        ("SIGNAL DOWN", ("Signal",), True),
        ("is github down?", ("GitHub",), True),
        ("Github down", ("GitHub",), True),
        ("Online banking is down", ("Line",), False),
        ("Countdown to GitHub Universe", ("GitHub",), False),
    ],
)
def test_what_is_about_an_outage(text: str, names: tuple[str, ...], about: bool) -> None:
    assert about_outage(text, names) is about


def test_names_that_are_searched_for() -> None:
    assert searched(("X", 'Twitter "new"', "Twitter", "t.co")) == ("Twitter new", "Twitter")
    assert names_it("my BCA mobile", ("BCA",))
