"""What packages are built with is pinned: actions to commits, Python packages to hashes and to the tested versions."""

import re
from pathlib import Path

import pytest
import yaml

pytestmark = pytest.mark.fault("supply: what is built with is pinned")

PROJECT = Path(__file__).resolve().parent.parent
WORKFLOWS = sorted((PROJECT / ".github" / "workflows").glob("*.yml"))
LOCKS = ("requirements.txt", "build-requirements.txt")


def pinned(name: str) -> dict[str, set[str]]:
    """Give the versions of each package in a file of hashes; every one has at least one hash."""
    text = (PROJECT / "packaging" / name).read_text(encoding="utf-8").replace("\\\n", " ")
    found: dict[str, set[str]] = {}
    for line in text.splitlines():
        match = re.match(r"([a-z0-9.-]+)==(\S+)(?: ; [^\\]+?)?((?:\s+--hash=sha256:[0-9a-f]{64})+)\s*$", line)
        assert match, line
        found.setdefault(match[1], set()).add(match[2])
    return found


def constraints() -> dict[str, str]:
    """Give the versions of constraints.txt, by normalised name."""
    lines = (PROJECT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.partition(";")[0].strip().split("==") for line in lines if "==" in line)
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in pairs}


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda each: each.stem)
def test_every_action_is_pinned_to_a_commit(workflow: Path) -> None:
    jobs = yaml.safe_load(workflow.read_text(encoding="utf-8"))["jobs"]
    used = [step["uses"] for job in jobs.values() for step in job["steps"] if "uses" in step]
    assert used
    assert [each for each in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", each)] == []


@pytest.mark.parametrize("name", LOCKS)
def test_installers_hold_the_versions_that_are_tested(name: str) -> None:
    known = constraints()
    found = pinned(name)
    assert len(found) > 3
    assert {each: versions for each, versions in found.items() if versions != {known.get(each, *versions)}} == {}


def test_no_address_of_an_index_is_written_down() -> None:
    for name in LOCKS:
        text = (PROJECT / "packaging" / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert "index-url" not in text
