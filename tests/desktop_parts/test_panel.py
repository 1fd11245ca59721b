"""Whether the panel is dark: from the files that the desktops keep, and from what their windows look like."""

from pathlib import Path

import pytest

from notifier.desktop.panel import XFCE_PANEL, panel_is_dark

XFCE = '<channel name="xfce4-panel"><property name="panels" type="array"><property name="dark-mode" type="bool" value='


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("desktop", ["GNOME", "ubuntu:GNOME", "Unity:Unity7"])
def test_gnomes_is_dark_beside_light_windows(config: Path, monkeypatch: pytest.MonkeyPatch, desktop: str) -> None:
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", desktop)
    assert panel_is_dark(False) is True


@pytest.mark.parametrize("windows", [True, False, None])
@pytest.mark.parametrize("desktop", ["", "LXQt", "XFCE", "KDE"])
def test_others_look_as_the_windows_do(
    config: Path, monkeypatch: pytest.MonkeyPatch, desktop: str, windows: bool | None
) -> None:
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", desktop)
    assert panel_is_dark(windows) is windows


@pytest.mark.parametrize(("value", "dark"), [("true", True), ("false", False)])
def test_xfces_own_switch(config: Path, monkeypatch: pytest.MonkeyPatch, value: str, dark: bool) -> None:
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "XFCE")
    file = config / XFCE_PANEL
    file.parent.mkdir(parents=True)
    file.write_text(f'{XFCE}"{value}"/>', "utf-8")
    assert panel_is_dark(False) is dark


@pytest.mark.parametrize(
    ("kept", "dark"),
    [
        ("[Theme]\nname=breeze-dark\n", True),
        ("[Theme]\nname=default\n", False),
        ("no ini file", False),
        ("[Theme]", False),
    ],
)
def test_plasmas_own_style(config: Path, monkeypatch: pytest.MonkeyPatch, kept: str, dark: bool) -> None:
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "KDE")
    (config / "plasmarc").write_text(kept, "utf-8")
    assert panel_is_dark(False) is dark
