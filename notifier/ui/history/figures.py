"""What the history is asked for the charts' sake, and who gets the answers: a service's day, its days, its latency."""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from notifier.core.model import ServiceStatus
from notifier.core.past.search import Totals, totals
from notifier.core.past.story import Course, Day, LatencyPoint
from notifier.store.reader import HistoryReader
from notifier.ui.history.asker import Asker
from notifier.ui.history.overview import Overview
from notifier.ui.history.period import SPAN
from notifier.words.names import component_name
from notifier.words.times import Clock

if TYPE_CHECKING:
    from notifier.ui.history.service_panel import ServicePanel

DAYS: Final = 90
LATENCY_POINTS: Final = 96


class Figures:
    """Asks for the charts of the service that is shown, and for the days of all."""

    def __init__(
        self, asker: Asker, panel: Callable[[], "ServicePanel"], overview: Overview, clock: Callable[[], Clock]
    ) -> None:
        self._asker, self._panel, self._overview, self._clock = asker, panel, overview, clock
        self._waiting: dict[str, None] = {}
        self._asking = False

    def ask_one(self, status: ServiceStatus) -> None:
        """Ask for the charts of one service."""
        clock, until, service = self._clock(), self._clock().now, status.id
        self._asker.ask("days", partial(_days, service, clock), self._show_days)
        self._asker.ask("course", lambda reader: reader.course(service, until - SPAN, until), self._show_course)
        self._asker.ask("totals", partial(_totals, service, clock), self._show_totals)
        component = next(iter(status.components), None)
        if component is None:
            self._asker.forget("latency")
            self._show_latency("", ())  # only its page is read: nothing of another service stays
            return
        self._asker.ask(
            "latency",
            lambda reader: reader.latency(service, component.id, until - SPAN, until, LATENCY_POINTS),
            partial(self._show_latency, component_name(component)),
        )

    def ask_all(self, services: Iterable[str]) -> None:
        """Ask for the days of each service, one after the other, so that none keeps other questions waiting."""
        self._waiting |= dict.fromkeys(services)
        if not self._asking:
            self._ask_next()

    def _ask_next(self) -> None:
        """Ask for the days of the first that waits; the others wait until these are shown."""
        self._asking = bool(self._waiting)
        if self._asking:
            each = next(iter(self._waiting))
            del self._waiting[each]
            self._asker.ask("days of each", partial(_days, each, self._clock()), partial(self._show_days_of, each))

    def _show_days_of(self, service: str, days: Sequence[Day]) -> None:
        self._overview.show_days(service, days)
        self._ask_next()

    def _show_days(self, days: Sequence[Day]) -> None:
        self._panel().show_days(days, self._clock())

    def _show_totals(self, found: Totals) -> None:
        self._panel().show_totals(found, self._clock())

    def _show_course(self, course: Course) -> None:
        self._panel().show_course(course, self._clock())

    def _show_latency(self, component: str, points: Sequence[LatencyPoint]) -> None:
        self._panel().show_latency(points, component, self._clock())


def _totals(service: str, clock: Clock, reader: HistoryReader) -> Totals:
    return totals(reader.incidents(service, since=clock.now - timedelta(days=DAYS), limit=-1), clock.now)


def _days(service: str, clock: Clock, reader: HistoryReader) -> list[Day]:
    return reader.days(service, DAYS, clock.local(clock.now).date(), clock.zone)
