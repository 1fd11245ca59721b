"""How the engine's time runs beside the true one: steps of the wall clock, and sleep that nobody announces.

As the real runner has it: a clock that is put forward is followed at once, one that is put back is followed slowly, and
a jump of more than half a minute is told as the end of a sleep. Seconds from the scenario's start on both sides.
"""

from bisect import bisect_right

from notifier.engine.runner import SLEPT_S, SLEW
from notifier.simulation.scenario_file import ScenarioFile


class EngineClock:
    """Translates between true seconds and the engine's own. `wakes`: the true times at which it is told of a sleep."""

    def __init__(self, file: ScenarioFile) -> None:
        self.wakes: list[float] = []
        self._true = [0.0]
        self._engine = [0.0]
        self._rates = [1.0]
        self._jumps = [False]
        """Whether nothing runs from this point on until the next one."""
        self._behind_s = 0.0
        """By how much the wall clock is behind the engine's, which never goes back."""
        sleeps = [(line.from_s, line.until_s - line.from_s) for line in file.line if not line.announced]
        steps = [(step.at_s, step.step_s) for step in file.clock]
        for at_s, seconds, asleep in sorted([(*each, True) for each in sleeps] + [(*each, False) for each in steps]):
            self._run_until(at_s)
            self._jump(self._true[-1] + seconds if asleep else self._true[-1], seconds)
        self._run_until(float("inf"))
        self.is_plain = len(self._true) == 1

    def true_s(self, engine_s: float) -> float:
        """Give the true time of a time of the engine; one that was jumped over becomes the time after the jump."""
        index = bisect_right(self._engine, engine_s) - 1
        if self._jumps[index]:
            return self._true[index + 1]
        return self._true[index] + (engine_s - self._engine[index]) / self._rates[index]

    def engine_s(self, true_s: float) -> float:
        """Give the engine's time at a true time; while it sleeps, that of its waking."""
        index = bisect_right(self._true, true_s) - 1
        if self._jumps[index]:
            return self._engine[index + 1]
        return self._engine[index] + (true_s - self._true[index]) * self._rates[index]

    def awake_s(self, engine_s: float) -> float:
        """Give the first time from `engine_s` on at which anything runs."""
        return max(engine_s, self.engine_s(self.true_s(engine_s)))

    def _run_until(self, true_s: float) -> None:
        """Let time pass, up to the next event; what the wall clock is behind is made up for slowly."""
        begin_s = self._true[-1]
        if self._behind_s and begin_s + self._behind_s / SLEW < true_s:
            self._add(begin_s + self._behind_s / SLEW, self._engine[-1] + self._behind_s * (1.0 - SLEW) / SLEW, 0.0)
            begin_s = self._true[-1]
        if true_s == float("inf") or true_s == begin_s:
            return
        behind_s = max(0.0, self._behind_s - (true_s - begin_s) * SLEW)
        self._add(true_s, self._engine[-1] + (true_s - begin_s) * self._rates[-1], behind_s)

    def _jump(self, true_s: float, seconds: float) -> None:
        ahead_s = seconds - self._behind_s
        self._jumps[-1] = True
        self._add(true_s, self._engine[-1] + max(0.0, ahead_s), max(0.0, -ahead_s))
        if ahead_s > SLEPT_S:
            self.wakes.append(true_s)

    def _add(self, true_s: float, engine_s: float, behind_s: float) -> None:
        self._behind_s = behind_s
        self._true.append(true_s)
        self._engine.append(engine_s)
        self._rates.append(1.0 - SLEW if behind_s else 1.0)
        self._jumps.append(False)
