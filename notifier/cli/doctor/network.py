"""What the doctor finds on the line: anchors, name resolution, certificates, proxy, the clock.

Everything is read at the same time, as politely as the program itself reads.
"""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

import msgspec

from notifier.cli.context import Context
from notifier.cli.doctor.findings import Finding, Level
from notifier.cli.network import reader_of
from notifier.config.model import Settings, watch_of
from notifier.core.failure import FailureKind, UserError
from notifier.core.line.guard import LineGuard
from notifier.core.line.numbers import FEWEST_ANCHORS
from notifier.core.model import LineState, LineStatus, Outcome, Reading, Source
from notifier.core.ports import Read
from notifier.core.targets import AnchorTarget, ProbeTarget
from notifier.core.targets import host_of as host
from notifier.probes.dns import DnsTarget
from notifier.probes.fields import HTTPS_PORT
from notifier.probes.http import HttpTarget
from notifier.probes.tcp import TcpTarget
from notifier.probes.tls import TlsTarget
from notifier.sources.address import address_of
from notifier.sources.client import HttpRequest
from notifier.sources.failures import Progress, explain
from notifier.sources.network import Network
from notifier.sources.proxies import proxy_in_use
from notifier.sources.reader import NetworkReader
from notifier.sources.trust import store
from notifier.words import _
from notifier.words.errors import error_sentence
from notifier.words.line import line_advice, line_notes, line_title
from notifier.words.page_faults import proxy_words
from notifier.words.phrases import capital, failure_words
from notifier.words.times import duration, latency

CLOCK_TOLERANCE: Final = timedelta(minutes=2)
_ANSWERED: Final = (Outcome.OK, Outcome.SLOW)


class Connection(msgspec.Struct, frozen=True):
    """What was found, and how the line is judged."""

    findings: tuple[Finding, ...]
    line: LineStatus


async def look(context: Context) -> Connection:
    """Look at everything that has to do with the network."""
    settings = context.settings
    try:
        reader = reader_of(settings)
    except UserError as error:
        hint = _("Correct the address, or use the system's proxy.")
        name = _("Proxy")
        bad = Finding("proxy", name, Level.BAD, error_sentence(error), hint, 'outage-notifier config proxy ""')
        return Connection((bad,), LineStatus(LineState.OFFLINE))
    anchors = watch_of(settings).anchors
    async with reader:
        readings, *others = await asyncio.gather(
            _read_all(reader, Source.ANCHOR, anchors),
            _names(reader, anchors),
            _certificates(reader, anchors),
            _clock(reader.network, anchors),
        )
        others.append(await _proxy(reader, settings, readings))
    line = _judged(anchors, readings)
    told = [_anchor(anchor, reading) for anchor, reading in zip(anchors, readings, strict=True)]
    return Connection((_line(line), *told, *others), line)


async def _read_all(
    reader: NetworkReader, source: Source, targets: Sequence[AnchorTarget | ProbeTarget]
) -> list[Reading]:
    return await asyncio.gather(
        *(reader(Read(number, source, "", "", each, fresh=True)) for number, each in enumerate(targets))
    )


def _judged(anchors: Sequence[AnchorTarget], readings: Sequence[Reading]) -> LineStatus:
    guard = LineGuard(anchors, patient=False)
    now = datetime.now(UTC)
    for each in readings:
        guard.read(each.target, each.outcome, each.failure, each.time.timestamp(), now.timestamp())
    answering, read = guard.counts(now.timestamp())
    few = answering < FEWEST_ANCHORS
    return LineStatus(guard.state, answering=answering, anchors=read, few=few)


def _line(line: LineStatus) -> Finding:
    text = _("{judgement} ({count} of {total} anchors answer).").format(
        judgement=line_title(line.state), count=line.answering, total=line.anchors
    )
    name = _("Connection")
    if line.state is LineState.ONLINE:
        text = " ".join([text, *line_notes(line)])
        return Finding("line", name, Level.WARNING if line.few else Level.OK, text)
    return Finding("line", name, Level.BAD, text, line_advice(line.state))


def _anchor(anchor: AnchorTarget, reading: Reading) -> Finding:
    name = _("Anchor {target} of {owner}").format(target=anchor.key, owner=anchor.owner)
    if reading.outcome in _ANSWERED:
        return Finding("anchor", name, Level.OK, latency(reading.latency_ms or 0.0))
    hint = _("One alone does not matter: the others tell about the line.")
    return Finding("anchor", name, Level.WARNING, _why(reading), hint)


async def _names(reader: NetworkReader, anchors: Sequence[AnchorTarget]) -> Finding:
    """Look the anchors' names up."""
    name = _("Name resolution")
    targets = [DnsTarget(each) for each in dict.fromkeys(host(anchor) for anchor in anchors if anchor.by_name)]
    readings = await _read_all(reader, Source.PROBE, targets)
    found = [each for each in readings if each.outcome in _ANSWERED]
    if found:
        slowest = latency(max(each.latency_ms or 0.0 for each in found))
        text = _("{count} of {total} names found, within {time}").format(
            count=len(found), total=len(readings), time=slowest
        )
        return Finding("names", name, Level.OK if len(found) == len(readings) else Level.WARNING, text)
    hint = _("The DNS server of your network does not answer; another one may, such as 9.9.9.9.")
    why = _why(readings[0]) if readings else _("There is no name to look up.")
    return Finding("names", name, Level.BAD, why, hint, "resolvectl status")


