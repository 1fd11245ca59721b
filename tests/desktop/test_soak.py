"""A soak measures from its first minute on, and ends well, with its report, whenever it is asked to."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.desktop.parts import PROJECT
from tests.desktop.session import Session, missing
from tests.waiting import until

pytestmark = pytest.mark.desktop


def test_it_measures_and_ends_well_when_it_is_asked_to(tmp_path: Path) -> None:
    if absent := missing():
        pytest.skip(f"a real X session needs: apt-get install {' '.join(absent)}")
    command = [sys.executable, "-m", "tests.soak", "--services", "8", "--hours", "1", "--out", str(tmp_path / "out")]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as soak:
        file = tmp_path / "out" / "samples.jsonl"
        until(lambda: file.exists() or soak.poll() is not None, 150, "the first sample")
        soak.send_signal(signal.SIGTERM)
        told, said = soak.communicate(timeout=60)
    assert soak.returncode == 0, told + said
    sample = json.loads(file.read_text("utf-8").splitlines()[0])
    assert sample["rss_mb"] > 20
    assert sample["handles"] > 5
    assert "ended by SIGTERM before its time" in told
    assert (tmp_path / "out" / "report.txt").read_text("utf-8").strip() == told.strip()
    ElementTree.parse(tmp_path / "out" / "soak.svg")


def test_a_window_manager_that_crashed_is_brought_back(session: Session) -> None:
    assert not session.bring_openbox_back()
    subprocess.run(["pkill", "-KILL", "-f", "^openbox", "--parent", str(os.getpid())], check=True)
    until(session.bring_openbox_back, 10, "the end of openbox to be noticed")
    assert not session.bring_openbox_back()
