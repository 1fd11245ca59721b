"""Servers of the internet, for faults that come over it; the program as processes, for those that it meets."""

from tests.sources.conftest import authority as authority
from tests.sources.conftest import read_once as read_once
from tests.sources.conftest import start as start
from tests.sources.conftest import trusted as trusted
from tests.test_app import processes as processes
