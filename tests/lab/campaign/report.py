"""The campaign's table: each happening here and in the simulation, and the distributions of all delays."""

from collections.abc import Iterable
from itertools import chain
from statistics import median
from typing import Final, NamedTuple

from tests.benchmarks.figures import percentile
from tests.lab.campaign.happenings import Happening, Story
from tests.lab.campaign.judging import Found, Judged

HEAD: Final = (
    *("story", "what", "found here", "simulated", "ratio", "over here", "simulated", "ratio"),
    *("notices", "simulated", "missed", "simulated", "shown here", "shown simulated"),
)
DELAYS: Final = ("", "count", "median", "simulated", "ratio", "95 %", "simulated", "ratio", "worst", "simulated")
EARLY_S: Final = 60.0
"""A beginning that is said to have been so much earlier is told in the table; a page tells its minutes only."""
LISTED: Final = 20
"""So many different things that the simulation said wrongly."""


class Compared(NamedTuple):
    """A story as judged here, and as judged with each seed of the simulation."""

    story: Story
    here: Judged
    simulated: list[Judged]

    def rows(self) -> Iterable[tuple[Happening, Found, list[Found]]]:
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
    lines = [HEAD, *(_row(each.story, *row) for each in compared for row in each.rows())]
    by_class: dict[str, list[Compared]] = {}
    for each in compared:
        by_class.setdefault(each.story.name.split()[0].strip(":"), []).append(each)
    spread: list[tuple[str, ...]] = [DELAYS]
    for name, some in by_class.items():
        spread += [
            (f"{name}: {'over' if over else 'found'}", *delays(some, over=over).cells()) for over in (False, True)
        ]
    seeds = max((len(each.simulated) for each in compared), default=1)
    missed = sum(found.missed for each in compared for found in each.here.found)
    there = sum(found.missed for each in compared for judged in each.simulated for found in judged.found)
    return "\n\n".join(
        (
            columns(lines),
            columns(spread),
            _wrong(
                "false", compared, [(each.here.false, [judged.false for judged in each.simulated]) for each in compared]
            ),
            _wrong(
                "wrong of the line",
                compared,
                [(each.here.wrong_line, [judged.wrong_line for judged in each.simulated]) for each in compared],
            ),
            f"missed: {missed} here, {there / seeds:.1f} simulated",
        )
    )


def _wrong(what: str, compared: list[Compared], found: list[tuple[list[str], list[list[str]]]]) -> str:
    seeds = max((len(each.simulated) for each in compared), default=1)
    here = [text for mine, _others in found for text in mine]
    there = [text for _mine, others in found for other in others for text in other]
    lines = [f"{what}: {len(here)} here, {len(there) / seeds:.1f} simulated", *(f"  here: {text}" for text in here)]
    return "\n".join([*lines, *(f"  simulated: {text}" for text in list(dict.fromkeys(there))[:LISTED])])


def _row(story: Story, happening: Happening, here: Found, others: list[Found]) -> tuple[str, ...]:
    count = len(others)
    return (
        story.name,
        happening.what,
        *_delay(here.found_s, [each.found_s for each in others]),
        *_delay(here.over_s, [each.over_s for each in others]),
        str(here.notices),
        f"{sum(each.notices for each in others) / count:.1f}",
        str(here.missed),
        f"{sum(each.missed for each in others) / count:.1f}",
        _words(here),
        _words(others[0]),
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
