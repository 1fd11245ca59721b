"""The line's own story (rule 2): said after a minute, and once when it is back, without a sound if nothing has changed.

A fault that becomes another one and stays so for a minute, such as a portal after no network, takes the place of what
was said, without a sound: something else can be done about it.

Like the groups, a value: each step gives the story as it stands afterwards. Times in seconds of the epoch.
"""

import msgspec

from notifier.core.alerts.groups import NEVER
from notifier.core.model import Alert, AlertKind, LineState, State
from notifier.core.moments import moment
from notifier.core.numbers import LINE_NOTIFIED_AFTER_S, LINE_RESUMED_S


class LineStory(msgspec.Struct, frozen=True, omit_defaults=True, tag="line"):
    """What was notified about the line's present fault, and what is to be, and when."""

    since_s: float = 0.0
    due_s: float | None = None
    """When the fault is to be notified, or what it has become; None: it is good, or that was notified."""
    notified: LineState | None = None
    over_s: float = 0.0
    """When it was good again."""
    recovery_due_s: float | None = None
    poor: float = 0.0
    """The share of requests that the good line usually loses, where that is to be told."""
    filtered_s: float = 0.0
    """Since when the network's filter has refused everything, where that is to be told."""
    quiet: bool = False
    """Nothing has changed meanwhile: its return only takes the place of what was said."""
    before: dict[str, State] = {}
    """What was shown of each service before the fault."""

    def next_s(self, state: LineState) -> float:
        """Give the time at which something may become due; a fault is, while the line is bad."""
        due_s = self.due_s if is_bad(state) else 0.0 if self.poor or self.filtered_s else self.recovery_due_s
        return NEVER if due_s is None else due_s


def is_bad(state: LineState) -> bool:
    """Tell whether this state of the line is a fault."""
    return state not in (LineState.ONLINE, LineState.ASLEEP)


def changed(story: LineStory, state: LineState, since_s: float, now_s: float) -> LineStory:
    """Give the story after the line's state changed to this one."""
    if not is_bad(state):
        return msgspec.structs.replace(story, due_s=None, over_s=0.0 if story.notified is None else now_s)
    story = msgspec.structs.replace(story, recovery_due_s=None)
    if story.notified is not None:
        due_s = None if state is story.notified else now_s + LINE_NOTIFIED_AFTER_S
        return msgspec.structs.replace(story, due_s=due_s)
    if story.due_s is not None:
        return story
    due_s = max(now_s, since_s + LINE_NOTIFIED_AFTER_S)  # a line that came and went has done so for a while
    return msgspec.structs.replace(story, since_s=since_s, due_s=due_s)


def settled(story: LineStory, shown: dict[str, State], now_s: float) -> LineStory:
    """Give the story after the line came back and everything was read again; `shown` is what is shown now."""
    news = any(
        name in shown and shown[name] is not before
        for name, before in story.before.items()
        if before is not State.UNKNOWN
    )
    if story.notified is None:
        return LineStory()
    return msgspec.structs.replace(story, due_s=None, recovery_due_s=now_s, quiet=not news, before={})


def resumed(story: LineStory, now_s: float) -> LineStory | None:
    """Give the story as it is taken up after a restart; None: it is too old for what may fail now to be the same."""
    if story.notified is None and (story.due_s is None or now_s > story.due_s + LINE_RESUMED_S):
        return None
    return story


def told(story: LineStory, state: LineState) -> LineStory:
    """Give the story after what was due was told."""
    return msgspec.structs.replace(story, due_s=None, notified=state) if is_bad(state) else LineStory()


def alert_of(story: LineStory, state: LineState, alert: str, now_s: float, *, taken: bool) -> Alert:
    """Make the notification with this id: of the fault, of its end, or of what the good line usually loses.

    `taken`: what was said before has reached the user, so that this one may take its place without a sound.
    """
    is_over = not is_bad(state) and story.notified is not None
    is_said = not is_bad(state) and not is_over
    return Alert(
        id=alert,
        kind=AlertKind.LINE,
        time=moment(now_s),
        thread="line",
        line=state,
        line_was=story.notified if is_over else None,
        update=story.quiet if is_over else is_bad(state) and story.notified is not None and taken,
        line_since=moment(story.filtered_s if is_said and story.filtered_s else story.since_s),
        line_until=moment(story.over_s) if is_over and story.over_s else None,
        lost=story.poor if is_said and not story.filtered_s else 0.0,
        filtered=is_said and story.filtered_s > 0.0,
    )
