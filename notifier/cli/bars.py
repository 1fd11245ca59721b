"""What `watch --format` prints for bars and docks: one line at each change of what is shown, and nothing else.

Formats as their documents have them: waybar-custom(5) with `return-type: json`; swaybar-protocol(7), which is i3bar's;
polybar's `custom/script` with `tail = true` and its formatting tags; blocks as xbar, SwiftBar (streamable) and Argos
take them; and JSON of our own. Words from outside cannot leave their place: JSON escapes them, and what a format gives
a meaning to is written another way. Sentences about the program itself go to standard error.
"""

import html
import json
import sys
from collections.abc import Callable, Sequence
from typing import Final, TextIO

import msgspec

from notifier.core.events import Event, SnapshotChanged
from notifier.core.model import SEVERITY, LineState, ServiceStatus, Snapshot, State, problems_first
from notifier.words import _
from notifier.words.line import line_title
from notifier.words.phrases import quotable
from notifier.words.times import Clock
from notifier.words.tooltip import summary
from notifier.words.verdicts import service_line

_SHAPES: Final = {
    "ok": "✔",
    "slow": "◔",
    "maintenance": "◔",
    "possible": "▲",
    "outage": "✖",
    "unknown": "?",
    "offline": "∅",
    "paused": "‖",
}
_COLORS: Final = {"outage": "#e0413e", "possible": "#d98c00", "slow": "#4a9be6", "maintenance": "#4a9be6"}
_SHOWN_MOST: Final = 2
_LINES_MOST: Final = 40


class Shown(msgspec.Struct, frozen=True):
    """What a bar shows. `look`: a state, `offline` or `paused`; `lines`: a service each, problems first."""

    look: str
    text: str
    summary: str
    lines: tuple[str, ...]
    problems: int
    urgent: bool

    @property
    def label(self) -> str:
        """Shape and text."""
        return " ".join(f"{_SHAPES[self.look]} {self.text}".split())


def shown(snapshot: Snapshot) -> Shown:
    """Say what a bar shows of all that is known."""
    clock = Clock(snapshot.time)
    ordered = problems_first(snapshot.services)
    bad = [each for each in ordered if SEVERITY[each.verdict.state] > 0]
    look = _look(snapshot, ordered)
    text = line_title(snapshot.line.state) if look == "offline" else _names(bad)
    return Shown(
        look=look,
        text=text,
        summary=summary(snapshot, clock),
        lines=tuple(service_line(each, clock) for each in ordered[:_LINES_MOST]),
        problems=len(bad),
        urgent=look == "outage",
    )


def _look(snapshot: Snapshot, ordered: Sequence[ServiceStatus]) -> str:
    if snapshot.paused:
        return "paused"
    if snapshot.line.state is not LineState.ONLINE:
        return "offline"
    worst = ordered[0].verdict.state if ordered else State.UNKNOWN
    known = any(each.verdict.state is State.OK for each in ordered)
    return "ok" if worst is State.UNKNOWN and known else worst.value


def _names(bad: Sequence[ServiceStatus]) -> str:
    names = ", ".join(quotable(each.name, 30) for each in bad[:_SHOWN_MOST])
    more = len(bad) - _SHOWN_MOST
    return _("{services} and {count} more").format(services=names, count=more) if more > 0 else names


def _waybar(now: Shown) -> str:
    tooltip = html.escape("\n".join((now.summary, *now.lines)), quote=False)
    return json.dumps(
        {"text": html.escape(now.label, quote=False), "alt": now.look, "tooltip": tooltip, "class": now.look},
        ensure_ascii=False,
    )


def _i3bar(now: Shown) -> str:
    block = {
        "name": "outage-notifier",
        "full_text": now.label,
        "short_text": f"{_SHAPES[now.look]} {now.problems or ''}".rstrip(),
        "urgent": now.urgent,
        "markup": "none",
        **({"color": _COLORS[now.look]} if now.look in _COLORS else {}),
    }
    return f"{json.dumps([block], ensure_ascii=False)},"


def _polybar(now: Shown) -> str:
    plain = now.label.replace("%{", "% {")
    color = _COLORS.get(now.look)
    return f"%{{F{color}}}{plain}%{{F-}}" if color else plain


def _argos(now: Shown) -> str:
    color = _COLORS.get(now.look)
    parameters = f" | color={color}" if color else ""
    lines = (_menu_line(each) for each in (now.summary, *now.lines))
    return "\n".join(("~~~", f"{_menu_line(now.label)}{parameters}", "---", *lines))


def _menu_line(words: str) -> str:
    """A line of a menu: what follows a bar would be its parameters, and dashes at the beginning are levels."""
    return " ".join(words.replace("|", "¦").split()).lstrip("-~ ") or "?"


def _json(now: Shown) -> str:
    return json.dumps(msgspec.to_builtins(now), ensure_ascii=False)


FORMATS: Final[dict[str, Callable[[Shown], str]]] = {
    "waybar": _waybar,
    "i3bar": _i3bar,
    "polybar": _polybar,
    "argos": _argos,
    "json": _json,
}
_OPENING: Final = {"i3bar": '{"version": 1}\n[\n'}


class Bar:
    """Prints what a bar shows whenever it is something else than before."""

    def __init__(self, format_: str, stream: TextIO | None = None) -> None:
        self._format, self._stream = format_, stream or sys.stdout
        self._last = ""

    def open(self) -> None:
        """Print what the format begins with."""
        self._stream.write(_OPENING.get(self._format, ""))
        self._stream.flush()

    def show(self, event: Event) -> None:
        """Print a line, where what is shown has changed."""
        if not isinstance(event, SnapshotChanged):
            return
        now = shown(event.snapshot)
        alike = repr((now.look, now.text, now.lines, now.urgent))  # the summary says when was checked last
        if alike != self._last:
            self._last = alike
            self._stream.write(f"{FORMATS[self._format](now)}\n")
            self._stream.flush()

    def say(self, text: str) -> None:
        """Tell it to whoever reads the bar's log."""
        sys.stderr.write(f"{text}\n")

    def close(self) -> None:
        """Nothing is to be undone."""
