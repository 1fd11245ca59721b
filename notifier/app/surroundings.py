"""What stands between this machine and the internet, for what the user can try: a VPN that is on, the proxy in use."""

from typing import TYPE_CHECKING

from notifier.core.advice.steps import Surroundings
from notifier.desktop.way_out import vpn
from notifier.sources.proxies import proxy_in_use
from notifier.ui.settings.store import SettingsStore

if TYPE_CHECKING:
    from notifier.ui.history.window import HistoryWindow


def tell_surroundings(window: "HistoryWindow", store: SettingsStore) -> None:
    """Let a window know it as it is when something is to be tried; nothing is asked of the network."""
    for steps in (window.header.steps, window.service_panel.steps):
        steps.surroundings = lambda: Surroundings(vpn(), proxy_in_use(store.settings.proxy))
