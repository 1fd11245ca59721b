"""Every shipped file is right, and together they make sense."""

import re
import tomllib
from collections import Counter
from typing import Any

import pytest

from notifier.catalogue.addresses import is_id
from notifier.catalogue.schema import KNOWN_PROVIDERS, read_service
from notifier.catalogue.search import tight
from notifier.catalogue.words import CATEGORIES, CLOUDS, COMPONENT_NAMES
from notifier.core.addresses import is_web_address
from notifier.core.model import Rank, Rule
from notifier.probes.dns import DnsTarget
from notifier.probes.http import HttpTarget
from notifier.probes.tcp import TcpTarget
from notifier.probes.tls import TlsTarget
from notifier.words.language import speak
from notifier.words.names import component_name
from tests.catalogue.conftest import SHIPPED

FILES = sorted(SHIPPED.glob("*.toml"))
SERVICES = {path.stem: read_service(path.read_bytes(), path.name) for path in FILES}


def test_all_services_are_there() -> None:
    assert len(SERVICES) >= 338
    assert sum(CATEGORIES[each.category].consumer for each in SERVICES.values()) >= 90


def test_file_is_named_by_its_id_and_made_for_people() -> None:
    for path in FILES:
        text = path.read_text("utf-8")
        raw: dict[str, Any] = tomllib.loads(text)
        assert raw["id"] == path.stem
        assert re.fullmatch("[a-z0-9-]+", path.stem), "a dot is kept for the user's own ids"
        assert is_id(path.stem)
        assert all(line == line.rstrip() for line in text.splitlines()), path.name
        assert all("rule" in each for each in raw["component"] if len(each["target"]) > 1), path.name
        assert not SERVICES[path.stem].own


def test_facts_are_whole() -> None:
    for service in SERVICES.values():
        assert service.owner, service.id
        assert service.category not in ("own", "other"), service.id
        assert is_web_address(service.homepage, secure=True) or service.id == "internet", service.id
        assert set(service.clouds) <= set(CLOUDS), service.id
        assert all(re.fullmatch(r"@[\w.]+|@\w+@[\w.-]+", each) for each in service.support_accounts), service.id
        assert all(re.fullmatch(r"#[\w]+", each) for each in service.hashtags)
        assert all(getattr(service, field) for field in service.weak), "only what is there can be weak"
        assert not service.page_recorded or "page" not in service.weak, "what was recorded is no guess"


def test_all_is_read_securely() -> None:
    for service in SERVICES.values():
        urls = [each.url for each in service.targets if isinstance(each, HttpTarget)]
        urls += [each.url for each in service.links if not each.app]
        if service.page is not None:
            urls.append(service.page.url)
            urls += [value for value in service.page.options.values() if "://" in value]
        assert [url for url in urls if not is_web_address(url, secure=True)] == []
        unchecked = [each for each in service.targets if isinstance(each, TlsTarget) and not each.verify]
        assert not unchecked or service.id == "signal", "only Signal has an authority of its own"


@pytest.mark.parametrize("language", ["en", "id"])
def test_components_have_targets_and_names(language: str) -> None:
    speak(language)
    for service in SERVICES.values():
        assert {each.id for each in service.components} == {each.component for each in service.targets}, service.id
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
    assert [at for at, (rule, targets) in rules.items() if rule is not Rule.ALL and len(targets) < 2] == []
    rule, servers = rules["whatsapp", "messaging"]
    assert rule is Rule.ANY
    assert {each.key.split("//")[1].split(".")[0] for each in servers} == {f"e{number}" for number in range(1, 17)}
    assert Counter(each.key.rsplit(":")[-1] for each in servers) == {"443": 8, "5222": 8}
    rule, centres = rules["telegram", "messaging"]
    assert (rule, len(centres)) == (Rule.ANY, 6)


def test_no_two_targets_are_alike() -> None:
    for service in SERVICES.values():
        assert len({each.key for each in service.targets}) == len(service.targets), service.id


def test_alternatives_are_other_services_that_fail_apart() -> None:
    for service in SERVICES.values():
        assert set(service.alternatives) <= set(SERVICES) - {service.id}, service.id
        assert len(set(service.alternatives)) == len(service.alternatives), service.id
        assert [each for each in service.alternatives if SERVICES[each].owner == service.owner] == []


def test_consumer_services_can_be_opened() -> None:
    for service in SERVICES.values():
        if CATEGORIES[service.category].consumer and service.id != "internet":
            assert any(not each.app for each in service.links), service.id


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
    used = {each.id for service in SERVICES.values() for each in service.components}
    assert used <= set(COMPONENT_NAMES)
    assert {each.page.provider for each in SERVICES.values() if each.page} <= set(KNOWN_PROVIDERS)
    assert {each.category for each in SERVICES.values()} | {"own", "other"} == set(CATEGORIES)


def test_the_example_of_the_page_for_people_is_right() -> None:
    text = (SHIPPED / "README.md").read_text("utf-8")
    example = read_service(text.split("```toml\n")[1].split("```")[0].encode(), "README.md")
    assert {type(each) for each in example.targets} == {HttpTarget, TcpTarget, TlsTarget, DnsTarget}
    assert example.page


def test_parts_weigh_what_they_are() -> None:
    """A service that is watched by more than its page has a core part; what is only looked at is none (rule 21)."""
    without = [
        each
        for each in SERVICES.values()
        if each.components and all(part.rank is Rank.MINOR for part in each.components)
    ]
    assert [each.id for each in without if len(each.components) > 1] == []
    assert {part.id for each in without for part in each.components} == {"web", "website"}, "a page about it"
    pictures = {"avatars", "thumbnails", "profile-pictures", "styles", "telemetry", "cdn-test", "dns-canary", "website"}
    ranks = {(each.id, part.id): part.rank for each in SERVICES.values() for part in each.components}
    assert {part for (_, part), rank in ranks.items() if rank is Rank.CORE} & pictures == set()
    vital = {"messaging", "login", "internet-banking", "gateway", "imap", "smtp", "access-point", "auth"}
    assert {part for (_, part), rank in ranks.items() if rank is Rank.MINOR} & vital == set()
    assert (ranks["youtube", "avatars"], ranks["youtube", "video"]) == (Rank.MINOR, Rank.CORE)
    assert (ranks["bca", "website"], ranks["bca", "internet-banking"]) == (Rank.MINOR, Rank.CORE)
