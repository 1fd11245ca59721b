import argparse

import pytest

from notifier import __version__
from notifier.cli.arguments import parser


def parsed(*argv: str) -> argparse.Namespace:
    return parser(argv).parse_args(argv)


def test_without_a_command_it_is_the_tray() -> None:
    arguments = parsed("--config-dir", "/c", "--data-dir", "/d", "--log-level", "debug")
    assert arguments.command is None
    assert (str(arguments.config_dir), str(arguments.data_dir), arguments.log_level) == ("/c", "/d", "debug")


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        (["watch"], {}),
        (["status"], {"json": False}),
        (["status", "--json"], {"json": True}),
        (["check", "whatsapp"], {"name": ["whatsapp"], "json": False}),
        (["check", "google", "drive", "--json"], {"name": ["google", "drive"], "json": True}),
        (["services"], {"word": [], "json": False}),
        (["services", "--json", "bank"], {"word": ["bank"], "json": True}),
        (["add", "https://example.org"], {"name": ["https://example.org"]}),
        (["remove", "tiktok"], {"name": ["tiktok"]}),
        (["config"], {"key": None, "value": None}),
        (["config", "theme"], {"key": "theme", "value": None}),
        (["config", "probe_interval_s", "15"], {"key": "probe_interval_s", "value": "15"}),
        (["config", "language", ""], {"key": "language", "value": ""}),
        (["history"], {"json": False, "service": None, "since": None, "limit": None}),
        (
            ["history", "--json", "--service", "x", "--since", "7d", "--limit", "3"],
            {"json": True, "service": "x", "since": "7d", "limit": 3},
        ),
        (["doctor", "--json"], {"json": True}),
        (["simulate", "a.toml", "--speed", "10"], {"speed": 10.0, "no_outside": False}),
        (["simulate", "a.toml", "--no-outside"], {"speed": None, "no_outside": True}),
        (["practice"], {"scenario": None, "speed": None}),
        (["practice", "whatsapp", "--speed", "60"], {"scenario": "whatsapp", "speed": 60.0}),
    ],
)
def test_each_command_has_its_arguments(argv: list[str], expected: dict[str, object]) -> None:
    arguments = vars(parsed(*argv))
    assert arguments["command"] == argv[0]
    assert {key: arguments[key] for key in expected} == expected


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["nonsense"], "there is no command 'nonsense'; the commands are 'watch', 'status'"),
        (["statsu"], "there is no command 'statsu'; perhaps you mean status. Try: outage-notifier --help"),
        (["check"], "missing: NAME|URL"),
        (["check", "x", "--yaml"], "not understood: --yaml. Try: outage-notifier check --help"),
        (["status", "--config-dir", "/c"], "not understood: --config-dir"),
        (["--config-dir"], "--config-dir needs a value"),
        (["--data-dir", __file__, "history"], f"--data-dir: '{__file__}' is no folder"),
        (["--log-level", "loud", "status"], "--log-level cannot be 'loud'; it is one of 'debug'"),
        (["history", "--limit", "0"], "--limit: '0' is not a whole number of 1 or more"),
        (["history", "--limit", "many"], "--limit: 'many' is not a whole number of 1 or more"),
        (["simulate"], "missing: SCENARIO"),
        (["catalogue"], "missing: {status,update,revert}. Try: outage-notifier catalogue --help"),
        (["catalogue", "renew"], "outage-notifier: 'renew' is none of 'status', 'update', 'revert'. Try:"),
        (["practice", "x", "--speed", "0"], "--speed: '0' is no number above 0 and up to 100000"),
        (["config", "a", "b", "c"], "not understood: c"),
        (["check", "\x1b[31mred", "--\x1b[31m"], "not understood: --"),
    ],
)
def test_wrong_use_is_one_line_and_status_64(argv: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        parsed(*argv)
    output = capsys.readouterr()
    assert end.value.code == 64
    assert output.out == ""
    assert output.err.startswith("outage-notifier: ")
    assert said in output.err
    assert output.err.count("\n") == 1
    assert "\x1b" not in output.err


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        parsed("--version")
    assert end.value.code == 0
    assert capsys.readouterr().out == f"outage-notifier {__version__}\n"


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        parsed("--help")
    shown = capsys.readouterr().out
    assert end.value.code == 0
    assert shown.startswith("Usage: outage-notifier")
    commands = "watch status check services add remove config history doctor simulate practice"
    assert [each for each in commands.split() if f"\n    {each} " not in shown] == []
