"""Trying from here what another machine of the user asks about, with the same readings as the program's own."""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

import msgspec

from notifier.core.addresses import is_web_address
from notifier.core.failure import UserError
from notifier.core.model import Outcome, Source
from notifier.core.ports import Read
from notifier.core.targets import AnchorTarget
from notifier.probes import Probe, kinds
from notifier.sources.address import is_inside
from notifier.sources.failures import Progress, explain
from notifier.sources.machines.agent import Agent
from notifier.sources.machines.broker import connected
from notifier.sources.machines.known_machines import KnownMachines
from notifier.sources.machines.messages import Question, topic
from notifier.sources.machines.pairing import Membership
from notifier.sources.reader import NetworkReader
from notifier.sources.remote import RemoteCheck, Try, may_be_named

ANCHORS: Final = 4
"""So many are asked whether this machine's own line is good; half of them must answer. Chosen."""
_ANSWERED: Final = (Outcome.OK, Outcome.SLOW)


async def answer(
    member: Membership,
    place: str,
    country: str,
    reader: NetworkReader,
    anchors: Sequence[AnchorTarget],
    known: KnownMachines,
    tell: Callable[[str], None],
) -> None:
    """Answer the other machines until cancelled; `tell` hears why the broker does not answer, empty: it does.

    Raises UserError where it is not known in which country this machine is, or what speaks MQTT is not installed.
    """
    if not country:
        raise UserError(
            "it is not known in which country this machine is", "for example: outage-notifier config country ID"
        )
    agent = Agent(member.key, place, country, partial(tried, reader, anchors), known=known)
    heard = connected(member.broker, member.password, topic(member.key, Question))
    async with heard as link, asyncio.TaskGroup() as tasks:
        tasks.create_task(agent.serve(link))
        while True:
            tell(await link.change())


async def tried(reader: NetworkReader, anchors: Sequence[AnchorTarget], check: RemoteCheck) -> bool | None:
    """Read it once. None: that does not tell, since it may not be read here, or the line here is bad, too."""
    target = target_of(check)
    if target is None or not await may_be_read(reader, target.host):
        return None
    reading = await reader(Read(0, Source.PROBE, "agent", target.component, target, outside_only=True))
    if reading.outcome in _ANSWERED:
        return True
    return False if reading.outcome is Outcome.FAILED and await _line_is_good(reader, anchors) else None


def target_of(check: RemoteCheck) -> Probe | None:
    """Give what is read for a question; None for one that no kind of target would take."""
    fields: dict[str, Any]
    match check.kind:
        case Try.WEB if not is_web_address(check.url):
            return None
        case Try.WEB:
            expect = {"statuses": check.statuses, "body": check.text}
            fields = {"kind": "http", "url": check.url, "method": check.method, "expect": expect}
        case Try.CONNECT:
            fields = {"kind": "tcp", "host": check.host, "port": check.port}
        case Try.NAME:
            fields = {"kind": "dns", "name": check.host}
    try:
        return msgspec.convert(fields, kinds()[fields["kind"]])
    except (msgspec.ValidationError, ValueError):
        return None


async def may_be_read(reader: NetworkReader, host: str) -> bool:
    """Tell whether it is of the internet: what is in this machine's own network is nobody else's business."""
    progress = Progress()
    if not may_be_named(host):
        return False
    try:
        found = await reader.network.dialer.resolver.addresses(host, progress)
    except Exception as error:
        if explain(error, progress) is None:
            raise
        return True  # that its name is not found is what the reading will tell
    return not any(is_inside(str(address[0])) for _family, address in found)


async def _line_is_good(reader: NetworkReader, anchors: Sequence[AnchorTarget]) -> bool:
    chosen = anchors[:ANCHORS]
    reads = (reader(Read(number, Source.ANCHOR, "", "", each, fresh=True)) for number, each in enumerate(chosen))
    answered = [each for each in await asyncio.gather(*reads) if each.outcome in _ANSWERED]
    return len(answered) * 2 >= len(chosen)
