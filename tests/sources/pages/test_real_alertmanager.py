"""The real Alertmanager and blackbox exporter of Debian's packages, on loopback: fire, silence, inhibit, resolve.

The test is the Prometheus between the two: it asks the exporter whether a server answers and tells the Alertmanager.
"""

import asyncio
import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import ProxyHandler, Request, build_opener

import pytest

from notifier.core.model import Outcome, PageLevel, PageReport, Source
from notifier.core.targets import PageTarget
from notifier.sources.pages.detect import Detected, detect_page
from notifier.sources.reader import NetworkReader, ReaderOptions
from tests.sources.conftest import Start, reading_of
from tests.sources.servers import free_port, says

MANAGER, EXPORTER = "prometheus-alertmanager", "prometheus-blackbox-exporter"
pytestmark = pytest.mark.skipif(
    not (shutil.which(MANAGER) and shutil.which(EXPORTER)), reason=f"{MANAGER} or {EXPORTER} is not installed"
)
CONFIG = """\
route: {receiver: nobody}
receivers: [{name: nobody}]
inhibit_rules:
- source_matchers: [alertname = "SiteDown"]
  target_matchers: [alertname = "PageDown"]
"""
MODULES = "modules: {http: {prober: http, http: {preferred_ip_protocol: ip4}}}\n"
ask_nobody_else = build_opener(ProxyHandler({})).open


@contextmanager
def running(folder: Path, *command: str) -> Iterator[None]:
    """Run a server until the end, from the moment it listens."""
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            assert any("isten" in line and "address" in line for line in process.stderr), "it ended before it listened"
            yield
        finally:
            process.terminate()
            process.stderr.read()


class Manager:
    """The Alertmanager."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"

    def call(self, path: str, content: object) -> Any:
        data = json.dumps(content).encode()
        request = Request(f"{self.url}{path}", data, {"Content-Type": "application/json"})
        with ask_nobody_else(request, timeout=10) as answer:
            return json.loads(answer.read() or b"null")

    def fire(self, name: str, severity: str, *, ends_in_s: float = 600.0, **labels: str) -> None:
        now = datetime.now(UTC)
        self.call(
            "/api/v2/alerts",
            [
                {
                    "labels": {"alertname": name, "severity": severity, **labels},
                    "annotations": {"summary": f"{name} <b>fires</b>"},
                    "startsAt": (now - timedelta(minutes=5)).isoformat(),
                    "endsAt": (now + timedelta(seconds=ends_in_s)).isoformat(),
                }
            ],
        )

    def silence(self, name: str) -> None:
        now = datetime.now(UTC)
        self.call(
            "/api/v2/silences",
            {
                "matchers": [{"name": "alertname", "value": name, "isRegex": False, "isEqual": True}],
                "startsAt": now.isoformat(),
                "endsAt": (now + timedelta(hours=1)).isoformat(),
                "createdBy": "a test",
                "comment": "known",
            },
        )

    def read(self, **options: str) -> PageReport:
        async def main() -> PageReport:
            async with NetworkReader(ReaderOptions(timeout_s=10.0, gap_s=0.0)) as reader:
                reading = await reader(reading_of(PageTarget("alertmanager", self.url, options), Source.PAGE))
                assert (reading.outcome, reading.detail) == (Outcome.OK, "")
                assert reading.page is not None
                return reading.page

        return asyncio.run(main())


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[Manager]:
    (tmp_path / "manager.yml").write_text(CONFIG)
    port = free_port()
    options = ("--config.file=manager.yml", "--storage.path=data", "--cluster.listen-address=")
    with running(tmp_path, MANAGER, *options, f"--web.listen-address=127.0.0.1:{port}"):
        yield Manager(port)


def test_fired_silenced_resolved(manager: Manager) -> None:
    assert (manager.read().level, manager.read().incidents) == (PageLevel.OPERATIONAL, ())
    manager.fire("Slow", "warning", team="web")
    manager.fire("Note", "info")
    report = manager.read()
    assert report.level is PageLevel.DEGRADED
    (incident,) = report.incidents
    assert incident.title == "Slow fires"
    assert incident.started is not None
    assert timedelta(minutes=4) < datetime.now(UTC) - incident.started < timedelta(minutes=7)
    assert incident.statements[0].text == "alertname=Slow, severity=warning, team=web"
    manager.fire("Down", "critical")
    assert manager.read().level is PageLevel.MAJOR_OUTAGE
    assert manager.read(filter='team="web"').level is PageLevel.DEGRADED
    manager.silence("Down")
    assert [each.title for each in manager.read().incidents] == ["Slow fires"]
    manager.fire("Slow", "warning", team="web", ends_in_s=-1.0)
    assert (manager.read().level, manager.read().incidents) == (PageLevel.OPERATIONAL, ())


def test_it_is_found_by_its_address(manager: Manager) -> None:
    async def main() -> object:
        async with NetworkReader(ReaderOptions(timeout_s=10.0, gap_s=0.0)) as reader:
            return await detect_page(reader.network, manager.url)

    found = asyncio.run(main())
    assert isinstance(found, Detected), found
    assert (found.provider, found.url) == ("alertmanager", manager.url)


def test_from_a_server_that_dies_to_the_tray(manager: Manager, tmp_path: Path, start: Start) -> None:
    (tmp_path / "exporter.yml").write_text(MODULES)
    port = free_port()
    good, bad = start(says(200, b"fine")), start(says(503, b"broken"))

    def watched(url: str) -> bool:
        query = urlencode({"module": "http", "target": url})
        with ask_nobody_else(f"http://127.0.0.1:{port}/probe?{query}", timeout=10) as answer:
            lines = answer.read().decode().splitlines()
        assert "probe_success 1" in lines or "probe_success 0" in lines
        return "probe_success 1" in lines

    with running(tmp_path, EXPORTER, "--config.file=exporter.yml", f"--web.listen-address=127.0.0.1:{port}"):
        for name, server in (("GoodDown", good), ("PageDown", bad)):
            if not watched(server.url()):
                manager.fire(name, "critical", instance=server.url())
    report = manager.read()
    assert report.level is PageLevel.MAJOR_OUTAGE
    assert [each.title for each in report.incidents] == ["PageDown fires"]
    assert f"instance={bad.url()}" in report.incidents[0].statements[0].text
    manager.fire("SiteDown", "high")  # which inhibits the other
    report = manager.read()
    assert [each.title for each in report.incidents] == ["SiteDown fires"]
    assert report.level is PageLevel.PARTIAL_OUTAGE
