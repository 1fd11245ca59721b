"""Which state of a target follows which: the one table of the steps.

                 ┌────────────────── Answered (nothing is left of the doubt), Silent, LineWasBad ────┐
                 ▼                                                                               │
            ┌─────────┐   Failed   ┌─────────┐   Answered   ┌─────────┐                          │
            │  Calm   ├───────────►│ Suspect │◄────────────►│ Fading  ├──────────────────────────┤
            └────┬────┘            └──┬───┬──┘    Failed    └────┬────┘                          │
         TakenUp │              Shown │   └──────────────────────│───────────────────────────────┘
                 ▼                    ▼                          ▼ Shown
            ┌─────────┐  ◄────────────┘      Answered     ┌────────────┐
            │ Failing │◄─────────────────────────────────►│ Recovering │
            └─────────┘         Failed, LineWasBad        └────────────┘       Over: from every state to Calm

Explained does to Suspect and Fading what LineWasBad does; Failing and Recovering stay what they are, with no more
proof than was gathered since. A failure that came since then is the first one again.

Silent leads to Calm at once only where the content was wrong, which may have been the wall's own: what failed by the
network or the server stays suspected, and each such answer takes something of that away, less than an answer does.
Where what had answered for long before did not tell either (`Doubt.untold_s`) it is as it was, and such an answer is
Answered.

Who decides that a problem is shown, and that it is over, is in `notifier.core.service.decision`; the learned trust and
latency are in `notifier.core.target.evidence`.

Three running tests are kept, Page's cumulative sums (never below 0; E. S. Page, Biometrika 41, 1954) of weights that
are natural logarithms of likelihood ratios, so that independent evidence is added:

- `BadRun.weight`, "it is out": every reading fails but a share of 0.02, against the share that was expected to fail. A
  failure adds ln(0.98/expected), 5.3 for the best targets; an answer refutes it. Expected is the target's own usual
  share p0; where it failed and answered lately, what it did lately: what fails by halves is out after a longer run.
- `Doubt.partial`, "part of it fails": two in five of the requests that usually work. With p1 = p0 + 0.4 (1 - p0) a
  failure adds ln(p1/p0), 4.4 for the best targets, an answer adds ln((1-p1)/(1-p0)) = -0.5.
- `Doubt.well`, "it is as usual again": the target's own usual share p0, against the share that had failed before;
  only where p0 is `P_FAIL_FLAKY` at least: what always failed in part may fail between the answers of its recovery.

Failures close in time are not independent: one that begins less than 5 s after the last counts for that fraction.
"""

from collections.abc import Callable, Mapping
from math import log
from typing import Any, Final

import msgspec

from notifier.core.failure import FailureKind
from notifier.core.numbers import (
    HOST_GAP_S,
    OUTAGE_AT,
    P_FAIL_FLAKY,
    P_FAIL_LEAST,
    P_FAIL_OUT,
    P_FAIL_PARTIAL,
    PARTIAL_MOST,
    SHARE_READINGS,
    USUAL_READINGS,
    WALLED_MOST,
)
from notifier.core.target.states import (
    CALM,
    Answered,
    BadRun,
    Calm,
    Doubt,
    Explained,
    Fading,
    Failed,
    Failing,
    GoodRun,
    LineWasBad,
    Over,
    Recovering,
    Shown,
    Silent,
    Suspect,
    TakenUp,
    TargetEvent,
    TargetState,
    Well,
)

_OF_CONTENT: Final = frozenset({FailureKind.HTTP_UNEXPECTED, FailureKind.BODY_MISMATCH, FailureKind.TOO_LARGE})


def _as_usual(doubt: Doubt, event: Failed | Answered) -> Well | None:
    """Weigh a reading of what always fails in part: as usual, or still as bad as it was."""
    p_fail, well = event.p_fail, doubt.well
    if p_fail < P_FAIL_FLAKY:
        return None
    if isinstance(event, Failed):
        weight = well.weight + log(p_fail / well.share) if well is not None else 0.0
    else:
        well = well or Well(0.0, event.start_s, max(p_fail, min(P_FAIL_OUT, doubt.failed / doubt.tries)))
        weight = well.weight + log((1 - p_fail) / (1 - well.share))
    return msgspec.structs.replace(well, weight=weight) if well is not None and weight > 0.0 else None


def _partial_share(p_fail: float) -> float:
    """Give the share of failures of a target of which a part fails."""
    return p_fail + P_FAIL_PARTIAL * (1 - p_fail)


def _answered_in_part(p_fail: float) -> float:
    """Weigh what did not fail against "a part of it fails"."""
    return log((1 - _partial_share(p_fail)) / (1 - p_fail))


