"""What a list means here: known services are found, what is there stays, and all or nothing is written."""

import json
from pathlib import Path

import msgspec
import pytest

from notifier.catalogue.loader import Catalogue
from notifier.catalogue.own import service_from_address
from notifier.config import file
from notifier.config.model import Settings, WatchedService
from notifier.core.failure import UserError
from notifier.core.watch import NotifyLevel
from notifier.exchange.matching import Known
from notifier.exchange.own_list import write_list
from notifier.exchange.plan import Plan, carry_out, plan_of
from notifier.exchange.reading import read_list
from tests.catalogue.conftest import SHIPPED


@pytest.fixture(scope="module")
def known() -> Known:
    return Known(Catalogue(SHIPPED, Path("nowhere")).all())


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(SHIPPED, tmp_path / "own")


def planned(data: str | bytes, catalogue: Catalogue, settings: Settings | None = None) -> Plan:
    content = data.encode() if isinstance(data, str) else data
    return plan_of(read_list(content), catalogue, settings or Settings())


@pytest.mark.parametrize(
    ("address", "service"),
    [
        ("https://github.com/", "github"),
        ("http://www.github.com", "github"),
        ("https://web.whatsapp.com/", "whatsapp"),
        ("https://www.githubstatus.com", "github"),
        ("https://github.com/torvalds/linux", None),
        ("https://github.com:8443/", None),
        ("https://acme.example/", None),
        ("tcp://github.com:80", None),
    ],
)
def test_addresses_of_known_services(known: Known, address: str, service: str | None) -> None:
    found = known.of(service_from_address(address))
    assert (found.id if found else None) == service


def test_most_home_pages_lead_to_their_service(known: Known) -> None:
    services = [each for each in Catalogue(SHIPPED, Path("nowhere")).all() if each.homepage]
    wrong = []
    right = 0
    for each in services:
        found = known.of(service_from_address(each.homepage))
        right += found == each
        if found is not None and found.homepage != each.homepage:
            wrong.append((each.id, found.id))
    assert wrong == []
    assert right > 0.9 * len(services)


def test_nothing_is_changed_by_planning(catalogue: Catalogue, tmp_path: Path) -> None:
    plan = planned("https://github.com/\nacme.example\nWhatsApp\nnobody knows\n", catalogue)
    assert [each.id for each in plan.watched] == ["github", "acme.example", "whatsapp"]
    assert [each.id for each in plan.described] == ["acme.example"]
    assert [(name, each.id) for name, each in plan.matched] == [("https://github.com/", "github")]
    assert [each.name for each in plan.losses] == ["nobody knows"]
    assert not (tmp_path / "own").exists()


def test_what_is_watched_keeps_its_wishes(catalogue: Catalogue) -> None:
    settings = Settings(watched=(WatchedService("github", NotifyLevel.NOTHING),))
    plan = planned("github.com\nwhatsapp", catalogue, settings)
    assert [each.id for each in plan.already] == ["github"]
    saved: list[Settings] = []
    carry_out(plan, catalogue, settings, saved.append)
    assert saved[0].watched == (WatchedService("github", NotifyLevel.NOTHING), WatchedService("whatsapp"))


def test_the_users_own_description_stays(catalogue: Catalogue) -> None:
    mine = msgspec.structs.replace(service_from_address("acme.example"), name="Mine")
    catalogue.own.add(mine)
    other = msgspec.structs.replace(service_from_address("acme.example"), name="Theirs")
    plan = planned(write_list([WatchedService(other.id)], [other]), catalogue)
    assert (plan.described, [each.id for each in plan.watched]) == ((), [mine.id])
    assert [each.why.title for each in plan.losses] == ["there is already a service of this name"]
    assert planned("acme.example", catalogue).described == ()


def test_one_address_with_two_expectations_is_two_services(catalogue: Catalogue) -> None:
    monitors = [
        {"name": word, "type": "keyword", "url": "https://acme.example/", "keyword": word} for word in ("one", "two")
    ]
    data = json.dumps({"monitorList": [*monitors, monitors[0]]})
    plan = planned(data, catalogue)
    assert [each.name for each in plan.described] == ["one", "two"]
    saved: list[Settings] = []
    carry_out(plan, catalogue, Settings(), saved.append)
    again = planned(data, catalogue, saved[0])
    assert (again.changes, len(again.already)) == (False, 2)


def test_what_is_watched_at_an_address_stands_for_a_usual_monitor_of_it(catalogue: Catalogue) -> None:
    mine = service_from_address("acme.example")
    catalogue.own.add(mine)
    usual = {"name": "Shop", "type": "http", "url": "https://acme.example/", "accepted_statuscodes": ["200-299"]}
    plan = planned(json.dumps({"monitorList": [usual]}), catalogue)
    assert (plan.described, [each.id for each in plan.watched]) == ((), [mine.id])


def test_a_round_trip_gives_the_same(catalogue: Catalogue, tmp_path: Path) -> None:
    own = [service_from_address(each) for each in ("acme.example", "mail.acme.example:993", "dns:acme.example")]
    for each in own:
        catalogue.own.add(each)
    watched = (
        WatchedService("github", NotifyLevel.POSSIBLE, ("web",), ("c1", "c2")),
        WatchedService(own[0].id, NotifyLevel.NOTHING),
        WatchedService(own[1].id),
    )
    data = write_list(watched, own)
    other = Catalogue(SHIPPED, tmp_path / "other")
    settings = tmp_path / "settings.toml"
    carry_out(planned(data, other), other, Settings(), lambda new: file.save(settings, new))
    assert file.load(settings).settings.watched == watched
    assert [each for each in other.all() if each.own] == [each for each in catalogue.all() if each.own]
    assert write_list(watched, [each for each in other.all() if each.own]) == write_list(
        watched, [each for each in catalogue.all() if each.own]
    )


def test_a_broken_own_service_in_a_list_is_lost_alone(catalogue: Catalogue) -> None:
    values = json.loads(write_list([WatchedService("acme.example"), WatchedService("github")], []))
    values["own"] = {"acme.example": "format = ", "../evil": "format = 1"}
    plan = planned(json.dumps(values), catalogue)
    assert [each.id for each in plan.watched] == ["github"]
    assert [each.name for each in plan.losses] == ["acme.example", "../evil", "acme.example"]


def test_when_saving_fails_nothing_is_left(catalogue: Catalogue, tmp_path: Path) -> None:
    def fails(_settings: Settings) -> None:
        raise UserError("the disk is full")

    plan = planned("acme.example\nother.example", catalogue)
    with pytest.raises(UserError, match="full"):
        carry_out(plan, catalogue, Settings(), fails)
    assert list((tmp_path / "own").iterdir()) == []
