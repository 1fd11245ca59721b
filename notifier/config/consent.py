"""Whether sources outside may be asked: what the user's answer means for the settings."""

from typing import Any

from notifier.config.model import Settings, may_ask
from notifier.core.outside.source import Key, OutsideSource


def answered(sources: tuple[OutsideSource, ...], *, on: bool) -> dict[str, Any]:
    """Give what is to be set for an answer: "yes" lets all be asked that want no key, "no" nobody."""
    if not on:
        return {"outside_answered": True, "outside": ()}
    keyless = tuple(each.id for each in sources if each.key is not Key.NEEDED)
    return {"outside_answered": True, "outside": keyless, "regional_readings": True, "reports": True}


def switched(settings: Settings, source: str, *, on: bool) -> dict[str, Any]:
    """Give what is to be set when one source is switched."""
    others = tuple(each for each in may_ask(settings) if each != source)
    return {
        "outside_answered": True,
        "outside": (*others, source) if on else others,
        "regional_readings": True,
        "reports": True,
    }
