"""`import` and `export`, from files and over real connections."""

import json
from pathlib import Path

from notifier.config.model import WatchedService
from notifier.core.watch import NotifyLevel
from notifier.probes import kinds
from tests.cli.conftest import Commands
from tests.cli.world import World

SCHEMES = ", ".join(sorted(each for kind in kinds().values() for each in kind.schemes))
LIST = "https://github.com/\nacme.example\nftp://old.example/\n"


def test_a_list_is_imported_and_told(cli: Commands, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text(LIST)
    told = cli("import", str(tmp_path / "list.txt"))
    assert (told.status, told.err) == (0, "")
    assert told.out.splitlines() == [
        "These are watched from now on:",
        "  GitHub (https://github.com/)",
        "  acme.example",
        "Not carried over, or not wholly:",
        f"  ftp://old.example/ cannot be watched: Expected one of {SCHEMES} instead of ftp.",
    ]
    assert [each.id for each in cli.settings.watched] == ["github", "acme.example"]
    assert cli.catalogue.get("acme.example") is not None
    again = cli("import", str(tmp_path / "list.txt"))
    assert again.out.splitlines()[0] == "Already watched: GitHub, acme.example"


def test_a_dry_run_changes_nothing(cli: Commands, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text(LIST)
    told = cli("import", str(tmp_path / "list.txt"), "--dry-run")
    assert told.status == 0
    assert told.out.startswith("These would be watched:\n  GitHub")
    assert "Nothing was changed.\n" in told.out
    assert cli.settings.watched == ()
    assert cli.catalogue.get("acme.example") is None


def test_a_kuma_page_is_fetched(cli: Commands, internet: World) -> None:
    server = internet.server()
    page = {"publicGroupList": [{"monitorList": [{"name": "Hub", "url": "https://github.com"}, {"name": "Hidden"}]}]}
    server.answers["/api/status-page/all"] = (200, json.dumps(page).encode())
    told = cli("import", f"{server.url}status/all")
    assert (told.status, told.err) == (0, "")
    assert server.asked == ["/api/status-page/all"]
    assert "  GitHub (Hub)\n" in told.out
    assert "  Hidden: the page does not tell its address" in told.out


def test_what_cannot_be_fetched_or_read_is_one_line(cli: Commands, internet: World, tmp_path: Path) -> None:
    server = internet.server()
    server.answers["/x"] = (404, b"")
    dead = internet.server()
    dead.die()
    (tmp_path / "empty").write_text("nobody knows\n")
    for source in (
        f"{server.url}x?token=s3cret",
        f"{server.url}web",
        f"{dead.url}x",
        str(tmp_path),
        str(tmp_path / "empty"),
    ):
        told = cli("import", source)
        assert told.status == 2, source
        assert told.err.count("\n") == 1
        assert "s3cret" not in told.err
    assert cli.settings.watched == ()


def test_export_and_import_give_the_same_elsewhere(cli: Commands, tmp_path: Path) -> None:
    cli("add", "whatsapp")
    cli("add", "mail.acme.example:993")
    cli.set(watched=(WatchedService("whatsapp", NotifyLevel.POSSIBLE), *cli.settings.watched[1:]))
    file = tmp_path / "mine.json"
    assert cli("export", str(file)).out == f"Written: {file}\n"
    assert cli("export").out == file.read_text()
    other = cli.elsewhere(tmp_path / "other")
    assert other("import", str(file)).status == 0
    assert other.settings.watched == cli.settings.watched
    assert other("export").out == file.read_text()


def test_an_export_has_no_name_of_another_format(cli: Commands, tmp_path: Path) -> None:
    told = cli("export", str(tmp_path / "mine.opml"))
    assert (told.status, "can be .json only" in told.err) == (64, True)
    assert not (tmp_path / "mine.opml").exists()


def test_an_export_that_cannot_be_written_is_said(cli: Commands, tmp_path: Path) -> None:
    told = cli("export", str(tmp_path / "none" / "x.json"))
    assert told.status == 2
    assert told.err.count("\n") == 1
