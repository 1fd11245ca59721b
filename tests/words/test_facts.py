"""What is seen from here, in a few words."""

from datetime import UTC

import msgspec
import pytest

from notifier.core.failure import FailureKind
from notifier.core.model import Reason, ReasonKind, Scope, State, Verdict
from notifier.words.facts import reasons_together, seen_from_here, standing
from notifier.words.names import Names
from notifier.words.times import Clock
from tests.ui import samples
from tests.ui.samples import NOW, status

pytestmark = pytest.mark.usefixtures("english")
CLOCK = Clock(NOW, UTC)
NAMES = Names(samples.service_of)


def test_what_fails_is_told_with_its_tries_and_nothing_of_the_company_or_of_others() -> None:
    assert seen_from_here(status("whatsapp", State.OUTAGE), NAMES, CLOCK).splitlines() == [
        "3 of 3 tries to reach “Messages” failed (no answer within 10 s).",
        "“Website” answers (3 of 3 tries).",
        "Your connection is fine (3 of 3 test addresses answer).",
    ]


def test_parts_that_fail_alike_are_told_together_with_all_their_tries() -> None:
    refused = [Reason(ReasonKind.PROBES_FAILED, f"part-{each}", 3, 4, FailureKind.CONNECT_REFUSED) for each in range(5)]
    other = Reason(ReasonKind.PROBES_FAILED, "messaging", 3, 3, FailureKind.CERTIFICATE)
    known = status("whatsapp", State.OUTAGE)
    reasons = (*refused[:3], other, *refused[3:])
    told = msgspec.structs.replace(known, verdict=msgspec.structs.replace(known.verdict, reasons=reasons))
    assert seen_from_here(told, NAMES, CLOCK).splitlines() == [
        "15 of 20 tries to reach part-0, part-1, part-2 and 2 other parts failed (the connection was refused).",
        "3 of 3 tries to reach “Messages” failed (the server's certificate is not valid).",
    ]


def test_tries_that_failed_nobody_knows_how_are_told_together() -> None:
    failed = [Reason(ReasonKind.PROBES_FAILED, each, 2, 2) for each in ("messaging", "web")]
    assert reasons_together(failed, "whatsapp", NAMES, CLOCK) == ["4 of 4 tries to reach Messages and Website failed."]


@pytest.mark.parametrize(
    "kind", [ReasonKind.UNTRUSTED, ReasonKind.UNPROVEN, ReasonKind.NOT_ITS_OWN, ReasonKind.PROBES_WORK]
)
def test_what_holds_for_several_parts_is_said_once(kind: ReasonKind) -> None:
    parts = [each.id for each in status("telegram").components]
    (sentence,) = reasons_together([Reason(kind, each) for each in parts], "telegram", NAMES, CLOCK)
    assert all(name in sentence for name in NAMES.components("telegram", parts))
    assert len(reasons_together([Reason(kind, parts[0])], "telegram", NAMES, CLOCK)) == 1


def test_where_all_answers() -> None:
    assert seen_from_here(status("whatsapp"), NAMES, CLOCK) == "Everything answers."


def test_where_nothing_is_read_just_now_nothing_answers_or_fails() -> None:
    for known in (status("whatsapp"), status("whatsapp", State.OUTAGE)):
        last = msgspec.structs.replace(known, verdict=msgspec.structs.replace(known.verdict, known=NOW))
        assert seen_from_here(last, NAMES, CLOCK) == "Nothing is being checked right now."


def test_where_only_the_page_is_read() -> None:
    assert seen_from_here(msgspec.structs.replace(status("whatsapp"), components=()), NAMES, CLOCK) == (
        "Only its status page is read."
    )


def test_where_what_answers_does_not_tell() -> None:
    known = status("whatsapp")
    parts = tuple(msgspec.structs.replace(each, state=State.UNKNOWN) for each in known.components)
    silent = msgspec.structs.replace(known, components=parts)
    assert seen_from_here(silent, NAMES, CLOCK) == "What answers does not tell whether it works."
    assert seen_from_here(msgspec.structs.replace(silent, checked=None), NAMES, CLOCK) == ""


def test_what_fails_without_a_reason_is_named() -> None:
    known = status("whatsapp", State.POSSIBLE)
    bare = msgspec.structs.replace(known, verdict=msgspec.structs.replace(known.verdict, reasons=()))
    assert seen_from_here(bare, NAMES, CLOCK) == "Failing: Messages."


def test_what_only_the_company_reports_answers_from_here() -> None:
    known = status("whatsapp")
    fine = Reason(ReasonKind.LINE_FINE, count=6, total=6)
    reported = Verdict("whatsapp", State.OUTAGE, NOW, Scope.EVERYONE, official=True, reasons=(fine,))
    assert seen_from_here(msgspec.structs.replace(known, verdict=reported), NAMES, CLOCK) == "Everything answers."


def test_how_it_stands_and_for_how_long() -> None:
    assert standing(status("whatsapp", State.OUTAGE), CLOCK) == "Unreachable from here since 14:02, 29 min so far"
    assert standing(status("whatsapp"), CLOCK) == "Works"
    last = status("whatsapp", State.OUTAGE)
    last = msgspec.structs.replace(last, verdict=msgspec.structs.replace(last.verdict, known=NOW))
    assert standing(last, CLOCK) == "Unreachable from here (last known 14:31)", "nobody knows whether it goes on"
