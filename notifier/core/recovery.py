"""Whether a target that was part of a shown problem has recovered (rules 10 and 19). Pure: nothing is changed here."""

from collections.abc import Sequence
from math import log

from notifier.core.numbers import OVER_AT, P_FAIL_OUT, RECOVERY_GAP_S
from notifier.core.servers import Server, all_answer_again
from notifier.core.target_states import Doubt, GoodRun

_GAP_S = RECOVERY_GAP_S - 1e-6


def is_over(doubt: Doubt, run: GoodRun, servers: Sequence[Server], together: int) -> bool:
    """Tell whether the answers since the last failure, or those before it as well, are enough.

    They are two, 30 s apart, at least. Either chance would hardly give so many in a row at the share that failed before
    (`together`: those of all failing targets of the service since one of them failed); or each of a name's addresses
    answers again; or it fails no more than it always has, though it may have failed between those answers.
    """
    well = doubt.well
    if well is not None and well.weight >= OVER_AT and run.last_s - well.since_s >= _GAP_S:
        return True
    if run.count < 2 or run.last_s - run.since_s < _GAP_S:
        return False
    # it may have failed less all the time than lately, or lately than all the time
    share = min(P_FAIL_OUT, doubt.share, doubt.failed / (doubt.tries - run.count))
    unlikely = -max(run.count, together) * log(1.0 - share)
    return unlikely >= OVER_AT or doubt.partial == 0.0 or all_answer_again(servers, run.count)
