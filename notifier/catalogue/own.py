"""A service of the user's own, made of an address that was pasted: a URL, a host, a host and port.

What the address means is told by `notifier.probes`; whether it has an official page is found out elsewhere.
"""

import hashlib
import re
from urllib.parse import SplitResult, urlsplit, urlunsplit

from notifier.catalogue.words import COMPONENT_NAMES
from notifier.core.addresses import is_id, is_ip
from notifier.core.model import Component, Link, Service
from notifier.probes import Probe, target_of
from notifier.probes.typed import bracketed, readable, registered


def service_from_address(text: str) -> Service:
    """Make a service of what was pasted; a `UserError` says why it is no address.

    The same address always gives the same id, and no id of the shipped catalogue.
    """
    return service_of(target_of(text))


def service_of(target: Probe) -> Service:
    """Make a service of one target."""
    name, port = readable(target.host), target.shown_port
    component = target.component
    return Service(
        id=_id("-".join((_slug(target.host), *target.marks))),
        name=f"{bracketed(name)}:{port}" if port else name,
        owner=_owner(target.host),
        category="own",
        homepage=_home(target.web),
        components=(Component(component, {"en": COMPONENT_NAMES.get(component, component)}),),
        targets=(target,),
        links=(Link(target.web),) if target.web else (),
        own=True,
    )


def _home(web: str) -> str:
    """The site of a page."""
    parts = urlsplit(web)
    return urlunsplit(SplitResult(parts.scheme, parts.netloc, "/", "", "")) if web else ""


def _owner(host: str) -> str:
    """Guess the part of a host that somebody registered; only used to tell families of services apart."""
    return host if is_ip(host) else readable(registered(host))


def _slug(host: str) -> str:
    """Make a host fit for an id. Dots stay: no shipped id has one."""
    if ":" in host:
        ends = ("0" if host.startswith(":") else "", "0" if host.endswith(":") else "")
        return f"ip6.{ends[0]}{host.replace(':', '-')}{ends[1]}"
    return host if "." in host else f"host.{host}"


def _id(marks: str) -> str:
    if is_id(marks):
        return marks
    digest = hashlib.sha256(marks.encode()).hexdigest()[:12]
    kept = re.sub(r"[^a-z0-9.-]+", "-", marks)[:60].strip(".-") or "address"
    return f"host.{kept}-{digest}"
