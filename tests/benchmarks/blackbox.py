"""Prometheus' blackbox_exporter on the same addresses, where it is installed: what a prober written in Go costs.

It makes a connection anew with each probe and keeps nothing; what it is asked for, it is asked over HTTP.
"""

import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import Final, NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

from tests.benchmarks.processes import usage
from tests.benchmarks.web import Web

NAME: Final = "blackbox_exporter"
PROGRAM: Final = "prometheus-blackbox-exporter"
ROUNDS: Final = 12
PATIENCE_S: Final = 20.0
CONFIGURATION: Final = """modules:
  https:
    prober: http
    timeout: 5s
    http:
      preferred_ip_protocol: ip4
      tls_config:
        ca_file: {certificate}
"""


class Cost(NamedTuple):
    """What one probe costs of the processor, and the memory after all of them."""

    probe_ms: float
    rss_mb: float


def cost(web: Web, folder: Path, services: int) -> Cost | None:
    """Have it probe so many addresses some rounds; None where it is not installed."""
    program = shutil.which(PROGRAM)
    if program is None:
        return None
    configuration = folder / "blackbox.yml"
    configuration.write_text(CONFIGURATION.format(certificate=web.certificate), encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [program, f"--config.file={configuration}", f"--web.listen-address=127.0.0.1:{port}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(port)
            _round(web, port, services)
            before = usage(process.pid)
            for _ in range(ROUNDS):
                _round(web, port, services)
            after = usage(process.pid)
        finally:
            process.terminate()
    return Cost((after.cpu_s - before.cpu_s) / (ROUNDS * services) * 1000, after.rss_mb)


def beside(value: float | None) -> tuple[tuple[str, float], ...]:
    """Give a figure's second comparison; none where it is not installed."""
    return () if value is None else ((NAME, value),)


def _round(web: Web, port: int, services: int) -> None:
    for host in web.hosts[:services]:
        target = f"https://{host}:{web.https_port}/"
        with urlopen(f"http://127.0.0.1:{port}/probe?module=https&target={target}") as answer:
            assert b"\nprobe_success 1\n" in answer.read(), target


def _wait_for(port: int) -> None:
    end = time.monotonic() + PATIENCE_S
    while True:
        try:
            with urlopen(f"http://127.0.0.1:{port}/-/healthy"):
                return
        except URLError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
