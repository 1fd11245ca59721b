"""Alerts and notices as notifications, and what the user pressed on them. The words are made in `notifier.words`.

Every notification leads somewhere: to its incident, to the company's page, or, where it is about several services or
none, to all of them.
"""

from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence
from typing import Final

import msgspec
from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices

from notifier.config.model import Settings
from notifier.core.addresses import host_in, is_web_address
from notifier.core.advice.instead import Alternative
from notifier.core.advice.steps import Help, helps_of_line
from notifier.core.commands import Snooze
from notifier.core.events import EngineFailed, Notice
from notifier.core.failure import UserError
from notifier.core.model import Alert, AlertKind
from notifier.desktop.notify import Button, Notification, Notifier, Reply, trial
from notifier.desktop.system_settings import can_open, open_page
from notifier.words import _, ngettext, notices, pages
from notifier.words.errors import error_words
from notifier.words.names import Names, listed_briefly
from notifier.words.notices import engine_failed
from notifier.words.notification import NotificationText, notification
from notifier.words.phrases import quotable
from notifier.words.steps import help_label
from notifier.words.trial import trial_words

DETAILS: Final = "details"
SNOOZE: Final = "snooze"
SNOOZES: Final = {"snooze-1h": 3600.0, "snooze-8h": 8 * 3600.0, "snooze-back": None}
"""The buttons of the notification that asks for how long."""
SNOOZED: Final = (AlertKind.OUTAGE, AlertKind.POSSIBLE, AlertKind.UNSTABLE, AlertKind.DIGEST)
PRACTICE: Final = "practice"
PAGE: Final = "page"
HELP: Final = "help"
INSTEAD: Final = "instead"
NAMED: Final = 2
"""So many alternatives are named; the window has them all."""
REMEMBERED: Final = 200


class Goal(msgspec.Struct, frozen=True):
    """Where a notification leads."""

    service: str = ""
    incident: str = ""
    page_url: str = ""
    about: frozenset[str] = frozenset()
    """The services that it names."""
    instead: Alternative | None = None
    """What can be used meanwhile, and opened."""
    failing: tuple[str, ...] = ()
    """Those of them that can be snoozed."""
    help: Help | None = None
    """What can be opened where the fault is on the user's own side."""
    words: NotificationText = NotificationText("", "")
    """What it says."""
    held: bool = False
    """It was brought up to date in quiet hours."""


