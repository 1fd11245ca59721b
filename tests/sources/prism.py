"""Servers that npm's Prism makes of a description: what they are asked must be what the description allows."""

import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from notifier.sources.outside.contract import OutsideReply
from tests.sources.servers import free_port

PRISM = Path(__file__).parents[2] / ".venv" / "prism" / "node_modules" / ".bin" / "prism"


def served(description: Path, option: str) -> Iterator[str]:
    """Serve what a description promises; what it does not allow is answered with a list of violations."""
    node = shutil.which("node")
    assert node, "Prism needs node"
    port = free_port()
    command = [node, str(PRISM.resolve()), "mock", "--port", str(port), option, str(description)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as served:
        assert served.stdout is not None
        try:
            if not any("is listening" in line for line in served.stdout):
                pytest.fail("Prism did not start")
            rest = threading.Thread(target=served.stdout.read, daemon=True)  # it must not wait for a reader
            rest.start()
            yield f"http://127.0.0.1:{port}"
        finally:
            served.terminate()
        rest.join(10)


def not_refused(reply: OutsideReply) -> None:
    """Prism notes what a request breaks; what its own answer lacks (headers) is not ours."""
    violations = reply.headers.get("sl-violations", "")
    assert '"location":["request"' not in violations, violations
