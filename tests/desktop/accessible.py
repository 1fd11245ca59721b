"""What a screen reader hears of a program's windows, and presses there: names, texts and buttons, over AT-SPI."""

from collections.abc import Iterator
from typing import NamedTuple

from tests.desktop.bus import Bus, RefusedError
from tests.waiting import until

REGISTRY = "org.a11y.atspi.Registry"
ROOT = "/org/a11y/atspi/accessible/root"
ACCESSIBLE = "org.a11y.atspi.Accessible"
COMPONENT = "org.a11y.atspi.Component"
ACTION = "org.a11y.atspi.Action"
TEXT = "org.a11y.atspi.Text"
SHOWING = 1 << 25
"""The bit of AT-SPI's state SHOWING."""
FOCUSABLE = 1 << 11


class Heard(NamedTuple):
    """What is said of one thing in a window."""

    role: str
    name: str
    description: str
    text: str
    focusable: bool
    depth: int


BUTTONS = ("push button", "button", "toggle button", "check box", "combo box", "radio button")


def unnamed(things: list[Heard]) -> list[Heard]:
    """What can be reached or pressed and has no name."""
    return [each for each in things if (each.focusable or each.role in BUTTONS) and not each.name.strip()]


class ScreenReader:
    """Reads the accessible texts of the programs on a session, and presses their buttons."""

    def __init__(self, session_bus: Bus) -> None:
        self._bus = Bus(session_bus.call("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress")[0])

    def texts(self, window: str) -> list[str]:
        """All names and texts showing in the windows whose title contains `window`; empty where there is none."""
        return [text for sender, path in self._windows(window) for text in self._walk(sender, path)]

    def hear(self, window: str, words: str) -> list[Heard]:
        """Wait until such a window says these words, and give all that it says."""

        def look() -> list[Heard]:
            things = self.things(window)
            return things if any(words in each.name for each in things) else []

        return until(look, 30, f"{words!r} in {window!r}: {self.things(window)}")

    def things(self, window: str) -> list[Heard]:
        """All that shows in the windows whose title contains `window`, in the order of the tree."""
        return [heard for sender, path in self._windows(window) for heard in self._things(sender, path, 0)]

    def _things(self, sender: str, path: str, depth: int) -> Iterator[Heard]:
        try:
            state = self._bus.call(sender, path, ACCESSIBLE, "GetState")[0][0]
            role = str(self._bus.call(sender, path, ACCESSIBLE, "GetRoleName")[0])
            description = str(self._bus.value(sender, path, ACCESSIBLE, "Description"))
            name, text, children = self._name(sender, path), self._text(sender, path), self._children(sender, path)
        except RefusedError:  # it is gone already
            return
        if not state & SHOWING:  # cells of a hidden table say that they show
            return
        yield Heard(role, name, description, text, bool(state & FOCUSABLE), depth)
        for child in children:
            yield from self._things(*child, depth + 1)

    def _windows(self, window: str) -> list[tuple[str, str]]:
        programs = self._children(REGISTRY, ROOT)
        return [each for program in programs for each in self._children(*program) if window in self._name(*each)]

    def _walk(self, sender: str, path: str) -> Iterator[str]:
        try:
            showing = self._bus.call(sender, path, ACCESSIBLE, "GetState")[0][0] & SHOWING
            words = [self._name(sender, path), self._text(sender, path)]
            children = self._children(sender, path)
        except RefusedError:  # it is gone already
            return
        if showing:
            yield from filter(None, words)
        for child in children:
            yield from self._walk(*child)

    def _children(self, sender: str, path: str) -> list[tuple[str, str]]:
        try:
            return [(name, at) for name, at in self._bus.call(sender, path, ACCESSIBLE, "GetChildren")[0]]
        except RefusedError:
            return []

    def _name(self, sender: str, path: str) -> str:
        try:
            return str(self._bus.value(sender, path, ACCESSIBLE, "Name"))
        except RefusedError:
            return ""

    def _text(self, sender: str, path: str) -> str:
        if TEXT not in self._bus.call(sender, path, ACCESSIBLE, "GetInterfaces")[0]:
            return ""
        return str(self._bus.call(sender, path, TEXT, "GetText", "ii", 0, -1)[0])

    def press(self, window: str, name: str) -> bool:
        """Press the button with this name in such a window; False where there is none."""
        for sender, path in self._windows(window):
            for at in self._all(sender, path):
                if self._name(sender, at).replace("&", "") == name:
                    return bool(self._bus.call(sender, at, ACTION, "DoAction", "i", 0)[0])
        return False

    def size(self, window: str, name: str) -> tuple[int, int]:
        """Give width and height of the thing with this name in such a window; nothing where there is none."""
        for sender, path in self._windows(window):
            for at in self._all(sender, path):
                if self._name(sender, at).replace("&", "") == name:
                    _left, _top, width, height = self._bus.call(sender, at, COMPONENT, "GetExtents", "u", 0)[0]
                    return width, height
        return 0, 0

    def _all(self, sender: str, path: str) -> Iterator[str]:
        yield path
        for _name, at in self._children(sender, path):
            yield from self._all(sender, at)

    def close(self) -> None:
        """Leave the accessibility bus."""
        self._bus.close()
