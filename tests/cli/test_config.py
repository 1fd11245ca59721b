import pytest

from notifier.config.model import Settings
from tests.cli.conftest import Commands


def test_change_show_and_list(cli: Commands) -> None:
    told = cli("config", "probe_interval_s", "15")
    assert (told.status, told.out, told.err) == (0, "probe_interval_s = 15\n", "")
    assert cli.settings.probe_interval_s == 15
    assert cli("config", "probe_interval_s").out == "15\n"
    listed = cli("config").out.splitlines()
    assert "probe_interval_s = 15" in listed
    assert [each.split(" =")[0] for each in listed] == list(Settings.__struct_fields__)


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["probe_interval", "15"], "did you mean probe_interval_s?"),
        (["probe_interval_s", "1"], "expected a number from 5 to 86400"),
        (["probe_interval_s", "fast"], "probe_interval_s cannot be fast"),
        (["theme", "pink"], "expected one of: auto, light, dark"),
        (["news_language", "fr"], "expected one of: en, id, nl, or nothing"),
        (["watched", "x"], "watched cannot be set by hand"),
        (["nonsense"], "there is no setting nonsense"),
    ],
)
def test_what_cannot_be_is_wrong_use_and_changes_nothing(cli: Commands, argv: list[str], said: str) -> None:
    told = cli("config", *argv)
    assert told.status == 64
    assert told.out == ""
    assert said in told.err
    assert told.err.count("\n") == 1
    assert cli.settings == Settings()


def test_a_wish_for_one_service(cli: Commands) -> None:
    cli("add", "whatsapp")
    assert cli("config", "watched.whatsapp.notify", "possible").status == 0
    assert cli("config", "watched.whatsapp.notify").out == "possible\n"


def test_a_broken_file_is_named_and_what_is_sound_is_kept(cli: Commands) -> None:
    cli.paths.settings_file.write_text('probe_interval_s = "soon"\ntheme = "dark"\n')
    told = cli("config", "theme")
    assert (told.status, told.out) == (0, "dark\n")
    assert "line 1: probe_interval_s cannot be soon" in told.err
    assert cli("config", "language", "id").status == 0
    assert (cli.settings.theme, cli.settings.language) == ("dark", "id")
    assert cli.paths.settings_file.with_name("settings.toml.bak").exists()
