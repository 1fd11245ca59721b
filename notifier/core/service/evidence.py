"""What is known of one watched service at the moment, and what was last said of it.

Only the methods here and in `notifier.core.target.evidence` write it. Nothing here decides:
`notifier.core.service.decision` does. Times in seconds of the epoch; None: never.
"""

from collections.abc import Collection

import msgspec

from notifier.core.model import Outcome, PageLevel, Rank, Reading, RegionReport, Service, State, Verdict
from notifier.core.outside.elsewhere import NONE, Compared, RegionEvidence
from notifier.core.outside.heard import CrowdEvidence, PageEvidence
from notifier.core.ports import OpenProblem
from notifier.core.reports import Circumstance, OwnPlaces
from notifier.core.service.component import ComponentEvidence
from notifier.core.service.fails import Fails
from notifier.core.target.evidence import TargetEvidence
from notifier.core.target.servers import by_themselves
from notifier.core.target.states import Steps


class ServiceEvidence(msgspec.Struct):
    """All evidence about one service, and what was last said of it."""

    service: Service
    components: dict[str, ComponentEvidence]
    targets: dict[str, TargetEvidence]
    verdict: Verdict
    """What was last said."""
    page: PageEvidence = msgspec.field(default_factory=PageEvidence)
    region: RegionEvidence = msgspec.field(default_factory=RegionEvidence)
    crowd: CrowdEvidence = msgspec.field(default_factory=CrowdEvidence)
    steps: Steps = msgspec.field(default_factory=Steps)
    """Those of its targets."""
    fails: Fails = Fails()
    """How it was found to fail when it was asked for last."""
    in_doubt: bool = True
    """Something is to be weighed; while False, an answer of a calm target changes nothing."""
    problem_since_s: float | None = None
    """The first bad evidence of what is shown."""
    was_out: bool = False
    """An outage of a core part was shown since all was well: what fails in part after it is the same problem's."""
    unseen: bool = False
    """The problem's first bad reading came after a time in which nobody could look."""
    answers: int = 0
    """Of the targets that are part of a shown problem: answers in a row since one of them failed."""
    failed_s: float | None = None
    """The newest failure of a trusted target."""
    looked_since_s: float = 0.0
    """Since when this service is looked at without a gap (start, resume, the line's return)."""

    @property
    def checked_s(self) -> float | None:
        """When the newest reading of a target began."""
        return max((target.read_s for target in self.targets.values() if target.read_s is not None), default=None)

    def elsewhere(self, components: Collection[str] = ()) -> Compared:
        """Compare what fails here with elsewhere: of these components, or of those in question.

        What was part of the same problem and is over by now still tells whom it concerned.
        """
        names = self._concerned(components)
        here = NONE
        for name in names:
            here = here.and_(self.components[name].tries())
        return self.region.compared(names, here)

    def beside(self) -> tuple[Circumstance, ...]:
        """Give what else is known of the user's country and provider, beside the tests of what is in question."""
        return self.region.told_beside(self._concerned())

    def at_own_places(self, here: str) -> OwnPlaces | None:
        """Give what the user's other machines say of what is in question; `here` is this one's place."""
        return self.region.told_by_own(self._concerned(), here)

    def met_by_another(self) -> list[str]:
        """Name the components for which somebody else answers, unless it fails elsewhere too: it may be blocked.

        Who stands in between would answer for all of a name's servers, or for all of one family.
        """
        if self.elsewhere().fails:
            return []
        doubts = ((each, each.doubt) for each in self.targets.values() if not by_themselves(each.servers))
        met = {each.component for each, doubt in doubts if doubt is not None and doubt.met_another()}
        return [name for name in self.components if name in met]

    def _concerned(self, components: Collection[str] = ()) -> list[str]:
        shown = components if any(name in self.components for name in components) else None
        return [
            name
            for name, each in self.components.items()
            if (each.in_question if shown is None else name in shown) or self._was_part(each)
        ]

    def _was_part(self, component: ComponentEvidence) -> bool:
        since_s, ended_s = self.problem_since_s, component.ended_s
        return since_s is not None and ended_s is not None and ended_s >= since_s

    # what was read

    def fails_as(self, fails: Fails) -> None:
        """Keep how it was found to fail."""
        self.fails = fails

    def look_anew(self, now_s: float) -> None:
        """Note that there was a gap until now in which nobody looked."""
        for component in self.components.values():
            component.looks_away(self.looked_since_s)
        self.looked_since_s = now_s
        for target in self.targets.values():
            target.await_nothing()

    def weigh(self, target: TargetEvidence, reading: Reading, start_s: float) -> None:
        """Take in a reading of a target that was begun at `start_s`. The caller knows that the line was fine."""
        match reading.outcome:
            case Outcome.OK | Outcome.SLOW:
                self.answers += target.failing
                target.answered(start_s, reading.latency_ms, reading.look, reading.address)
            case Outcome.FAILED:
                component = self.components[target.component]
                if component.problem is None and all(each.doubt is None for each in component.targets):
                    self.region.drop(component.id)  # another suspicion begins (rule 18)
                failed = target.failed
                target.failed_at(start_s, reading.failure, reading.detail, reading.address)
                if target.failing and target.failed > failed:
                    self.answers = 0
                target.answered_by = reading.answered_by
                self.steps.count += 1
                if target.trusted:
                    self.in_doubt = True
                    self.failed_s = start_s
                    component.fails(target, start_s, self.looked_since_s)
            case Outcome.UNVERIFIABLE | Outcome.UNREADABLE:
                target.silent(start_s, reading.detail)
                if reading.look is not None:
                    before = target.last_ok_s is not None and target.last_ok_s >= self.looked_since_s
                    target.look.other(reading.look, start_s, seen_to_change=before)
                self.in_doubt = True
            case _:  # skipped: nothing was read
                pass

    def read_page(self, reading: Reading, start_s: float) -> None:
        """Take in what the official page says."""
        report = reading.page
        if report is None:
            self.page.unreadable(start_s, reading.detail)
            self.in_doubt = True
        else:
            changed = self.page.read(report, start_s)
            self.in_doubt |= changed or report.level is not PageLevel.OPERATIONAL or bool(report.maintenances)

    def read_reports(self, reading: Reading, start_s: float) -> bool:
        """Take in what people report; tell whether many do from now on."""
        if reading.crowd is None:
            return False
        self.in_doubt = True
        return self.crowd.read(reading.crowd, start_s)

    # what was found out about it

    def read_elsewhere(self, report: RegionReport, component: str, start_s: float) -> None:
        """Take in a round of tests from other places."""
        known = self.components.get(component)
        if known is None:
            self.region.add(report, start_s, component)
        else:
            self.region.add(report, start_s, component, known.tries(), late=known.answers_again(start_s))

    def line_was_bad(self, now_s: float) -> None:
        """Drop what may be the line's doing: suspicions, and what is only possible (rule 2)."""
        for target in self.targets.values():
            target.line_was_bad()
        self.region.age(now_s)

    def network_is_over(self) -> None:
        """Begin anew with what the user's network explained while it failed; no outage was the service's own then."""
        explained = [each for each in self.components.values() if each.of_network_s]
        for component in explained:
            component.network_is_over()
            self.was_out = False

    def withdraw_possible(self) -> None:
        """Take back what is only possible: the line turned out to be bad (rule 2)."""
        for component in self.components.values():
            if component.problem is State.POSSIBLE:
                component.end(by_line=True)

    def since(self, first_s: float, *, unseen: bool = False, anew: bool = False) -> None:
        """Note the first bad evidence of a problem; what is known of an earlier one stands (rule 11), but `anew`."""
        if anew or self.problem_since_s is None or first_s < self.problem_since_s:
            self.problem_since_s, self.unseen = first_s, unseen

    def ends(self, component: ComponentEvidence) -> None:
        """Show no problem of a component any more; what failed and ended in maintenance dates nothing that comes."""
        component.end()
        if self.verdict.state is State.MAINTENANCE and not self._has_problem():
            self.problem_since_s = None

    def _has_problem(self) -> bool:
        """Tell whether any part of it fails, though maintenance may excuse that."""
        return any(each.problem is not None for each in self.components.values())

    def say(self, verdict: Verdict) -> None:
        """Note what is shown from now on."""
        self.verdict = verdict
        self.was_out = self.was_out or (verdict.state is State.OUTAGE and not verdict.minor)
        if verdict.state is State.OK:
            self.region.clear()
        if verdict.state is State.OK or (verdict.state is State.SLOW and not self._has_problem()):
            self.problem_since_s = None
            self.was_out = self.unseen = False

    def has_doubts(self, verdict: Verdict) -> None:
        """Note whether anything is left to be weighed under this verdict."""
        self.in_doubt = verdict.state is not State.OK or not all(each.needs_nothing() for each in self.targets.values())

    # going on with what was known

    def take_up_verdict(self, verdict: Verdict) -> None:
        """Show what was shown before a restart."""
        self.verdict = verdict
        self.was_out = verdict.state is State.OUTAGE and not verdict.minor

    def take_up_since(self, since_s: float) -> None:
        """Go on with a problem that began then; the page's word stands as it was shown until the page is read."""
        verdict, page = self.verdict, self.service.page
        if verdict.state is not State.SLOW:
            self.problem_since_s = since_s
        if page is not None and verdict.official and verdict.state in (State.POSSIBLE, State.OUTAGE):
            level = PageLevel.MAJOR_OUTAGE if verdict.state is State.OUTAGE else PageLevel.PARTIAL_OUTAGE
            self.page.take_up(page, level, verdict.components, since_s)

    def take_up_problem(self, problem: OpenProblem) -> None:
        """Show the problem as it was shown, until each failing target has answered twice again (rule 10)."""
        self.unseen = problem.before
        self.page.stale_word = problem.page
        for kept in problem.components:
            if kept.component in self.components:
                self.components[kept.component].take_up(kept)

    def open_problem(self) -> OpenProblem:
        """Give what is shown of the components by their own targets, to be kept."""
        components = tuple(each.open_problem(each.problem) for each in self.components.values() if each.problem)
        return OpenProblem(self.service.id, self.unseen and bool(components), components, self.page.kept_word())

    def seen_to_fail(self) -> bool:
        """Tell whether what was shown when the program ended has been read to fail again since."""
        page = self.page
        by_page = self.verdict.official and page.read_s is not None and page.read_s > page.level_since_s
        return by_page or any(
            each.failing and each.read_s is not None and each.bad_run is not None for each in self.targets.values()
        )

    def inherit(self, before: "ServiceEvidence", *, same_page: bool) -> None:
        """Carry over what is known of the service in another form: its entry or the user's wishes are others."""
        for name, component in self.components.items():
            for number, fresh in enumerate(component.targets):
                known = before.targets.get(fresh.key)
                if known is not None and known.component == name:
                    component.targets[number] = self.targets[fresh.key] = known
                    known.steps = self.steps
                    known.await_nothing()
            if name in before.components:
                component.inherit(before.components[name])
        if same_page:
            self.page = before.page
        self.region, self.crowd = before.region, before.crowd
        self.verdict, self.problem_since_s, self.was_out = before.verdict, before.problem_since_s, before.was_out
        self.unseen, self.failed_s = before.unseen, before.failed_s


def evidence_of(service: Service, now: Verdict, components: tuple[str, ...]) -> ServiceEvidence:
    """Begin to keep evidence about a service; `components` are the ids to watch, empty for all of them."""
    kept = {
        each.id: ComponentEvidence(each.id, each.names, each.rule, [], minor=each.rank is Rank.MINOR)
        for each in service.components
        if not components or each.id in components
    }
    targets: dict[str, TargetEvidence] = {}
    steps = Steps()
    for target in service.targets:
        if target.component in kept and target.key not in targets:
            targets[target.key] = TargetEvidence(target.key, target.component, steps=steps)
            kept[target.component].targets.append(targets[target.key])
    return ServiceEvidence(
        service=service,
        components={name: each for name, each in kept.items() if each.targets},
        targets=targets,
        verdict=now,
        steps=steps,
    )
