"""Which program opens a page of the desktop's settings: that of the running desktop first, else any that is there."""

import pytest

from notifier.core.advice.steps import Help
from notifier.desktop.system_settings import command_for

EVERY = {"gnome-control-center", "systemsettings", "kcmshell6", "kcmshell5", "cinnamon-settings", "time-admin"}


@pytest.mark.parametrize(
    ("desktop", "page", "command"),
    [
        ("ubuntu:GNOME", Help.DATE_SETTINGS, "/bin/gnome-control-center datetime"),
        ("KDE", Help.DATE_SETTINGS, "/bin/systemsettings kcm_clock"),
        ("KDE", Help.NETWORK_SETTINGS, "/bin/systemsettings kcm_networkmanagement"),
        ("X-Cinnamon:Cinnamon", Help.DATE_SETTINGS, "/bin/cinnamon-settings calendar"),
        ("XFCE", Help.DATE_SETTINGS, "/bin/time-admin"),
        ("", Help.DATE_SETTINGS, "/bin/gnome-control-center datetime"),
        ("XFCE", Help.NETWORK_SETTINGS, "/bin/gnome-control-center network"),
        ("KDE", Help.SIGN_IN, ""),
    ],
)
def test_the_running_desktops_own_comes_first(desktop: str, page: Help, command: str) -> None:
    assert command_for(page, desktop, lambda name: f"/bin/{name}" if name in EVERY else None) == command.split()


@pytest.mark.parametrize("page", Help)
def test_where_nothing_is_installed_there_is_none(page: Help) -> None:
    assert command_for(page, "GNOME", lambda _name: None) == []
