"""`practice [SCENARIO] [--speed N]`: a practice outage, in the best place that there is.

The program that runs in the tray plays it; where none runs, one is started for it alone; and where no window can be
shown, it is played here, in the table of `watch`. Everywhere it is marked as practice, and nothing of it is kept.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from notifier.cli.context import Context, Exit
from notifier.cli.scenario import named_scenario
from notifier.cli.screen import Lines, News, Painting, View
from notifier.cli.terminal import Span, Tone
from notifier.cli.watch import shown, until_told
from notifier.config.paths import resources
from notifier.core.events import AlertDue, Event
from notifier.core.failure import UserError
from notifier.core.model import Snapshot
from notifier.desktop.single_instance import SingleInstance, request_of_this_start
from notifier.desktop.watch_lock import WatchLock
from notifier.simulation.practice import DEFAULT_SCENARIO, DEFAULT_SPEED, PracticeRunner
from notifier.simulation.scenario import Scenario
from notifier.store.memory import MemoryJournal
from notifier.words import _
from notifier.words.names import Names
from notifier.words.notification import notification
from notifier.words.times import number

Play = Callable[[str, float], int]
"""Starts the program for a practice alone (a scenario's name or path, a speed), and gives its exit status."""
PLAY: Final = "play"
"""Among the arguments: how to `Play` it, where windows can be shown. The composition root puts it there."""


class PracticeNews(News):
    """Marks every line as practice, and tells what a notification would say."""

    def line(self, event: Event) -> list[Span] | None:
        """One line for a change or a notification; None for the others."""
        if isinstance(event, AlertDue):
            told = notification(event.alert, self._names)
            return self.sentence(f"{told.title}. {told.body}")
        line = super().line(event)
        return line and self._marked(line)

    def first(self, snapshot: Snapshot) -> list[list[Span]]:
        """A line for each service that stands as it stood before."""
        return [self._marked(line) for line in super().first(snapshot)]

    @staticmethod
    def _marked(line: list[Span]) -> list[Span]:
        return [Span(f"{_('Practice')}: ", Tone.NOTICE), *line]


def run(context: Context) -> int:
    """Practise. A scenario that does not exist or makes no sense is told before anything begins."""
    name = DEFAULT_SCENARIO if context.arguments.scenario is None else context.arguments.scenario
    speed: float = context.arguments.speed or DEFAULT_SPEED
    scenario = named_scenario(context, name)
    wanted = str(Path(name).absolute()) if _is_file(name) else name
    if WatchLock(context.paths.data_dir).tray_runs():
        return _hand_over(context, wanted, speed)
    play: Play | None = getattr(context.arguments, PLAY, None)
    return play(wanted, speed) if play is not None else _in_terminal(context, scenario, speed)


def _is_file(name: str) -> bool:
    """Tell whether a file is meant: another program may work in another folder."""
    return Path(name).is_file() and not (resources() / "scenarios" / f"{name}.toml").is_file()


def _hand_over(context: Context, scenario: str, speed: float) -> int:
    instance = SingleInstance(context.paths.data_dir)
    if not instance.ask(request_of_this_start(practice=scenario, speed=speed)):
        raise UserError("the program is already running, but does not answer", "quit it, and try again")
    context.terminal.line(_("The program that is already running plays it now."))
    return Exit.FINE


def _in_terminal(context: Context, scenario: Scenario, speed: float) -> int:
    terminal = context.terminal
    services = {each.id: each for each in scenario.services}
    news = PracticeNews(terminal, Names(services.get))
    count = number(speed, 0 if speed.is_integer() else 1)
    heading = _("Practice: this is not real. Time runs {count} times as fast.").format(count=count)
    view: View = Painting(terminal, news, heading) if terminal.can_be_painted else Lines(terminal, news)
    with shown(view), suppress(KeyboardInterrupt):
        if not terminal.can_be_painted:
            view.say(heading)
        asyncio.run(_play(scenario, speed, view))
    return Exit.FINE


async def _play(scenario: Scenario, speed: float, view: View) -> None:
    await until_told(PracticeRunner(scenario, MemoryJournal(), view.show, speed=speed, last_look_s=0.0))
