"""A browser of the session, which only notes which address it was to open."""

from pathlib import Path

from tests.desktop.session import Session


def register_browser(session: Session, tmp_path: Path) -> Path:
    """Let it be the one that opens web addresses; the last one stands in the file that is returned."""
    script, opened = tmp_path / "browser", tmp_path / "opened"
    register(session, script, opened, "browser", "x-scheme-handler/http")
    session.environment["BROWSER"] = str(script)  # where xfce4-helpers is installed, this is asked
    return opened


def register(session: Session, script: Path, opened: Path, name: str, kind: str) -> None:
    """Let a program of this name open what is of a kind."""
    apps = session.folder / "home" / ".local" / "share" / "applications"
    apps.mkdir(parents=True, exist_ok=True)
    script.write_text(f'#!/bin/sh\necho "$1" > {opened}\n', encoding="utf-8")
    script.chmod(0o755)
    entry = f"[Desktop Entry]\nType=Application\nName={name}\nExec={script} %u\nMimeType={kind};\n"
    (apps / f"{name}.desktop").write_text(entry, encoding="utf-8")
    config = session.folder / "home" / ".config"
    config.mkdir(exist_ok=True)
    (config / "mimeapps.list").write_text(f"[Default Applications]\n{kind}={name}.desktop\n", encoding="utf-8")
