"""What is at an address for notices to the phone may be hostile: it ends soon, brings little, leads nowhere else.

And the address itself may be odd: whoever types it is told so, before anything of it goes anywhere.
"""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from notifier.core.alerts.phone import PhoneLevel, phones_of
from notifier.core.failure import UserError
from notifier.desktop.phone import sending
from notifier.desktop.phone.sending import address_of, send
from tests.desktop_parts.phone.test_sending import direct
from tests.faults.test_floods import FLOODS, floods
from tests.sources.servers import Authority, Counted, Serve, Server, Visit, http, says
from tests.waiting import Limit

CANARY: Final = "c4n4ry-5ecret"
ANSWERS_MOST: Final = 8 * 1024 * 1024
"""So much a server gets rid of at most: what the system takes for both sides, and what is read."""
HEAD: Final = b"HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n"


def drips(head: bytes, piece: bytes = b"x") -> Serve:
    def serve(visit: Visit) -> None:
        visit.send(head)
        pause = threading.Event()
        while not pause.wait(0.05):
            visit.send(piece)

    return serve


WEB: Final[dict[str, Serve]] = {
    **{name: http(floods(*each)) for name, each in FLOODS.items()},
    "a gigabyte": http(floods(HEAD, b"x" * 65_536)),
    "a drip of a head": http(drips(b"HTTP/1.1 200 OK\r\nA: ")),
    "a drip of a body": http(drips(HEAD)),
    "a drip of 100 Continue": http(drips(b"", b"HTTP/1.1 100 Continue\r\n\r\n")),
    "nothing": lambda visit: visit.hang(),
    "rubbish": http(lambda visit: visit.send(b"\x00\xff" * 5_000)),
    "a reset": http(lambda visit: visit.reset()),
}
ACCEPTED: Final = frozenset(
    (
        *(name for name, (head, _) in FLOODS.items() if b"200 OK\r\n" in head and b"\r\n\r\n" in head),
        "a gigabyte",
        "a drip of a body",
    )
)
"""Who says first that the notice was taken: it is not sent again."""
MAIL: Final[dict[str, Serve]] = {
    "a reply without end": floods(b"", b"220-" + b"x" * 1_000 + b"\r\n"),
    "a line without end": floods(b"220 ", b"x" * 65_536),
    "a drip": drips(b"220-", b"x"),
    "a drip of lines": drips(b"", b"220-x\r\n"),
    "nothing": lambda visit: visit.hang(),
    "rubbish": floods(b"", b"\x00\xff\r\n" * 1_000),
    "a drip at the end": lambda visit: polite_at_first(visit),
}


def polite_at_first(visit: Visit) -> None:
    """Greet, and let the farewell never end: it is said after something went wrong, too."""
    visit.send(b"220 mail.example\r\n")
    while line := visit.sock.recv(4_096):
        if line.startswith(b"QUIT"):
            drips(b"221-")(visit)
        visit.send(b"250-mail.example\r\n250 AUTH PLAIN\r\n" if line.startswith(b"EHLO") else b"535 no\r\n")


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "PATIENCE_S", 1.5)


def sent_within(url: str) -> UserError | None:
    """Send a notice; it must be over soon."""
    limit, found = Limit(10), list[UserError | None]()
    thread = threading.Thread(target=lambda: found.append(send(url, "Title", "Text", direct)), daemon=True)
    thread.start()
    while thread.is_alive() and limit.left_s > 0:
        thread.join(0.1)
    assert found, "it never ends"
    return found[0]


@pytest.mark.fault("phone: a hostile server")
@pytest.mark.parametrize("name", WEB)
def test_no_web_server_holds_the_queue_or_fills_the_memory(name: str) -> None:
    counted = Counted(WEB[name])
    with Server(counted) as server:
        fault = sent_within(f"ntfy://me:{CANARY}@127.0.0.1:{server.port}/topic")
    assert (fault is None) == (name in ACCEPTED)
    assert counted.sent < ANSWERS_MOST


@pytest.mark.fault("phone: a hostile server")
@pytest.mark.parametrize("name", MAIL)
def test_no_mail_server_does(name: str) -> None:
    counted = Counted(MAIL[name])
    with Server(counted) as server:
        at = f"127.0.0.1:{server.port}"
        url = f"mailto://me:{CANARY}@{at}?from=a@example.org&to=b@example.org&smtp=127.0.0.1&mode=insecure"
        assert sent_within(url) is not None
    assert counted.sent < ANSWERS_MOST


