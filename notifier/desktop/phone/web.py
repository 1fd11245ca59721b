"""HTTP as Apprise's plugins expect it of `requests`, by the program's own client: its limits, its proxies, its trust.

A plugin finds a `Web` where it imported the module. What it asks then takes no longer, and brings no more, than any
other answer, and leads nowhere else. What `requests` is still needed for: forms, logins, and the errors' names.
"""

from typing import Any, Final, Protocol

from notifier.desktop.phone.taken import Taken

_TAKEN: Final = range(200, 300)
_SAID: Final = ("params", "data", "headers", "auth", "files")


class Answer(Protocol):
    """What was said to a question; `headers` with names in lower case."""

    status: int
    url: str
    headers: dict[str, str]
    content: bytes


class Ask(Protocol):
    """How something is asked."""

    def __call__(
        self,
        method: str,
        url: str,
        headers: tuple[tuple[str, str], ...],
        body: bytes,
        timeout_s: float,
        *,
        verify: bool,
    ) -> Answer:
        """Ask once, with so many seconds for all of it. Raises OSError where there is no answer."""
        ...


class Web:
    """Stands where a plugin of Apprise expects `requests`."""

    def __init__(self, ask: Ask, patience_s: float, taken: Taken) -> None:
        self._ask = ask
        self._patience_s = patience_s
        self._taken = taken

    def __getattr__(self, name: str) -> Any:
        import requests

        return getattr(requests, name)

    def post(self, url: str, **options: Any) -> Any:
        """As `requests.post`."""
        return self.request("post", url, **options)

    def request(self, method: str, url: str, *, verify: bool = True, **options: Any) -> Any:
        """As `requests.request`; no redirect is followed. Raises UserError for a proxy that cannot be used."""
        said = {name: options[name] for name in _SAID if name in options}
        asked = self.Request(method.upper(), url, **said).prepare()
        body = asked.body or b""
        sent = body.encode() if isinstance(body, str) else body
        headers = tuple(asked.headers.items())
        given = self.Response()
        if self._taken.has(asked.method, asked.url, sent):
            given.status_code, given._content, given.url = self.codes.ok, b"", asked.url
            return given
        try:
            answer = self._ask(asked.method, asked.url, headers, sent, self._patience_s, verify=verify)
        except OSError as error:
            raise self.ConnectionError from error
        if sent and answer.status in _TAKEN:  # a question without words is none of the notice's
            self._taken.add(asked.method, asked.url, sent)
        given.status_code, given._content, given.url = answer.status, answer.content, answer.url
        given.headers.update(answer.headers)
        return given
