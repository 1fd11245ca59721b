"""What the user wishes of single services: own names, groups and their order, weights of parts."""

from pathlib import Path

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from notifier.catalogue.loader import Catalogue
from notifier.config import file
from notifier.config.model import Settings, WatchedService, watch_of
from notifier.config.paths import resources
from notifier.config.wishes import arranged, as_wished, wished_by, wished_services
from notifier.core.model import Rank

GROUPS = st.lists(st.sampled_from(["", "Work", "Family", " Work "]), max_size=12)


def catalogue() -> Catalogue:
    return Catalogue(resources() / "catalogue", resources() / "nothing")


def test_without_wishes_a_service_is_the_catalogues() -> None:
    known = catalogue().get("whatsapp")
    assert known is not None
    assert as_wished(known, Settings()) is known
    assert as_wished(known, Settings(watched=(WatchedService("whatsapp"),))) is known


def test_own_name_group_and_weights_are_put_over_the_catalogues() -> None:
    known = catalogue().get("whatsapp")
    assert known is not None
    ranks = {each.id: each.rank for each in known.components}
    core, minor = (next(id_ for id_, rank in ranks.items() if rank is wanted) for wanted in (Rank.CORE, Rank.MINOR))
    wishes = WatchedService("whatsapp", name="  Mum's\nphone ", group="Family", core=(minor,), minor=(core,))
    wished = as_wished(known, Settings(watched=(wishes,)))
    assert wished.name == "Mum's phone"
    assert wished.group == "Family"
    turned = {each.id: each.rank for each in wished.components}
    assert turned == ranks | {core: Rank.MINOR, minor: Rank.CORE}
    assert wished.targets == known.targets


def test_wishes_are_looked_up_anew_each_time() -> None:
    settings = [Settings(watched=(WatchedService("whatsapp"),))]
    service_of = wished_by(lambda: settings[0], catalogue().get)
    before = service_of("whatsapp")
    settings[0] = Settings(watched=(WatchedService("whatsapp", name="Chat"),))
    after = service_of("whatsapp")
    assert before is not None
    assert after is not None
    assert (before.name, after.name) == ("WhatsApp", "Chat")
    assert service_of("no-such-service") is None


@given(GROUPS)
def test_groups_stand_together_and_nothing_else_moves(groups: list[str]) -> None:
    watched = tuple(WatchedService(f"s{number}", group=group) for number, group in enumerate(groups))
    ordered = arranged(watched)
    assert sorted(each.id for each in ordered) == sorted(each.id for each in watched)
    names = [each.group.strip() or each.id for each in ordered]
    assert list(dict.fromkeys(names)) == list(dict.fromkeys(each.group.strip() or each.id for each in watched))
    assert all(name == names[at - 1] or name not in names[:at] for at, name in enumerate(names) if at)
    for group in set(names):
        members = [each.id for each in ordered if (each.group.strip() or each.id) == group]
        assert members == [each.id for each in watched if (each.group.strip() or each.id) == group]
    assert arranged(ordered) == ordered


def test_the_engine_is_given_the_users_order() -> None:
    watched = (
        WatchedService("gojek", group="Work"),
        WatchedService("whatsapp", group="Family"),
        WatchedService("gone"),
        WatchedService("tiktok", group="Work"),
    )
    services = wished_services(Settings(watched=watched), catalogue().get)
    assert [each.id for each in services] == ["gojek", "tiktok", "whatsapp"]
    assert set(watch_of(Settings(watched=watched)).services) == {each.id for each in watched}


def test_a_file_of_before_there_were_wishes_is_read_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    text = 'version = 1\n\n[[watched]]\nid = "whatsapp"\nnotify = "possible"\n\n[[watched]]\nid = "gojek"\n'
    path.write_text(text)
    loaded = file.load(path)
    assert loaded.problem is None
    assert [each.id for each in loaded.settings.watched] == ["whatsapp", "gojek"]
    changed = file.changed(loaded.settings, "watched.gojek.name", "Rides")
    file.save(path, changed)
    assert file.load(path).settings == changed
    assert msgspec.structs.replace(changed.watched[1], name="") == WatchedService("gojek")
