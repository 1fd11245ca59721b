"""What is promised of `--json`: one schema, which describes the output of every command that prints any."""

import argparse

import jsonschema
import pytest

from notifier.cli.arguments import parser
from tests.cli.conftest import OUTPUT, described


def commands_with_json() -> set[str]:
    (commands,) = (each for each in parser([])._actions if isinstance(each, argparse._SubParsersAction))
    return {name for name, each in commands.choices.items() if "--json" in each.format_help()}


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(OUTPUT)
    assert OUTPUT["$id"].endswith(":1")


def test_every_command_that_prints_json_is_described() -> None:
    assert commands_with_json() <= set(OUTPUT["$defs"])
    assert {"check", "status", "services", "history", "doctor"} <= commands_with_json()


@pytest.mark.parametrize("output", [{}, {"line": "online"}, {"line": "fine", "services": []}, []])
def test_what_is_not_described_is_seen(output: object) -> None:
    with pytest.raises(jsonschema.ValidationError):
        described("status", output)
