"""What stands between this machine and the internet, for what the user can try: a VPN that is on, the proxy in use."""

from notifier.core.advice.steps import Surroundings
from notifier.desktop.way_out import vpn
from notifier.sources.proxies import place_in_use
from notifier.ui.settings.store import SettingsStore


def surroundings(store: SettingsStore) -> Surroundings:
    """Tell it as it is at this moment; nothing is asked of the network."""
    return Surroundings(vpn(), place_in_use(store.settings.proxy))