def _expected(doubt: Doubt, answers: int, p_fail: float) -> float:
    """Give the share that a run of failures after so many answers is tested against.

    The nearer it is proven that a part fails, the more does the share of late count instead of the usual one (between
    their logarithms). Of that one failure is left out, which is chance, and `USUAL_READINGS` usual ones are added.
    """
    failed = doubt.share * doubt.recent - 1.0 + p_fail * USUAL_READINGS
    lately = failed / (doubt.recent + answers + USUAL_READINGS)
    share: float = p_fail * max(1.0, lately / p_fail) ** min(1.0, doubt.partial / OUTAGE_AT)
    return share


def _worse(doubt: Doubt | None, run: BadRun | GoodRun | None, event: Failed) -> tuple[Doubt, BadRun]:
    """Count one failure more."""
    p_fail = event.p_fail
    partial = log(_partial_share(p_fail) / p_fail)
    if doubt is None:
        failed_s, how, detail = event.start_s, event.failure, event.detail
        doubt = Doubt(1, 1, failed_s, failed_s, partial, failure=how, detail=detail, untold_s=event.untold_s)
        return doubt, BadRun(1, event.start_s, log(P_FAIL_OUT / p_fail), p_fail)
    apart = 1.0
    if doubt.last_bad_s is not None:
        apart = min(1.0, abs(event.start_s - doubt.last_bad_s) / HOST_GAP_S)
    answers = run.count if isinstance(run, GoodRun) else 0
    bad = run if isinstance(run, BadRun) else BadRun(0, event.start_s, 0.0, _expected(doubt, answers, p_fail))
    readings = doubt.recent + answers + 1.0
    worse = msgspec.structs.replace(
        doubt,
        tries=doubt.tries + 1,
        failed=doubt.failed + 1,
        first_bad_s=min(doubt.first_bad_s, event.start_s),
        last_bad_s=max(event.start_s, doubt.last_bad_s or event.start_s),
        partial=min(PARTIAL_MOST, doubt.partial + apart * partial),
        share=(doubt.share * doubt.recent + 1.0) / readings,
        recent=min(SHARE_READINGS, readings),
        failure=event.failure,
        detail=event.detail,
        well=_as_usual(doubt, event),
    )
    weight = bad.weight + apart * log(P_FAIL_OUT / bad.expected)
    return worse, BadRun(bad.count + 1, min(bad.since_s, event.start_s), weight, bad.expected)


def _better(doubt: Doubt, run: BadRun | GoodRun | None, event: Answered) -> tuple[Doubt, GoodRun]:
    """Count one answer more."""
    faded = max(0.0, doubt.partial + _answered_in_part(event.p_fail))
    start_s = max(event.start_s, doubt.last_bad_s or event.start_s)  # a failure may have overtaken it
    good = run if isinstance(run, GoodRun) else GoodRun(0, start_s, start_s)
    return (
        msgspec.structs.replace(doubt, tries=doubt.tries + 1, partial=faded, well=_as_usual(doubt, event)),
        GoodRun(good.count + 1, good.since_s, max(good.last_s, start_s)),
    )


def _suspect(state: Calm | Suspect | Fading, event: Failed) -> Suspect:
    return Suspect(*(_worse(None, None, event) if isinstance(state, Calm) else _worse(state.doubt, state.run, event)))


def _fade(state: Suspect | Fading, event: Answered) -> Fading | Calm:
    doubt, run = _better(state.doubt, state.run, event)
    return Fading(doubt, run) if doubt.partial > 0.0 else CALM


def _forget(_state: TargetState, _event: TargetEvent) -> Calm:
    return CALM


def _hear_nothing(state: Suspect | Fading, event: Silent) -> Suspect | Fading | Calm:
    """A limiter's or a wall's answer ends no run of failures of the network or of the server (rule 19).

    But it is none, and of what is out no more than `WALLED_MOST` are such answers. Where the content was wrong, it may
    have been the wall's own all the time.
    """
    doubt, run = state.doubt, state.run
    partial = doubt.partial + _answered_in_part(event.p_fail)
    if doubt.failure in _OF_CONTENT or partial <= 0.0:
        return CALM
    doubt = msgspec.structs.replace(doubt, partial=partial)
    if isinstance(run, GoodRun):
        return Fading(doubt, run)
    return Suspect(doubt, msgspec.structs.replace(run, weight=max(0.0, run.weight + log(WALLED_MOST))))


def _fail(state: Failing | Recovering, event: Failed) -> Failing:
    return Failing(*_worse(state.doubt, state.run, event))


def _recover(state: Failing | Recovering, event: Answered) -> Recovering:
    return Recovering(*_better(state.doubt, state.run, event))


