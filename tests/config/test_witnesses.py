"""The witnesses that come with the program."""

from notifier.catalogue.loader import Catalogue
from notifier.config.model import Settings, watch_of
from notifier.config.paths import resources
from notifier.config.witnesses import shipped_witnesses
from notifier.probes.http import HttpTarget


def test_they_are_many_of_different_owners_and_hosts() -> None:
    listed = shipped_witnesses()
    assert len({each.owner for each in listed}) == len(listed) >= 12
    assert len({each.target.host for each in listed}) == len(listed)
    assert all(isinstance(each.target, HttpTarget) and each.target.by_name for each in listed), (
        "a name server is asked, too"
    )
    assert watch_of(Settings()).witnesses == listed


def test_their_clouds_are_called_as_those_of_services_and_most_stand_on_none_of_them() -> None:
    catalogue = Catalogue(resources() / "catalogue", resources() / "none")
    known = {cloud for each in catalogue.all() for cloud in each.clouds}
    clouds = [each.clouds for each in shipped_witnesses()]
    assert {cloud for each in clouds for cloud in each} <= known
    assert sum(not each for each in clouds) >= 8
