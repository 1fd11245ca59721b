"""Names that services cannot be found by, asked of another name server where the user allows it (rule 17).

Found there, it is the name server of the user's network; not found there either, it is the services' own names. Asked
once for an event of several owners, before it is told; where the other server is silent nothing follows. Pure: how it
is asked is in `notifier.sources.name_server`, when in `notifier.engine.witnesses`.
"""

from collections.abc import Collection
from typing import Final

import msgspec

from notifier.core.common_cause import BY_NAME, Common
from notifier.core.model import Outcome, Reading
from notifier.core.service.evidence import ServiceEvidence
from notifier.core.targets import NamesTarget

NAMES_MOST: Final = 5
"""So many of the names are asked for, of one owner each."""


def target_of(common: Common, every: Collection[ServiceEvidence], server: str) -> NamesTarget | None:
    """Give what is to be asked about an event; None: it is not by names that most of its members fail."""
    by_name = [each for each in common.members.values() if each.ways & BY_NAME]
    if not server or common.names_asked or 2 * len(by_name) <= len(common.members):
        return None
    names: dict[str, str] = {}
    for service in every:
        name = _failing_name(service) if service.service.id in common.members else ""
        if name:
            names.setdefault(service.service.owner, name)
    return NamesTarget(tuple(names.values())[:NAMES_MOST], server) if names else None


def _failing_name(service: ServiceEvidence) -> str:
    doubts = {key: each.doubt for key, each in service.targets.items()}
    failing = {key for key, doubt in doubts.items() if doubt is not None and doubt.failure in BY_NAME}
    return next((each.host.lower() for each in service.service.targets if each.key in failing), "")


def heard(common: Common, reading: Reading) -> Common:
    """Give the event with what the other name server said."""
    found = {Outcome.OK: True, Outcome.FAILED: False}.get(reading.outcome)
    return msgspec.structs.replace(common, names_found=found, names_awaited=False)
