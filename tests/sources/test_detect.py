import asyncio
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notifier.sources.client import ClientOptions
from notifier.sources.detect import Detected, NotDetected, detect_page
from notifier.sources.network import Network
from notifier.sources.reader import utc_now
from tests.sources.conftest import Start
from tests.sources.servers import Serve, Visit, free_port, http, says

DATA = Path(__file__).parent / "providers" / "data" / "statuspage"
GREEN = (DATA / "green.json").read_bytes()
HTML = {"Content-Type": "text/html"}
JSON = {"Content-Type": "application/json"}


def found(url: str) -> Detected | NotDetected:
    async def main() -> Detected | NotDetected:
        return await detect_page(Network(ClientOptions("none"), utc_now, timeout_s=5.0, gap_s=0.0), url)

    return asyncio.run(main())


def page(otherwise: Serve) -> Serve:
    """A page that answers what it does not have so."""

    def serve(visit: Visit) -> None:
        visit.read_head()
        if visit.path == "/api/v2/summary.json":
            visit.answer(200, GREEN, JSON)
        else:
            otherwise(visit)

    return serve


def not_found(visit: Visit) -> None:
    visit.answer(404, b"<html>", HTML)


def front_page(visit: Visit) -> None:
    visit.answer(200, b"<html>", HTML)


@pytest.mark.parametrize("otherwise", [not_found, front_page])
@pytest.mark.parametrize("path", ["", "/", "/api/v2/status.json", "/?utm=x#top"])
def test_a_page(path: str, otherwise: Serve, start: Start) -> None:
    detected = found(start(page(otherwise)).url(path))
    assert isinstance(detected, Detected)
    assert (detected.provider, detected.name) == ("statuspage", "Acme Messenger")
    assert [each.id for each in detected.components] == ["login00001", "chat000001", "chat000002"]


REFUSED = [
    (says(200, GREEN, JSON), "everything alike"),
    (says(200, b"<html>Welcome", HTML), "web page"),
    (says(404), "404"),
    (says(401, b"private"), "private"),
    (says(500), "500"),
    (says(200, b'{"page": 1}', JSON), "shape"),
    (http(lambda visit: visit.reset()), "reset"),
]


@pytest.mark.parametrize(("serve", "word"), REFUSED)
def test_no_page(serve: Serve, word: str, start: Start) -> None:
    refused = found(start(serve).url())
    assert isinstance(refused, NotDetected)
    assert word in refused.reason


def test_nobody_there() -> None:
    refused = found(f"http://127.0.0.1:{free_port()}/")
    assert isinstance(refused, NotDetected)
    assert "refused" in refused.reason


@pytest.mark.parametrize("url", ["", "ftp://x", "http://", "https://[", "two words"])
def test_what_is_no_address(url: str) -> None:
    assert isinstance(found(url), NotDetected)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=200))
def test_any_bytes_are_refused_or_a_page(content: bytes, start: Start) -> None:
    assert isinstance(found(start(says(200, content, JSON)).url()), NotDetected)
