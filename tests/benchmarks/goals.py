"""What the figures are to be at most, by their names in the table."""

from typing import Final

from tests.benchmarks.commands import COMMANDS, LANGUAGES, named

GOALS: Final[dict[str, float]] = {
    "memory at rest, 20 services (resident)": 90.0,
    "memory at rest, 20 services (proportional)": 65.0,
    "processor at rest, 20 services a minute": 0.35,
    "one HTTPS check, from due to committed": 2.0,
    "window with that year, first time, imports included": 150.0,
    "window thread answers, 240 checks a minute, p99": 16.0,
    "a year of 3,153,600 readings on disk": 40.0,
    "said falsely in the lab": 0.0,
    "the line called bad wrongly in the lab": 1.0,
    **{named(command, language): 250.0 for command in COMMANDS for language in LANGUAGES},
}
RATIOS: Final[dict[str, float]] = {
    "tray shown after the start": 1.4,
    **{f"{what} in the lab, {share}": 1.3 for what in ("found", "over") for share in ("median", "95 %")},
}
"""To what it is compared to in the same run."""
