"""Which outages nobody has looked at yet: the icon marks them, also when they are over, until somebody does.

It takes snapshots, and is told when somebody looks; where that is seen is not known here. Nothing is kept: after a
start what goes on counts as not looked at. A practice outage is one that somebody looks at.
"""

from notifier.core.model import Snapshot, State


class Unseen:
    """Remembers the incidents that were outages: which of them were looked at, and what the others are called."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._looked_at: set[str] = set()
        self._going_on: set[str] = set()

    def take(self, snapshot: Snapshot, *, looking: bool) -> None:
        """Take a new snapshot; `looking`: somebody sees it."""
        if snapshot.practice:
            return
        down = {each.incident: each.name for each in snapshot.services if each.verdict.shown is State.OUTAGE}
        down.pop("", None)
        self._going_on = {each.incident for each in snapshot.services}
        self._looked_at &= self._going_on
        self._names |= {incident: name for incident, name in down.items() if incident not in self._looked_at}
        if looking:
            self.look()

    def look(self) -> None:
        """Somebody looks at everything that goes on."""
        self._looked_at |= self._names.keys()
        self._names.clear()

    def __bool__(self) -> bool:
        """Tell whether there is anything."""
        return bool(self._names)

    @property
    def over(self) -> list[str]:
        """The services of those that are over already, each once."""
        return list(dict.fromkeys(name for incident, name in self._names.items() if incident not in self._going_on))
