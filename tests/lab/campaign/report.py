"""The campaign's table: each happening here and in the simulation, all delays' distributions, what is beyond goals.

What a single playing takes is luck; only the distributions of delays can be held to `SLOWER_MOST` times the simulated
ones. What is remarked of a happening is what is to be looked into.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from statistics import median
from typing import Final, NamedTuple

from tests.benchmarks.figures import percentile
from tests.lab.campaign.happenings import Happening, Story
from tests.lab.campaign.judging import Found, Judged

HEAD: Final = (
    *("story", "what", "found here", "simulated", "ratio", "over here", "simulated", "ratio"),
    *("notices", "simulated", "missed", "simulated", "shown here", "shown simulated", "remarks"),
)
DELAYS: Final = ("", "count", "median", "simulated", "ratio", "95 %", "simulated", "ratio", "worst", "simulated")
EVENTS: Final = ("", "happened", "to be found", "missed", "simulated", "notices of an event", "simulated", "at most")
SLOWER_MOST: Final = 1.3
"""Than the slowest of what the simulation does with the same story."""
FOUND_GOAL_S: Final = 90.0
OVER_GOAL_S: Final = 150.0
"""95 of 100 delays are to be below."""
EARLY_S: Final = 60.0
"""A beginning that is said to have been so much earlier is told in the table; a page tells its minutes only."""
LISTED: Final = 20
"""So many different things that the simulation said wrongly."""

Row = tuple[Happening, Found, list[Found]]


class Compared(NamedTuple):
    """A story as judged here, and as judged with each seed of the simulation."""

    story: Story
    here: Judged
    simulated: list[Judged]

    def rows(self) -> Iterable[Row]:
        """Give each happening, what was found of it here, and what with each seed."""
        for number, happening in enumerate(self.story.happenings):
            yield happening, self.here.found[number], [judged.found[number] for judged in self.simulated]


class Delays(NamedTuple):
    """How long it took until what happened was found, or was seen to be over: here, and with all seeds."""

    here: list[float]
    simulated: list[float]

    def at(self, share: float) -> tuple[float, float]:
        """Give the delay below which this share of them lies, here and simulated."""
        return percentile(self.here, share), percentile(self.simulated, share)

    def cells(self) -> tuple[str, ...]:
        """Give the cells of DELAYS."""
        if not self.here or not self.simulated:
            return (str(len(self.here)), *["-"] * 8)
        made = [str(len(self.here))]
        for share in (0.5, 0.95):
            here, simulated = self.at(share)
            made += [f"{here:.0f} s", f"{simulated:.0f} s", f"{here / simulated:.2f}" if simulated else "-"]
        return (*made, f"{max(self.here):.0f} s", f"{max(self.simulated):.0f} s")


def delays(compared: Iterable[Compared], *, over: bool) -> Delays:
    """Collect the delays of what is to be found."""
    collected = Delays([], [])
    for happening, here, others in chain.from_iterable(each.rows() for each in compared):
        if not happening.is_to_be_found:
            continue
        for into, some in ((collected.here, [here]), (collected.simulated, others)):
            found = [each.over_s if over else each.found_s for each in some]
            into.extend(each for each in found if each is not None)
    return collected


def report(compared: list[Compared]) -> str:
    """Write everything: each happening, the distributions, and what was wrong here and there."""
    rows = [(each.story, row) for each in compared for row in each.rows()]
    wrong = (
        ("false", [(each.here.false, [judged.false for judged in each.simulated]) for each in compared]),
        ("wrong of the line", [(each.here.wrong_line, [o.wrong_line for o in each.simulated]) for each in compared]),
    )
    return "\n\n".join(
        (
            columns([HEAD, *(_row(story, *row) for story, row in rows)]),
            columns([DELAYS, *_spread(compared)]),
            columns([EVENTS, *_events(compared)]),
            *(_wrong(what, compared, found) for what, found in wrong),
            "\n".join(["to be looked into:", *(f"  {line}" for line in _remarked(rows))]),
            "\n".join(["what was said here:", *(f"  {line}" for line in _said(rows))]),
        )
    )


def _classes(compared: list[Compared]) -> dict[str, list[Compared]]:
    found: dict[str, list[Compared]] = {}
    for each in compared:
        found.setdefault(each.story.name.split()[0].strip(":"), []).append(each)
    return {**found, "all": compared}


def _spread(compared: list[Compared]) -> Iterator[tuple[str, ...]]:
    for name, some in _classes(compared).items():
        for over in (False, True):
            yield f"{name}: {'over' if over else 'found'}", *delays(some, over=over).cells()


def _events(compared: list[Compared]) -> Iterator[tuple[str, ...]]:
    for name, some in _classes(compared).items():
        rows = list(chain.from_iterable(each.rows() for each in some))
        wanted = [row for row in rows if row[0].is_to_be_found]
        noticed = [(here, others) for _happening, here, others in wanted if here.notices]
        others = [each.notices for _here, found in noticed for each in found]
        yield (
            name,
            str(len(rows)),
            str(len(wanted)),
            str(sum(here.missed for _happening, here, _others in rows)),
            f"{sum(_mean([each.missed for each in others]) for _happening, _here, others in rows):.1f}",
            f"{_mean([here.notices for here, _others in noticed]):.2f}",
            f"{_mean(others):.2f}",
            str(max((here.notices for here, _others in noticed), default=0)),
        )


def _mean(values: list[int]) -> float:
    return sum(values) / len(values) if values else 0.0


def _wrong(what: str, compared: list[Compared], found: list[tuple[list[str], list[list[str]]]]) -> str:
    seeds = max((len(each.simulated) for each in compared), default=1)
    here = [text for mine, _others in found for text in mine]
    there = [text for _mine, others in found for other in others for text in other]
    lines = [f"{what}: {len(here)} here, {len(there) / seeds:.1f} simulated", *(f"  here: {text}" for text in here)]
    return "\n".join([*lines, *(f"  simulated: {text}" for text in list(dict.fromkeys(there))[:LISTED])])


def _remarks(happening: Happening, here: Found, others: list[Found]) -> Iterator[str]:
    """Give what is to be looked into."""
    if here.missed:
        yield "missed"
    if here.notices > 1:
        yield f"{here.notices} notices"
    if here.unsaid:
        yield f"not said: {happening.says}"
    if "outage" not in happening.heard and not happening.line:
        return
    for word, goal_s, mine, theirs in (
        ("found", FOUND_GOAL_S, here.found_s, [each.found_s for each in others]),
        ("over", OVER_GOAL_S, here.over_s, [each.over_s for each in others]),
    ):
        if mine is None:
            continue
        if mine > goal_s:
            yield f"{word} late"
        slowest_s = max((each for each in theirs if each is not None), default=None)
        if slowest_s is not None and mine > SLOWER_MOST * max(slowest_s, 1.0):
            yield f"{word} later than simulated"


def _remarked(rows: list[tuple[Story, Row]]) -> Iterator[str]:
    for story, row in rows:
        happening, here, others = row
        if words := ", ".join(_remarks(*row)):
            found = "found after {} s, simulated {}, ratio {}".format(
                *_delay(here.found_s, [e.found_s for e in others])
            )
            over = "over after {} s, simulated {}, ratio {}".format(*_delay(here.over_s, [e.over_s for e in others]))
            yield f"{story.name}: {happening.what}: {words}; {found}; {over}"


def _said(rows: list[tuple[Story, Row]]) -> Iterator[str]:
    for story, (happening, here, _others) in rows:
        if here.said:
            yield f"{story.name}: {happening.what}: {here.said}"


def _row(story: Story, happening: Happening, here: Found, others: list[Found]) -> tuple[str, ...]:
    return (
        story.name,
        happening.what,
        *_delay(here.found_s, [each.found_s for each in others]),
        *_delay(here.over_s, [each.over_s for each in others]),
        str(here.notices),
        f"{_mean([each.notices for each in others]):.1f}",
        str(here.missed),
        f"{_mean([each.missed for each in others]):.1f}",
        _words(here),
        _words(others[0]),
        ", ".join(_remarks(happening, here, others)),
    )


def _words(found: Found) -> str:
    early = f" [since {found.since_off_s:.0f} s too early]" if found.since_off_s > EARLY_S else ""
    return " ".join(found.words) + early


def _delay(here: float | None, simulated: list[float | None]) -> tuple[str, str, str]:
    known = sorted(each for each in simulated if each is not None)
    shown = f"{median(known):.0f} ({known[0]:.0f}..{known[-1]:.0f})" if known else "-"
    ratio = f"{here / median(known):.2f}" if here is not None and known and median(known) else "-"
    return ("-" if here is None else f"{here:.0f}", shown, ratio)


def columns(lines: list[tuple[str, ...]]) -> str:
    """Write rows with their columns aligned."""
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    made = ("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines)
    return "\n".join(made)
