"""A monitoring server of the user's own as a service: it has a page that is read, and nothing here is probed.

Somebody whose list has outgrown one machine lets such a server do the checking, and keeps this program as its tray.
"""

from typing import Final

import msgspec

from notifier.catalogue.own import service_from_address
from notifier.core.addresses import is_id
from notifier.core.model import Service
from notifier.core.targets import PageTarget

KINDS: Final = {
    "alertmanager": "Alertmanager",
    "gatus": "Gatus",
    "icinga": "Icinga",
    "kuma": "Uptime Kuma",
    "nagios": "Nagios",
    "zabbix": "Zabbix",
}
"""Providers that read monitoring servers, and what these are called."""
SERVERS: Final = frozenset({"alertmanager", "icinga", "nagios", "zabbix"})
"""Those of them that never are a company's page for everybody."""


def fleet_of(page: PageTarget) -> Service | None:
    """Make a service of a page that is a monitoring server's; None: it is a company's."""
    return fleet_service(page) if page.provider in SERVERS else None


def fleet_service(page: PageTarget) -> Service:
    """Make a service of a monitoring server's page. Raises UserError for an address that cannot be watched."""
    there = service_from_address(page.url)
    id_ = f"{there.id[:80].rstrip('.-')}-{page.provider}"
    return msgspec.structs.replace(
        there,
        id=id_ if is_id(id_) else there.id,
        name=f"{KINDS.get(page.provider, page.provider)} {there.name}",
        components=(),
        targets=(),
        page=page,
    )