async def _certificates(reader: NetworkReader, anchors: Sequence[AnchorTarget]) -> Finding:
    """Find the certificate store, and shake hands with an anchor that speaks TLS."""
    name = _("Certificates")
    where = store()
    if not where:
        hint = _("Without certificates no secure connection can be made: install them.")
        text = _("The system has no certificate store.")
        return Finding("certificates", name, Level.BAD, text, hint, "sudo apt install ca-certificates")
    secure = next((each for each in map(_secure, anchors) if each is not None), None)
    if secure is None:
        text = _("From {store}; no anchor speaks TLS, so nothing was tried.").format(store=where)
        return Finding("certificates", name, Level.OK, text)
    (reading,) = await _read_all(reader, Source.PROBE, [secure])
    if reading.outcome in _ANSWERED:
        text = _("From {store}; the certificate of {host} is trusted").format(store=where, host=secure.host)
        return Finding("certificates", name, Level.OK, text)
    text = f"{secure.host}: {_why(reading)}"
    if reading.failure in (FailureKind.CERTIFICATE, FailureKind.TLS):
        hint = _("A wrong clock, old certificates or a program that listens in can be the cause.")
        return Finding("certificates", name, Level.BAD, text, hint, "sudo update-ca-certificates")
    return Finding("certificates", name, Level.WARNING, text)


def _secure(anchor: AnchorTarget) -> TlsTarget | None:
    target = anchor.target
    if isinstance(target, TcpTarget) and target.port == HTTPS_PORT:
        return TlsTarget(target.host)
    if isinstance(target, HttpTarget) and target.url.startswith("https://"):
        address = address_of(target.url)
        return TlsTarget(address.host, address.port)
    return None


async def _clock(network: Network, anchors: Sequence[AnchorTarget]) -> Finding:
    """Compare the clock with that of an anchor's server."""
    name = _("Clock")
    for anchor in anchors:
        if isinstance(anchor.target, HttpTarget):
            theirs = await _date(network, anchor.target.url)
            if theirs is not None:
                return _compared(name, datetime.now(UTC) - theirs, anchor.owner)
    return Finding("clock", name, Level.WARNING, _("No anchor told the time."))


def _compared(name: str, ahead: timedelta, owner: str) -> Finding:
    if abs(ahead) <= CLOCK_TOLERANCE:
        return Finding("clock", name, Level.OK, _("Agrees with that of {owner}.").format(owner=owner))
    if ahead > timedelta():
        text = _("Your clock is {duration} ahead of that of {owner}.")
    else:
        text = _("Your clock is {duration} behind that of {owner}.")
    hint = _("Secure connections fail with a wrong clock: let the system set it.")
    text = text.format(duration=duration(abs(ahead)), owner=owner)
    return Finding("clock", name, Level.WARNING, text, hint, "sudo timedatectl set-ntp true")


async def _date(network: Network, url: str) -> datetime | None:
    progress = Progress()
    try:
        async with network.turn(address_of(url).host, progress):
            answer = await network.client.ask(HttpRequest(url, redirects=0, wanted=lambda _answer: False), progress)
        date = parsedate_to_datetime(answer.headers.get("date", ""))
    except (ValueError, TypeError, IndexError):
        return None  # no date that can be read, or no address that can be asked
    except Exception as error:
        if explain(error, progress) is None:
            raise
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


async def _proxy(reader: NetworkReader, settings: Settings, asked: Sequence[Reading]) -> Finding:
    """Tell which proxy is used, knock at it, and tell what it said to those who asked through it."""
    name, command = _("Proxy"), "outage-notifier config proxy none"
    found = proxy_in_use(settings.proxy)
    if found is None:
        return Finding("proxy", name, Level.OK, _("None is used."))
    (knock,) = await _read_all(reader, Source.PROBE, [TcpTarget(found.host, found.port)])
    if knock.failure is not None:
        text = _("{proxy} does not answer ({reason}).").format(proxy=found.url, reason=failure_words(knock.failure))
        return Finding("proxy", name, Level.BAD, text, _("Correct the address, or use none."), command)
    told = [each.detail for each in asked if each.target.startswith("http")]
    if told and all(proxy_words(each) for each in told):
        hint = _("Correct the address, or use none; its user's name and password are entered in the settings window.")
        return Finding("proxy", name, Level.BAD, f"{capital(proxy_words(told[0]))} ({told[0]})", hint, command)
    return Finding("proxy", name, Level.OK, _("{proxy} answers.").format(proxy=found.url))


def _why(reading: Reading) -> str:
    if own := proxy_words(reading.detail):
        return own
    reason = failure_words(reading.failure) if reading.failure is not None else ""
    if not reason:
        return reading.detail
    return f"{reason} ({reading.detail})" if reading.detail else reason
