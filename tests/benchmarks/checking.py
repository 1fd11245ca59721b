"""What a check costs: the real engine, reader and history in a process of their own, beside asyncio alone.

Of what it consists is measured in `tests.benchmarks.one_check`.

Run as a program with a job's name it does that job and prints one line of JSON; `measure` starts it so.
"""

import asyncio
import json
import os
import random
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from notifier.config.anchors import anchors_of
from notifier.core.events import Event
from notifier.core.model import Component, Service
from notifier.core.watch import Cadence, Watch
from notifier.engine.engine import Engine
from notifier.engine.runner import Runner
from notifier.probes.http import HttpTarget
from notifier.sources.client import ClientOptions
from notifier.sources.reader import NetworkReader, ReaderOptions
from notifier.store.writer import HistoryWriter
from tests.benchmarks import blackbox, one_check
from tests.benchmarks.figures import Figure
from tests.benchmarks.web import Web

FEW, MANY = 20, 1000
FAST_S, MINUTE_S = 5.0, 60.0
WARM_UP_S = 20.0
BARE_WARM_UP, BARE_CHECKS, BARE_PAUSE_S = 5, 40, 1.0


def services(web: Web, count: int, *, secure: bool) -> tuple[Service, ...]:
    """Make so many services, each on a host of its own."""
    scheme, port = ("https", web.https_port) if secure else ("http", web.http_port)
    return tuple(
        Service(
            id=f"stage-{number}",
            name=f"Stage {number}",
            owner=f"Owner {number}",
            category="social",
            homepage="",
            components=(Component("web", {"en": "website"}),),
            targets=(HttpTarget(f"{scheme}://{host}:{port}/"),),
        )
        for number, host in enumerate(web.hosts[:count], 1)
    )


def watch(web: Web, interval_s: float) -> Watch:
    """Wish for these intervals and the web's own anchors."""
    return Watch(cadence=Cadence(probe_s=interval_s, anchor_s=60.0), anchors=anchors_of(web.anchors()))


async def run_engine(
    web: Web, folder: Path, count: int, interval_s: float, *, secure: bool, publish: Callable[[Event], None]
) -> dict[str, float]:
    """Run the real thing for a minute after its first round; count the checks and what they cost."""
    with HistoryWriter.open(folder / "history.db", publish) as history:
        async with NetworkReader(ReaderOptions(ClientOptions(proxy="none"))) as reader:
            wishes = watch(web, interval_s)
            engine = Engine(services(web, count, secure=secure), wishes, history, random.Random(1), publish)
            runner = Runner(engine, reader)
            work = asyncio.create_task(runner.run())
            await asyncio.sleep(WARM_UP_S)
            checks, cpu_s, began = engine.checks, time.process_time(), time.perf_counter()
            await asyncio.sleep(MINUTE_S)
            told = {
                "checks": float(engine.checks - checks),
                "cpu_s": time.process_time() - cpu_s,
                "wall_s": time.perf_counter() - began,
            }
            runner.stop()
            await work
    return told


async def run_bare(web: Web) -> dict[str, float]:
    """Shake hands and ask with asyncio alone, about as often as the engine reads 20 services by default."""
    trust = ssl.create_default_context(cafile=str(web.certificate))
    spent_s = 0.0
    for number in range(-BARE_WARM_UP, BARE_CHECKS):
        await asyncio.sleep(BARE_PAUSE_S)
        if number == 0:
            spent_s = time.process_time()
        host = web.hosts[number % FEW]
        reader, writer = await asyncio.open_connection(host, web.https_port, ssl=trust, server_hostname=host)
        writer.write(f"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        await reader.readuntil(b"\r\n\r\n")
        writer.transport.abort()
    return {"checks": float(BARE_CHECKS), "cpu_s": time.process_time() - spent_s}


def measure(web: Web, folder: Path) -> Iterator[Figure]:
    """Give the figures of checks."""
    bare, usual, few = (_per_check(in_a_process(job, web, folder)) for job in ("bare", "usual", "few"))
    many = in_a_process("many", web, folder)
    layers = in_a_process("layers", web, folder)
    prober = blackbox.cost(web, folder, FEW)
    also = blackbox.beside(prober and prober.probe_ms)
    what, against = "one HTTPS check, from due to committed", "a handshake and a GET in asyncio"
    yield Figure(what, usual, "ms CPU", bare, against, also=also, goal=2.0)
    yield Figure(f"{what}, every {FAST_S:.0f} s", few, "ms CPU", bare, against)
    share = many["cpu_s"] / many["wall_s"] * 100
    yield Figure(f"{MANY:,} services a minute", share, "% of a core", spread=f"{many['checks']:.0f} checks")
    yield from one_check.figures(layers)


def _per_check(told: dict[str, float]) -> float:
    return told["cpu_s"] / told["checks"] * 1000


def in_a_process(job: str, web: Web, folder: Path) -> dict[str, Any]:
    """Do a job in a process of its own; give what it cost."""
    place = folder / job
    place.mkdir()
    command = [sys.executable, "-m", "tests.benchmarks.checking", job, str(place)]
    environment = os.environ | {"SSL_CERT_FILE": str(web.certificate)}
    given = json.dumps([web.hosts, web.http_port, web.https_port, web.large_port, str(web.certificate)])
    done = subprocess.run(command, input=given, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def given_web() -> Web:
    """Read from standard input where the servers are."""
    hosts, http_port, https_port, large_port, certificate = json.load(sys.stdin)
    return Web(tuple(hosts), http_port, https_port, large_port, Path(certificate))


def _nobody(_event: Event) -> None:
    """Show nothing."""


def main(job: str, folder: Path) -> None:
    """Do one job and print what it cost."""
    web = given_web()
    told: dict[str, Any]
    if job == "bare":
        told = asyncio.run(run_bare(web))
    elif job == "layers":
        told = asyncio.run(one_check.layers(web._replace(hosts=web.hosts[:FEW])))
    else:
        count, interval_s = (MANY if job == "many" else FEW, FAST_S if job == "few" else MINUTE_S)
        told = asyncio.run(run_engine(web, folder, count, interval_s, secure=job != "many", publish=_nobody))
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
