"""An app counts as there where the system says so: asked through the real xdg-mime, in a home of the test's own."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from notifier.desktop import app_links
from notifier.desktop.app_links import registered

linux = pytest.mark.skipif(sys.platform != "linux", reason="this is how it is on Linux")


@pytest.fixture
def telegram(monkeypatch: pytest.MonkeyPatch) -> Path:
    """Install an app that opens `tg:`; hand its file."""
    for name in ("XDG_CURRENT_DESKTOP", "KDE_FULL_SESSION", "GNOME_DESKTOP_SESSION_ID", "DESKTOP_SESSION"):
        monkeypatch.delenv(name, raising=False)
    folder = Path(os.environ["XDG_DATA_HOME"]) / "applications"
    folder.mkdir(parents=True)
    entry = folder / "telegram.desktop"
    entry.write_text("[Desktop Entry]\nType=Application\nName=T\nExec=true %u\nMimeType=x-scheme-handler/tg;\n")
    return entry


@linux
def test_the_system_tells_which_apps_there_are(telegram: Path) -> None:
    assert shutil.which("xdg-mime"), "xdg-utils is part of every desktop"
    assert registered({"tg", "whatsapp"}) == {"tg"}
    telegram.unlink()
    assert registered({"tg"}) == frozenset()


@linux
@pytest.mark.parametrize(
    ("line", "starts"),
    [
        ("Exec=true %u", True),
        ('Exec="/bin/true" -- %u', True),
        ("Exec=true %u\nTryExec=/nowhere/telegram", False),
        ("Exec=/nowhere/telegram %u", False),
        ('Exec="true %u', False),
        ("Exec=", False),
        ("", False),
        ("[Desktop Action new]\nExec=true", False),
    ],
)
def test_an_app_that_cannot_start_is_none(telegram: Path, line: str, starts: bool) -> None:
    telegram.write_text(f"[Desktop Entry]\nType=Application\nName=T\nMimeType=x-scheme-handler/tg;\n{line}\n")
    assert registered({"tg"}) == ({"tg"} if starts else frozenset())


@linux
def test_an_app_that_is_chosen_but_was_removed_is_none(telegram: Path) -> None:
    config = Path(os.environ["XDG_CONFIG_HOME"])
    config.mkdir(parents=True, exist_ok=True)
    chosen = "[Default Applications]\nx-scheme-handler/wa=telegram.desktop\nx-scheme-handler/tg=gone.desktop\n"
    (config / "mimeapps.list").write_text(chosen)
    assert "wa" in registered({"wa", "tg"})
    telegram.unlink()
    assert registered({"wa", "tg"}) == frozenset()


@linux
def test_nothing_but_a_scheme_is_asked_for_and_the_web_is_no_app(telegram: Path) -> None:
    assert registered({"tg; touch x", "--help", "", "https", "http", "../tg"}) == frozenset()
    assert telegram.exists()


@linux
def test_who_does_not_tell_knows_no_app(telegram: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    hanging = tmp_path / "xdg-mime"
    hanging.write_text("#!/bin/sh\nexec sleep 60\n")
    hanging.chmod(0o755)
    monkeypatch.setattr(app_links, "ASKED_S", 0.05)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    assert registered({"tg"}) == frozenset()
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    assert registered({"tg"}) == frozenset()
    assert telegram.exists()


def test_windows_registry_is_asked_for_the_scheme(monkeypatch: pytest.MonkeyPatch) -> None:
    class Key:
        def __init__(self, name: str) -> None:
            self.name = name

        def __enter__(self) -> "Key":
            return self

        def __exit__(self, *_: object) -> None: ...

    class Registry:
        HKEY_CLASSES_ROOT = 1
        known = {"tg": {"URL Protocol": ""}, "txt": {}}

        def OpenKey(self, _root: int, name: str) -> Key:  # noqa: N802 Windows' name
            if name not in self.known:
                raise FileNotFoundError(name)
            return Key(name)

        def QueryValueEx(self, key: Key, value: str) -> str:  # noqa: N802 Windows' name
            if value not in self.known[key.name]:
                raise FileNotFoundError(value)
            return self.known[key.name][value]

    monkeypatch.setitem(sys.modules, "winreg", Registry())
    monkeypatch.setattr(sys, "platform", "win32")
    assert registered({"tg", "txt", "nope"}) == {"tg"}
