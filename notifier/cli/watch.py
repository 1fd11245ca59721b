"""`watch`: the whole engine in the foreground, in the terminal; also where there is no display.

The history is written only where nobody else does (see `notifier.desktop.watch_lock`): beside a running tray program
this is a second pair of eyes, which is said, and which remembers nothing.
"""

import asyncio
import os
import random
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Final, Protocol

from notifier.cli.bars import Bar
from notifier.cli.context import Context, Exit, WrongUseError
from notifier.cli.journal import ReadOnlyJournal, SharedJournal
from notifier.cli.keys import Keys, quit_key
from notifier.cli.meanwhile import Telling
from notifier.cli.network import client_options, reader_of
from notifier.cli.phone_notices import PhoneNotices
from notifier.cli.screen import Lines, News, Painting, View
from notifier.cli.snooze_key import SnoozeKey
from notifier.cli.terminal import Terminal
from notifier.config.model import watch_of
from notifier.config.proxy_password import followed
from notifier.core.commands import AlertHanded
from notifier.core.events import AlertDue, BeginAnew, Event
from notifier.core.model import Service
from notifier.desktop.country import country_of_system
from notifier.desktop.watch_lock import WatchLock
from notifier.engine.engine import Engine
from notifier.engine.runner import RenewableReader, Runner
from notifier.store.writer import HistoryWriter
from notifier.words import _
from notifier.words.language import spoken
from notifier.words.names import Names

_ENDING: Final = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


class Endless(Protocol):
    """What can be ended at any time."""

    async def run(self) -> None:
        """Work until stopped, or done."""
        ...

    def stop(self) -> None:
        """End `run` soon."""
        ...


def run(context: Context) -> int:
    """Watch until the user ends it."""
    services = context.watched_services()
    if not services:
        raise WrongUseError(_("nothing is watched yet"), _("for example: outage-notifier add whatsapp"))
    terminal = context.terminal
    news = News(terminal, Names(context.service_of))
    wanted = getattr(context.arguments, "format", "")
    if wanted:
        terminal.for_programs()
    view: View = Bar(wanted) if wanted else _table(terminal, news)
    with shown(view), suppress(KeyboardInterrupt):  # where signals cannot be handled, Ctrl+C comes as this
        asyncio.run(Watching(context, services, view).run())
    return Exit.FINE


def _table(terminal: Terminal, news: News) -> View:
    if terminal.can_be_painted:
        return Painting(terminal, news, keys=_("q or Ctrl+C ends, s snoozes what fails until it is back."))
    return Lines(terminal, news)


@contextmanager
def shown(view: View) -> Iterator[None]:
    """Open the view, and close it however it ends; where its terminal was closed, nobody is left to be told."""
    had_terminal = sys.stdout.isatty()
    try:
        view.open()
        try:
            yield
        finally:
            view.close()
    except OSError:
        if not had_terminal or sys.stdout.isatty():
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class Watching:
    """One watch; engine and reader may begin anew in it, the view and what is kept go on."""

    def __init__(self, context: Context, services: Sequence[Service], view: View) -> None:
        self._context = context
        self._services = services
        self._view = view
        self._phone = PhoneNotices(context)
        self._journal = self._opened()

    async def run(self) -> None:
        """Watch until told to end."""
        settings, paths, anew = self._context.settings, self._context.paths, True
        try:
            while anew:
                client = client_options(settings)
                async with reader_of(settings, paths.outside_file, paths.machines_file, client) as reader:
                    anew = await self._until_anew(reader, client.proxy_password)
        finally:
            self._phone.close()
            self._journal.close()

    async def _until_anew(self, reader: RenewableReader, password: str) -> bool:
        """Watch until told to end; True: the clock was put back, or the proxy has another password: all begins anew."""
        context, journal, say, anew = self._context, self._journal, self._view.say, False
        telling = Telling(context, reader, say)

        def show(event: Event) -> None:
            nonlocal anew
            if isinstance(event, BeginAnew):
                anew = True
                runner.stop()
                return
            self._view.show(event)
            for part in (telling, snoozing, self._phone):
                part.take(event)
            if isinstance(event, AlertDue):  # the change stands in the terminal: it is told
                runner.post(AlertHanded(event.alert.id))

        rng = random.Random()  # noqa: S311 - spreads readings, hides nothing
        engine = Engine(self._services, watch_of(context.settings, country_of_system(), spoken()), journal, rng, show)
        runner = Runner(engine, reader, maintain=journal.maintain)
        snoozing = SnoozeKey(context, runner.post, say)
        try:
            async with followed(context.settings.proxy_user, password, show):
                await until_told(runner, {"s": snoozing})
        finally:
            await telling.close()
        return anew

    def _opened(self) -> SharedJournal | ReadOnlyJournal:
        """Write the history and to the phone, unless somebody else does."""
        lock, path = WatchLock(self._context.paths.data_dir), self._context.paths.history_file
        if not lock.take():
            self._view.say(_("The program is already running and keeps the history; this table only shows."))
            return ReadOnlyJournal(path)
        self._phone.begin()
        writer = HistoryWriter.open(path, self._view.show, history_days=self._context.settings.history_days)
        return SharedJournal(lock, writer, self._step_back)

    def _step_back(self) -> None:
        self._phone.close()
        self._view.say(_("The program has been started and keeps the history from now on."))


async def until_told(runner: Endless, keys: Keys | None = None) -> None:
    """Let the engine run until it ends, `q` is pressed, or a signal comes; `keys` are what else can be pressed."""
    watching = asyncio.create_task(runner.run())
    key = asyncio.create_task(quit_key(keys or {}))
    with _signals_end(key):
        try:
            await asyncio.wait({watching, key}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            key.cancel()
            await asyncio.gather(key, return_exceptions=True)
            runner.stop()
            await watching


@contextmanager
def _signals_end(task: "asyncio.Task[None]") -> Iterator[None]:
    """Ctrl+C, SIGTERM and a closed terminal end the task, not the program; a second Ctrl+C does what it always does."""
    loop = asyncio.get_running_loop()
    caught = []
    for number in _ENDING:
        with suppress(NotImplementedError, RuntimeError):  # Windows: there Ctrl+C interrupts `asyncio.run`
            loop.add_signal_handler(number, task.cancel)
            caught.append(number)
    try:
        yield
    finally:
        for number in caught:
            loop.remove_signal_handler(number)
