import tomllib

import pytest

from notifier.config.model import WatchedService
from notifier.core.watch import NotifyLevel
from notifier.probes.tcp import TcpTarget
from tests.cli.conftest import Commands


def watched_ids(cli: Commands) -> list[str]:
    return [each.id for each in cli.settings.watched]


@pytest.mark.parametrize("name", ["whatsapp", "WhatsApp", "WA"])
def test_add_by_id_name_or_alias(cli: Commands, name: str) -> None:
    told = cli("add", name)
    assert (told.status, told.out, told.err) == (0, "WhatsApp is watched from now on.\n", "")
    assert watched_ids(cli) == ["whatsapp"]


def test_adding_twice_keeps_the_wishes(cli: Commands) -> None:
    cli.set(watched=(WatchedService("whatsapp", NotifyLevel.NOTHING),))
    told = cli("add", "whatsapp")
    assert (told.status, told.out) == (0, "WhatsApp is already watched.\n")
    assert cli.settings.watched == (WatchedService("whatsapp", NotifyLevel.NOTHING),)


def test_remove_keeps_the_others(cli: Commands) -> None:
    cli("add", "whatsapp")
    cli("add", "tiktok")
    told = cli("remove", "WhatsApp")
    assert (told.status, told.out) == (0, "WhatsApp is no longer watched.\n")
    assert watched_ids(cli) == ["tiktok"]


def test_several_at_once(cli: Commands) -> None:
    told = cli("add", "bca", "google", "meet", "GitHub", "mail.example.org:993")
    assert told.status == 0, told.err
    assert watched_ids(cli)[:3] == ["bca", "google-meet", "github"]
    assert len(told.out.splitlines()) == len(watched_ids(cli)) == 4
    assert cli("remove", "bca", "google", "meet").out.splitlines() == [
        "BCA is no longer watched.",
        "Google Meet is no longer watched.",
    ]
    assert watched_ids(cli)[0] == "github"


def test_of_several_all_or_none(cli: Commands) -> None:
    told = cli("add", "bca", "zzqqxxyy", "github")
    assert (told.status, told.out) == (64, "")
    assert "no service is called zzqqxxyy" in told.err
    assert watched_ids(cli) == []
    cli("add", "bca")
    assert cli("remove", "bca", "github").status == 64
    assert watched_ids(cli) == ["bca"]


def test_the_users_comments_survive(cli: Commands) -> None:
    cli.paths.settings_file.write_text("# mine\nprobe_interval_s = 30 # fast\n")
    cli("add", "whatsapp")
    text = cli.paths.settings_file.read_text()
    assert "# mine" in text
    assert "# fast" in text
    assert tomllib.loads(text)["probe_interval_s"] == 30


def test_an_unknown_name_suggests_others(cli: Commands) -> None:
    told = cli("add", "watsapp")
    assert (told.status, told.out) == (64, "")
    assert told.err.startswith("outage-notifier: no service is called watsapp; did you mean: WhatsApp")
    assert told.err.count("\n") == 1


def test_a_name_like_no_other_is_told_how_to_go_on(cli: Commands) -> None:
    told = cli("add", "zzqqxxyy")
    assert told.status == 64
    assert "outage-notifier services" in told.err


@pytest.mark.parametrize("command", ["add", "check"])
def test_an_empty_name_is_told_as_that(cli: Commands, command: str) -> None:
    told = cli(command, "")
    assert (told.status, told.err) == (64, "outage-notifier: a service's name or an address is missing\n")


def test_an_own_host_and_port(cli: Commands) -> None:
    told = cli("add", "mail.example.org:993")
    assert told.status == 0
    (watched,) = cli.settings.watched
    service = cli.catalogue.get(watched.id)
    assert service is not None
    assert service.own
    assert service.targets == (TcpTarget("mail.example.org", 993, "imap"),)
    removed = cli("remove", watched.id)
    assert removed.status == 0
    assert str(cli.paths.own_services) in removed.out
    assert watched_ids(cli) == []
    assert cli("add", watched.id).status == 0
    assert watched_ids(cli) == [watched.id]


@pytest.mark.parametrize("address", ["ftp://example.org", "http://", "host:99999", "http://me:secret@example.org/"])
def test_an_address_that_cannot_be_watched_is_wrong_use(cli: Commands, address: str) -> None:
    told = cli("add", address)
    assert told.status == 64
    assert told.err.count("\n") == 1
    assert "secret" not in told.err
    assert cli.settings.watched == ()


def test_removing_what_is_not_watched(cli: Commands) -> None:
    cli("add", "tiktok")
    told = cli("remove", "whatsapp")
    assert told.status == 64
    assert told.err == "outage-notifier: WhatsApp is not watched; watched: tiktok\n"


def test_a_watched_service_that_no_catalogue_knows_can_be_removed(cli: Commands) -> None:
    cli.set(watched=(WatchedService("gone.example.org"),))
    assert cli("remove", "gone.example.org").status == 0
    assert cli.settings.watched == ()


def test_a_folder_that_cannot_be_written_is_said(cli: Commands) -> None:
    cli.paths.settings_file.mkdir(parents=True)
    told = cli("add", "whatsapp")
    assert told.status == 2
    assert "settings.toml" in told.err
    assert "Traceback" not in told.err
