"""Which state of a target follows which: the one table of the steps.

                 ┌────────────────── Answered (nothing is left of the doubt), Silent, LineWasBad ────┐
                 ▼                                                                               │
            ┌─────────┐   Failed   ┌─────────┐   Answered   ┌─────────┐                          │
            │  Calm   ├───────────►│ Suspect │◄────────────►│ Fading  ├──────────────────────────┤
            └────┬────┘            └──┬───┬──┘    Failed    └────┬────┘                          │
                 │                    │   ├──────────────────────│───────────────────────────────┘
         TakenUp │             Shown, │   │ ShownInPart          │ ShownInPart
                 ▼             whole  ▼   └────────┐             ▼
            ┌─────────┐  ◄────────────┘            │        ┌─────────┐
       ┌───►│ Failing │◄──────────── Shown ────────│────────┤  Mixed  │◄── TakenUp, from Calm
       │    └────┬────┘                            └───────►└────▲────┘
Failed,│         │ Answered                                      │
Line-  │         ▼                                               │
WasBad │    ┌────────────┐                ShownInPart            │
       └────┤ Recovering ├───────────────────────────────────────┘   (from Failing, too)
            └────────────┘                     Over: from every state to Calm

Silent leads to Calm only where the content was wrong, which may have been the wall's own: what failed by the network or
the server stays suspected, until `STALE_S` of such answers alone have passed (then it is Over).

Who decides that a problem is shown, and that it is over, is in `notifier.core.decision`; the learned trust and latency
are in `notifier.core.evidence`.

Two running tests are kept, both Page's cumulative sums (never below 0; E. S. Page, Biometrika 41, 1954) of weights that
are natural logarithms of likelihood ratios, so that independent evidence is added:

- `BadRun.weight`, "it is out": every reading fails but a share of 0.02, against the target's own usual share p0 of
  failures. A failure adds ln(0.98/p0), 5.3 for the best targets; an answer refutes it.
- `Doubt.partial`, "two in five requests fail": a failure adds ln(0.4/p0), an answer adds ln(0.6/(1-p0)) = -0.5.

Failures close in time are not independent: one that begins less than 5 s after the last counts for that fraction.
"""

from collections.abc import Callable, Mapping
from math import log
from typing import Any, Final

import msgspec

from notifier.core.failure import FailureKind
from notifier.core.numbers import HOST_GAP_S, P_FAIL_OUT, P_FAIL_PARTIAL, PARTIAL_MOST
from notifier.core.target_states import (
    CALM,
    Answered,
    BadRun,
    Calm,
    Doubt,
    Fading,
    Failed,
    Failing,
    GoodRun,
    LineWasBad,
    Mixed,
    Over,
    Recovering,
    Shown,
    ShownInPart,
    Silent,
    Suspect,
    TakenUp,
    TargetEvent,
    TargetState,
)

_OF_CONTENT: Final = frozenset({FailureKind.HTTP_UNEXPECTED, FailureKind.BODY_MISMATCH, FailureKind.TOO_LARGE})


def _worse(doubt: Doubt | None, run: BadRun | GoodRun | None, event: Failed) -> tuple[Doubt, BadRun]:
    """Count one failure more."""
    apart = 1.0
    if doubt is not None and doubt.last_bad_s is not None:
        apart = min(1.0, abs(event.start_s - doubt.last_bad_s) / HOST_GAP_S)
    partial = doubt.partial if doubt is not None else 0.0
    bad = run if isinstance(run, BadRun) else BadRun(0, event.start_s, 0.0)
    return (
        Doubt(
            tries=doubt.tries + 1 if doubt is not None else 1,
            failed=doubt.failed + 1 if doubt is not None else 1,
            first_bad_s=min(doubt.first_bad_s, event.start_s) if doubt is not None else event.start_s,
            last_bad_s=max(event.start_s, (doubt.last_bad_s if doubt is not None else None) or event.start_s),
            partial=min(PARTIAL_MOST, partial + apart * log(P_FAIL_PARTIAL / event.p_fail)),
            failure=event.failure,
            detail=event.detail,
        ),
        BadRun(bad.count + 1, min(bad.since_s, event.start_s), bad.weight + apart * log(P_FAIL_OUT / event.p_fail)),
    )


def _better(doubt: Doubt, run: BadRun | GoodRun | None, event: Answered) -> tuple[Doubt, GoodRun]:
    """Count one answer more."""
    faded = max(0.0, doubt.partial + log((1 - P_FAIL_PARTIAL) / (1 - event.p_fail)))
    start_s = max(event.start_s, doubt.last_bad_s or event.start_s)  # a failure may have overtaken it
    good = run if isinstance(run, GoodRun) else GoodRun(0, start_s, start_s)
    return (
        msgspec.structs.replace(doubt, tries=doubt.tries + 1, partial=faded),
        GoodRun(good.count + 1, good.since_s, max(good.last_s, start_s)),
    )


def _suspect(state: Calm | Suspect | Fading, event: Failed) -> Suspect:
    return Suspect(*(_worse(None, None, event) if isinstance(state, Calm) else _worse(state.doubt, state.run, event)))


