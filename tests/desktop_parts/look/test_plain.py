"""Where GTK is left out, and that nobody else notices."""

import os

import pytest
from PySide6.QtWidgets import QApplication

from notifier.desktop.look.plain import gtk_left_out, is_gtk_left_out, would_load_gtk

HERE = {"XDG_CURRENT_DESKTOP": "XFCE"}


@pytest.fixture(autouse=True)
def as_before(qapp: QApplication) -> None:
    assert not is_gtk_left_out()


@pytest.mark.parametrize(
    "desktop", ["XFCE", "GNOME", "ubuntu:GNOME", "X-Cinnamon", "MATE", "Pantheon", "LXDE", "KDE", ""]
)
def test_it_is_left_out_where_qt_would_load_it(monkeypatch: pytest.MonkeyPatch, desktop: str) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    known = {"XFCE", "GNOME", "ubuntu:GNOME", "MATE", "LXDE"}
    assert would_load_gtk({"XDG_CURRENT_DESKTOP": desktop}) is (desktop in known)


@pytest.mark.parametrize("name", ["QT_QPA_PLATFORMTHEME", "FLATPAK_ID", "SNAP"])
def test_what_the_user_or_a_sandbox_says_stands(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert would_load_gtk(HERE)
    assert not would_load_gtk({**HERE, name: "gtk3"})


def test_other_systems_and_a_frozen_program_keep_qts_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("sys.frozen", True, raising=False)
    assert not would_load_gtk(HERE)
    monkeypatch.delattr("sys.frozen")
    monkeypatch.setattr("sys.platform", "win32")
    assert not would_load_gtk(HERE)


def test_programs_that_are_started_later_do_not_hear_of_it(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "XFCE")
    monkeypatch.delenv("QT_QPA_PLATFORMTHEME", raising=False)
    with gtk_left_out():
        assert os.environ["QT_QPA_PLATFORMTHEME"] == "gnome"
    assert "QT_QPA_PLATFORMTHEME" not in os.environ
    assert is_gtk_left_out()
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "KDE")
    with gtk_left_out():
        assert "QT_QPA_PLATFORMTHEME" not in os.environ
    assert not is_gtk_left_out()
