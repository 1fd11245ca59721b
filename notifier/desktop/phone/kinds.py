"""The kinds of addresses that notices can be sent to, and the one host that each contacts.

Apprise knows many more: here are those of which the host is known before anything is sent, so that it can be listed.
"""

import sys
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any, Final, NamedTuple

from notifier.core.failure import N_

OWN: Final = ""
"""The host is the address's own."""


class Kind(NamedTuple):
    """One kind: what people call it, Apprise's module and class, and the host where that is always the same.

    `format` is what it is handed, whatever the address wishes; `plain` puts words so that it takes none for markup.
    """

    name: str
    module: str
    plugin: str
    host: str = OWN
    format: str = "text"
    plain: Callable[[str], str] = str


def _for_telegram(words: str) -> str:
    from html import escape  # where it is needed: it brings a third of a megabyte of names along

    return escape(words, quote=False)


def _for_discord(words: str) -> str:
    """Let nobody be called, and no link hide where it leads."""
    return words.replace("@", "@\N{ZERO WIDTH SPACE}").replace("<", "\\<").replace("[", "\\[")


_NTFY: Final = Kind("ntfy", "ntfy", "NotifyNtfy")
_MAIL: Final = Kind(N_("E-mail"), "email", "NotifyEmail")
_SIGNAL: Final = Kind("Signal", "signal_api", "NotifySignalAPI")
_GOTIFY: Final = Kind("Gotify", "gotify", "NotifyGotify")
_EVOLUTION: Final = Kind("WhatsApp (Evolution)", "evolution", "NotifyEvolution")
_JSON: Final = Kind("JSON", "custom_json", "NotifyJSON")
KINDS: Final[dict[str, Kind]] = {
    "ntfy": _NTFY,
    "ntfys": _NTFY,
    "tgram": Kind("Telegram", "telegram", "NotifyTelegram", "api.telegram.org", "html", _for_telegram),
    "whatsapp": Kind("WhatsApp", "whatsapp", "NotifyWhatsApp", "graph.facebook.com"),
    "evolution": _EVOLUTION,
    "evolutions": _EVOLUTION,
    "twilio": Kind("WhatsApp (Twilio)", "twilio", "NotifyTwilio", "api.twilio.com"),
    "discord": Kind("Discord", "discord", "NotifyDiscord", "discord.com", plain=_for_discord),
    "mailto": _MAIL,
    "mailtos": _MAIL,
    "signal": _SIGNAL,
    "signals": _SIGNAL,
    "gotify": _GOTIFY,
    "gotifys": _GOTIFY,
    "pover": Kind("Pushover", "pushover", "NotifyPushover", "api.pushover.net"),
    "json": _JSON,
    "jsons": _JSON,
}
"""By the address's scheme."""
EXAMPLES: Final = ("ntfys://TOPIC", "tgram://TOKEN/CHAT", "discord://ID/TOKEN", "mailtos://USER:PASSWORD@example.org")


def is_installed() -> bool:
    """Tell whether Apprise is there."""
    return find_spec("apprise") is not None


def how_to_install() -> str:
    """Give the command that installs Apprise for the Python that runs this program."""
    if sys.prefix == "/usr":
        return "sudo apt install apprise"
    return f'"{sys.executable}" -m pip install "apprise>=2"'


def kind_name(scheme: str) -> str:
    """Give what people call a kind; to be said in the user's language."""
    return KINDS[scheme].name if scheme in KINDS else scheme


def host_of(kind: Kind, plugin: Any) -> str:
    """Give the host that an address contacts, and its port where it names one."""
    if kind.host:
        return kind.host
    if kind is _MAIL:
        host = str(plugin.smtp_host or plugin.host)
    elif kind is _NTFY and str(plugin.mode) == "cloud":
        return "ntfy.sh"
    else:
        host = str(plugin.host)
    return f"{host}:{plugin.port}" if plugin.port else host
