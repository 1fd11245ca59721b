"""The shipped folder, an own folder, and a short file to start from."""

from pathlib import Path

import pytest

from notifier.catalogue.loader import Catalogue

SHIPPED = Path(__file__).parents[2] / "resources" / "catalogue"
SHIPPED_COUNT = len(list(SHIPPED.glob("*.toml")))

SMALL = """\
format = 1
id = "acme"
name = "Acme"
owner = "Acme Inc"
category = "other"

[[component]]
id = "web"
target = [{ kind = "http", url = "https://acme.example/" }]
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    return folder


@pytest.fixture
def catalogue(own: Path) -> Catalogue:
    return Catalogue(SHIPPED, own)
