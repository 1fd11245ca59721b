"""What a person uses: services with their components, as the catalogue tells them."""

from collections.abc import Collection
from enum import StrEnum

import msgspec

from notifier.core.targets import PageTarget, ProbeTarget
from notifier.core.words import Rank, Rule


class Component(msgspec.Struct, frozen=True, omit_defaults=True):
    """A part of a service. `names` holds a person's words by language: English, and those that its file has besides."""

    id: str
    names: dict[str, str]
    rule: Rule = Rule.ALL
    rank: Rank = Rank.CORE


class Link(msgspec.Struct, frozen=True, omit_defaults=True):
    """An address that opens the service: in the browser, or in its app."""

    url: str
    app: bool = False


class PageProof(StrEnum):
    """How well it is known that an official page is where the catalogue says, and is of that kind."""

    RECORDED = "recorded"
    """An answer of it was recorded, and read as it was meant."""
    DOCUMENTED = "documented"
    """The company's documents or somebody's published program say so; nobody tried it."""
    GUESSED = "guessed"


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
    page_recorded: str = ""
    """The newest day in a recorded answer of the page that was read as it was meant; empty: there is none."""
    own: bool = False
    """The user added it; it is not of the shipped catalogue."""
    group: str = ""
    """The user's own group that it stands in; empty: in none. No file of the catalogue says it."""

    def are_minor(self, parts: Collection[str]) -> bool:
        """Tell whether there are such parts, and all weigh little; of what only a page names that is not known."""
        ranks = {each.id: each.rank for each in self.components}
        return bool(parts) and all(ranks.get(each) is Rank.MINOR for each in parts)

    @property
    def page_proof(self) -> PageProof | None:
        """How well the official page is known; None: there is none, or it is the user's own and was read when added."""
        if self.page is None or self.own:
            return None
        if "page" in self.weak:
            return PageProof.GUESSED
        return PageProof.RECORDED if self.page_recorded else PageProof.DOCUMENTED