@pytest.mark.fault("phone: a hostile server")
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("wish", ["", "?redirect=yes"])
def test_no_redirect_is_followed(status: int, wish: str) -> None:
    with Server(says(200)) as within:
        with Server(says(status, headers={"Location": within.url("/latest/meta-data")})) as server:
            fault = sent_within(f"json://127.0.0.1:{server.port}/{CANARY}{wish}")
            assert str(status) in str(fault)
        assert within.visits == 0


@pytest.mark.fault("phone: a hostile server")
def test_certificates_are_checked(trusted: Authority, tmp_path: Path) -> None:
    """Of somebody else, for another name, or too old: nothing of the notice is sent, unless the address says so."""
    good = trusted.context("localhost")
    bad = (Authority(tmp_path).context("localhost"), trusted.context("other.example"))
    for context in (*bad, trusted.context("localhost", days=(-9, -1))):
        with Server(says(200), context) as server:
            url = f"jsons://localhost:{server.port}/{CANARY}"
            assert sent_within(url) is not None
            assert server.heads == []
            assert sent_within(f"{url}?verify=no") is None
    with Server(says(200), good) as server:
        assert sent_within(f"jsons://localhost:{server.port}/{CANARY}") is None


@pytest.mark.fault("phone: odd addresses")
@pytest.mark.parametrize(
    "url",
    [
        "ntfy://me:p@{canary}@ntfy.example/topic",
        "ntfys://me:p@{canary}@ntfy.example:8080/topic",
        "jsons://me:p@{canary}@hooks.example/x",
        "signal://me:p@{canary}@signal.example/16135551234/16135551235",
        "evolution://{canary}@x@evolution.example/instance/16135551234",
        "mailtos://me@example.org:{canary}@example.org",
        "ntfy://me:{canary}/x@ntfy.example/topic",
        "ntfy://me:{canary}#x@ntfy.example/topic",
        "ntfy://me:{canary}?x@ntfy.example/topic",
        "json:///{canary}",
        "ntfy://me:x@/{canary}",
    ],
)
def test_no_part_of_a_secret_is_taken_for_a_host(url: str) -> None:
    """A password with @ or / in it: the host would be looked up, asked, written into the settings, and shown."""
    with pytest.raises(UserError) as caught:
        address_of(url.format(canary=CANARY), "1", PhoneLevel.ALL)
    assert CANARY not in str(caught.value)


HOSTS: Final = (
    *(
        "a b",
        "a\tb",
        "a\nb",
        "a\x00b",
        "a\x1b[31mb",
        "\u202egro.live",
        "a\u2028b",
        "a\u00a0b",
        "\U000e0041",
        "a" * 5_000,
    ),
    *("münchen.example", "xn--a", "[::1]", "[::1", "127.0.0.1:99999", "127.0.0.1:-1", "169.254.169.254", "%0d%0aX: y"),
    *(
        "a%20b",
        "a%00b",
        "{title}",
        "%(x)s",
        "../..",
        "h;id",
        "h`id`",
        "h$(id)",
        "h&x",
        "\uff11\uff12\uff17.0.0.1",
        "",
        "@",
        "://",
    ),
)
ASKING: Final = ("ntfy", "ntfys", "json", "gotify", "mailto", "mailtos", "signal", "evolution", "discord", "tgram")


@pytest.mark.fault("phone: odd addresses")
@pytest.mark.parametrize(
    "scheme", [*ASKING, "pover", "whatsapp", "twilio", "javascript", "file", "data", "http", "sms"]
)
def test_odd_addresses_are_refused_or_shown_as_words(
    scheme: str, record_property: Callable[[str, object], None]
) -> None:
    rests = ("/topic", f"/{CANARY}/12345678", "?format=html", "/AbCdEfGhIjKlMnO?attach=file:///etc/passwd&pgp=yes")
    urls = [f"{scheme}://{who}{host}{rest}" for who in ("", f"me:{CANARY}@") for host in HOSTS for rest in rests]
    record_property("tries", len(urls))
    told: list[str] = []
    for url in urls:
        try:
            phone = address_of(url, "1", PhoneLevel.ALL)
        except UserError as error:
            told.append(str(error))
            continue
        assert scheme not in ("javascript", "file", "data", "http", "sms")
        assert phones_of([phone.text]) == (phone,)
        assert phone.masked.isprintable()
        assert len(phone.masked) < 300
        assert CANARY not in phone.text
    assert CANARY not in "".join(told)
