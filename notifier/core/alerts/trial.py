"""What the system did with a test notification: who took it, whether it may be seen, how it left the screen.

How that is found out is in `notifier.desktop.notify`, what is said of it in `notifier.words.trial`.
"""

from enum import Enum

import msgspec


class End(Enum):
    """How a notification left the screen, by the numbers of the desktops' specification."""

    EXPIRED = 1
    DISMISSED = 2
    WITHDRAWN = 3
    """By a program: ours, or the server when a button was pressed."""
    UNKNOWN = 4


class Trial(msgspec.Struct, frozen=True):
    """What is known by now."""

    server: str = ""
    """Name and version of who shows notifications."""
    inhibited: bool | None = None
    """The desktop is asked not to disturb; None: it does not say."""
    taken: bool | None = None
    """Whether somebody took it; None: nobody has answered yet."""
    problem: str = ""
    """Why nobody did."""
    clicked: bool = False
    button: str = ""
    """The key of the button that was pressed."""
    end: End | None = None
    """How it left the screen; None: it has not, as far as is known."""