def _await_answers_anew(state: Failing | Recovering, _event: LineWasBad) -> Failing:
    """What answered since the last failure is forgotten, also as tries: else it would seem to have failed in part."""
    doubt, run = state.doubt, state.run
    if isinstance(run, GoodRun):
        return Failing(msgspec.structs.replace(doubt, tries=doubt.tries - run.count), None)
    return Failing(doubt, run)


def _begin_anew(state: Suspect | Fading | Failing | Recovering, event: Explained) -> TargetState:
    """What is shown has to end as ever, but begins to be proven anew, from the first failure after it."""
    doubt, run = state.doubt, state.run
    anew: TargetState = CALM
    if isinstance(state, Failing | Recovering):
        answers = run.count if isinstance(run, GoodRun) else 0
        doubt = msgspec.structs.replace(
            doubt, tries=1 + answers, failed=1, last_bad_s=None, partial=0.0, share=1.0, recent=1.0, well=None
        )
        anew = Recovering(doubt, run) if isinstance(run, GoodRun) else Failing(doubt, None)
    newest_s = state.doubt.last_bad_s
    if isinstance(run, BadRun) and newest_s is not None and newest_s > event.until_s:
        return after(anew, Failed(newest_s, event.p_fail, doubt.failure, doubt.detail, doubt.untold_s))
    return anew


def _show(state: Suspect | Failing, event: Shown) -> Failing:
    """An outage begins with its run of failures: what answered before it is no part of it."""
    doubt, run = state.doubt, state.run
    if event.out and run is not None:
        count = run.count
        recent = min(SHARE_READINGS, float(count))
        doubt = msgspec.structs.replace(
            doubt, tries=count, failed=count, first_bad_s=run.since_s, share=1.0, recent=recent
        )
    return Failing(doubt, run)


def _show_fading(state: Fading, _event: Shown) -> Recovering:
    return Recovering(state.doubt, state.run)


def _take_up(_state: Calm, event: TakenUp) -> Failing:
    doubt = Doubt(1, 1, event.first_bad_s, None, PARTIAL_MOST, event.share, SHARE_READINGS)
    run = None if event.run_since_s is None else BadRun(1, event.run_since_s, 0.0, _expected(doubt, 0, P_FAIL_LEAST))
    return Failing(doubt, run)


Step = tuple[Callable[[Any, Any], TargetState], frozenset[type[TargetState]]]


def _to(step: Callable[[Any, Any], TargetState], *states: type[TargetState]) -> Step:
    return step, frozenset(states)


STEPS: Final[Mapping[tuple[type[TargetState], type[TargetEvent]], Step]] = {
    (Calm, Failed): _to(_suspect, Suspect),
    (Calm, TakenUp): _to(_take_up, Failing),
    (Suspect, Failed): _to(_suspect, Suspect),
    (Suspect, Answered): _to(_fade, Fading, Calm),
    (Suspect, Silent): _to(_hear_nothing, Suspect, Calm),
    (Suspect, LineWasBad): _to(_forget, Calm),
    (Suspect, Explained): _to(_begin_anew, Suspect, Calm),
    (Suspect, Shown): _to(_show, Failing),
    (Suspect, Over): _to(_forget, Calm),
    (Fading, Failed): _to(_suspect, Suspect),
    (Fading, Answered): _to(_fade, Fading, Calm),
    (Fading, Silent): _to(_hear_nothing, Fading, Calm),
    (Fading, LineWasBad): _to(_forget, Calm),
    (Fading, Explained): _to(_begin_anew, Calm),
    (Fading, Shown): _to(_show_fading, Recovering),
    (Fading, Over): _to(_forget, Calm),
    (Failing, Failed): _to(_fail, Failing),
    (Failing, Answered): _to(_recover, Recovering),
    (Failing, Shown): _to(_show, Failing),
    (Failing, LineWasBad): _to(_await_answers_anew, Failing),
    (Failing, Explained): _to(_begin_anew, Failing),
    (Failing, Over): _to(_forget, Calm),
    (Recovering, Failed): _to(_fail, Failing),
    (Recovering, Answered): _to(_recover, Recovering),
    (Recovering, LineWasBad): _to(_await_answers_anew, Failing),
    (Recovering, Explained): _to(_begin_anew, Recovering),
    (Recovering, Over): _to(_forget, Calm),
}
"""For each state and event: how the next state is made, and which it may be. What is not listed changes nothing."""


def after(state: TargetState, event: TargetEvent) -> TargetState:
    """Give the state of a target after something happened."""
    step = STEPS.get((type(state), type(event)))
    return state if step is None else step[0](state, event)
