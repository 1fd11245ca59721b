"""What the company's page says that counts now: for which components, and whether its word is stale (rules 7, 16, 18).

A page is believed while it speaks: its outage stands, whatever is seen from here (rule 7). It is stale when the company
has added nothing for `PAGE_OLD_S`, and what it names has answered well from here for half an hour of that; or when its
word is older than a day and nothing is seen to fail. It is then shown as what it is, and what truly fails is an outage
of its own. A new incident or a worse level makes it speak again; what is merely said once more does not.

Nothing is changed here. Times in seconds of the epoch.
"""

from notifier.core.model import PageComponent
from notifier.core.outside.heard import SAYS_A_PROBLEM
from notifier.core.outside.numbers import PAGE_ANCIENT_S, PAGE_HINT, PAGE_HINT_FRESH_S, PAGE_OLD_S, WELL_S
from notifier.core.service.component import ComponentEvidence
from notifier.core.service.evidence import ServiceEvidence


def known_as(component: ComponentEvidence) -> set[str]:
    """Give the words by which a page may mean a component of ours, in lower case."""
    return {component.id.lower(), *(name.lower() for name in component.names.values())}


def affected(service: ServiceEvidence) -> list[PageComponent]:
    """Find the components of which the page reports a problem."""
    report = service.page.report
    return [each for each in report.components if each.level in SAYS_A_PROBLEM] if report is not None else []


def is_meant(component: ComponentEvidence, said: PageComponent) -> bool:
    """Tell whether the page means a component of ours."""
    return bool(known_as(component) & {said.id.lower(), said.name.lower()})


def page_hint(service: ServiceEvidence, component: ComponentEvidence, now_s: float) -> float:
    """Weigh what the page says for a suspicion of a component: only of what it names, and only while it is fresh."""
    page = service.page
    if page.counting(now_s) is None or page.stale or page.read_s is None or now_s - page.read_s > PAGE_HINT_FRESH_S:
        return 0.0
    named = affected(service)
    levels = [each.level for each in named if is_meant(component, each)] if named else [page.level]
    return max((PAGE_HINT.get(level, 0.0) for level in levels), default=0.0)


def is_stale(service: ServiceEvidence, now_s: float) -> bool:
    """Tell whether the page goes on reporting what has long been over, as far as can be seen from here."""
    page = service.page
    if page.report is None or page.level not in SAYS_A_PROBLEM or now_s - page.said_s < PAGE_OLD_S:
        return False
    if page.stale_word is not None:
        return True
    named = affected(service)
    able = [each for each in service.components.values() if _can_tell(each)]
    able = [each for each in able if any(is_meant(each, said) for said in named)] or able
    if not able:
        return False
    if all(each.worked_for(page.said_s, service.looked_since_s) >= WELL_S for each in able):
        return True
    return now_s - page.said_s >= PAGE_ANCIENT_S and not any(each.in_question for each in able)


def _can_tell(component: ComponentEvidence) -> bool:
    return any(target.outcome is None or (target.trusted and target.silence is None) for target in component.targets)
