"""The parts of a service: which of them count, and how much each weighs, whatever the catalogue says of it."""

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from notifier.config.model import WatchedService
from notifier.core.failure import UserError
from notifier.core.model import Component, Rank, Service
from notifier.ui.settings.fields import ChoiceBox, Fault, Note
from notifier.ui.settings.group import Group
from notifier.ui.settings.ticks import TickBox
from notifier.words import _, pgettext
from notifier.words.names import component_name


class PartsGroup(Group):
    """Shows the parts.

    Signals: `chosen` with the ids of those that count, empty: all; `weighed` with the ids that weigh more and those
    that weigh less than the catalogue says.
    """

    chosen = Signal(object)
    weighed = Signal(object, object)

    def __init__(self, service: Service, wishes: WatchedService) -> None:
        super().__init__(_("Parts that count"))
        self._ranks: Mapping[str, Rank] = {each.id: each.rank for each in service.components}
        self._ticks: dict[str, TickBox] = {}
        self._weights: dict[str, ChoiceBox] = {}
        self._fault = Fault(self)
        grid = QGridLayout(self)
        grid.setColumnStretch(0, 1)
        for row, component in enumerate(service.components):
            grid.addWidget(self._part(component, wishes, alone=len(service.components) == 1), row, 0)
            grid.addWidget(self._weight(component, wishes), row, 1)
        grid.addWidget(self._fault, len(self._ranks), 0, 1, 2)
        words = _("A minor part that fails alone is shown in amber, and is no outage of the app.")
        grid.addWidget(Note(words), len(self._ranks) + 1, 0, 1, 2)

    def _part(self, component: Component, wishes: WatchedService, *, alone: bool) -> QWidget:
        name = component_name(component)
        if alone:
            return Note(name)
        box = self._ticks[component.id] = TickBox(name.replace("&", "&&"))
        box.setChecked(not wishes.components or component.id in wishes.components)
        box.clicked.connect(self._say_chosen)
        return box

    def _weight(self, component: Component, wishes: WatchedService) -> QWidget:
        own = Rank.CORE if component.id in wishes.core else Rank.MINOR if component.id in wishes.minor else None
        names = [
            (pgettext("weight of a part", "Main"), Rank.CORE),
            (pgettext("weight of a part", "Minor"), Rank.MINOR),
        ]
        called = _("Weight of {part}").format(part=component_name(component))
        box = self._weights[component.id] = ChoiceBox(called, names, own or component.rank, letters=5)
        box.chosen.connect(self._say_weighed)
        return box

    @Slot()
    def _say_chosen(self) -> None:
        on = tuple(component for component, box in self._ticks.items() if box.isChecked())
        if not on:
            self._fault.tell(
                UserError("at least one part has to count", "untick the app itself to watch nothing of it")
            )
            return
        self._fault.tell(None)
        self.chosen.emit(() if len(on) == len(self._ticks) else on)

    @Slot()
    def _say_weighed(self) -> None:
        now = {each: Rank(box.currentData()) for each, box in self._weights.items()}
        other = [each for each, rank in now.items() if rank is not self._ranks[each]]
        core, minor = (tuple(each for each in other if now[each] is rank) for rank in (Rank.CORE, Rank.MINOR))
        self.weighed.emit(core, minor)
