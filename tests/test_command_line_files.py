"""What shells and `man` are told of the command line is made of its grammar, and bash completes with it."""

import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("command_line")
    subprocess.run([sys.executable, PROJECT / "packaging/command_line.py", made], check=True)
    return made


def completed(folder: Path, *words: str) -> list[str]:
    """Ask bash what the last word may become."""
    quoted = " ".join(f"'{word}'" for word in words)
    script = f"""set -eu
    compopt() {{ :; }}
    source '{folder}/outage-notifier.bash'
    COMP_WORDS=(outage-notifier {quoted}); COMP_CWORD={len(words)}
    _outage_notifier
    printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True, cwd=folder)
    return done.stdout.split()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("st",), ["status"]),
        (("--log-level", "wa"), ["warning"]),
        (("--config-dir", "/tmp", "hist"), ["history"]),
        (("watch", "--format", "i"), ["i3bar"]),
        (("status", "--format", "p"), ["prometheus"]),
        (("watch", "--f"), ["--format"]),
        (("monitor", "zab"), ["zabbix"]),
        (("agent", "jo"), ["join"]),
        (("history", "--service", "x", "--si"), ["--since"]),
        (("nonsense", ""), []),
    ],
)
def test_bash_completes(folder: Path, words: tuple[str, ...], expected: list[str]) -> None:
    assert completed(folder, *words) == expected


def test_a_folder_is_completed_where_one_is_wanted(folder: Path) -> None:
    (folder / "inside").mkdir()
    assert completed(folder, "--data-dir", "in") == ["inside"]


def test_the_page_and_every_shell_know_every_command(folder: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "notifier", "--help"], capture_output=True, text=True, check=True, cwd=PROJECT
    )
    commands = [line.split()[0] for line in told.stdout.splitlines() if line.startswith("    ") and line[4].isalpha()]
    assert {"watch", "doctor", "quit"} <= set(commands)
    page = (folder / "outage-notifier.1").read_text()
    for each in commands:
        assert f".SS {each}" in page
        assert f"'{each}:" in (folder / "_outage-notifier").read_text()
        assert f"-a {each} " in (folder / "outage-notifier.fish").read_text()
