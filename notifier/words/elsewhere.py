"""What came of asking other places, in words: where it works, where it fails, and what else is known of a country."""

from notifier.core.model import AskedElsewhere, Outcome, Reading
from notifier.core.outside.findings import places_of
from notifier.core.reports import RegionReport
from notifier.words import _
from notifier.words.circumstances import circumstance
from notifier.words.language import said as translated
from notifier.words.names import listed_briefly
from notifier.words.outside import source_fault
from notifier.words.places import places_summary
from notifier.words.times import Clock


def elsewhere_line(asked: AskedElsewhere, clock: Clock, *, fails: bool) -> str:
    """What is known, in one line; empty where nobody was asked. `fails`: it fails here at this moment."""
    if asked.asking:
        return _("Other places are being asked …")
    if asked.reading is None:
        return ""
    return reading_words(asked.reading, asked.home, clock, asked.place if fails else "")


def reading_words(reading: Reading, home: str, clock: Clock, here: str = "") -> str:
    """What one reading from elsewhere says, by whom and when; why it says nothing, where it does not.

    `here` is the name of this machine's own place, where it fails.
    """
    report = reading.region or RegionReport()
    sentences = [circumstance(each) for each in report.circumstances]
    if found := places_summary(places_of([reading]), home, here):
        time = clock.moment(reading.time)
        by = _("{source}, {time}: {places}").format(places=found, source=report.source, time=time)
        return " ".join([by if report.source else found, *sentences])
    return " ".join([_nobody(reading), *sentences])


def _nobody(reading: Reading) -> str:
    if reading.outcome is Outcome.SKIPPED:
        return _("Nobody else can try this address.")
    names: dict[str, list[str]] = {}
    for name, colon, why in (each.partition(": ") for each in reading.detail.split("; ")):
        if colon:
            names.setdefault(source_fault(why), []).append(translated(name))
    if not names:
        return _("Nobody elsewhere could try it.")
    reasons = "; ".join(f"{listed_briefly(each)}: {why}" for why, each in names.items())
    return _("Nobody elsewhere could try it ({reasons}).").format(reasons=reasons)
