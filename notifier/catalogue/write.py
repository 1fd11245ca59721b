"""From a `Service` to the text of its file: short, in the order in which a person reads it, defaults left out."""

from collections.abc import Mapping
from typing import Any

import tomlkit

from notifier.catalogue.schema import FORMAT
from notifier.catalogue.words import COMPONENT_NAMES
from notifier.core.model import Component, Rank, Rule, Service
from notifier.core.targets import ProbeTarget
from notifier.probes.tables import table_of


def as_toml(service: Service) -> str:
    """Write a service as its file; `read_service` reads the same service back."""
    lines = [
        f"format = {FORMAT}",
        f"id = {_value(service.id)}",
        f"name = {_value(service.name)}",
        f"owner = {_value(service.owner)}",
        f"category = {_value(service.category)}",
    ]
    texts = ("homepage", "country")
    lists = ("aliases", "support_accounts", "hashtags", "alternatives", "clouds", "weak")
    lines += [f"{key} = {_value(getattr(service, key))}" for key in texts if getattr(service, key)]
    lines += [f"{key} = {_value(getattr(service, key))}" for key in lists if getattr(service, key)]
    lines += _page(service)
    lines += _links(service)
    for component in service.components:
        lines += _component(component, [each for each in service.targets if each.component == component.id])
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    """Write a value; a table inline, as targets stand in a file."""
    if isinstance(value, Mapping):
        pairs = (f"{tomlkit.key(key).as_string()} = {_value(each)}" for key, each in value.items())
        return "{ " + ", ".join(pairs) + " }"
    return str(tomlkit.item(list(value) if isinstance(value, tuple) else value).as_string())


def _page(service: Service) -> list[str]:
    page = service.page
    if page is None:
        return []
    lines = ["", "[page]", f"provider = {_value(page.provider)}", f"url = {_value(page.url)}"]
    if page.options:
        lines.append(f"options = {_value(page.options)}")
    if page.watched:
        lines.append(f"watched = {_value(page.watched)}")
    if service.page_recorded:
        lines.append(f"recorded = {_value(service.page_recorded)}")
    return lines


def _links(service: Service) -> list[str]:
    if not service.links:
        return []
    links = {("app" if each.app else "web"): each.url for each in reversed(service.links)}
    return ["", "[links]", *(f"{key} = {_value(links[key])}" for key in ("web", "app") if key in links)]


def _component(component: Component, targets: list[ProbeTarget]) -> list[str]:
    lines = ["", "[[component]]", f"id = {_value(component.id)}"]
    shared = {"en": COMPONENT_NAMES.get(component.id)}
    names = {language: words for language, words in component.names.items() if shared.get(language) != words}
    if names:
        lines.append(f"name = {_value(names)}")
    if component.rule is not Rule.ALL or len(targets) > 1:
        lines.append(f"rule = {_value(component.rule.value)}")
    if component.rank is not Rank.CORE:
        lines.append(f"rank = {_value(component.rank.value)}")
    if len(targets) == 1:
        return [*lines, f"target = [{_value(table_of(targets[0]))}]"]
    return [*lines, "target = [", *(f"    {_value(table_of(each))}," for each in targets), "]"]
