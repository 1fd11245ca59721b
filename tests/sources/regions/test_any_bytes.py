"""Whatever bytes a source sends, its parser gives a report or says that it cannot be read; and the table is whole."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.core.reports import RegionReport
from notifier.sources.outside.contract import OutsideReply, OutsideRequest, SourceUnreadable
from notifier.sources.regions import RegionQuestion, RegionSource, Tells, region_sources
from notifier.sources.remote import RemoteCheck, Try

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
CHECKS = [RemoteCheck(kind, "www.acme.example", 443) for kind in Try]
CHECKS += [RemoteCheck(Try.WEB, "2001:db8::1", 8443, text="hello", method="GET", statuses=(200, 404))]

WORDS = """
id m1 status finished in-progress failed results probe result country ID asn network tags statusCode statusCodeName
NOERROR answers stats rcv tls authorized nodes id1.node.check-host.net location request_id A AAAA address error data ip
8.8.8.8 asns datasource time level critical probe_asn measurement_count anomaly_count confirmed_count rawBody truncated
failureSource AS7713
"""
words = st.sampled_from(WORDS.split())
leaves = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | words | st.text(max_size=8)
values = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=6), max_leaves=30
)


def _bent(shape: Any) -> st.SearchStrategy[Any]:
    """Values of a wire struct's own shape, with anything in the leaves."""
    return st.fixed_dictionaries({}, optional=dict(shape))


counts = st.integers(-(10**30), 10**30)
globalping = _bent(
    {
        "id": st.just("m1") | values,
        "status": st.sampled_from(["finished", "in-progress"]) | values,
        "results": st.lists(
            _bent(
                {
                    "probe": _bent({"country": words, "asn": counts, "network": st.text(), "tags": st.lists(words)}),
                    "result": _bent(
                        {
                            "status": words,
                            "statusCode": counts,
                            "statusCodeName": words,
                            "rawBody": st.text(),
                            "stats": _bent({"rcv": counts}),
                            "tls": _bent({"authorized": st.booleans(), "error": words}),
                            "answers": values,
                        }
                    ),
                }
            ),
            max_size=5,
        ),
    }
)
ooni = _bent({"result": st.lists(_bent({"probe_asn": values, "measurement_count": counts, "confirmed_count": counts}))})
ioda = _bent({"data": st.lists(_bent({"datasource": words, "time": st.floats(), "level": words}))})
bodies = st.binary(max_size=120) | (values | globalping | ooni | ioda).map(lambda value: json.dumps(value).encode())
replies = st.builds(OutsideReply, status=st.sampled_from([200, 202, 422]), content=bodies)


@pytest.mark.parametrize("name", region_sources())
@given(said=st.lists(replies, min_size=1, max_size=9), check=st.sampled_from(CHECKS), here=st.sampled_from([0, 7713]))
def test_any_bytes(name: str, said: list[OutsideReply], check: RemoteCheck, here: int) -> None:
    region = region_sources()[name]
    question = RegionQuestion(check, ("ID", "MY", "US"), NOW, "ID", here)
    report = None
    with suppress(SourceUnreadable):
        report = _played(region, question, said)
    assert report is None or msgspec.json.decode(msgspec.json.encode(report), type=RegionReport) == report
    if report is not None:
        assert not set(report.works) & set(report.fails)
        assert all(each.ok + each.failed > 0 for each in report.answers)


def _played(region: RegionSource, question: RegionQuestion, said: list[OutsideReply]) -> RegionReport | None:
    request = region.ask(question)
    replies: list[OutsideReply] = []
    while request is not None and len(replies) < len(said):
        assert request.path.startswith("/")
        assert request.path.isascii()
        assert request.path.isprintable()
        assert " " not in request.path
        replies.append(said[len(replies)])
        request = region.follow(question, tuple(replies))
    return region.parse(question, tuple(replies)) if replies else None


def test_the_order_of_asking() -> None:
    order = [(each.tells, name) for name, each in region_sources().items()]
    assert [name for tells, name in order if tells is Tells.TESTS] == ["globalping", "checkhost"]
    assert order == sorted(order, key=lambda each: each[0])


def test_without_a_country_of_ones_own_nobody_asks_about_it() -> None:
    question = RegionQuestion(CHECKS[0], ("US", "DE"), NOW)
    asked = {name: each.ask(question) for name, each in region_sources().items()}
    assert (asked["ioda"], asked["ooni"]) == (None, None)
    assert isinstance(asked["globalping"], OutsideRequest)
