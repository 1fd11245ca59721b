"""The file of one service: its exact format, and the way from its bytes to a `Service`.

The format is for people. Unknown keys are refused, with the file, the key and what was expected. Writing is
`notifier.catalogue.write`'s affair, finding files `notifier.catalogue.loader`'s.
"""

from typing import Annotated, Final

import msgspec

from notifier.catalogue.addresses import is_app_link
from notifier.catalogue.lines import values_of
from notifier.catalogue.words import CATEGORIES, COMPONENT_NAMES
from notifier.core.addresses import is_id, is_plain, is_web_address
from notifier.core.failure import N_, UserError
from notifier.core.model import Component, Link, Rank, Rule, Service
from notifier.core.targets import PageTarget
from notifier.probes import Probe
from notifier.probes.tables import TableError, read_target
from notifier.sources.pages.kinds import KNOWN_PROVIDERS as KNOWN_PROVIDERS
from notifier.toml import parsed

FORMAT: Final = 1
LARGEST_FILE: Final = 256 * 1024

Words = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class ComponentFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[[component]]`: `name` may be left out for the ids of `notifier.catalogue.words`."""

    id: str
    target: Annotated[tuple[dict[str, object], ...], msgspec.Meta(min_length=1, max_length=64)]
    """What may stand in each is told by its kind, in `notifier.probes`."""
    name: dict[str, Words] = {}
    rule: Rule = Rule.ALL
    rank: Rank = Rank.CORE
    """`minor`: without it the service works all the same (rule 21)."""


class PageFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[page]`."""

    provider: str
    url: str
    options: dict[str, str] = {}
    watched: tuple[str, ...] = ()
    recorded: Annotated[str, msgspec.Meta(pattern=r"^(\d{4}-\d{2}-\d{2})?$")] = ""
    """The newest day in a recorded answer of the page that was read as it was meant."""


class LinksFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[links]`: what opens the service."""

    web: str = ""
    app: str = ""


class ServiceFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    format: int
    id: str
    name: Words
    owner: Words
    category: str
    component: Annotated[tuple[ComponentFile, ...], msgspec.Meta(max_length=64)] = ()
    """None where only the page is read: a monitoring server of the user's own."""
    homepage: str = ""
    country: Annotated[str, msgspec.Meta(pattern="^([A-Z]{2})?$")] = ""
    aliases: tuple[Words, ...] = ()
    support_accounts: tuple[Words, ...] = ()
    hashtags: tuple[Words, ...] = ()
    alternatives: tuple[str, ...] = ()
    clouds: tuple[Words, ...] = ()
    weak: tuple[str, ...] = ()
    page: PageFile | None = None
    links: LinksFile = LinksFile()


class Head(msgspec.Struct, frozen=True):
    """What is said of a service before the first table of its file: enough to find it."""

    id: str
    name: str
    owner: str
    category: str
    aliases: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()


def read_head(data: bytes) -> Head | None:
    """Read the beginning of a file, which is little work; None where that makes no sense by itself."""
    beginning, _, _ = data.partition(b"\n[")
    try:
        return msgspec.convert(values_of(beginning.decode("utf-8-sig")), Head)
    except (ValueError, RecursionError, msgspec.ValidationError):
        return None


def read_listed(data: bytes) -> Service | None:
    """Read what a list shows of a service: all that is said before its components, which are most of the work.

    None where that makes no sense by itself. Nothing but types is checked.
    """
    beginning, _, components = data.partition(b"\n[[component]]")
    if b"\n[page]" in components or b"\n[links]" in components:
        return None
    try:
        wire = msgspec.convert(values_of(beginning.decode("utf-8-sig")), ServiceFile)
    except (ValueError, RecursionError, msgspec.ValidationError):
        return None
    return _service(wire, (), own=False)


