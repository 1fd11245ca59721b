"""What an identifier of a service and a link to an app look like."""

import re
from typing import Final

_ID: Final = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,98}[a-z0-9])?")
_DEVICES: Final = frozenset({"aux", "con", "nul", "prn", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})
_APP_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]*):[!-~]*")
_UNSAFE_SCHEMES: Final = frozenset(
    {"about", "blob", "chrome", "data", "file", "ftp", "javascript", "jar", "ms-msdt", "search-ms", "smb", "vbscript"}
)


def is_id(text: str) -> bool:
    """Tell whether a text may be a service's id, and so the name of a file on every system."""
    return bool(_ID.fullmatch(text)) and ".." not in text and text.split(".", 1)[0] not in _DEVICES


def is_app_link(url: str) -> bool:
    """Tell whether a text is an address that may be handed to the system to open an app."""
    match = _APP_SCHEME.fullmatch(url)
    return match is not None and match[1] not in _UNSAFE_SCHEMES
