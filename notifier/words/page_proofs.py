"""How well an official page is known, in a word or two."""

from notifier.core.past.story import PageReadings
from notifier.core.services import PageProof, Service
from notifier.words import _


def proof_words(service: Service, readings: PageReadings | None) -> str:
    """What is known of a service's page; where it was never readable from here, that instead. Empty: it has none."""
    if service.page is None:
        return ""
    if readings is not None and readings.never_read:
        return _("never readable here")
    if readings is not None and readings.read:
        return _("read here")
    match service.page_proof:
        case PageProof.RECORDED:
            return _("recorded {day}").format(day=service.page_recorded)
        case PageProof.DOCUMENTED:
            return _("documented")
        case PageProof.GUESSED:
            return _("a guess")
        case None:
            return ""
