"""The adapter and the dispatcher against a real bus and a server that does as it is told."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import msgspec
import pytest

from notifier.core.alerts.trial import End, Trial
from notifier.desktop.notify import trial
from notifier.desktop.notify.dbus import DBusAdapter
from notifier.desktop.notify.dispatcher import Dispatcher, capabilities_of_this_system
from notifier.desktop.notify.model import (
    Adapter,
    Button,
    Capabilities,
    Closed,
    Delivered,
    DeliveryError,
    News,
    Notification,
    Reply,
    Revived,
    Tell,
    Undelivered,
)
from notifier.desktop.notify.request import plain
from notifier.desktop.notify.standing import REMEMBERED, Kept
from tests.desktop_parts.bus import Server, bus, no_bus

__all__ = ["bus"]

DOWN = Notification(
    "incident-1", "WhatsApp is down", "Since <14:02> & on", True, (Button("details", "Details"), Button("page", "Page"))
)


class Heard:
    """Keeps the news, and lets a test wait for them."""

    def __init__(self) -> None:
        self.news: list[News] = []
        self._came = asyncio.Event()

    def __call__(self, news: News) -> None:
        self.news.append(news)
        self._came.set()

    async def until(self, kind: type[News], count: int = 1) -> None:
        async with asyncio.timeout(5):
            while sum(isinstance(each, kind) for each in self.news) < count:
                self._came.clear()
                await self._came.wait()


def run(test: Callable[[Server, Heard], Awaitable[None]], server: Callable[[], Server] = Server) -> None:
    async def main() -> None:
        made = await server().start()
        try:
            await test(made, Heard())
        finally:
            await made.stop()

    asyncio.run(main())


def adapter_for(heard: Tell) -> DBusAdapter:
    return DBusAdapter("Outage Notifier", "icon-name", heard)


def test_what_arrives_at_the_server(bus: str) -> None:
    async def test(server: Server, heard: Heard) -> None:
        adapter = adapter_for(heard)
        await adapter.send(DOWN)
        adapter.close()
        name, replaces, icon, title, body, actions, hints, expire = server.calls[0]
        assert (name, replaces, icon, title, expire) == ("Outage Notifier", 0, "icon-name", "WhatsApp is down", -1)
        assert body == "Since &lt;14:02&gt; &amp; on"
        assert actions == ["default", "", "details", "Details", "page", "Page"]
        assert hints["urgency"].value == 2
        assert hints["urgency"].signature == "y"
        assert hints["desktop-entry"].value == "outage-notifier"
        assert hints["suppress-sound"].value is True
        assert hints["x-dunst-stack-tag"].value == DOWN.thread
        assert "sound-name" not in hints

    run(test)


def test_a_server_without_markup_and_buttons_gets_plain_text_and_none(bus: str) -> None:
    async def test(server: Server, heard: Heard) -> None:
        adapter = adapter_for(heard)
        await adapter.send(DOWN)
        adapter.close()
        assert server.calls[0][4] == "Since <14:02> & on"
        assert server.calls[0][5] == []

    run(test, lambda: Server(("body",)))


def test_an_update_takes_the_place_of_the_earlier_one(bus: str) -> None:
    async def test(server: Server, heard: Heard) -> None:
        dispatcher = Dispatcher([adapter_for], heard)
        live = asyncio.create_task(dispatcher.live())
        await asyncio.gather(*(dispatcher.deliver(each) for each in (DOWN, Notification("other", "a", "b"), DOWN)))
        live.cancel()
        assert [each[1] for each in server.calls] == [0, 0, 1]

    run(test)


def test_a_correction_is_shown_where_the_earlier_one_still_is_and_nowhere_else(bus: str) -> None:
    async def test(server: Server, heard: Heard) -> None:
        adapter = adapter_for(heard)
        first, correction = Notification("incident-1", "a", "b"), Notification("incident-1", "c", "d", update=True)
        await adapter.send(correction)
        assert server.calls == [], "nothing is there to be corrected"
        await adapter.send(first)
        await adapter.send(correction)
        assert [(each[1], each[3]) for each in server.calls] == [(0, "a"), (1, "c")]
        server.emit("NotificationClosed", "uu", [1, 2])
        server.invoke(1, "default")  # by now the adapter knows
        await heard.until(Reply)
        await adapter.send(correction)
        assert len(server.calls) == 2, "it is not raised again"
        await adapter.send(first)
        assert server.calls[2][1] == 0
        adapter.close()

    run(test)


def test_clicks_and_buttons_come_back_with_their_thread_even_late(bus: str) -> None:
    async def test(server: Server, heard: Heard) -> None:
        adapter = adapter_for(heard)
        await adapter.send(DOWN)
        server.invoke(1, "default")
        server.invoke(1, "page")  # closed meanwhile, and clicked in the desktop's list
        server.invoke(77, "default")  # another program's
        await adapter.send(DOWN)
        await heard.until(Reply, 2)
        adapter.close()
        replies = [each for each in heard.news if isinstance(each, Reply)]
        assert replies == [Reply("incident-1", "", "token-1"), Reply("incident-1", "page", "token-1")]
        assert heard.news[1] == Closed("incident-1", End.DISMISSED)

    run(test)


def test_the_server_restarting_is_survived_and_old_numbers_are_forgotten(bus: str) -> None:
    async def test(server: Server, heard: Heard) -> None:
        adapter = adapter_for(heard)
        await adapter.send(DOWN)
        await server.stop()
        with pytest.raises(DeliveryError):
            await adapter.send(DOWN)
        second = await Server().start()
        await heard.until(Revived)
        await adapter.send(DOWN)
        adapter.close()
        await second.stop()
        assert second.calls[0][1] == 0, "the number of the old server could be another program's notification"

    run(test)


def test_a_server_that_hangs_is_left_alone_for_a_while_and_used_when_it_is_back(bus: str) -> None:
    async def test(server: Server, heard: Heard) -> None:
        dispatcher = Dispatcher([adapter_for], heard, patience_s=0.2)
        live = asyncio.create_task(dispatcher.live())
        server.reply = "hang"
        await dispatcher.deliver(DOWN)
        assert heard.news == [Undelivered(DOWN, "the notification server does not answer")]
        await dispatcher.deliver(DOWN)
        assert len(server.calls) == 1, "not asked again at once"
        await server.stop()
        second = await Server().start()
        await heard.until(Revived)
        await dispatcher.deliver(DOWN)
        assert len(second.calls) == 1
        assert heard.news[-1] == Delivered(DOWN)
        live.cancel()
        await second.stop()

    run(test)


def test_a_server_that_hung_is_asked_again_after_the_pause(bus: str) -> None:
    async def test(server: Server, heard: Heard) -> None:
        clock = [0.0]
        dispatcher = Dispatcher([adapter_for], heard, patience_s=0.2, now_s=lambda: clock[0])
        live = asyncio.create_task(dispatcher.live())
        server.reply = "hang"
        await dispatcher.deliver(DOWN)
        server.reply = "ok"
        clock[0] = 61.0
        other = Notification("other", "a", "b")
        await dispatcher.deliver(other)
        assert heard.news[-1] == Delivered(other)
        live.cancel()

    run(test)


def test_a_server_that_refuses_says_why(bus: str) -> None:
    async def test(server: Server, heard: Heard) -> None:
        server.reply = "error"
        dispatcher = Dispatcher([adapter_for], heard)
        live = asyncio.create_task(dispatcher.live())
        await dispatcher.deliver(DOWN)
        assert heard.news == [Undelivered(DOWN, "org.example.Failed: the server refuses")]
        live.cancel()

    run(test)


def test_the_next_adapter_is_tried(bus: str) -> None:
    class Broken:
        async def send(self, notification: Notification) -> None:
            raise DeliveryError("no")

        async def capabilities(self) -> Capabilities:
            raise DeliveryError("no")

        def close(self) -> None: ...

    def broken(tell: Tell) -> Adapter:
        return Broken()

    async def test(server: Server, heard: Heard) -> None:
        dispatcher = Dispatcher([broken, adapter_for], heard)
        live = asyncio.create_task(dispatcher.live())
        await dispatcher.deliver(DOWN)
        assert heard.news == [Delivered(DOWN)]
        assert (await dispatcher.ask()).server == "Test"
        live.cancel()

    run(test)


def test_capabilities(bus: str) -> None:
    async def test(server: Server, heard: Heard) -> None:
        server.inhibited = True
        found = await capabilities_of_this_system()
        assert found == Capabilities(
            server="Test", version="1.0", buttons=True, click=True, markup=True, inhibited=True
        )
        assert found.works

    run(test)


def test_without_a_server(bus: str) -> None:
    found = asyncio.run(capabilities_of_this_system())
    assert not found.works
    assert "ServiceUnknown" in found.problem


def test_without_a_bus(monkeypatch: pytest.MonkeyPatch) -> None:
    no_bus(monkeypatch)
    found = asyncio.run(capabilities_of_this_system())
    assert not found.works
    assert "no session bus" in found.problem


def test_where_nothing_names_a_bus(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DBUS_SESSION_BUS_ADDRESS", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert asyncio.run(capabilities_of_this_system()).problem.startswith("no session bus")


def test_what_is_remembered_is_bounded(bus: str) -> None:
    async def test(server: Server, heard: Heard) -> None:
        adapter = adapter_for(heard)
        for number in range(REMEMBERED + 20):
            await adapter.send(Notification(f"thread-{number}", "a", "b"))
        for number in (REMEMBERED + 19, 0):
            await adapter.send(Notification(f"thread-{number}", "c", "d"))
        replaced = [call[1] for call in server.calls[-2:]]
        assert replaced == [REMEMBERED + 20, 0], "the newest replaces its own, the oldest is forgotten"
        adapter.close()

    run(test)


def test_what_an_earlier_run_has_left_is_replaced_and_its_press_heard_and_what_ended_with_it_taken_away(
    bus: str, tmp_path: Path
) -> None:
    async def test(server: Server, heard: Heard) -> None:
        file = tmp_path / "notices.json"
        first = DBusAdapter("Outage Notifier", "icon-name", Heard(), file)
        for thread, alert in (("incident-1", "a1"), ("incident-2", "a2"), ("practice-1", ""), ("incident-3", "a3")):
            await first.send(Notification(thread, "a", "b", True, alert=alert))
        server.emit("NotificationClosed", "uu", [2, 2])
        await first.capabilities()  # its answer comes after that signal
        first.close()
        second = DBusAdapter("Outage Notifier", "icon-name", heard, file)
        await second.capabilities()
        assert server.taken_away == [3], "the practice ended with the program"
        server.invoke(1, "page")
        await heard.until(Closed)
        assert heard.news == [Reply("incident-1", "page", "token-1"), Closed("incident-1", End.DISMISSED)]
        for thread in ("incident-1", "incident-2", "incident-3"):
            await second.send(Notification(thread, "works again", "b", alert="a4"))
        assert [call[1] for call in server.calls[4:]] == [0, 0, 4], "only the third is still to be seen"
        second.close()

    run(test)


def test_what_names_services_alone_that_are_watched_no_more_is_taken_away(bus: str, tmp_path: Path) -> None:
    async def test(server: Server, heard: Heard) -> None:
        file, told = tmp_path / "notices.json", {"one": ("wa",), "both": ("gh", "wa"), "other": ("gh",), "line": ()}
        first = DBusAdapter("Outage Notifier", "icon-name", Heard(), file)
        for thread, about in told.items():
            await first.send(Notification(thread, "a", "b", True, alert=thread, about=about))
        first.close()
        for _start in range(2):
            second = DBusAdapter("Outage Notifier", "icon-name", heard, file, lambda: ["gh", "tg"])
            await second.capabilities()
            assert server.taken_away == [1]
            await second.send(Notification("line", "c", "d", alert="line"))  # what stands is written anew
            second.close()

    run(test)


def test_the_numbers_of_another_server_s_run_mean_nothing(bus: str, tmp_path: Path) -> None:
    async def test(server: Server, heard: Heard) -> None:
        file = tmp_path / "notices.json"
        first = DBusAdapter("Outage Notifier", "icon-name", heard, file)
        await first.send(Notification("incident-1", "a", "b", alert="a1"))
        await first.send(Notification("notice", "a", "b"))
        first.close()
        await server.stop()
        again = await Server().start()
        second = DBusAdapter("Outage Notifier", "icon-name", heard, file)
        await second.send(Notification("incident-1", "c", "d", alert="a2"))
        assert ([call[1] for call in again.calls], again.taken_away) == ([0], [])
        ours = msgspec.json.decode(file.read_bytes(), type=Kept).server
        again.emit("NotificationClosed", "uu", [1, 2])
        await second.capabilities()
        assert not file.exists(), "nothing stands any more"
        for wrong in (
            b"no",
            b"{}",
            b'{"server": 1}',
            msgspec.json.encode(Kept(ours, {"a": -1}, over=frozenset((2**32,)))),
        ):
            file.write_bytes(wrong)
            third = DBusAdapter("Outage Notifier", "icon-name", heard, file)
            await third.send(Notification("incident-1", "e", "f"))
            third.close()
        assert again.calls[-1][1] == 0
        second.close()
        await again.stop()

    run(test)


def test_where_it_cannot_be_kept_what_stands_it_is_shown_all_the_same(bus: str, tmp_path: Path) -> None:
    async def test(server: Server, heard: Heard) -> None:
        adapter = DBusAdapter("Outage Notifier", "icon-name", heard, tmp_path / "no folder" / "notices.json")
        await adapter.send(DOWN)
        await adapter.send(DOWN)
        adapter.close()
        assert [call[1] for call in server.calls] == [0, 1]

    run(test)


def test_plain_text() -> None:
    assert plain("a\x07b\u202ec\td\u00a0e\nf") == "abc d e\nf"


def test_where_a_click_only_closes_it_no_click_is_promised(bus: str) -> None:
    async def test(server: Server, heard: Heard) -> None:
        server.name = "Xfce Notify Daemon"
        adapter = adapter_for(heard)
        assert not (await adapter.capabilities()).click
        await adapter.send(DOWN)
        adapter.close()
        assert server.calls[0][5] == ["details", "Details", "page", "Page"]

    run(test)


@pytest.mark.parametrize(
    ("low", "urgent", "inhibited", "urgency"),
    [
        (False, True, False, 2),
        (False, True, True, 1),
        (False, False, False, 1),
        (True, False, False, 0),
    ],
)
def test_nothing_breaks_through_where_the_desktop_is_asked_not_to_disturb(
    bus: str, low: bool, urgent: bool, inhibited: bool, urgency: int
) -> None:
    async def test(server: Server, heard: Heard) -> None:
        server.inhibited = inhibited
        adapter = adapter_for(heard)
        await adapter.send(Notification("one", "a", "b", urgent, low=low))
        adapter.close()
        assert server.calls[0][6]["urgency"].value == urgency

    run(test)


@pytest.mark.parametrize("name", ["dunst", "Xfce Notify Daemon"])
def test_servers_without_the_standards_property_are_asked_in_their_own_way(bus: str, name: str) -> None:
    async def test(server: Server, heard: Heard) -> None:
        server.name, server.inhibited = name, True
        await server.bus.request_name("org.xfce.Xfconf")
        adapter = adapter_for(heard)
        assert (await adapter.capabilities()).inhibited is True
        adapter.close()
        wanted = {
            "dunst": ["org.dunstproject.cmd0", "paused"],
            "Xfce Notify Daemon": ["xfce4-notifyd", "/do-not-disturb"],
        }
        assert server.asked == [wanted[name]]

    run(test)


def test_a_shell_that_shows_three_buttons_gets_those_that_its_click_does_not_do(bus: str) -> None:
    async def test(server: Server, heard: Heard) -> None:
        server.name = "gnome-shell"
        adapter = adapter_for(heard)
        four = tuple(Button(key, key) for key in ("details", "page", "snooze", "instead"))
        await adapter.send(Notification("one", "a", "b", buttons=four))
        await adapter.send(Notification("two", "a", "b", buttons=four[:3]))
        adapter.close()
        assert [call[5][2::2] for call in server.calls] == [
            ["page", "snooze", "instead"],
            ["details", "page", "snooze"],
        ]

    run(test)


@pytest.mark.parametrize("key", ["default", "details"])
def test_what_was_pressed_does_not_stay_where_the_server_leaves_it(bus: str, key: str) -> None:
    async def test(server: Server, heard: Heard) -> None:
        adapter = adapter_for(heard)
        await adapter.send(DOWN)
        server.emit("ActionInvoked", "us", [1, key])
        await heard.until(Closed)
        assert heard.news == [
            Reply("incident-1", "" if key == "default" else key, ""),
            Closed("incident-1", End.WITHDRAWN),
        ]
        assert server.taken_away == [1]
        adapter.close()

    run(test)


def test_what_is_told_to_be_over_elsewhere_does_not_stand_any_more(bus: str) -> None:
    async def test(server: Server, heard: Heard) -> None:
        adapter = adapter_for(heard)

        async def tell(notification: Notification) -> list[int]:
            await adapter.send(notification)
            await adapter.send(Notification("behind it", "", ""))  # comes after what nobody waits for
            return sorted(server.taken_away)

        for number, about in enumerate((("bca",), ("bca", "tiktok"), ("whatsapp",), ()), 1):
            await adapter.send(Notification(f"incident-{number}", "a", "b", alert=str(number), about=about))
        digest = Notification("digest", "c", "d", alert="9", about=("bca", "gojek"), over=("bca", "gojek"))
        assert await tell(digest) == [1], "the others may hold still"
        again = Notification("incident-2", "e", "f", alert="10", about=("bca", "tiktok"), over=("bca",))
        assert await tell(again) == [1], "its own place is not taken away"
        last = Notification("digest-2", "c", "d", alert="11", over=("bca", "tiktok", "gojek"))
        assert await tell(last) == [1, 2, 5]
        adapter.close()

    run(test)


def test_what_answers_a_press_is_not_put_where_the_server_takes_it_away(bus: str) -> None:
    async def test(server: Server, heard: Heard) -> None:
        adapter = adapter_for(heard)
        await adapter.send(DOWN)
        server.emit("ActionInvoked", "us", [1, "snooze"])
        await heard.until(Reply)
        await adapter.send(Notification(DOWN.thread, "Snooze?", "…"))
        assert [each[1] for each in server.calls] == [0, 0]
        server.emit("NotificationClosed", "uu", [1, 3])
        server.emit("ActionInvoked", "us", [2, "snooze-1h"])
        await heard.until(Reply, 2)
        adapter.close()

    run(test)


def test_a_press_that_comes_before_the_number_is_heard(bus: str) -> None:
    async def test(server: Server, heard: Heard) -> None:
        server.pressed_at_once = "page"
        adapter = adapter_for(heard)
        await adapter.send(DOWN)
        await heard.until(Closed)
        adapter.close()
        assert heard.news == [Reply("incident-1", "page", "token-1"), Closed("incident-1", End.DISMISSED)]

    run(test)


def test_where_what_is_replaced_loses_its_buttons_the_earlier_one_is_taken_away(bus: str) -> None:
    async def test(server: Server, heard: Heard) -> None:
        server.name = "gnome-shell"
        adapter = adapter_for(heard)
        await adapter.send(DOWN)
        await adapter.send(Notification("other", "a", "b"))
        await adapter.send(DOWN)
        server.invoke(3, "page")
        await heard.until(Closed)
        await adapter.send(DOWN)
        adapter.close()
        assert [each[1] for each in server.calls] == [0, 0, 0, 0]
        assert server.taken_away == [1, 3], "the third was pressed"
        assert heard.news == [
            Reply("incident-1", "page", "token-3"),
            Closed("incident-1", End.DISMISSED),
        ], "that it was taken away is no end of the thread"

    run(test)


@pytest.mark.parametrize(
    ("reason", "end"), [(1, End.EXPIRED), (2, End.DISMISSED), (3, End.WITHDRAWN), (9, End.UNKNOWN)]
)
def test_a_trial_tells_who_took_it_and_how_it_ended(bus: str, reason: int, end: End) -> None:
    async def test(server: Server, heard: Heard) -> None:
        asked = asyncio.create_task(trial.try_out([adapter_for], Notification(trial.THREAD, "a", "b"), 5.0))
        await server.answered()
        server.emit("NotificationClosed", "uu", [1, reason])
        assert await asked == Trial("Test 1.0", inhibited=False, taken=True, end=end)

    run(test)


def test_a_trial_tells_a_click_and_that_nobody_took_it_and_does_not_wait_for_ever(bus: str) -> None:
    async def test(server: Server, heard: Heard) -> None:
        shown = Notification(trial.THREAD, "a", "b", buttons=(Button("details", "Details"),))
        asked = asyncio.create_task(trial.try_out([adapter_for], shown, 5.0))
        await server.answered()
        server.invoke(1, "details")
        told = await asked
        assert (told.clicked, told.button) == (True, "details")
        told = await trial.try_out([adapter_for], shown, 0.0)
        assert (told.taken, told.end, told.clicked) == (True, None, False)
        server.reply = "error"
        told = await trial.try_out([adapter_for], shown, 5.0)
        assert (told.taken, "refuses" in told.problem) == (False, True)

    run(test)


def test_a_trial_hears_nothing_of_other_notifications() -> None:
    other = Notification("other", "a", "b")
    for news in (Delivered(other), Undelivered(other, "why"), Reply("other"), Closed("other", End.EXPIRED), Revived()):
        assert trial.after(Trial(), news) == Trial()
