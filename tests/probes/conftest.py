"""The servers and readers of the sources' tests: what reads a target is theirs."""

from tests.sources.conftest import authority, read_once, start, trusted

__all__ = ["authority", "read_once", "start", "trusted"]
