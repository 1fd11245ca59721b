"""Every shipped file is right, and together they make sense."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from notifier.catalogue.schema import KNOWN_PROVIDERS, read_service
from notifier.catalogue.search import tight
from notifier.catalogue.words import CATEGORIES, COMPONENT_NAMES
from notifier.core.addresses import is_id, is_web_address
from notifier.core.failure import UserError
from notifier.core.model import Rank, Rule, Service
from notifier.probes.dns import DnsTarget
from notifier.probes.http import HttpTarget
from notifier.probes.tcp import TcpTarget
from notifier.probes.tls import TlsTarget
from notifier.words.language import speak
from notifier.words.names import component_name
from tests.catalogue.conftest import SHIPPED


def read(path: Path) -> Service | UserError:
    """The service of a file, or what is wrong with it."""
    try:
        return read_service(path.read_bytes(), path.name)
    except UserError as error:
        return error


FILES = sorted(SHIPPED.glob("*.toml"))
FOR_COMPANIES = {
    "design",
    "maps",
    "payments",
    "finance",
    "commerce",
    "projects",
    "dev-tools",
    "ci",
    "cloud",
    "network",
    "database",
    "monitoring",
    "analytics",
    "identity",
    "communication",
    "marketing",
    "support",
    "recruiting",
    "own",
    "other",
}
"""Categories that nobody at home looks for."""
CLOUDS = ("AWS", "Akamai", "Alibaba Cloud", "Azure", "Cloudflare", "Fastly", "Google Cloud")
"""Names of clouds and content networks; spelled alike in all files, they can be compared."""
LOOKED_AT = ("avatars", "thumbnails", "profile-pictures", "styles", "telemetry", "cdn-test", "dns-canary", "website")
VITAL = ("messaging", "login", "internet-banking", "gateway", "imap", "smtp", "access-point", "auth")
READ = {path.stem: read(path) for path in FILES}
SERVICES = {stem: each for stem, each in READ.items() if isinstance(each, Service)}


def test_every_file_can_be_read() -> None:
    assert "\n".join(str(each) for each in READ.values() if isinstance(each, UserError)) == ""


def is_secure(url: str) -> bool:
    return is_web_address(url) and url.startswith("https://")


def faults_of(service: Service) -> Iterator[str]:
    """What is wrong with a file that can be read: the key, and what was expected."""
    own = service.category in FOR_COMPANIES or service.id == "internet"
    if service.category in ("own", "other"):
        yield "category: expected one that says what it is (notifier/catalogue/words.py)"
    if not is_secure(service.homepage) and service.id != "internet":
        yield "homepage: expected an address that begins with https://"
    if not own and all(each.app for each in service.links):
        yield '[links]: expected `web = "https://…"`, the page that opens it in a browser'
    if not set(service.clouds) <= set(CLOUDS):
        yield f"clouds: expected some of {', '.join(CLOUDS)}"
    if not all(re.fullmatch(r"@[\w.]+|@\w+@[\w.-]+", each) for each in service.support_accounts):
        yield "support_accounts: expected @name or @name@server"
    if not all(re.fullmatch(r"#\w+", each) for each in service.hashtags):
        yield "hashtags: expected #Words"
    if not all(getattr(service, field) for field in service.weak):
        yield "weak: expected fields that the file has"
    if service.page_recorded and "page" in service.weak:
        yield "weak: a page that was read as it was meant is no guess"
    if service.alternatives and not set(service.alternatives) <= set(SERVICES) - {service.id}:
        yield "alternatives: expected ids of other services"
    elif any(SERVICES[each].owner == service.owner for each in service.alternatives):
        yield "alternatives: expected services of other owners, which fail apart"
    if len(set(service.alternatives)) < len(service.alternatives):
        yield "alternatives: one is there twice"


def test_facts_are_whole() -> None:
    assert "\n".join(f"{id_}.toml: {fault}" for id_, each in SERVICES.items() for fault in faults_of(each)) == ""


def faults_of_parts(service: Service) -> Iterator[str]:
    """What is wrong with a service's components and targets."""
    if {each.id for each in service.components} - {each.component for each in service.targets}:
        yield "[[component]]: one has no target"
    if len({each.key for each in service.targets}) < len(service.targets):
        yield "target: one is there twice"
    if service.id != "signal" and any(isinstance(each, TlsTarget) and not each.verify for each in service.targets):
        yield "verify: expected true; only Signal has an authority of its own"
    if insecure := [each for each in urls_of(service) if not is_secure(each)]:
        yield f"expected https:// instead of {insecure[0]}"
    for component in service.components:
        if component.id not in COMPONENT_NAMES and not {"en", "id"} <= component.names.keys():
            yield f"{component.id}: expected `name = {{ en = …, id = … }}`"
        if component.rule is not Rule.ALL and sum(each.component == component.id for each in service.targets) < 2:
            yield f"rule: {component.id} has a single target"


