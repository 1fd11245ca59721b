"""How the program was installed is told from where it lies; licences come from the packages' own metadata."""

import subprocess
import sys
from importlib.metadata import Distribution, PathDistribution
from pathlib import Path

import pytest

import notifier
from notifier.desktop.installation import Way, installation, installation_of
from notifier.desktop.licences import licence_of, parts

PYTHON = Path("/opt/python")


def lie(folder: Path, *files: str) -> Path:
    for each in files:
        (folder / each).parent.mkdir(parents=True, exist_ok=True)
        (folder / each).write_text("pip\n" if each.endswith("INSTALLER") else "Name: outage-notifier\nVersion: 1\n")
    (folder / "notifier").mkdir(parents=True, exist_ok=True)
    return folder / "notifier"


@pytest.mark.parametrize(
    ("files", "prefix", "way", "command"),
    [
        (("pyproject.toml", ".git/HEAD"), "", Way.SOURCE, 'git -C "{folder}" pull'),
        (("pyproject.toml",), "", Way.SOURCE, ""),
        (("x",), "pipx_metadata.json", Way.PIPX, "pipx upgrade venv"),
        (("x",), "uv-receipt.toml", Way.UV, "uv tool upgrade venv"),
        (
            ("outage_notifier-1.dist-info/METADATA", "outage_notifier-1.dist-info/INSTALLER"),
            "",
            Way.PIP,
            '"/opt/python" -m pip install --upgrade outage-notifier',
        ),
        (("x",), "", Way.UNKNOWN, ""),
    ],
)
def test_the_way_is_told_from_what_lies_beside(
    tmp_path: Path, files: tuple[str, ...], prefix: str, way: Way, command: str
) -> None:
    folder, venv = tmp_path / "site", tmp_path / "venv"
    venv.mkdir()
    if prefix:
        (venv / prefix).touch()
    found = installation_of(lie(folder, *files), venv, PYTHON, dpkg=tmp_path)
    assert (found.way, found.command) == (way, command.format(folder=folder))


def test_a_program_of_its_own_and_one_that_dpkg_brought(tmp_path: Path) -> None:
    program = tmp_path / "opt" / "outage-notifier" / "outage-notifier"
    package = program.parent / "_internal" / "notifier"
    found = installation_of(package, program.parent, program, frozen=program, dpkg=tmp_path)
    assert (found.way, found.place, found.command) == (Way.PROGRAM, program.parent, "")
    (tmp_path / "outage-notifier.list").write_text(f"/.\n/opt\n{program.parent}\n{program}\n")
    found = installation_of(package, program.parent, program, frozen=program, dpkg=tmp_path)
    assert (found.way, found.command) == (Way.DEB, "sudo apt install --only-upgrade outage-notifier")


def test_this_very_one_lies_in_its_sources() -> None:
    found = installation()
    assert found.way is Way.SOURCE
    assert found.place == Path(notifier.__file__).parent.parent


def test_pip_really_leaves_what_is_looked_for(tmp_path: Path) -> None:
    """A wheel of that name, installed by the pip that is here."""
    source = tmp_path / "source"
    (source / "notifier").mkdir(parents=True)
    (source / "notifier" / "__init__.py").touch()
    (source / "pyproject.toml").write_text(
        '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
        '[project]\nname = "outage-notifier"\nversion = "1"\n'
    )
    (source / "backend.py").write_text(BACKEND)
    target = tmp_path / "site"
    options = [
        "--no-index",
        "--no-deps",
        "--no-build-isolation",
        "--disable-pip-version-check",
        "--root-user-action=ignore",
    ]
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", *options, "--target", str(target), str(source)],
        check=True,
        timeout=120,
    )
    found = installation_of(target / "notifier", tmp_path, PYTHON, dpkg=tmp_path)
    assert found.way is Way.PIP


BACKEND = """
import zipfile

def build_wheel(folder, config_settings=None, metadata_directory=None):
    name = "outage_notifier-1-py3-none-any.whl"
    info = "outage_notifier-1.dist-info"
    files = {
        "notifier/__init__.py": "",
        f"{info}/METADATA": "Metadata-Version: 2.1\\nName: outage-notifier\\nVersion: 1\\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\\nGenerator: x\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
    }
    record = "".join(f"{each},,\\n" for each in files) + f"{info}/RECORD,,\\n"
    with zipfile.ZipFile(f"{folder}/{name}", "w") as wheel:
        for each, text in {**files, f"{info}/RECORD": record}.items():
            wheel.writestr(each, text)
    return name
"""


# licences


def stated(folder: Path, *lines: str) -> Distribution:
    info = folder / "some-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("\n".join(("Metadata-Version: 2.1", "Name: some", "Version: 1", *lines)) + "\n")
    return PathDistribution(info)


@pytest.mark.parametrize(
    ("lines", "licence"),
    [
        (("License-Expression: MIT OR Apache-2.0", "License: x"), "MIT OR Apache-2.0"),
        (("License: BSD-3-Clause",), "BSD-3-Clause"),
        (("License: " + "word " * 40, "Classifier: License :: OSI Approved :: MIT License"), "MIT License"),
        (("Classifier: Topic :: Internet",), ""),
    ],
)
def test_a_licence_is_what_the_package_states(tmp_path: Path, lines: tuple[str, ...], licence: str) -> None:
    assert licence_of(stated(tmp_path, *lines)) == licence


def test_all_that_the_program_needs_is_named_with_a_licence() -> None:
    found = {each.name.casefold(): each for each in parts()}
    assert {"httpx", "h2", "socksio", "certifi", "cryptography", "keyring", "python", "tomlkit"} <= set(found)
    assert "pytest" not in found, "the developers' tools are no part of it"
    assert [each.name for each in found.values() if not each.licence] == []
    assert parts("no-such-package") == (found["python"],)
