"""Every official page of the shipped catalogue: its provider is there and takes its options as they are."""

import tomllib
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest

from notifier.catalogue.schema import KNOWN_PROVIDERS
from notifier.core.targets import PageTarget
from notifier.sources.pages import providers
from notifier.sources.pages.providers import PROVIDERS

SHIPPED = Path(__file__).parents[3] / "resources" / "catalogue"
PAGES: dict[str, dict[str, Any]] = {
    file.stem: page for file in sorted(SHIPPED.glob("*.toml")) if (page := tomllib.loads(file.read_text()).get("page"))
}
ADDRESSES = ("proxy", "widget", "api", "feed", "raw")


def test_the_catalogue_may_name_every_kind_of_page() -> None:
    """Kinds that may be named and modules that read them are one set: nothing is claimed that nobody reads."""
    assert set(PROVIDERS) == set(KNOWN_PROVIDERS) == {each.name for each in iter_modules(providers.__path__)}


@pytest.mark.parametrize("service", sorted(PAGES))
def test_its_own_addresses_are_asked_first(service: str) -> None:
    page = PAGES[service]
    options = page.get("options", {})
    target = PageTarget(page["provider"], page["url"], options, tuple(page.get("watched", ())))
    urls = [request.url for request in PROVIDERS[page["provider"]].requests(target)]
    assert all(url.startswith(("https://", "dns:")) for url in urls)
    named = [options[name] for name in ADDRESSES if name in options]
    if named:
        assert urls[0] in named
    else:
        assert urls[0].startswith(page["url"].rstrip("/").rpartition("/")[0])
