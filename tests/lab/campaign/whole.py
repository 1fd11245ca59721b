"""The whole campaign: all stories, several at once in labs of their own, each compared with its simulation.

What is known by then is written after each story: who waits for the end of all waits for most of an hour.
"""

import multiprocessing
import os
import shutil
import sys
import traceback
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Final

from tests.lab.campaign.happenings import Story
from tests.lab.campaign.judging import Judged, judge
from tests.lab.campaign.lines import lines
from tests.lab.campaign.outages import outages
from tests.lab.campaign.playing import play_here, play_simulated, played_before, pulse
from tests.lab.campaign.report import Compared, report
from tests.lab.campaign.short import short
from tests.lab.campaign.strict import strict
from tests.lab.campaign.together import together
from tests.lab.ground import PROJECT

AT_ONCE: Final = 48
"""A program and its lab take about one per cent of a processor together, but two seconds of it to begin."""
FOLDER: Final = PROJECT / "build" / "campaign"
REPORT: Final = "report.txt"
GIVES_WAY: Final = 15
"""The simulation takes what the machine can spare beside what is measured."""


def stories(seed: int = 0, *, brief: bool = False) -> list[Story]:
    """Make all of them, or the few that the tests play; the longest first."""
    made = short(seed) if brief else [*outages(seed), *lines(seed), *strict(seed), *together(seed)]
    return sorted(made, key=lambda each: -each.duration_s)


def run(chosen: Sequence[Story], folder: Path = FOLDER) -> tuple[list[Compared], str]:
    """Play these stories here and in the simulation; also say how busy the machine was. Empties the folder first."""
    shutil.rmtree(folder, ignore_errors=True)
    compared: list[Compared] = []
    apart = multiprocessing.get_context("spawn")
    with (
        ProcessPoolExecutor(1, apart, initializer=os.nice, initargs=(GIVES_WAY,)) as beside,
        pulse() as beat,
        ThreadPoolExecutor(AT_ONCE) as pool,
    ):
        stories_of: dict[Future[Judged], Story] = {}
        there: dict[str, Future[list[Judged]]] = {}
        for each in chosen:
            stories_of[pool.submit(_play, each, folder / _file_name(each))] = each
        for each in reversed(chosen):  # the shortest is over first
            there[each.name] = beside.submit(simulated, each)
        for future in as_completed(stories_of):
            each = stories_of[future]
            try:
                compared.append(Compared(each, future.result(), there[each.name].result()))
                (folder / REPORT).write_text(f"{report(in_order(compared))}\n\n{beat.row()}", encoding="utf-8")
            except Exception:  # the other stories go on for most of an hour
                print(f"could not be played: {each.name}\n{traceback.format_exc()}", file=sys.stderr, flush=True)
    return in_order(compared), beat.row()


def judged_again(chosen: Sequence[Story], folder: Path = FOLDER) -> list[Compared]:
    """Judge what was played last, beside the simulation as it is now."""
    played = [(each, played_before(each, folder / _file_name(each))) for each in chosen]
    return in_order([Compared(each, judge(each, before), simulated(each)) for each, before in played if before])


def in_order(compared: list[Compared]) -> list[Compared]:
    """Sort by the stories' names."""
    return sorted(compared, key=lambda each: each.story.name)


def simulated(story: Story) -> list[Judged]:
    """Let the simulation play the story with several seeds, and judge that."""
    return [judge(story, each) for each in play_simulated(story)]


def _play(story: Story, folder: Path) -> Judged:
    print(f"begins: {story.name} ({story.duration_s / 60:.0f} min)", file=sys.stderr, flush=True)
    return judge(story, play_here(story, folder))


def _file_name(story: Story) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in story.name)
