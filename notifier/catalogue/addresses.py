"""What a link to an app looks like."""

import re
from typing import Final

_APP_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]*):[!-~]*")
_UNSAFE_SCHEMES: Final = frozenset(
    {"about", "blob", "chrome", "data", "file", "ftp", "javascript", "jar", "ms-msdt", "search-ms", "smb", "vbscript"}
)


def is_app_link(url: str) -> bool:
    """Tell whether a text is an address that may be handed to the system to open an app."""
    match = _APP_SCHEME.fullmatch(url)
    return match is not None and match[1] not in _UNSAFE_SCHEMES