def faults_of_ranks(service: Service) -> Iterator[str]:
    """Which parts weigh too much or too little (rule 21)."""
    parts = {each.id: each.rank for each in service.components}
    if parts and Rank.CORE not in parts.values() and parts.keys() not in ({"web"}, {"website"}):
        yield "rank: expected a part without it, but for what is watched by a page about it alone"
    yield from (f'{each}: expected `rank = "minor"`' for each in LOOKED_AT if parts.get(each) is Rank.CORE)
    yield from (f"{each}: expected no rank, it is vital" for each in VITAL if parts.get(each) is Rank.MINOR)


def urls_of(service: Service) -> list[str]:
    """Every address that is read or opened."""
    urls = [each.url for each in service.targets if isinstance(each, HttpTarget)]
    urls += [each.url for each in service.links if not each.app]
    if service.page is not None:
        urls += [service.page.url, *(each for each in service.page.options.values() if "://" in each)]
    return urls


def test_parts_are_whole_and_read_securely() -> None:
    assert "\n".join(f"{id_}.toml: {fault}" for id_, each in SERVICES.items() for fault in faults_of_parts(each)) == ""


def test_parts_weigh_what_they_are() -> None:
    assert "\n".join(f"{id_}.toml: {fault}" for id_, each in SERVICES.items() for fault in faults_of_ranks(each)) == ""


def faults_of_text(path: Path) -> Iterator[str]:
    """What is wrong with a file as it is written."""
    text = path.read_text("utf-8")
    raw: dict[str, Any] = tomllib.loads(text)
    if raw["id"] != path.stem or not re.fullmatch("[a-z0-9-]+", path.stem) or not is_id(path.stem):
        yield "id: expected the file's name, of small letters, digits and hyphens"  # a dot is kept for the user's own
    if any(line != line.rstrip() for line in text.splitlines()):
        yield "a line ends with spaces"
    if any("rule" not in each for each in raw["component"] if len(each["target"]) > 1):
        yield "[[component]]: expected a rule, where there are several targets"


def test_files_are_made_for_people() -> None:
    assert "\n".join(f"{path.name}: {fault}" for path in FILES for fault in faults_of_text(path)) == ""


def test_all_services_are_there() -> None:
    assert len(SERVICES) >= 338
    assert sum(each.category not in FOR_COMPANIES for each in SERVICES.values()) >= 90
    assert not any(each.own for each in SERVICES.values())


@pytest.mark.parametrize("language", ["en", "id"])
def test_components_have_names(language: str) -> None:
    speak(language)
    for service in SERVICES.values():
        names = [component_name(each) for each in service.components]
        assert all(each.strip() for each in names), service.id
        assert len(set(names)) == len(names), "a person could not tell them apart"


def test_rules_stand_for_equal_servers_only() -> None:
    rules = {
        (service.id, component.id): (
            component.rule,
            [each for each in service.targets if each.component == component.id],
        )
        for service in SERVICES.values()
        for component in service.components
    }
    rule, servers = rules["whatsapp", "messaging"]
    assert rule is Rule.ANY
    assert {each.key.split("//")[1].split(".")[0] for each in servers} == {f"e{number}" for number in range(1, 17)}
    assert Counter(each.key.rsplit(":")[-1] for each in servers) == {"443": 8, "5222": 8}
    rule, centres = rules["telegram", "messaging"]
    assert (rule, len(centres)) == (Rule.ANY, 6)


def test_names_and_aliases_mean_one_service_each() -> None:
    meant = Counter(
        form for each in SERVICES.values() for form in {tight(name) for name in (each.id, each.name, *each.aliases)}
    )
    assert [form for form, count in meant.items() if count > 1] == []


def test_owners_are_spelled_alike() -> None:
    spellings = {each.owner for each in SERVICES.values()}
    assert len({owner.casefold() for owner in spellings}) == len(spellings)
    family = {each.id for each in SERVICES.values() if each.owner == "Meta"}
    assert family >= {"facebook", "instagram", "messenger", "threads", "whatsapp"}


def test_popular_lists_name_services() -> None:
    lists = tomllib.loads((SHIPPED / "lists" / "popular.toml").read_text("utf-8"))
    assert {"world", "ID"} <= set(lists)
    for country, ids in lists.items():
        assert set(ids) <= set(SERVICES), country
        assert len(set(ids)) == len(ids), country
        assert all(SERVICES[each].country in ("", country, "SG") for each in ids), country


def test_shared_lists_are_used_and_complete() -> None:
    assert {each.page.provider for each in SERVICES.values() if each.page} <= set(KNOWN_PROVIDERS)
    assert {each.category for each in SERVICES.values()} | {"own", "other"} == set(CATEGORIES)


def test_the_example_of_the_page_for_people_is_right() -> None:
    text = (SHIPPED / "README.md").read_text("utf-8")
    example = read_service(text.split("```toml\n")[1].split("```")[0].encode(), "README.md")
    assert {type(each) for each in example.targets} == {HttpTarget, TcpTarget, TlsTarget, DnsTarget}
    assert example.page
