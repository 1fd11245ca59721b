"""What a command is given as FILE or URL: its bytes, through the user's proxy, never more than allowed."""

import re
from pathlib import Path
from typing import Final

from notifier.config.model import Settings
from notifier.core.failure import UserError
from notifier.files import reason_of

TIMEOUT_S: Final = 60.0


def is_url(source: str) -> bool:
    """Tell an address of the web from a file's name."""
    return source.lower().startswith(("http://", "https://"))


def content_of(settings: Settings, source: str, most: int) -> bytes:
    """Read a file, or fetch an address. Raises UserError."""
    return _fetched(settings, source, most) if is_url(source) else _read(Path(source), most)


def _read(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise UserError("{path} cannot be read", "{reason}", path=path, reason=reason_of(error)) from error
    if len(data) > most:
        raise UserError("{path} is too large", "Expected at most {size} kB.", path=path, size=most // 1024)
    return data


def _fetched(settings: Settings, url: str, most: int) -> bytes:
    from notifier.cli.network import client_options
    from notifier.sources.client import HttpRequest
    from notifier.sources.once import UnansweredError, answer_of

    request = HttpRequest(url, headers=(("Accept", "*/*"),), most=most)
    try:
        answer = answer_of(request, client_options(settings), TIMEOUT_S)
    except UnansweredError as error:
        raise _not_fetched(url, str(error)) from error
    if answer.status != 200:
        raise _not_fetched(url, f"status {answer.status}")
    return answer.content


def _not_fetched(url: str, reason: str) -> UserError:
    shown = re.sub("//[^/]*@", "//", url.partition("?")[0])  # without a password
    return UserError("{url} cannot be fetched", "{reason}", url=shown, reason=reason)
