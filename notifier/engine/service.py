"""A watched service: it owns its evidence, its incident and what is planned for it.

`take` leads a reading through, read from the top: what the line lets count becomes evidence, the evidence a verdict,
the verdict a step of the incident. What follows is given as effects, which the engine carries out. Nobody else writes a
service's evidence. Times in seconds of the epoch.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from notifier.core.model import Incident, Outcome, Reading, Service, Source, State, Verdict
from notifier.core.moments import moment
from notifier.core.numbers import LEARN_BELOW, REGIONS_PARTIAL
from notifier.core.service.context import Context, Together, context_of
from notifier.core.service.decision import decide
from notifier.core.service.evidence import ServiceEvidence, evidence_of
from notifier.core.service.incident import grouped, step
from notifier.core.service.verdict import explained, judge, over
from notifier.core.watch import ServiceWatch
from notifier.engine.conditions import Conditions
from notifier.engine.effects import Effects, VerdictChange
from notifier.engine.line import WatchedLine
from notifier.engine.probing import ServiceProbing
from notifier.engine.statements import Statements
from notifier.engine.underway import Flight
from notifier.engine.witnesses import Witnesses

PROBE: Final = Source.PROBE
ANSWERED: Final = Outcome.OK
FINE: Final = State.OK
"""Asked of every reading; Python 3.11 takes a quarter of a microsecond to find a member in its enumeration."""
PROBLEMS: Final = (State.OUTAGE, State.POSSIBLE)


class WatchedService:
    """One watched service."""

    def __init__(
        self,
        service: Service,
        conditions: Conditions,
        line: WatchedLine,
        families: "Mapping[str, Sequence[WatchedService]]",
        witnesses: Witnesses,
        now_s: float,
    ) -> None:
        self.service = service
        self.wish: ServiceWatch = conditions.watch.of(service.id)
        unknown = Verdict(service.id, State.UNKNOWN, moment(now_s))
        self.evidence: ServiceEvidence = evidence_of(service, unknown, self.wish.components)
        self.probing = ServiceProbing(service, self.evidence, conditions)
        self.incident: Incident | None = None
        self.waits = False
        """A problem is all but confirmed and waits for the line's judgement (rule 3)."""
        self._conditions = conditions
        self._line = line
        self._families = families
        self._witnesses = witnesses
        self._statements = Statements()
        self._all_read_s: float | None = None
        """When everything had been read since it was last looked at anew."""

    # a reading's way

    def take(self, flight: Flight, reading: Reading, now_s: float) -> Effects:
        """Take in what was read of this service."""
        effects = Effects()
        source = flight.slot.source
        if source is PROBE:
            self._take_probe(flight, reading, now_s, effects)
        elif source is Source.PAGE:
            self._take_page(flight, reading, now_s, effects)
        elif source is Source.REGION:
            self._take_region(flight, reading, now_s, effects)
        else:
            self._take_reports(flight, reading, now_s, effects)
        return effects

    def hear_nothing(self, flight: Flight, now_s: float) -> Effects:
        """Take in that a reading under way has been silent for long: it is read again without waiting for it."""
        target = self.evidence.targets[flight.slot.key]
        if target.failing or not self._line.saw(flight.started_s):
            return Effects()
        effects = Effects(ask_line=True)
        target.hear_nothing(flight.started_s)
        if target.bad_run is None:
            self.probing.first_failure(flight.slot, now_s, effects)
        else:
            self._consider(now_s, effects)
        self.probing.after_silence(flight, now_s, effects)
        return effects

    def _take_probe(self, flight: Flight, reading: Reading, now_s: float, effects: Effects) -> None:
        evidence, slot, start_s = self.evidence, flight.slot, flight.started_s
        target = evidence.targets[slot.key]
        target.looked(start_s, reading.outcome)
        short = reading.outcome is ANSWERED and target.needs_nothing() and (not evidence.in_doubt or self.is_fine())
        if short:  # an ordinary answer: it is counted, and that is all
            target.answered(start_s, reading.latency_ms, reading.look, reading.address)
            short = target.latency.slowness < LEARN_BELOW
        elif self._line.saw(start_s):
            self._weigh(flight, reading, now_s, effects)
        if not short and self._line.is_good():
            self._witnesses.look(now_s, effects)
            self._consider(now_s, effects)
        self.probing.after_probe(flight, target, evidence.components[slot.component], reading, now_s, effects)

    def _weigh(self, flight: Flight, reading: Reading, now_s: float, effects: Effects) -> None:
        slot, start_s = flight.slot, flight.started_s
        evidence, target = self.evidence, self.evidence.targets[slot.key]
        was_trusted, run = target.trusted, target.bad_run
        evidence.weigh(target, reading, start_s)
        if target.trusted and not was_trusted:
            effects.newly_trusted = slot.key
        if reading.outcome is not Outcome.FAILED:
            return
        effects.ask_line = True
        if not was_trusted:
            return
        if evidence.verdict.state not in PROBLEMS:
            self._conditions.failures.note(self.service.owner, start_s)
        if run is None:
            self.probing.first_failure(slot, now_s, effects)
        run = target.bad_run
        if (run is not None and run.count >= 2) or target.partial > REGIONS_PARTIAL:
            self.probing.ask_regions([target], evidence, now_s, effects, incident_open=self.incident is not None)

    def _take_page(self, flight: Flight, reading: Reading, now_s: float, effects: Effects) -> None:
        slot, start_s = flight.slot, flight.started_s
        if reading.page is not None:
            self.evidence.read_page(reading, start_s)
            effects.statements += self._statements.new(self.evidence.page, self.incident)
        elif self._line.is_good() and reading.outcome is not Outcome.SKIPPED:
            self.evidence.read_page(reading, start_s)
            effects.ask_line = True
        if self._line.is_good() and (self.evidence.in_doubt or not self.is_fine()):
            self._consider(now_s, effects)
        self.probing.after_page(slot, reading, now_s, effects, incident_open=self.incident is not None)

    def _take_region(self, flight: Flight, reading: Reading, now_s: float, effects: Effects) -> None:
        if reading.region is not None:
            self.evidence.read_elsewhere(reading.region, reading.component, flight.started_s)
        self.probing.after_regions(flight.slot, reading, now_s)
        if self._line.is_good():
            self._consider(now_s, effects)

    def _take_reports(self, flight: Flight, reading: Reading, now_s: float, effects: Effects) -> None:
        if self.evidence.read_reports(reading, flight.started_s):
            self.probing.targets_soon(now_s, effects)
        if self._line.is_good():
            self._consider(now_s, effects)
        incident = self.incident
        effects.statements += self._statements.of_news(reading.headlines, incident)
        self.probing.after_reports(flight.slot, now_s, effects, incident.since if incident is not None else None)

    # from evidence to what is shown

    def tick(self, now_s: float, together: Together | None = None) -> Effects:
        """Weigh the evidence anew without a reading: the line was judged, and a problem waited for that."""
        self._consider(now_s, effects := Effects(), together)
        if self.waits and self._line.guard.is_clean(now_s):
            self.probing.targets_soon(now_s, effects)  # it failed in a burst of the line's: does it still?
        return effects

    def _consider(self, now_s: float, effects: Effects, together: Together | None = None) -> None:
        """Weigh the evidence anew; where that changes what is shown, lead the change on."""
        evidence, context = self.evidence, self.context(now_s, together)
        decision = decide(evidence, context, self._line.vouches(now_s), now_s)
        verdict, shown = decision.verdict, evidence.verdict
        if evidence.in_doubt:
            self._witnesses.every().weighed(evidence)
        self.waits = decision.waits
        effects.ask_line |= decision.waits
        effects.line_waited_for |= decision.waits
        unread = any(target.outcome is None for target in evidence.targets.values())
        if unread and verdict.state is State.OK and shown.state is State.UNKNOWN:
            return
        self._note_all_read(now_s)
        if _what_is_shown(verdict) != _what_is_shown(shown):
            self._change(explained(verdict, evidence, context, self._line.view(now_s)), effects)
        asks = verdict.state in PROBLEMS and self._conditions.watch.region_countries
        if asks and (failing := [target for target in evidence.targets.values() if target.failing]):
            self.probing.ask_regions(failing, evidence, now_s, effects, incident_open=self.incident is not None)
        evidence.has_doubts(verdict)

    def _change(self, verdict: Verdict, effects: Effects) -> None:
        """Show something else from now on: the incident takes a step with it."""
        was = self.evidence.verdict.state
        practice, ended = self._conditions.practice, over(self.evidence, verdict.time.timestamp())
        incident, then = step(self.incident, verdict, over=ended, practice=practice), None
        changed = incident is not None and incident != self.incident
        if incident is not None and changed:
            incident = grouped(incident, self._open_in_family())
        if incident is not None and self.incident is None:
            self.probing.reports_soon(verdict.time.timestamp(), effects, incident.since)
        self.incident = incident
        if changed:
            effects.statements += self._statements.new(self.evidence.page, self.incident)
        if incident is not None and incident.until is not None:
            slow = step(incident, verdict, practice=practice) if verdict.state is State.SLOW else None
            self.incident = then = None if slow is None else grouped(slow, self._open_in_family())
        self.evidence.say(verdict)
        if verdict.state in PROBLEMS:
            self._conditions.failures.settled(self.service.owner)
        effects.change = VerdictChange(verdict, incident, changed, then)
        effects.ask_family = verdict.state is State.OUTAGE and was is not State.OUTAGE

    def _open_in_family(self) -> list[Incident]:
        return [each.incident for each in self.family() if each is not self and each.incident is not None]

    def family(self) -> "Sequence[WatchedService]":
        """Give what is watched of its owner, itself too."""
        return self._families[self.service.owner]

    # how it stands

    def context(self, now_s: float, together: Together | None = None) -> Context:
        """Collect what its evidence is weighed with. `together`: worked out for several services at this moment."""
        country, failures = self._conditions.watch.country, self._conditions.failures
        together, steady = together or Together(self._witnesses.every, now_s), self._line.is_steady(now_s)
        return context_of(self.evidence, together, failures, country=country, line_steady=steady)

    def explained(self, now_s: float, together: Together | None = None) -> Verdict:
        """Give what is shown, with the reasons as they stand now."""
        return explained(self.evidence.verdict, self.evidence, self.context(now_s, together), self._line.view(now_s))

    def is_still_read(self, since_s: float) -> bool:
        """Tell whether something of it was not read since a time, or is suspected and not decided."""
        for component in self.evidence.components.values():
            if max(target.read_s or 0.0 for target in component.targets) < since_s:
                return True
        return any(target.bad_run is not None and not target.failing for target in self.evidence.targets.values())

    def is_fine(self) -> bool:
        """Tell whether it is shown as fine, with everything read: a calm target's answer then changes nothing."""
        return self.evidence.verdict.state is FINE and self._all_read_s is not None and self.incident is None

    def _note_all_read(self, now_s: float) -> None:
        since_s = self.evidence.looked_since_s
        if self._all_read_s is None and all((t.read_s or 0.0) >= since_s for t in self.evidence.targets.values()):
            self._all_read_s = now_s

    # what else happens to it

    def begin_round(self, from_s: float) -> Effects:
        """Look at it anew after a time in which nobody looked: everything is read soon."""
        self._all_read_s = None
        self.evidence.look_anew(from_s)
        return self.read_all(from_s)

    def read_all(self, from_s: float) -> Effects:
        """Read everything soon, on fresh connections."""
        self.probing.begin_round(from_s, effects := Effects())
        return effects

    def rest(self) -> Effects:
        """Read nothing of it until the next round."""
        self.probing.rest(effects := Effects())
        return effects

    def retire(self) -> Effects:
        """Read nothing of it any more: it is not watched, or as another object."""
        for slot in self.probing.slots():
            slot.retired = True
        return self.rest()

    def others_fail(self, now_s: float) -> Effects:
        """Look at it at once: another service of its owner is out, or those of several owners fail."""
        effects = Effects()
        self.probing.for_family(now_s, effects)
        return effects

    def line_broke(self, now_s: float) -> Effects:
        """Drop what may be the line's doing, and take back what is only possible (rule 2)."""
        effects, evidence = Effects(), self.evidence
        evidence.line_was_bad(now_s)
        if evidence.verdict.state is State.POSSIBLE:
            evidence.withdraw_possible()
            context = self.context(now_s)
            verdict = judge(evidence, context, now_s)
            if verdict.state in (State.OK, State.UNKNOWN, State.MAINTENANCE):
                self._change(explained(verdict, evidence, context, self._line.view(now_s)), effects)
        return effects

    def take_up_incident(self, incident: Incident) -> None:
        """Go on with the incident that was open before a restart."""
        self.incident = incident
        self.evidence.take_up_since(incident.since.timestamp())

    def inherit(self, before: "WatchedService") -> None:
        """Carry on what is known of the service in another form: its entry or the user's wishes are others."""
        same_page = before.service.page == self.service.page
        same_page = same_page and before.wish.page_components == self.wish.page_components
        self.evidence.inherit(before.evidence, same_page=same_page)
        self.evidence.looked_since_s = before.evidence.looked_since_s
        self.incident, self._statements = before.incident, before._statements


def _what_is_shown(verdict: Verdict) -> tuple[object, ...]:
    return (verdict.state, verdict.scope, verdict.components, verdict.countries)
