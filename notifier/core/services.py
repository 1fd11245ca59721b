"""What a person uses: services with their components, as the catalogue tells them."""

import msgspec

from notifier.core.targets import PageTarget, ProbeTarget
from notifier.core.words import Rule


class Component(msgspec.Struct, frozen=True, omit_defaults=True):
    """A part of a service. `names` holds a person's words by language: English, and those that its file has besides."""

    id: str
    names: dict[str, str]
    rule: Rule = Rule.ALL


class Link(msgspec.Struct, frozen=True, omit_defaults=True):
    """An address that opens the service: in the browser, or in its app."""

    url: str
    app: bool = False


class Service(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a person uses. The facts come from `resources/catalogue/<id>.toml` or from the user's own folder."""

    id: str
    name: str
    owner: str
    category: str
    homepage: str
    components: tuple[Component, ...]
    targets: tuple[ProbeTarget, ...]
    page: PageTarget | None = None
    country: str = ""
    aliases: tuple[str, ...] = ()
    support_accounts: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    clouds: tuple[str, ...] = ()
    """Clouds or content networks that it is known to stand on."""
    weak: tuple[str, ...] = ()
    """Names of the fields above whose source is weak."""
    own: bool = False
    """The user added it; it is not of the shipped catalogue."""