class Announcer(QObject):
    """Says things to the user.

    Signals: `wanted` when the user wants to see something: a service's id and its incident's, both empty where it is
    all of them, and the desktop's proof that it was the user; `commanded` what the user asks of the engine. `told`
    carries every alert that leaves the program, with its words, for whoever else is to hear of it; of a practice none.
    """

    wanted = Signal(str, str, str)
    commanded = Signal(object)
    told = Signal(object, object)

    def __init__(
        self,
        notifier: Notifier,
        settings: Callable[[], Settings],
        names: Names,
        meanwhile: Callable[[Alert], Sequence[Alternative]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._notifier = notifier
        self._settings = settings
        self._names = names
        self._meanwhile = meanwhile
        self._goals: OrderedDict[str, Goal] = OrderedDict()
        notifier.replied.connect(self.on_reply)

    @Slot(object)
    def alert(self, alert: Alert) -> None:
        """Show an alert of the engine; it is in the history already."""
        words = notification(alert, self._names)
        first = alert.services[0] if alert.services else None
        about = frozenset(each.service for each in alert.services)
        goal = Goal(first.service, first.incident, alert.page_url, about) if first else Goal(page_url=alert.page_url)
        if alert.kind in SNOOZED and not alert.practice:
            failing = tuple(each.service for each in alert.services if each.until is None)
            goal = msgspec.structs.replace(goal, failing=failing)
        if alert.line is not None:
            goal = Goal(help=next(filter(can_open, helps_of_line(alert.line)), None))
        if alert.kind is AlertKind.OUTAGE and (usable := self._meanwhile(alert)[:NAMED]):
            words = msgspec.structs.replace(words, body=f"{words.body} {pages.meanwhile(usable)}")
            goal = msgspec.structs.replace(goal, instead=next((each for each in usable if each.address), None))
        core = any(not each.minor for each in alert.services)
        urgent = alert.kind is AlertKind.OUTAGE and core  # a practice outage, too: it shows what one looks like
        thread = f"{PRACTICE}-{alert.thread}" if alert.practice else alert.thread  # replaces nothing real
        kept = "" if alert.practice else alert.id
        # it names nobody new, or only among those that are not named; that the line is back is told, too, where the
        # notice of its fault has gone by itself
        before = self._goals.get(thread, goal)
        ended = {each.service for each in alert.services if each.until is not None and not alert.practice}
        over = ended - {each.service for each in alert.services if each.until is None}
        corrects = alert.update and bool(about) and (about <= before.about or words == before.words)
        silent = alert.update or bool(alert.lost)
        self._show(thread, words, goal, urgent=urgent, alert=kept, silent=silent, update=corrects, over=over)
        if not alert.practice:
            self.told.emit(alert, words)

    @Slot(object)
    def held(self, alert: Alert) -> None:
        """Correct a notice that still stands on the screen, silently: its outage is over, or is not after all.

        Where none stands, nothing is shown.
        """
        about = frozenset(each.service for each in alert.services)
        goal = self._goals.get(alert.thread, Goal(page_url=alert.page_url, about=about))
        is_over = alert.kind in (AlertKind.RECOVERED, AlertKind.UNSTABLE) or alert.line_was is not None
        if not (is_over or goal.held):
            return
        goal = msgspec.structs.replace(goal, failing=(), instead=None, help=None, held=True)
        words = notification(alert, self._names)
        self._show(alert.thread, words, goal, alert=alert.id, silent=True, update=True)

    def notice(self, notice: Notice) -> None:
        """Say something about the program itself."""
        self._show(f"notice-{notice.kind}", notices.notice(notice), Goal())

    def failed(self, failed: EngineFailed) -> None:
        """Say that nothing is checked any more."""
        self._show("failed", engine_failed(failed), Goal())

    @Slot(object)
    def problem(self, error: UserError) -> None:
        """Say what the user can put right."""
        title, hint = error_words(error)
        self._show("problem", NotificationText(quotable(title), quotable(hint)), Goal())

    @Slot()
    def no_tray(self) -> None:
        """Say how to find the window again where there is no tray."""
        words = NotificationText(
            _("Outage Notifier runs without a tray icon"),
            _("This desktop has no tray. The program keeps watching, in its window; Ctrl+Q there ends it."),
        )
        self._show("no-tray", words, Goal())

    @Slot(int)
    def begun(self, count: int) -> None:
        """Say after the first choice that the program watches, as it will say everything else."""
        title = ngettext("Watching {count} app from now on", "Watching {count} apps from now on", count)
        words = NotificationText(
            title.format(count=count), _("This is how you are told when something happens. Click to open the window.")
        )
        self._show("begun", words, Goal())

    @Slot()
    def test(self) -> None:
        """Show what a notification looks like here."""
        self._show(trial.THREAD, trial_words(), Goal())

    def practice_ended(self) -> None:
        """Say that everything is real again."""
        words = NotificationText(
            _("The practice outage is over"),
            _("Your own apps were watched all the while. Nothing of the practice was kept."),
        )
        told = (thread for thread in reversed(self._goals) if thread.startswith(PRACTICE))
        self._show(next(told, PRACTICE), words, Goal())  # its outage, if it was ended early, stands no longer

    @Slot(object)
    def on_reply(self, reply: Reply) -> None:
        """Go where the notification leads that the user pressed."""
        goal = self._goals.get(reply.thread, Goal())
        if reply.button == PAGE and goal.page_url:
            QDesktopServices.openUrl(QUrl(goal.page_url))
        elif reply.button == SNOOZE and goal.failing:
            self._ask_how_long(reply.thread, goal)
        elif reply.button in SNOOZES and goal.failing:
            self.commanded.emit(Snooze(goal.failing, SNOOZES[reply.button]))
        elif reply.button == HELP and goal.help is not None:
            open_page(goal.help)
        elif reply.button == INSTEAD and goal.instead is not None:
            QDesktopServices.openUrl(QUrl(goal.instead.address))
        else:
            self._lead(goal, reply.token)

    def _lead(self, goal: Goal, token: str) -> None:
        several = len(goal.about) > 1
        self.wanted.emit("" if several else goal.service, "" if several else goal.incident, token)

    def _ask_how_long(self, thread: str, goal: Goal) -> None:
        """Ask in the notification's place: so many buttons fit beside each other everywhere."""
        names = listed_briefly([self._names.service(each) for each in goal.failing])
        words = NotificationText(
            _("Snooze {services}?").format(services=names),
            _("You hear nothing more about it for that long. The program still shows it."),
        )
        labels = (_("For 1 hour"), _("For 8 hours"), _("Until it is back"))
        buttons = tuple(Button(key, label) for key, label in zip(SNOOZES, labels, strict=True))
        self._notifier.show(Notification(thread, words.title, words.body, buttons=buttons))

    @Slot()
    def on_balloon_clicked(self) -> None:
        """Go where the last one leads: a balloon does not say which one it was."""
        goal = next(reversed(self._goals.values()), Goal())
        self._lead(goal, "")

    def _buttons(self, goal: Goal) -> tuple[Button, ...]:
        """Give what can be pressed; always something: some desktops know no click on the notification itself."""
        buttons = [Button(DETAILS, _("Details"))]
        if goal.page_url:
            buttons.append(Button(PAGE, self._page_label(goal)))
        if goal.help is not None:
            buttons.append(Button(HELP, help_label(goal.help)))
        if goal.failing:
            buttons.append(Button(SNOOZE, _("Snooze…")))
        if goal.instead is not None:
            buttons.append(Button(INSTEAD, _("Open {service}").format(service=quotable(goal.instead.name, 40))))
        return tuple(buttons)

    def _page_label(self, goal: Goal) -> str:
        """Say where the button leads, and the host where that is not the official page's own."""
        known, host = self._names.get(goal.service), host_in(goal.page_url)
        if known is None or known.page is None or host == host_in(known.page.url):
            return _("Official page")
        return _("Official page ({host})").format(host=quotable(host, 60))

    def _show(
        self,
        thread: str,
        words: NotificationText,
        goal: Goal,
        *,
        urgent: bool = False,
        alert: str = "",
        silent: bool = False,
        update: bool = False,
        over: Collection[str] = (),
    ) -> None:
        if not is_web_address(goal.page_url):
            goal = msgspec.structs.replace(goal, page_url="")
        self._goals[thread] = msgspec.structs.replace(goal, words=words)
        self._goals.move_to_end(thread, last=not goal.held)  # a click on a balloon is on none of these
        if len(self._goals) > REMEMBERED:
            self._goals.popitem(last=False)
        sound = self._settings().notification_sound and not silent
        self._notifier.show(
            Notification(
                thread,
                words.title,
                words.body,
                urgent,
                low=silent,
                buttons=self._buttons(goal),
                sound=sound,
                alert=alert,
                update=update,
                about=tuple(sorted(goal.about)),
                over=tuple(sorted(over)),
            )
        )
