"""What the user can try where the fault is on their own side, as one line under `check` and `status`."""

from notifier.cli.context import Context
from notifier.core.advice.steps import Surroundings, Trouble, trouble_of_line, trouble_of_service
from notifier.engine.verdicts import RoundResult
from notifier.words.steps import Known, step_sentences, steps_line


def steps_words(context: Context, result: RoundResult) -> list[str]:
    """Give the line: of the line's fault, else of the first service that fails from here only; none: nothing to try."""
    trouble, service = trouble_of_line(result.line), ""
    if trouble is None:
        found = ((trouble_of_service(each), each.name) for each in result.statuses)
        trouble, service = next(((each, name) for each, name in found if each is not None), (None, ""))
    return [] if trouble is None else [_line(context, trouble, result.line.ahead_s, service)]


def _line(context: Context, trouble: Trouble, ahead_s: float, service: str) -> str:
    from notifier.desktop.way_out import vpn  # Qt's network, where it is wanted
    from notifier.sources.proxies import place_in_use

    known = Known(ahead_s, Surroundings(vpn(), place_in_use(context.settings.proxy)), service)
    return steps_line(step_sentences(trouble, known))
