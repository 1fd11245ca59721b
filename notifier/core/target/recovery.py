"""Whether a target that was part of a shown problem has recovered (rules 10 and 19). Pure: nothing is changed here."""

from collections.abc import Sequence
from math import log

from notifier.core.numbers import OVER_AT, P_FAIL_OUT, RECOVERY_GAP_S, SEEMS_OVER_AT
from notifier.core.target.servers import Server, all_answer_again
from notifier.core.target.states import Doubt, GoodRun

_GAP_S = RECOVERY_GAP_S - 1e-6


def unlikely(doubt: Doubt, run: GoodRun, together: int = 0) -> float:
    """Tell how unlikely chance makes so many answers in a row at the share that failed before: -ln of it.

    Of all tries of the problem, or of the newest: it may have failed less all the time than lately, or the other way
    round. `together` counts the answers of all failing targets of the service since one of them failed.
    """
    share = min(P_FAIL_OUT, doubt.share, doubt.failed / (doubt.tries - run.count))
    return -max(run.count, together) * log(1.0 - share)


def is_over(doubt: Doubt, run: GoodRun, servers: Sequence[Server], together: int) -> bool:
    """Tell whether the answers since the last failure, or those before it as well, are enough.

    They are two, 30 s apart, at least. Either they are `unlikely`; or each of a name's addresses answers again; or it
    fails no more than it always has, though it may have failed between those answers.

    At a share s that takes ln(1000) / -ln(1 - s) answers: 10 where half failed, 20 of 0.3, 43 of 0.15, 135 of 0.05. No
    rule can tell sooner, as seldom as this is wrong; what can be done is to read more often (`seems_over`).
    """
    well = doubt.well
    if well is not None and well.weight >= OVER_AT and run.last_s - well.since_s >= _GAP_S:
        return True
    if run.count < 2 or run.last_s - run.since_s < _GAP_S:
        return False
    return unlikely(doubt, run, together) >= OVER_AT or doubt.partial == 0.0 or all_answer_again(servers, run.count)


def seems_over(doubt: Doubt, run: GoodRun) -> bool:
    """Tell whether chance would hardly give such answers, so that it is worth to read more often until that is sure."""
    return unlikely(doubt, run) >= SEEMS_OVER_AT