def read_service(data: bytes, file: str, *, own: bool = False) -> Service:
    """Make a `Service` of a file's bytes; `file` is its name, for the error's words."""
    if len(data) > LARGEST_FILE:
        raise UserError("{file} is too large", "Expected at most {size} KiB.", file=file, size=LARGEST_FILE // 1024)
    try:
        values = parsed(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UserError("{file} is not text", "Expected a file in UTF-8.", file=file) from error
    except ValueError as error:
        raise UserError("{file} is not a TOML file", "{message}", file=file, message=str(error)) from error
    if values.get("format") != FORMAT:
        hint = N_("Expected format = {format}, the one that this version can read.")
        raise UserError("{file}: {key}", hint, file=file, key="format", format=FORMAT)
    try:
        wire = msgspec.convert(values, ServiceFile)
    except msgspec.ValidationError as error:
        message, _, path = str(error).partition(" - at `")
        key = path.rstrip("`").removeprefix("$").removeprefix(".") or "service"
        raise UserError("{file}: {key}", "{message}", file=file, key=key, message=message) from error
    judge = _Judge(file)
    judge.service(wire)
    return _service(wire, tuple(judge.targets), own=own)


class _Judge:
    """Checks what types cannot say. The first fault is told, with its key."""

    def __init__(self, file: str) -> None:
        self._file = file
        self.targets: list[Probe] = []
        """Those of all components, as far as they are checked."""

    def _need(self, good: bool, key: str, hint: str, **values: object) -> None:
        if not good:
            raise UserError("{file}: {key}", hint, file=self._file, key=key, **values)

    def service(self, wire: ServiceFile) -> None:
        """Check a whole file."""
        self._need(is_id(wire.id), "id", N_("Expected small letters, digits, dots and hyphens."))
        for key in ("name", "owner"):
            text = getattr(wire, key)
            self._need(is_plain(text) and bool(text.strip()), key, N_("Expected a name on one line."))
        categories = ", ".join(CATEGORIES)
        self._need(wire.category in CATEGORIES, "category", N_("Expected one of {known}."), known=categories)
        home = wire.homepage
        self._need(not home or is_web_address(home), "homepage", N_("Expected an http or https address."))
        for key in ("aliases", "support_accounts", "hashtags", "clouds"):
            self._need(all(map(is_plain, getattr(wire, key))), key, N_("Expected words on one line each."))
        self._need(all(map(is_id, wire.alternatives)), "alternatives", N_("Expected ids of other services."))
        fields = Service.__struct_fields__
        self._need(set(wire.weak) <= set(fields), "weak", N_("Expected names among {known}."), known=", ".join(fields))
        self._page_and_links(wire)
        self._components(wire)

    def _page_and_links(self, wire: ServiceFile) -> None:
        links, page = wire.links, wire.page
        self._need(not links.web or is_web_address(links.web), "links.web", N_("Expected an http or https address."))
        self._need(not links.app or is_app_link(links.app), "links.app", N_("Expected an address that opens an app."))
        if page is not None:
            providers = ", ".join(sorted(KNOWN_PROVIDERS))
            known = page.provider in KNOWN_PROVIDERS
            self._need(known, "page.provider", N_("Expected one of {known}."), known=providers)
            self._need(is_web_address(page.url), "page.url", N_("Expected an http or https address."))

    def _components(self, wire: ServiceFile) -> None:
        self._need(bool(wire.component) or wire.page is not None, "component", N_("Expected a component, or a page."))
        seen: set[str] = set()
        keys: set[str] = set()
        for number, component in enumerate(wire.component):
            at = f"component[{number}]"
            self._need(is_id(component.id), f"{at}.id", N_("Expected small letters, digits, dots and hyphens."))
            self._need(component.id not in seen, f"{at}.id", N_("Expected an id that no other component has."))
            seen.add(component.id)
            named = "en" in component.name or component.id in COMPONENT_NAMES
            self._need(named, f"{at}.name.en", N_("Expected the component's name in English."))
            plain = all(map(is_plain, component.name.values()))
            self._need(plain, f"{at}.name", N_("Expected words on one line each."))
            for position, table in enumerate(component.target):
                here = f"{at}.target[{position}]"
                target = self._target(table, component.id, here)
                self._need(target.key not in keys, here, N_("Expected a target that is not in the file twice."))
                keys.add(target.key)
                self.targets.append(target)

    def _target(self, table: dict[str, object], component: str, at: str) -> Probe:
        try:
            return read_target(table, component)
        except TableError as error:
            key = f"{at}.{error.key}" if error.key else at
            raise UserError("{file}: {key}", error.hint, file=self._file, key=key, **error.values) from error


def _service(wire: ServiceFile, targets: tuple[Probe, ...], *, own: bool) -> Service:
    page, links = wire.page, wire.links
    return Service(
        id=wire.id,
        name=wire.name,
        owner=wire.owner,
        category=wire.category,
        homepage=wire.homepage,
        components=tuple(Component(each.id, _names(each), each.rule, each.rank) for each in wire.component),
        targets=targets,
        page=None if page is None else PageTarget(page.provider, page.url, page.options, page.watched),
        country=wire.country,
        aliases=wire.aliases,
        support_accounts=wire.support_accounts,
        hashtags=wire.hashtags,
        alternatives=wire.alternatives,
        links=(*((Link(links.web),) if links.web else ()), *((Link(links.app, app=True),) if links.app else ())),
        clouds=wire.clouds,
        weak=wire.weak,
        page_recorded="" if page is None else page.recorded,
        own=own,
    )


def _names(component: ComponentFile) -> dict[str, str]:
    return component.name if "en" in component.name else {"en": COMPONENT_NAMES[component.id]} | component.name
