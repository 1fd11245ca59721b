"""Judging a story: what was found of each happening, how soon, with how many notices, and what was said that is not so.

The same for what the real program told and for what the simulation told. `tests.simulation.judging` judges whole
worlds by their scenario's file; here each happening says by itself what is to be heard of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from notifier.simulation.player import Record
from tests.lab.campaign.happenings import Happening, Story
from tests.lab.campaign.playing import Played

AFTER_S: Final = 60.0
"""What is said so long after the end may still be about it."""
EDGE_S: Final = 15.0
LINE_AFTER_S: Final = 120.0
WRONG_LINE_S: Final = 5.0
NOT_MINE: Final = ("everyone", "region")
"""Scopes that are wrong for what only this network does."""
BEGINNINGS: Final = ("outage", "possible", "unstable", "line")
FINE: Final = ("ok", "slow")


@dataclass
class Found:
    """What was heard of one happening."""

    found_s: float | None = None
    over_s: float | None = None
    missed: int = 0
    """Services, or the line, of which it was not heard."""
    notices: int = 0
    """That began it."""
    words: list[str] = field(default_factory=list)
    """States that were shown of the line and of the services that it hits, each once, in order."""
    said: str = ""
    """The first words about one of the services that it hits, beside those that all is fine."""
    unsaid: bool = False
    """What was to be said of it was not."""
    since_off_s: float = 0.0
    """How much earlier than it began it was said to have begun."""


@dataclass
class Judged:
    """What was heard of all happenings of a story, and what was wrong."""

    found: list[Found]
    false: list[str]
    wrong_line: list[str]
    wrong_line_s: float
    """So long in all."""


def judge(story: Story, played: Played) -> Judged:
    """Judge one playing of a story."""
    found = [_found(each, played.records) for each in played.happenings]
    false = [*_false(story, played), *_false_notices(story, played)]
    wrong = dict(_wrong_line(story, played))
    return Judged(found, false, list(wrong), sum(wrong.values()))


def _found(happening: Happening, records: list[Record]) -> Found:
    from_s, last_s = happening.from_s, happening.until_s + AFTER_S
    states = {name: [e for e in records if e["event"] == "state" and e["service"] == name] for name in happening.hits}
    lines = [e for e in records if e["event"] == "line"]
    firsts = [_first(states[name], happening.heard, from_s, last_s) for name in happening.hits if happening.heard]
    of_line = _first(lines, happening.line, from_s, last_s) if happening.line else None
    found = Found()
    if happening.of_network:
        heard = [t_s for t_s in (*firsts, of_line) if t_s is not None]
        found.found_s = min(heard) - from_s if heard else None
        found.missed = int(not heard)
    else:
        wanted = [*firsts, *([of_line] if happening.line else [])]
        heard = [t_s for t_s in wanted if t_s is not None]
        found.found_s = max(heard) - from_s if heard else None
        found.missed = len(wanted) - len(heard)
    if found.found_s is not None:
        found.over_s = _over(happening, states, lines)
    found.notices = sum(_begins(e, happening) for e in records if from_s <= e["t_s"] <= last_s)
    shown = [e for each in (lines, *states.values()) for e in each if from_s <= e["t_s"] <= last_s]
    shown.sort(key=lambda e: float(e["t_s"]))
    found.words = list(dict.fromkeys(_word(each) for each in shown))
    since = [
        e["since_s"] for e in shown if e["event"] == "state" and e["state"] == "outage" and e["since_s"] is not None
    ]
    found.since_off_s = max(0.0, from_s - min(since, default=from_s))
    bad_s = [e["t_s"] for e in shown if e["event"] == "state" and e["state"] not in FINE]
    words = [e["words"] for e in records if e["event"] == "said" and e["t_s"] in bad_s and e["service"] in states]
    found.said = next((each for each in words if happening.says in each), next(iter(words), ""))
    found.unsaid = happening.says not in found.said
    return found


def _first(records: list[Record], states: tuple[str, ...], from_s: float, until_s: float) -> float | None:
    """When one of these states was shown first; at once where it was shown before."""
    before = [each for each in records if each["t_s"] < from_s]
    if before and before[-1]["state"] in states:
        return from_s
    return next((float(e["t_s"]) for e in records if from_s <= e["t_s"] <= until_s and e["state"] in states), None)


def _over(happening: Happening, states: dict[str, list[Record]], lines: list[Record]) -> float | None:
    """How long after its end all was shown to be fine again; None: it was not."""
    ends: list[float] = []
    for shown, good in [*((each, FINE) for each in states.values()), (lines, ("online",))]:
        before = [each for each in shown if each["t_s"] <= happening.until_s]
        if not before or before[-1]["state"] in good:
            continue
        end_s = next((e["t_s"] for e in shown if e["t_s"] > happening.until_s and e["state"] in good), None)
        if end_s is None:
            return None
        ends.append(end_s - happening.until_s)
    return max(ends, default=0.0)


def _begins(record: Record, happening: Happening) -> bool:
    if record["event"] != "notification" or record["kind"] not in BEGINNINGS or record.get("update"):
        return False
    return bool(set(record["services"]) & set(happening.hits)) or (
        record["kind"] == "line" and (happening.of_network or bool(happening.line))
    )


def _word(record: Record) -> str:
    state = str(record["state"])
    scope = str(record.get("scope", ""))
    return f"{state} ({scope})" if state == "outage" and scope not in ("", "unclear") else state


def _false(story: Story, played: Played) -> Iterator[str]:
    """Outages that are none, and those said to concern others though it is this network."""
    for service in story.services:
        was = "unknown"
        for each in (e for e in played.records if e["event"] == "state" and e["service"] == service.id):
            begins = each["state"] == "outage" and was != "outage"
            was = each["state"]
            mine = [h for h in played.happenings if service.id in h.hits and _during(h, each["t_s"])]
            right = any("outage" in h.heard and not (h.of_network and each["scope"] in NOT_MINE) for h in mine)
            if begins and not right:
                during = _meanwhile(played, each)
                yield f"{story.name}: {service.id} out at {each['t_s']:.0f} s ({each['scope']}){during}"


def _false_notices(story: Story, played: Played) -> Iterator[str]:
    """Tell of notifications that a service is bad, of which nothing is to be heard.

    That a service cannot be reached for this network's sake is so while the network has a fault.
    """
    for each in (e for e in played.records if e["event"] == "notification" and e["kind"] in BEGINNINGS):
        if each["kind"] == "line" and any(h.line and _during(h, each["t_s"]) for h in played.happenings):
            continue
        hit = {name for h in played.happenings if h.heard and _during(h, each["t_s"]) for name in h.hits}
        if wrong := sorted(set(each["services"]) - hit):
            told = f"{each['kind']} of {', '.join(wrong)} told at {each['t_s']:.0f} s"
            yield f"{story.name}: {told}{_meanwhile(played, each)}"


def _during(happening: Happening, t_s: float) -> bool:
    return happening.from_s <= t_s <= happening.until_s + AFTER_S


def _meanwhile(played: Played, record: Record) -> str:
    names = [each.what for each in played.happenings if _during(each, record["t_s"])]
    return f", during: {', '.join(names)}" if names else ""


def _wrong_line(story: Story, played: Played) -> Iterator[tuple[str, float]]:
    """Times in which the line was called what it was not, and how long they were."""
    lines = [e for e in played.records if e["event"] == "line"]
    for each, following in pairwise([*lines, {"t_s": story.duration_s}]):
        end_s = following["t_s"]
        state, begin_s = each["state"], each["t_s"]
        if state == "online" or end_s - begin_s < WRONG_LINE_S:
            continue
        excused = any(
            h.from_s - EDGE_S <= begin_s <= h.until_s + LINE_AFTER_S and (h.beside or state in (*h.line, "asleep"))
            for h in played.happenings
        )
        if not excused:
            during = _meanwhile(played, each)
            told = f"{story.name}: the line called {state} from {begin_s:.0f} to {end_s:.0f} s{during}"
            yield told, end_s - begin_s
