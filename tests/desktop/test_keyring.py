"""A secret is kept in the real keyring of the session, and found there by another process."""

import base64
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.desktop.bus import DBUS
from tests.desktop.parts import PROJECT
from tests.desktop.program import Internet, Program
from tests.desktop.session import Session
from tests.stage import stage
from tests.waiting import until

pytestmark = pytest.mark.desktop


def _tells(session: Session, code: str, wanted: str = "") -> None:
    """Wait until another process tells this: on a busy machine a keyring may be slow, which counts as absent."""
    command = [sys.executable, "-c", f"from notifier.config import secrets; {code}"]

    def look() -> bool:
        done = subprocess.run(
            command, env=session.environment, cwd=PROJECT, capture_output=True, text=True, check=False, timeout=60
        )
        return (done.stdout + done.stderr).strip() == wanted

    until(look, 60, f"{wanted!r} of {code!r}")


def test_a_secret_outlives_its_process(session: Session) -> None:
    _tells(session, "print(secrets.available().state)", "ready")
    _tells(session, "print(secrets.available_apart())", "True")
    _tells(session, "secrets.set('proxy', 'pass phrase')")
    _tells(session, "print(secrets.get('proxy'))", "pass phrase")
    _tells(session, "secrets.set('proxy', '')")
    _tells(session, "print(secrets.get('proxy') or '')")


SECRETS = ("org.freedesktop.secrets", "/org/freedesktop/secrets", "org.freedesktop.Secret.Service")
LOGIN = f"{SECRETS[1]}/collection/login"
TRY = """
from notifier.core.failure import UserError
try:
    secrets.set('proxy', 'x')
except UserError as error:
    print(error.title)
"""


@pytest.mark.fault("desktop: the keyring is locked, absent, silent")
def test_a_keyring_that_is_locked_or_gone_is_an_ordinary_thing(
    session: Session, record_property: Callable[[str, object], None]
) -> None:
    record_property("tries", 3)
    _tells(session, "secrets.set('proxy', 'pass phrase')")
    session.bus.call(*SECRETS, "Lock", "ao", [LOGIN])
    _tells(session, "print(secrets.available().state, secrets.get('proxy'))", "locked None")
    _tells(session, TRY.strip(), "the keyring is locked")
    session.end_keyring()
    session.bus.call(*DBUS, DBUS[0], "RequestName", "su", SECRETS[0], 0)  # and know none of its methods
    _tells(session, "print(secrets.available().state, secrets.get('proxy'))", "absent None")
    _tells(session, TRY.strip(), "there is no keyring to keep the password in")


ASKS = """
import secretstorage
secretstorage.get_default_collection(secretstorage.dbus_init()).unlock()
"""


class Proxy:
    """Lets nobody through without the password."""

    def __init__(self) -> None:
        self.refused = self.passed = 0
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                said = base64.b64decode(self.headers.get("Proxy-Authorization", "").removeprefix("Basic "))
                knows = said == b"somebody:pass phrase"
                proxy.passed, proxy.refused = proxy.passed + knows, proxy.refused + (not knows)
                self.send_response(200 if knows else 407)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the base class's name
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.4.0.1", 0), Handler)
        self.url = f"http://127.4.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.mark.fault("desktop: the keyring asks")
def test_while_the_keyring_asks_it_watches_and_takes_the_password_when_it_opens(
    session: Session, internet: Internet, tmp_path: Path
) -> None:
    _tells(session, "secrets.set(secrets.PROXY_PASSWORD, 'pass phrase')")
    session.bus.call(*SECRETS, "Lock", "ao", [LOGIN])
    before = set(session.windows())
    somebody = session.start(sys.executable, "-c", ASKS)
    until(lambda: set(session.windows()) - before, 30, f"the question on the screen; {session.log(sys.executable)}")
    with closing(Proxy()) as proxy:
        program = Program(session, internet, tmp_path / "program")
        program.set(proxy=f'"{proxy.url}"', proxy_user='"somebody"')
        program.watch("far-stage", stage("http://stage.example/", "Far Stage", "far-stage"))
        program.start()
        until(lambda: proxy.refused, 60, "it watches, without the password")
        assert somebody.poll() is None, "nobody has answered yet"
        assert proxy.passed == 0
        session.write("session")
        session.press("Return")
        until(lambda: proxy.passed, 60, "the password, from the open keyring")
        program.end()


@pytest.mark.fault("desktop: the keyring is locked, absent, silent")
def test_a_keyring_that_never_answers_holds_up_nothing(session: Session, internet: Internet, tmp_path: Path) -> None:
    session.end_keyring()
    session.bus.call(*DBUS, DBUS[0], "RequestName", "su", SECRETS[0], 0)
    session.bus.connection.add_message_handler(lambda message: message.destination == SECRETS[0])  # taken, and no word
    program = Program(session, internet, tmp_path / "program")
    settings = tmp_path / "program" / "config" / "settings.toml"
    settings.write_text(f'proxy_user = "somebody"\n{settings.read_text("utf-8")}', encoding="utf-8")
    program.start()
    program.end()  # while it is asked
    until(lambda: not session.tray_items(), 20, "no item in the tray")
    program.start_well()
    program.end()