def _fade(state: Suspect | Fading, event: Answered) -> Fading | Calm:
    doubt, run = _better(state.doubt, state.run, event)
    return Fading(doubt, run) if doubt.partial > 0.0 else CALM


def _forget(_state: TargetState, _event: TargetEvent) -> Calm:
    return CALM


def _hear_nothing(state: Suspect | Fading, _event: Silent) -> Suspect | Fading | Calm:
    """A limiter's or a wall's answer ends no run of failures of the network or of the server (rule 19).

    Where the content was wrong, it may have been the wall's own all the time.
    """
    return CALM if state.doubt.failure in _OF_CONTENT else state


def _fail(state: Failing | Recovering, event: Failed) -> Failing:
    relapses = state.relapses + isinstance(state.run, GoodRun)
    return Failing(*_worse(state.doubt, state.run, event), relapses)


def _recover(state: Failing | Recovering, event: Answered) -> Recovering:
    return Recovering(*_better(state.doubt, state.run, event), state.relapses)


def _fail_in_part(state: Mixed, event: Failed) -> Mixed:
    relapses = state.relapses + isinstance(state.run, GoodRun)
    return Mixed(*_worse(state.doubt, state.run, event), relapses)


def _recover_in_part(state: Mixed, event: Answered) -> Mixed:
    return Mixed(*_better(state.doubt, state.run, event), state.relapses)


def _await_answers_anew(state: Failing | Recovering, _event: LineWasBad) -> Failing:
    return Failing(state.doubt, state.run if isinstance(state.run, BadRun) else None, state.relapses)


def _await_answers_in_part_anew(state: Mixed, _event: LineWasBad) -> Mixed:
    return Mixed(state.doubt, state.run if isinstance(state.run, BadRun) else None, state.relapses)


def _show(state: Suspect | Mixed, _event: Shown) -> Failing | Recovering:
    relapses = state.relapses if isinstance(state, Mixed) else 0
    if isinstance(state.run, GoodRun):
        return Recovering(state.doubt, state.run, relapses)
    return Failing(state.doubt, state.run, relapses)


def _show_in_part(state: Suspect | Fading | Failing | Recovering, _event: ShownInPart) -> Mixed:
    relapses = state.relapses if isinstance(state, Failing | Recovering) else 0
    return Mixed(state.doubt, state.run, relapses)


def _take_up(_state: Calm, event: TakenUp) -> Failing | Mixed:
    doubt = Doubt(1, 1, event.first_bad_s, None, 0.0)
    run = None if event.run_since_s is None else BadRun(1, event.run_since_s, 0.0)
    return (Mixed if event.mixed else Failing)(doubt, run, event.relapses)


Step = tuple[Callable[[Any, Any], TargetState], frozenset[type[TargetState]]]


def _to(step: Callable[[Any, Any], TargetState], *states: type[TargetState]) -> Step:
    return step, frozenset(states)


STEPS: Final[Mapping[tuple[type[TargetState], type[TargetEvent]], Step]] = {
    (Calm, Failed): _to(_suspect, Suspect),
    (Calm, TakenUp): _to(_take_up, Failing, Mixed),
    (Suspect, Failed): _to(_suspect, Suspect),
    (Suspect, Answered): _to(_fade, Fading, Calm),
    (Suspect, Silent): _to(_hear_nothing, Suspect, Calm),
    (Suspect, LineWasBad): _to(_forget, Calm),
    (Suspect, Shown): _to(_show, Failing),
    (Suspect, ShownInPart): _to(_show_in_part, Mixed),
    (Suspect, Over): _to(_forget, Calm),
    (Fading, Failed): _to(_suspect, Suspect),
    (Fading, Answered): _to(_fade, Fading, Calm),
    (Fading, Silent): _to(_hear_nothing, Fading, Calm),
    (Fading, LineWasBad): _to(_forget, Calm),
    (Fading, ShownInPart): _to(_show_in_part, Mixed),
    (Fading, Over): _to(_forget, Calm),
    (Failing, Failed): _to(_fail, Failing),
    (Failing, Answered): _to(_recover, Recovering),
    (Failing, LineWasBad): _to(_await_answers_anew, Failing),
    (Failing, ShownInPart): _to(_show_in_part, Mixed),
    (Failing, Over): _to(_forget, Calm),
    (Recovering, Failed): _to(_fail, Failing),
    (Recovering, Answered): _to(_recover, Recovering),
    (Recovering, LineWasBad): _to(_await_answers_anew, Failing),
    (Recovering, ShownInPart): _to(_show_in_part, Mixed),
    (Recovering, Over): _to(_forget, Calm),
    (Mixed, Failed): _to(_fail_in_part, Mixed),
    (Mixed, Answered): _to(_recover_in_part, Mixed),
    (Mixed, LineWasBad): _to(_await_answers_in_part_anew, Mixed),
    (Mixed, Shown): _to(_show, Failing, Recovering),
    (Mixed, Over): _to(_forget, Calm),
}
"""For each state and event: how the next state is made, and which it may be. What is not listed changes nothing."""


def after(state: TargetState, event: TargetEvent) -> TargetState:
    """Give the state of a target after something happened."""
    step = STEPS.get((type(state), type(event)))
    return state if step is None else step[0](state, event)
