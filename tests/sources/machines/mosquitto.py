"""A real Mosquitto of Debian's packages, on loopback, over TLS, with a login; and somebody hostile who has it, too."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from notifier.core.outside.broker import Broker
from tests.sources.servers import Authority, free_port

PROGRAM = shutil.which("mosquitto", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin") or ""
needs_mosquitto = pytest.mark.skipif(not PROGRAM, reason="mosquitto is not installed")
USER, PASSWORD = "anna", "a pass word"


class Mosquitto:
    """The broker. What it retained does not outlive it."""

    def __init__(self, folder: Path, authority: Authority) -> None:
        authority.context("localhost")
        pem = authority.file.parent / "localhost(-1, 30).pem"
        self.broker = Broker("localhost", free_port(), USER)
        self._folder = folder
        password_file = folder / "passwords"
        subprocess.run(["mosquitto_passwd", "-c", "-b", str(password_file), USER, PASSWORD], check=True)
        password_file.chmod(0o644)
        (folder / "mosquitto.conf").write_text(
            f"listener {self.broker.port} 127.0.0.1\ncertfile {pem}\nkeyfile {pem}\n"
            f"password_file {password_file}\nallow_anonymous false\nuser root\n"
        )
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Run it, from the moment it listens."""
        command = [PROGRAM, "-c", str(self._folder / "mosquitto.conf")]
        self._process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert self._process.stderr is not None
        assert any("running" in line for line in self._process.stderr), "it ended before it listened"

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.communicate()
            self._process = None


def stranger(broker: Broker) -> Any:
    """Somebody who may use the broker, too, but has no key: a plain client that hears everything."""
    from paho.mqtt.client import Client, MQTTv5
    from paho.mqtt.enums import CallbackAPIVersion

    from notifier.sources.trust import Trust

    client = Client(CallbackAPIVersion.VERSION2, protocol=MQTTv5)
    client.tls_set_context(Trust().plain)
    client.username_pw_set(USER, PASSWORD)
    client.connect(broker.host, broker.port)
    return client
