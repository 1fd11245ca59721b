"""The time zone of the machine, where Python cannot tell times in it."""

import os
import sys
import time
from typing import Final

from notifier.words import _

_DAY_S: Final = 86_400


def far_zone() -> str | None:
    """Go over to UTC where the zone is a day or more away from it, and give a sentence about that.

    POSIX knows zones of up to a week (TZ=XXX+25), Python's datetimes none of a day. What is started from here follows.
    """
    if max(abs(time.timezone), abs(time.altzone)) < _DAY_S:
        return None
    zone = os.environ.get("TZ", time.tzname[0])
    os.environ["TZ"] = "UTC0"
    if sys.platform != "win32":
        time.tzset()
    return _("the time zone {zone} is a day or more from UTC; times are in UTC").format(zone=zone)
