"""The catalogue: what is read when, whose file wins, and what a broken file may not do."""

import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from notifier.catalogue.loader import Catalogue
from notifier.catalogue.own import service_from_address
from notifier.core.failure import UserError
from notifier.core.model import Service
from tests.catalogue.conftest import SHIPPED, SHIPPED_COUNT, SMALL

WATCHED = ("whatsapp", "tiktok", "bca", "gojek", "telegram")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are opened from now on."""
    names: list[str] = []
    real: Callable[..., Any] = io.open

    def counted(file: Any, *rest: Any, **more: Any) -> Any:
        names.append(Path(file).name if isinstance(file, str | os.PathLike) else "")
        return real(file, *rest, **more)

    monkeypatch.setattr(io, "open", counted)
    return names


def test_five_watched_services_cost_five_files(opened: list[str], own: Path) -> None:
    catalogue = Catalogue(SHIPPED, own)
    for _ in range(3):
        services = [catalogue.get(each) for each in WATCHED]
    assert [each.id for each in services if each] == list(WATCHED)
    assert opened == [f"{each}.toml" for each in WATCHED]


def test_an_id_is_found_without_reading_the_rest(opened: list[str], catalogue: Catalogue) -> None:
    found = catalogue.find("WhatsApp")
    assert found is not None
    assert opened == ["whatsapp.toml"]


def test_searching_reads_every_beginning_once_and_whole_only_what_is_found(
    opened: list[str], catalogue: Catalogue
) -> None:
    found = [*catalogue.search("wa"), *catalogue.search("fb"), *catalogue.search("wa")]
    found += [service for service in [catalogue.find("klikbca")] if service is not None]
    assert len(set(opened)) == SHIPPED_COUNT + 1  # and the popular list
    assert {name for name in opened if opened.count(name) > 1} == {f"{each.id}.toml" for each in found}
    assert max(map(opened.count, opened)) == 2


def test_all_are_listed_by_name(catalogue: Catalogue) -> None:
    names = [each.name for each in catalogue.all()]
    assert len(names) == SHIPPED_COUNT
    assert [each for each in names if each in ("8x8", "Acoustic", "1Password")] == ["1Password", "8x8", "Acoustic"]


def bare(services: list[Service]) -> list[Service]:
    return [msgspec.structs.replace(each, components=(), targets=()) for each in services]


def test_a_list_says_of_each_what_its_whole_file_says(opened: list[str], catalogue: Catalogue, own: Path) -> None:
    listed = catalogue.listed()
    assert max(map(opened.count, opened)) == 1
    whole = Catalogue(SHIPPED, own)
    assert listed == bare(whole.all())
    assert catalogue.listed("wa") == bare(whole.search("wa"))


def test_what_is_ones_own_or_says_its_page_late_is_listed_too(tmp_path: Path) -> None:
    shipped, own = tmp_path / "shipped", tmp_path / "own"
    shipped.mkdir()
    own.mkdir()
    page = '\n[page]\nprovider = "statuspage"\nurl = "https://status.example"\n'
    (shipped / "acme.toml").write_text(SMALL + page, "utf-8")
    (shipped / "broken.toml").write_text("name = ", "utf-8")
    (own / "mine.toml").write_text(SMALL.replace('"acme"', '"mine"'), "utf-8")
    catalogue = Catalogue(shipped, own)
    acme, mine = sorted(catalogue.listed(), key=lambda each: each.id)
    assert (mine.id, mine.own, bool(mine.targets)) == ("mine", True, True)
    assert acme.page is not None
    assert acme.page.url == "https://status.example"
    assert len(catalogue.problems) == 1


@pytest.mark.parametrize("service", ["", "..", "../../etc/passwd", "lists/popular", "a\\b", "nope", "WHATSAPP", "\0"])
def test_what_is_no_id_gives_nothing(catalogue: Catalogue, service: str) -> None:
    assert catalogue.get(service) is None


def test_own_file_wins_and_gives_way_again(catalogue: Catalogue, own: Path) -> None:
    shipped = catalogue.get("whatsapp")
    path = own / "whatsapp.toml"
    path.write_text(SMALL.replace('"acme"', '"whatsapp"').replace('"Acme"', '"My WhatsApp"'))
    changed = catalogue.get("whatsapp")
    assert changed is not None
    assert (changed.name, changed.own) == ("My WhatsApp", True)
    assert catalogue.find("my whatsapp") == changed
    assert sum(each.id == "whatsapp" for each in catalogue.all()) == 1
    path.unlink()
    assert catalogue.get("whatsapp") == shipped
    assert catalogue.find("my whatsapp") is None


def test_own_file_is_read_again_when_it_changes(catalogue: Catalogue, own: Path) -> None:
    (own / "acme.toml").write_text(SMALL)
    assert catalogue.find("acme corp") is None
    (own / "acme.toml").write_text(SMALL.replace('"Acme"', '"Acme Corp"'))
    found = catalogue.find("acme corp")
    assert found is not None
    assert found.id == "acme"


def test_broken_own_files_break_nothing_and_are_told(catalogue: Catalogue, own: Path) -> None:
    (own / "acme.toml").write_text(SMALL)
    (own / "whatsapp.toml").write_text("format = ")
    (own / "other.toml").write_text(SMALL)
    (own / "My Service.toml").write_text(SMALL)
    assert [problem.title for problem in catalogue.problems] == [
        "My Service.toml has no usable name",
        "other.toml: id",
        "whatsapp.toml is not a TOML file",
    ]
    shipped = catalogue.get("whatsapp")
    assert shipped is not None
    assert not shipped.own
    assert catalogue.get("acme") is not None
    assert catalogue.get("other") is None
    assert len(catalogue.all()) == SHIPPED_COUNT + 1
    for path in own.glob("*.toml"):
        path.unlink()
    assert catalogue.problems == ()


def test_a_broken_shipped_file_is_told_too(tmp_path: Path) -> None:
    (tmp_path / "acme.toml").write_text(SMALL)
    (tmp_path / "bad.toml").write_bytes(b"\xff")
    catalogue = Catalogue(tmp_path, tmp_path / "none")
    assert [each.id for each in catalogue.all()] == ["acme"]
    assert [problem.title for problem in catalogue.problems] == ["bad.toml is not text"]
    assert catalogue.popular("ID") == ()


def test_own_folder_that_cannot_be_read_is_told(catalogue: Catalogue, own: Path) -> None:
    (own / "acme.toml").mkdir()
    assert catalogue.get("acme") is None
    assert [problem.title for problem in catalogue.problems] == ["acme.toml cannot be read"]


def test_own_services_are_added_and_removed(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "services"
    service = service_from_address("https://status.example.co.id/health?deep=1")
    Catalogue(SHIPPED, folder).own.add(service)
    catalogue = Catalogue(SHIPPED, folder)
    assert catalogue.get(service.id) == service
    assert catalogue.find("status.example.co.id") == service
    assert [each.name for each in folder.iterdir()] == [f"{service.id}.toml"]
    catalogue.own.remove(service.id)
    catalogue.own.remove(service.id)
    catalogue.own.remove("../../x")
    assert catalogue.get(service.id) is None
    assert list(folder.iterdir()) == []


def test_adding_fails_cleanly_and_leaves_the_old_file(
    catalogue: Catalogue, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = service_from_address("example.com")
    catalogue.own.add(service)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserError, match="No space left"):
        catalogue.own.add(msgspec.structs.replace(service, name="Other"))
    assert [each.name for each in own.iterdir()] == ["example.com.toml"]
    assert catalogue.get("example.com") == service


def test_a_service_that_could_not_be_read_again_is_not_written(catalogue: Catalogue, own: Path) -> None:
    service = msgspec.structs.replace(service_from_address("example.com"), id="../evil")
    with pytest.raises(UserError):
        catalogue.own.add(service)
    assert list(own.parent.rglob("*.toml")) == []


def test_popular_services_are_those_of_the_country_first(catalogue: Catalogue) -> None:
    indonesian = catalogue.popular("id")
    assert indonesian[0] == "whatsapp"
    assert {"gojek", "tokopedia", "bca", "shopee-id"} <= set(indonesian[:15])
    assert "netflix" in indonesian
    assert "gojek" not in catalogue.popular("")
    assert catalogue.popular("ZZ") == catalogue.popular("")
