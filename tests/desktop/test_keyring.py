"""A secret is kept in the real keyring of the session, and found there by another process."""

import subprocess
import sys

import pytest

from tests.desktop.session import PROJECT, Session

pytestmark = pytest.mark.desktop


def _told(session: Session, code: str) -> str:
    command = [sys.executable, "-c", f"from notifier.config import secrets; {code}"]
    done = subprocess.run(
        command, env=session.environment, cwd=PROJECT, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_secret_outlives_its_process(session: Session) -> None:
    assert _told(session, "print(secrets.available().state)") == "ready"
    assert _told(session, "print(secrets.available_apart())") == "True"
    _told(session, "secrets.set('proxy', 'pass phrase')")
    assert _told(session, "print(secrets.get('proxy'))") == "pass phrase"
    _told(session, "secrets.set('proxy', '')")
    assert not _told(session, "print(secrets.get('proxy') or '')")
