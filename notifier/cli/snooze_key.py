"""The key `s` of `watch`: nothing is told of what fails until it is back; pressed again, it is told of again.

What a snooze means is decided in `notifier.core.alerts.snoozes`. Where the program runs in the tray it is told, too: it
is the one that tells.
"""

from collections.abc import Callable

from notifier.cli.context import Context
from notifier.cli.snooze import handed_over, snoozed_words, woken_words
from notifier.core.commands import EndSnooze, Snooze
from notifier.core.events import Event, SnapshotChanged
from notifier.core.failure import UserError
from notifier.core.model import ServiceStatus
from notifier.words import _
from notifier.words.errors import error_sentence


class SnoozeKey:
    """Called when the key is pressed; `post` hands a command to the engine, `say` shows a sentence."""

    def __init__(
        self, context: Context, post: Callable[[Snooze | EndSnooze], None], say: Callable[[str], None]
    ) -> None:
        self._context = context
        self._post = post
        self._say = say
        self._services: tuple[ServiceStatus, ...] = ()

    def take(self, event: Event) -> None:
        """Follow what the engine shows."""
        if isinstance(event, SnapshotChanged):
            self._services = event.snapshot.services

    def __call__(self) -> None:
        """Snooze what is told of, or tell of it again."""
        told = [each for each in self._services if each.telling.told and not each.telling.snoozed]
        chosen = told or [each for each in self._services if each.telling.snoozed]
        if not chosen:
            self._say(_("Nothing fails that could be snoozed."))
            return
        names = tuple(each.id for each in chosen)
        order = Snooze(names) if told else EndSnooze(names)
        try:
            handed_over(self._context, order)
        except UserError as error:
            self._say(error_sentence(error))
            return
        self._post(order)
        for each in chosen:
            self._say(snoozed_words(each.name) if told else woken_words(each.name))
