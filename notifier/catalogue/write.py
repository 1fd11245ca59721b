"""From a `Service` to the text of its file: short, in the order in which a person reads it, defaults left out."""

from collections.abc import Mapping
from typing import Any

from notifier.catalogue.schema import FORMAT
from notifier.catalogue.words import COMPONENT_NAMES
from notifier.core.model import Component, Rank, Rule, Service
from notifier.core.targets import ProbeTarget
from notifier.probes.tables import table_of

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}


def as_toml(service: Service) -> str:
    """Write a service as its file; `read_service` reads the same service back."""
    lines = [
        f"format = {FORMAT}",
        f"id = {_text(service.id)}",
        f"name = {_text(service.name)}",
        f"owner = {_text(service.owner)}",
        f"category = {_text(service.category)}",
    ]
    texts = ("homepage", "country")
    lists = ("aliases", "support_accounts", "hashtags", "alternatives", "clouds", "weak")
    lines += [f"{key} = {_text(getattr(service, key))}" for key in texts if getattr(service, key)]
    lines += [f"{key} = {_value(getattr(service, key))}" for key in lists if getattr(service, key)]
    lines += _page(service)
    lines += _links(service)
    for component in service.components:
        lines += _component(component, [each for each in service.targets if each.component == component.id])
    return "\n".join(lines) + "\n"


def _text(value: str) -> str:
    """Write a TOML string."""
    return '"' + "".join(_character(each) for each in value) + '"'


def _character(character: str) -> str:
    escape = _ESCAPES.get(character)
    if escape is not None:
        return escape
    return character if character >= " " and character != "\x7f" else f"\\u{ord(character):04x}"


def _table(values: Mapping[str, Any]) -> str:
    """Write an inline table; keys that are not plain words are quoted."""
    pairs = (
        f"{key if key.isascii() and key.isidentifier() else _text(key)} = {_value(value)}"
        for key, value in values.items()
    )
    return "{ " + ", ".join(pairs) + " }"


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case str():
            return _text(value)
        case dict():
            return _table(value)
        case _:
            return "[" + ", ".join(map(_value, value)) + "]"


def _page(service: Service) -> list[str]:
    page = service.page
    if page is None:
        return []
    lines = ["", "[page]", f"provider = {_text(page.provider)}", f"url = {_text(page.url)}"]
    if page.options:
        lines.append(f"options = {_table(page.options)}")
    if page.watched:
        lines.append(f"watched = {_value(page.watched)}")
    if service.page_recorded:
        lines.append(f"recorded = {_text(service.page_recorded)}")
    return lines


def _links(service: Service) -> list[str]:
    if not service.links:
        return []
    links = {("app" if each.app else "web"): each.url for each in reversed(service.links)}
    return ["", "[links]", *(f"{key} = {_text(links[key])}" for key in ("web", "app") if key in links)]


def _component(component: Component, targets: list[ProbeTarget]) -> list[str]:
    lines = ["", "[[component]]", f"id = {_text(component.id)}"]
    shared = {"en": COMPONENT_NAMES.get(component.id)}
    names = {language: words for language, words in component.names.items() if shared.get(language) != words}
    if names:
        lines.append(f"name = {_table(names)}")
    if component.rule is not Rule.ALL or len(targets) > 1:
        lines.append(f"rule = {_text(component.rule.value)}")
    if component.rank is not Rank.CORE:
        lines.append(f"rank = {_text(component.rank.value)}")
    if len(targets) == 1:
        return [*lines, f"target = [{_table(table_of(targets[0]))}]"]
    return [*lines, "target = [", *(f"    {_table(table_of(each))}," for each in targets), "]"]
