"""Files of the user's own services that are none, or broken: said in a sentence each, and the others are watched."""

import os
import random
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from notifier.catalogue.loader import Catalogue
from notifier.catalogue.own import service_from_address
from notifier.catalogue.write import as_toml
from notifier.core.failure import UserError
from tests.catalogue.conftest import SHIPPED, SMALL
from tests.faults.odd_files import KINDS, put

MOST_S = 1.0
GOOD = SMALL.replace('"acme"', '"good"').replace('"Acme"', '"Good"')


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "services"
    folder.mkdir()
    (folder / "good.toml").write_text(GOOD, encoding="utf-8")
    return folder


def read(own: Path) -> tuple[UserError, ...]:
    """Read them as at a start; what is good is there, and nothing takes long."""
    begun_s = time.thread_time()
    catalogue = Catalogue(SHIPPED, own)
    problems = catalogue.problems
    good, shipped = catalogue.get("good"), catalogue.get("whatsapp")
    assert good is not None
    assert good.own
    assert shipped is not None
    assert catalogue.find("good") == good
    assert time.thread_time() - begun_s < MOST_S
    assert all(len(str(each)) < 1_000 for each in problems)
    return problems


@pytest.mark.fault("own services: broken files")
def test_one_that_is_cut_or_spoiled_anywhere(own: Path, record_property: Callable[[str, object], None]) -> None:
    whole, chance = SMALL.encode(), random.Random(11)
    spoiled = [whole[:length] for length in range(0, len(whole), 3)]
    for _ in range(100):
        place = chance.randrange(len(whole))
        spoiled.append(whole[:place] + chance.randbytes(chance.randint(1, 9)) + whole[place + 1 :])
    record_property("tries", len(spoiled))
    path = own / "acme.toml"
    for data in spoiled:
        path.write_bytes(data)
        assert len(read(own)) <= 1
        assert path.read_bytes() == data, "it is the user's, and left as it is"


@pytest.mark.fault("own services: broken files")
def test_one_that_is_broken_is_kept_beside_when_its_address_is_added_again(own: Path) -> None:
    """It is the user's work, and a typing mistake of theirs."""
    service = service_from_address("https://status.acme.example/")
    path = own / f"{service.id}.toml"
    broken = as_toml(service) + '\n[page\nurl = "https://page.example/"\n'
    path.write_text(broken, encoding="utf-8")
    catalogue = Catalogue(SHIPPED, own)
    assert catalogue.get(service.id) is None
    catalogue.own.add(service)
    assert catalogue.get(service.id) == service
    assert path.with_name(f"{path.name}.bak").read_text("utf-8") == broken
    catalogue.own.add(msgspec.structs.replace(service, name="Another name"))
    assert path.with_name(f"{path.name}.bak").read_text("utf-8") == broken, "one that can be read is no loss"
    assert not catalogue.problems


@pytest.mark.fault("own services: broken files")
@pytest.mark.skipif(os.name != "posix", reason="only POSIX has these")
@pytest.mark.parametrize("kind", [*KINDS, "of others"])
def test_what_stands_in_the_place_of_one_is_never_waited_for(own: Path, kind: str) -> None:
    path = own / "acme.toml"
    path.symlink_to("/etc/shadow") if kind == "of others" else put(kind, path)
    assert [str(each).split()[0] for each in read(own)] in (["acme.toml"], ["acme.toml:"])
