"""Notices sent by the real Apprise to real servers on this machine, and what is said where that fails."""

import base64
import email
import email.policy
import logging
import re
from pathlib import Path

import pytest

from notifier.core.alerts.phone import PhoneLevel
from notifier.core.failure import UserError
from notifier.crash import Log
from notifier.desktop.phone.sending import address_of, send
from notifier.desktop.phone.taken import Taken
from notifier.sources.client import ClientOptions
from notifier.sources.once import AskOnce
from tests.desktop_parts.phone.servers import Mail, Web
from tests.sources.servers import Server, free_port, http

direct = AskOnce(ClientOptions)
CANARY = "c4n4ry-5ecret"
TITLE, BODY = "WhatsApp is down", "Since 14:02. “Messages” does not answer."


def test_ntfy_gets_title_and_text_and_nothing_from_elsewhere(web: Web) -> None:
    assert send(f"ntfy://me:{CANARY}@{web.place}/{CANARY}", TITLE, BODY, direct) is None
    (told,) = web.wait_for(1)
    assert (told["topic"], told["title"], told["message"]) == (CANARY, TITLE, BODY)
    assert web.got[0][2].startswith("Basic ")
    assert "http" not in str({key: value for key, value in told.items() if key != "message"})  # no picture to fetch


def test_a_webhook_as_discord_has_them(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    from apprise.plugins.discord import NotifyDiscord

    monkeypatch.setattr(NotifyDiscord, "notify_url", f"http://{web.place}/api/webhooks")
    assert send(f"discord://421458565888/{CANARY}?format=text", TITLE, BODY, direct) is None
    (told,) = web.wait_for(1)
    assert web.got[0][0].split("?")[0] == f"/api/webhooks/421458565888/{CANARY}"
    assert TITLE in str(told)
    assert BODY in str(told)


def test_telegram_and_whatsapp_are_asked_as_they_want_it(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    from apprise.plugins.telegram import NotifyTelegram
    from apprise.plugins.whatsapp import NotifyWhatsApp

    monkeypatch.setattr(NotifyTelegram, "notify_url", f"http://{web.place}/bot")
    monkeypatch.setattr(NotifyWhatsApp, "notify_url", f"http://{web.place}/{{fb_ver}}/{{phone_id}}/messages")
    assert send("tgram://123456789:abcdefg_hijklmnop/12315544", TITLE, BODY, direct) is None
    assert send("whatsapp://EAAtok@123456789012345/16135551234", TITLE, BODY, direct) is None
    telegram, whatsapp = web.wait_for(2)
    assert telegram["chat_id"] == 12315544
    assert BODY in telegram["text"]
    assert BODY in whatsapp["text"]["body"]


HOSTILE = (
    "<b>bold</b> <a href='https://evil.example'>here</a> [here](https://evil.example) <@1> @everyone & <https://a|b>"
)


@pytest.mark.fault("remote words are words: on the phone")
@pytest.mark.parametrize("wish", ["", "?format=markdown", "?format=html", "?format=text"])
def test_no_words_are_markup_and_nobody_is_called(wish: str, web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    from apprise.plugins.discord import NotifyDiscord
    from apprise.plugins.telegram import NotifyTelegram

    monkeypatch.setattr(NotifyDiscord, "notify_url", f"http://{web.place}/api/webhooks")
    monkeypatch.setattr(NotifyTelegram, "notify_url", f"http://{web.place}/bot")
    there = (
        "tgram://123456789:abcdefg_hijklmnop/12315544",
        "discord://421458565888/token",
        f"ntfy://{web.place}/topic",
    )
    for url in there:
        assert send(f"{url}{wish}", HOSTILE, HOSTILE, direct) is None
    telegram, discord, ntfy = web.wait_for(3)
    escaped = HOSTILE.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert (telegram["parse_mode"], telegram["text"]) == ("HTML", f"<b>{escaped}</b>\r\n{escaped}")
    assert not re.search(r"@(?!\u200b)|(?<!\\)[<[]", discord["content"])
    assert not {"embeds", "allow_mentions"} & set(discord)
    assert (ntfy["title"], ntfy["message"], ntfy.get("markdown")) == (HOSTILE, HOSTILE, None)


def test_mail(mail: Mail) -> None:
    url = f"mailto://me:{CANARY}@{mail.place}?from=me@example.org&to=you@example.org&smtp=127.0.0.1&mode=insecure"
    assert send(url, TITLE, BODY, direct) is None
    (letter,) = mail.letters
    read = email.message_from_string(letter, policy=email.policy.default)
    assert (read["Subject"], read["To"]) == (TITLE, "you@example.org")
    assert BODY in read.get_content()
    mail.refuses = True
    assert send(url, TITLE, BODY, direct) is not None


def test_a_letter_that_one_of_several_cannot_get_goes_to_the_others_once(mail: Mail) -> None:
    mail.unknown = "out@example.org"
    to = "?from=me@example.org&to=one@example.org,out@example.org,two@example.org&smtp=127.0.0.1&mode=insecure"
    taken = Taken()
    for _ in range(3):
        assert send(f"mailto://me:{CANARY}@{mail.place}{to}", TITLE, BODY, direct, taken) is not None
    read = [email.message_from_string(each, policy=email.policy.default) for each in mail.letters]
    assert sorted(each["To"] for each in read) == ["one@example.org", "two@example.org"]


@pytest.mark.parametrize(
    ("status", "words"),
    [(401, "the other side refused it"), (403, "refused it"), (404, "did not take it"), (500, "did not take it")],
)
def test_what_the_other_side_says_is_said(status: int, words: str, web: Web) -> None:
    web.status = status
    fault = send(f"ntfy://{web.place}/topic", TITLE, BODY, direct)
    assert fault is not None
    assert words in str(fault)
    assert str(status) in str(fault)


BROKEN: dict[str, bytes] = {
    "cut": b"Content-Length: 100\r\n\r\n{",
    "no pieces": b"Transfer-Encoding: chunked\r\n\r\nno number\r\n",
    "no gzip": b"Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nplain",
    "packed otherwise": b"Content-Encoding: br\r\nContent-Length: 5\r\n\r\nplain",
    "too large": b"Content-Length: 9000000\r\n\r\n" + b"x" * 9_000_000,
}


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("scheme", ["ntfy", "json"])
def test_what_was_accepted_is_not_sent_again_however_broken_the_answer_is(scheme: str, name: str) -> None:
    """It would come twice. What was refused is said to be so, as well."""
    for status, words in ((b"200 OK", ""), (b"403 No", "the other side refused it (status 403)")):
        answer = b"HTTP/1.1 " + status + b"\r\n" + BROKEN[name]
        with Server(http(lambda visit, answer=answer: visit.send(answer))) as server:  # type: ignore[misc]
            fault = send(f"{scheme}://127.0.0.1:{server.port}/topic", TITLE, BODY, direct)
        assert words in str(fault or "")
        assert (fault is None) == (not words)


def test_it_goes_through_the_proxy_that_is_named_and_no_other(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{free_port()}")
    monkeypatch.setenv("all_proxy", f"http://127.0.0.1:{free_port()}")
    through = ClientOptions(f"http://{web.place}", "me", "pass phrase")
    assert send("ntfy://ntfy.invalid/topic", TITLE, BODY, AskOnce(lambda: through)) is None
    (told,) = web.wait_for(1)
    assert told["title"] == TITLE
    assert web.got[0][0] == "http://ntfy.invalid/"
    assert web.proxied == ["Basic " + base64.b64encode(b"me:pass phrase").decode()]
    assert send(f"json://{web.place}/hook", TITLE, BODY, AskOnce(lambda: through)) is None
    assert web.got[1][0] == "/hook"


def test_what_is_wrong_with_the_proxy_is_said(web: Web) -> None:
    fault = send(f"ntfy://{web.place}/topic", TITLE, BODY, AskOnce(lambda: ClientOptions("ftp://proxy.example")))
    assert fault is not None
    assert fault.title == "proxy: the address cannot be read"
    assert web.got == []


def test_nobody_there() -> None:
    fault = send(f"ntfy://127.0.0.1:{free_port()}/topic", TITLE, BODY, direct)
    assert fault is not None
    assert fault.title == "it could not be sent"


def test_no_redirect_leads_elsewhere(web: Web) -> None:
    web.status, web.head = 307, {"Location": f"http://127.0.0.1:{free_port()}/"}
    assert send(f"ntfy://{web.place}/topic", TITLE, BODY, direct) is not None
    assert len(web.got) == 1


@pytest.mark.fault("secrets are in no output")
@pytest.mark.parametrize("status", [200, 401, 500])
def test_the_log_holds_no_address(status: int, web: Web, tmp_path: Path) -> None:
    log = Log(tmp_path / "log", tmp_path / "fault", "debug")
    web.status = status
    fault = send(f"ntfy://me:{CANARY}@{web.place}/{CANARY}", TITLE, BODY, direct)
    send(f"json://{CANARY}@127.0.0.1:{free_port()}/{CANARY}", TITLE, BODY, direct)
    logging.getLogger("notifier.here").debug("written")
    log.close()
    written = (tmp_path / "log").read_text()
    assert "written" in written
    assert CANARY not in written
    assert CANARY not in f"{fault}"


@pytest.mark.parametrize(
    ("url", "kind", "host"),
    [
        ("ntfys://topic", "ntfys", "ntfy.sh"),
        ("ntfy://me:secret@ntfy.example:8080/topic", "ntfy", "ntfy.example:8080"),
        ("tgram://123456789:abcdefg_hijklmnop/12315544", "tgram", "api.telegram.org"),
        ("discord://421458565888/aBcDeFghIJ", "discord", "discord.com"),
        ("mailto://me:secret@gmail.com", "mailto", "smtp.gmail.com:587"),
        ("mailtos://me:secret@mail.example?to=you@example.org", "mailtos", "mail.example:587"),
        ("whatsapp://EAAtok@123456789012345/16135551234", "whatsapp", "graph.facebook.com"),
        ("signals://signal.example/16135551234/16135551235", "signals", "signal.example"),
        ("gotifys://gotify.example/AbCdEfGhIjKlMnO", "gotifys", "gotify.example"),
        ("jsons://hooks.example/secret", "jsons", "hooks.example"),
        ("NTFYS://topic ", "ntfys", "ntfy.sh"),
    ],
)
def test_the_host_of_an_address_is_known_before_anything_is_sent(url: str, kind: str, host: str) -> None:
    phone = address_of(url, "1", PhoneLevel.ALL)
    assert (phone.kind, phone.host) == (kind, host)
    assert "secret" not in phone.text + phone.masked


@pytest.mark.parametrize(
    "url", ["", "topic", "mailto://", "sms://1", "file:///etc/passwd", "javascript:alert(1)", "tgram://x"]
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(UserError):
        address_of(url, "1", PhoneLevel.ALL)
    assert send(url, TITLE, BODY, direct) is not None
