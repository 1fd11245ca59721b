"""A test notification, and what the system did with it: who took it, whether it was shown, how it ended.

What is said of that is in `notifier.words.trial`.
"""

import asyncio
from typing import Final

import msgspec

from notifier.core.alerts.trial import Trial
from notifier.desktop.notify.dispatcher import Dispatcher, MakeAdapter
from notifier.desktop.notify.model import Capabilities, Closed, Delivered, News, Notification, Reply, Undelivered

THREAD: Final = "test"


def after(trial: Trial, news: News) -> Trial:
    """Give what is known after this; news of other notifications say nothing."""
    match news:
        case Delivered(notification=notification) if notification.thread == THREAD:
            return msgspec.structs.replace(trial, taken=True)
        case Undelivered(notification=notification, reason=reason) if notification.thread == THREAD:
            return msgspec.structs.replace(trial, taken=False, problem=reason)
        case Reply(thread=thread, button=button) if thread == THREAD:
            return msgspec.structs.replace(trial, clicked=True, button=button)
        case Closed(thread=thread, end=end) if thread == THREAD:
            return msgspec.structs.replace(trial, end=end)
        case Capabilities():
            server = f"{news.server} {news.version}".strip()
            return msgspec.structs.replace(trial, server=server, inhibited=news.inhibited)
        case _:
            return trial


def is_over(trial: Trial) -> bool:
    """Tell whether nothing more is to be expected."""
    return trial.taken is False or trial.end is not None or trial.clicked


async def try_out(adapters: list[MakeAdapter], notification: Notification, patience_s: float) -> Trial:
    """Show a test notification and wait for its end, for so long at most; never raises."""
    trial, came = Trial(), asyncio.Event()

    def hear(news: News) -> None:
        nonlocal trial
        trial = after(trial, news)
        came.set()

    dispatcher = Dispatcher(adapters, hear)
    live = asyncio.create_task(dispatcher.live())
    await asyncio.sleep(0)
    try:
        await dispatcher.ask()
        await dispatcher.deliver(notification)
        async with asyncio.timeout(patience_s):
            while not is_over(trial):
                came.clear()
                await came.wait()
    except TimeoutError:
        pass
    finally:
        live.cancel()
        await asyncio.gather(live, return_exceptions=True)
    return trial
