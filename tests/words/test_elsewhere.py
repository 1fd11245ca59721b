"""What other places said, in sentences."""

import pytest

from notifier.core.model import AskedElsewhere, Outcome, Reading, Source
from notifier.core.reports import Circumstance, Elsewhere, Hindrance, RegionReport
from notifier.words.elsewhere import elsewhere_line
from notifier.words.times import Clock
from tests.core.making import at

REFUSED = "it cannot be reached"
CLOCK = Clock(at(60))
ANSWERS = (
    Elsewhere("ID", failed=3, network=7713, home=True),
    Elsewhere("MY", ok=1, failed=1),
    Elsewhere("SG", ok=2),
    Elsewhere("US", ok=2),
)


def told(report: RegionReport | None, outcome: Outcome = Outcome.OK, detail: str = "", **more: object) -> str:
    reading = Reading(
        Source.REGION, "acme", "web", "https://acme.example/", at(0), outcome, detail=detail, region=report
    )
    return elsewhere_line(AskedElsewhere(reading, home="ID", **more), CLOCK, fails=False)  # type: ignore[arg-type]


def test_nobody_was_asked() -> None:
    assert elsewhere_line(AskedElsewhere(), CLOCK, fails=False) == ""


def test_they_are_being_asked() -> None:
    assert told(None, asking=True) == "Other places are being asked …"


def test_where_it_fails_and_where_it_works() -> None:
    said = told(RegionReport(("SG", "US"), ("ID",), ANSWERS, "Globalping"))
    assert said.startswith("Globalping, ")
    assert said.endswith(
        "Fails from: Indonesia. Fails in part from: Malaysia. Works from: Singapore and United States."
    )


@pytest.mark.parametrize(
    ("kind", "network", "said"),
    [
        (Hindrance.CUT_OFF, 0, "The internet in Indonesia is failing as a whole, says IODA."),
        (Hindrance.CUT_OFF, 7713, "Your provider's internet is failing as a whole, says IODA."),
        (Hindrance.BLOCKED, 0, "In Indonesia it seems to be blocked: 9 of 10 measurements, says IODA."),
        (Hindrance.BLOCKED, 7713, "With your provider it seems to be blocked: 9 of 10 measurements, says IODA."),
    ],
)
def test_what_else_is_known(kind: Hindrance, network: int, said: str) -> None:
    known = Circumstance(kind, "ID", "IODA", network, 9, 10)
    assert told(RegionReport(circumstances=(known,)), Outcome.UNVERIFIABLE).endswith(said)
    assert told(RegionReport(("SG",), (), ANSWERS[2:3], circumstances=(known,))) == f"Works from: Singapore. {said}"


@pytest.mark.parametrize(
    ("outcome", "detail", "said"),
    [
        (
            Outcome.SKIPPED,
            "it is of a network of one's own, and not told to others",
            "Nobody else can try this address.",
        ),
        (Outcome.UNVERIFIABLE, "nobody elsewhere could try it", "Nobody elsewhere could try it."),
        (
            Outcome.UNVERIFIABLE,
            "Globalping: its limit is reached; check-host.net: the connection was refused",
            f"Nobody elsewhere could try it (Globalping: its limit is reached; check-host.net: {REFUSED}).",
        ),
        (
            Outcome.UNVERIFIABLE,
            "; ".join(f"{each}: its limit is reached" for each in ("Globalping", "IODA", "OONI", "RIPEstat")),
            "Nobody elsewhere could try it (Globalping, IODA and 2 others: its limit is reached).",
        ),
    ],
)
def test_why_nobody_could(outcome: Outcome, detail: str, said: str) -> None:
    assert told(None, outcome, detail) == said
