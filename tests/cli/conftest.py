"""The command line, run in this process or as one of its own, with folders of its own."""

import json
import logging
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from notifier.catalogue.loader import Catalogue
from notifier.cli import main
from notifier.cli.arguments import parser
from notifier.config import file, secrets
from notifier.config.model import Settings
from notifier.config.paths import Paths, resources
from notifier.core.numbers import HOST_GAP_S
from tests.cli.world import World, world

OUTPUT = json.loads((resources() / "schemas" / "output-1.schema.json").read_text(encoding="utf-8"))


def described(command: str, output: Any) -> None:
    """Fail where an output of a command is not what the schema says, or has keys of which it does not speak."""
    schema = {"$ref": f"#/$defs/{command}", "$defs": closed(OUTPUT["$defs"])}
    jsonschema.Draft202012Validator(schema).validate(output)


def closed(node: Any) -> Any:
    """The schema, in which objects have no keys that it does not name."""
    if isinstance(node, list):
        return [closed(each) for each in node]
    if not isinstance(node, dict):
        return node
    inside = {key: closed(value) for key, value in node.items()}
    is_object = node.get("type") == "object" and "properties" in node
    return {"additionalProperties": False, **inside} if is_object else inside


PROGRAM = (sys.executable, "-m", "notifier")


class Told(msgspec.Struct, frozen=True):
    """How a command ended, and what it said."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Commands:
    """Runs commands with folders of their own."""

    def __init__(self, folder: Path, run: Callable[[Sequence[str]], Told]) -> None:
        self.paths = Paths(folder / "config", folder / "data")
        self._run = run

    @property
    def options(self) -> tuple[str, ...]:
        return ("--config-dir", str(self.paths.config_dir), "--data-dir", str(self.paths.data_dir))

    def __call__(self, *argv: str) -> Told:
        """Run a command. What it prints as JSON is as the shipped schema says."""
        told = self._run([*self.options, *argv])
        if "--json" in argv and told.out:
            described(argv[0], told.json)
        return told

    def process(self, *argv: str, **environment: str) -> Told:
        """Run it as a process of its own."""
        ended = subprocess.run(
            [*PROGRAM, *self.options, *argv],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(main.__file__).parents[2]), **environment},
        )
        return Told(ended.returncode, ended.stdout, ended.stderr)

    def elsewhere(self, folder: Path) -> "Commands":
        """Run them with other folders."""
        return Commands(folder, self._run)

    @property
    def settings(self) -> Settings:
        return file.load(self.paths.settings_file).settings

    def set(self, **values: Any) -> None:
        file.save(self.paths.settings_file, msgspec.structs.replace(self.settings, **values))

    @property
    def catalogue(self) -> Catalogue:
        return Catalogue(resources() / "catalogue", self.paths.own_services)


TIMES_AS_FAST = 10
"""The clock of readings runs so fast, so that a round of the real pauses between them takes two seconds."""


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Commands]:
    """Run commands in this process, with folders of their own."""

    def run(argv: Sequence[str]) -> Told:
        try:
            status = main.run(parser(argv).parse_args(argv))
        except SystemExit as end:
            status = int(end.code or 0)
        output = capsys.readouterr()
        return Told(status, output.out, output.err)

    began = datetime.now(UTC)

    def now() -> datetime:
        return began + TIMES_AS_FAST * (datetime.now(UTC) - began)

    monkeypatch.setattr("notifier.cli.network.GAP_S", HOST_GAP_S / TIMES_AS_FAST)
    monkeypatch.setattr("notifier.cli.network.NOW", now)
    handlers, level = logging.root.handlers[:], logging.root.level
    yield Commands(tmp_path, run)
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What stands for the session's keyring: the secrets by their names."""
    kept: dict[str, str] = {}
    monkeypatch.setattr(secrets, "get", kept.get)
    monkeypatch.setattr(secrets, "set", kept.__setitem__)
    return kept


@pytest.fixture
def internet(cli: Commands) -> Iterator[World]:
    """A world on loopback, by whose anchors the commands judge the line."""
    with world() as made:
        cli.set(anchors=made.anchors)
        yield made
