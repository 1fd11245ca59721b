"""The servers, readers and commands of other tests: what reads a target, and what a person does with one, is theirs."""

from tests.cli.conftest import cli, internet
from tests.probes.dropping import dropped
from tests.sources.conftest import authority, read_once, start, trusted

__all__ = ["authority", "cli", "dropped", "internet", "read_once", "start", "trusted"]
