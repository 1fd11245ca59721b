"""How a reading can fail (the world's fault), and the one error shown to people (the user's fault).

The failure kinds are values, never exceptions: a time-out is an ordinary reading. `UserError` is for what a person can
put right: a settings file, a scenario, an argument. Everything else that goes wrong is our fault and an exception.
"""

from enum import StrEnum


class FailureKind(StrEnum):
    """Why a reading failed. The names are part of the scenario format and of the history."""

    DNS_NXDOMAIN = "dns_nxdomain"
    DNS_FAILURE = "dns_failure"
    CONNECT_REFUSED = "connect_refused"
    CONNECT_TIMEOUT = "connect_timeout"
    UNREACHABLE = "unreachable"
    RESET = "reset"
    TLS = "tls"
    CERTIFICATE = "certificate"
    READ_TIMEOUT = "read_timeout"
    HTTP_5XX = "http_5xx"
    HTTP_UNEXPECTED = "http_unexpected"
    BODY_MISMATCH = "body_mismatch"
    TOO_LARGE = "too_large"
    PROTOCOL = "protocol"
    BUG = "bug"
    """An unexpected exception in one of our sources; such a reading is `unreadable`, never `failed`."""


WORLD_FAILURES = frozenset(FailureKind) - {FailureKind.BUG}
"""The kinds that the world can cause; a scenario may name just these."""


def N_(text: str) -> str:  # noqa: N802 the name by which the tools of translators know it
    """Mark a text that is said later in the user's language: one that does not stand in a `UserError` itself."""
    return text


class UserError(Exception):
    """Something that a person can put right: `title` says what and where, `hint` what was expected.

    With `values` both may hold `{names}`; `title_source`, `hint_source` and `values` let the user interface say it in
    the user's language; a value may be such an error itself. `str(error)` is English.
    """

    def __init__(self, title: str, hint: str = "", **values: object) -> None:
        self.title_source, self.hint_source, self.values = title, hint, values
        self.title = title.format(**values) if values else title
        self.hint = hint.format(**values) if values else hint
        super().__init__(f"{self.title}: {self.hint}" if hint else self.title)
