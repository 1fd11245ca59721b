"""What `status --format prometheus` prints for those who scrape: Prometheus' text format, version 0.0.4.

A state is a family with one series for each that there is, 1 for the one that it is: nothing vanishes at a change.
Services and parts are named by their ids, which stay the same in every language. Not in it: a server; the output of a
timer goes where node_exporter's textfile collector looks (packaging/bars.md).
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import Enum
from typing import Final

from notifier.cli.plain import plain
from notifier.core.model import LineState, Outcome, Reading, Source, State
from notifier.engine.verdicts import RoundResult

_ESCAPED: Final = str.maketrans({"\\": r"\\", '"': r"\""})
_TOLD: Final = {Outcome.OK: 1, Outcome.FAILED: 0}
"""What else comes of a reading does not tell whether it works."""

Series = tuple[dict[str, str], float]


def exposition(result: RoundResult, now: datetime) -> Iterator[str]:
    """Give the lines of a round."""
    services = result.statuses
    yield from _family("line_state", "How your own connection is.", _states({}, LineState, result.line.state))
    yield from _family(
        "service_info",
        "Its name, and whose it is.",
        (({"service": each.id, "name": each.name, "owner": each.owner}, 1) for each in services),
    )
    yield from _family(
        "service_state",
        "How a service is, all its parts together.",
        (one for each in services for one in _states({"service": each.id}, State, each.verdict.state)),
    )
    yield from _family(
        "component_state",
        "How a part of a service is.",
        (
            one
            for each in services
            for part in each.components
            for one in _states({"service": each.id, "component": part.id}, State, part.state)
        ),
    )
    last = _last(result.readings)
    yield from _family(
        "reading_success",
        "Whether the last reading of an address succeeded; nothing where it does not tell.",
        ((_labels(each), _TOLD[each.outcome]) for each in last if each.outcome in _TOLD),
    )
    yield from _family(
        "reading_duration_seconds",
        "How long the last reading of an address took to its answer.",
        ((_labels(each), each.latency_ms / 1000) for each in last if each.latency_ms is not None),
    )
    yield from _family("checked_timestamp_seconds", "When all this was read.", [({}, now.timestamp())])


def _states(labels: dict[str, str], states: type[Enum], state: Enum) -> Iterator[Series]:
    return (({**labels, "state": each.value}, int(each is state)) for each in states)


def _last(readings: Iterable[Reading]) -> list[Reading]:
    """The last of each address that was read."""
    probes = (each for each in readings if each.source is Source.PROBE)
    return list({(each.service, each.component, each.target): each for each in probes}.values())


def _labels(reading: Reading) -> dict[str, str]:
    return {"service": reading.service, "component": reading.component, "target": reading.target}


def _family(name: str, help_: str, series: Iterable[Series]) -> Iterator[str]:
    full = f"outage_notifier_{name}"
    yield f"# HELP {full} {help_}"
    yield f"# TYPE {full} gauge"
    for labels, value in series:
        inside = ",".join(f'{key}="{plain(each).translate(_ESCAPED)}"' for key, each in labels.items())
        yield f"{full}{{{inside}}} {value:.10g}" if labels else f"{full} {value:.10g}"
