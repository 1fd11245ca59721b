"""The sentences of the tray, of lists, of the line, of reasons and of the story."""

from datetime import UTC, timedelta

import msgspec
import pytest

from notifier.core.advice.instead import Alternative
from notifier.core.failure import FailureKind
from notifier.core.model import (
    Alert,
    AlertKind,
    AlertService,
    Incident,
    LineState,
    LineStatus,
    Outcome,
    PageIncident,
    PageLevel,
    PageReport,
    Reading,
    Reason,
    ReasonKind,
    Scope,
    ServiceStatus,
    Snapshot,
    Source,
    SourceStatus,
    Stage,
    State,
    Verdict,
)
from notifier.core.past.story import StoryAlert, StoryLine, StoryReading, StoryVerdict
from notifier.core.reports import CrowdReport, Volume
from notifier.words.names import Names
from notifier.words.pages import meanwhile, page_line
from notifier.words.phrases import quotable
from notifier.words.reasons import reason, reasons
from notifier.words.story import incident_sentence, reading_sentence, story_entry
from notifier.words.times import Clock
from notifier.words.tooltip import is_stale, tooltip
from notifier.words.verdicts import service_line, verdict_phrase
from tests.ui import samples
from tests.ui.samples import NOW, START, snapshot, status

pytestmark = pytest.mark.usefixtures("english")

CLOCK = Clock(NOW, UTC)
NAMES = Names(samples.service_of)
AWAITED = (Reason(ReasonKind.LINE_FINE, count=3, total=3), Reason(ReasonKind.PROBES_WORK, "web"))


def told(shown: Snapshot) -> str:
    return tooltip(shown, CLOCK)


def test_the_tooltip_of_one_outage() -> None:
    assert told(snapshot()) == "WhatsApp is down for everyone, failing since 14:02. 6 others fine. Checked 14:31."


def test_the_tooltip_when_all_is_fine() -> None:
    assert told(snapshot(*map(status, samples.NAMES))) == "All 7 services are fine. Checked 14:31."
    assert told(snapshot(status("signal"))) == "Signal works. Checked 14:31."


def test_what_was_not_all_read_yet_is_being_checked() -> None:
    read, unread = status("signal"), status("whatsapp", State.UNKNOWN)
    awaited = msgspec.structs.replace(unread, verdict=msgspec.structs.replace(unread.verdict, reasons=AWAITED))
    silent = msgspec.structs.replace(unread, verdict=msgspec.structs.replace(unread.verdict, reasons=()))
    assert told(snapshot(read, awaited)) == "1 service is fine. 1 being checked. Checked 14:31."
    assert told(snapshot(read, awaited, silent)) == "1 service is fine. 1 being checked. 1 not known. Checked 14:31."


def test_the_tooltip_of_several_outages_names_the_first() -> None:
    out = [status(name, State.OUTAGE) for name in ("whatsapp", "instagram", "tiktok", "gopay")]
    assert told(snapshot(*out, status("signal"))) == (
        "WhatsApp, Instagram and 2 others have been unreachable from here since 14:02. 1 other fine. Checked 14:31."
    )
    out = [status(name, State.OUTAGE, Scope.EVERYONE) for name in ("whatsapp", "instagram", "tiktok")]
    assert told(snapshot(*out, status("gopay", State.OUTAGE))) == (
        "WhatsApp, Instagram and TikTok have been down since 14:02. "
        "GoPay has been unreachable from here since 14:02. Checked 14:31."
    )


def test_several_that_began_at_other_times_are_told_each_with_its_own() -> None:
    later = START + timedelta(minutes=2)
    two = snapshot(status("whatsapp", State.OUTAGE), status("youtube", State.OUTAGE, since=later), status("signal"))
    names = "WhatsApp (since 14:02) and YouTube (since 14:04)"
    assert told(two) == f"{names} cannot be reached from here. 1 other fine. Checked 14:31."
    maybe = snapshot(status("tiktok", State.POSSIBLE), status("youtube", State.POSSIBLE, since=later))
    assert told(maybe).startswith("TikTok (since 14:02) and YouTube (since 14:04) may have a problem.")


def test_what_fails_by_the_users_network_is_told_apart_in_the_tooltip() -> None:
    later = START + timedelta(minutes=2)
    ours = [status(name, State.POSSIBLE, Scope.NETWORK) for name in ("tiktok", "youtube")]
    assert told(snapshot(*ours, status("signal", State.POSSIBLE))) == (
        "TikTok and YouTube may have had a problem on your network since 14:02. "
        "Signal may have had a problem since 14:02."
    )
    apart = status("gopay", State.POSSIBLE, Scope.NETWORK, since=later)
    assert "TikTok (since 14:02) and GoPay (since 14:04) may have a problem on your network." in told(
        snapshot(*ours[:1], apart)
    )


def test_the_tooltip_when_nothing_is_watched() -> None:
    empty = Snapshot(NOW, LineStatus(LineState.ONLINE))
    assert told(empty) == "No services are watched yet. Pick the apps you use in the settings."


def test_the_tooltip_of_a_bad_line_says_nothing_about_services() -> None:
    assert told(snapshot(line=LineState.OFFLINE)) == "You seem to be offline. Last checked 14:31."
    assert told(snapshot(line=LineState.DNS_BROKEN)) == "Your connection cannot look up names. Last checked 14:31."


def test_the_tooltip_of_a_pause_and_of_practice() -> None:
    assert told(snapshot(paused=True)) == "Checking is paused until you resume it."
    until = msgspec.structs.replace(snapshot(paused=True), paused_until=NOW + timedelta(hours=1))
    assert told(until) == "Checking is paused until 15:31."
    assert told(snapshot(practice=True)).startswith("Practice: WhatsApp is down for everyone")


def test_the_tooltip_before_the_first_check() -> None:
    fresh = [msgspec.structs.replace(status(name, State.UNKNOWN), checked=None) for name in ("signal", "gopay")]
    assert told(snapshot(*fresh)) == "2 services are being checked for the first time."


def test_the_tooltip_fits_windows_however_long_the_names() -> None:
    long = [
        ServiceStatus(str(n), "N" * 90, "O", Verdict(str(n), State.OUTAGE, NOW, since=START), checked=NOW)
        for n in range(9)
    ]
    words = told(snapshot(*long, status("signal")))
    assert words == "9 services have a problem. 1 other fine. Checked 14:31."
    assert len(told(snapshot(long[0]))) <= 127


def test_what_is_old_is_said_to_be() -> None:
    later = Clock(NOW + timedelta(hours=2), UTC)
    assert is_stale(snapshot(), later.now)
    assert not is_stale(snapshot(), NOW + timedelta(minutes=14))
    assert tooltip(snapshot(), later).endswith("Last checked 14:31.")


@pytest.mark.parametrize(
    ("verdict", "phrase"),
    [
        (Verdict("w", State.OK, NOW), "works"),
        (Verdict("w", State.UNKNOWN, NOW), "not known"),
        (Verdict("w", State.UNKNOWN, NOW, reasons=AWAITED), "being checked"),
        (Verdict("w", State.UNKNOWN, NOW, reasons=(*AWAITED, Reason(ReasonKind.UNVERIFIABLE, "web"))), "not known"),
        (
            Verdict("w", State.OUTAGE, NOW, Scope.REGION, countries=("SG", "ID"), since=START),
            "down in Singapore and Indonesia, failing since 14:02",
        ),
        (Verdict("w", State.OUTAGE, NOW, Scope.ME, since=START), "down only for you since 14:02"),
        (
            Verdict("w", State.OUTAGE, NOW, Scope.EVERYONE, since=START, official=True),
            "down since 14:02, as the company reports",
        ),
        (Verdict("w", State.OUTAGE, NOW, since=START, before=True), "unreachable from here since before 14:02"),
        (Verdict("w", State.SLOW, NOW, since=START), "slow since 14:02"),
    ],
)
def test_phrases_for_lists(verdict: Verdict, phrase: str) -> None:
    assert verdict_phrase(verdict, CLOCK) == phrase


def test_a_line_of_a_list() -> None:
    assert service_line(status("signal"), CLOCK) == "Signal — works"


@pytest.mark.parametrize(
    ("each", "sentence"),
    [
        (
            Reason(ReasonKind.PROBES_FAILED, "messaging", 3, 3, FailureKind.CONNECT_TIMEOUT),
            "3 of 3 tries to reach “Messages” failed (no answer within 10 s).",
        ),
        (
            Reason(ReasonKind.PROBES_FAILED, "messaging", 1, 1, FailureKind.DNS_NXDOMAIN),
            "1 of 1 try to reach “Messages” failed (the name could not be found).",
        ),
        (Reason(ReasonKind.PROBES_WORK, "web"), "“Website” answers."),
        (Reason(ReasonKind.LINE_FINE, count=3, total=3), "Your connection is fine (3 of 3 test addresses answer)."),
        (
            Reason(ReasonKind.LINE_BAD, count=0, total=5, text="offline"),
            "You seem to be offline (0 of 5 test addresses answer).",
        ),
        (Reason(ReasonKind.REGION_FAILS, countries=("SG", "GB")), "From Singapore and United Kingdom it fails too."),
        (Reason(ReasonKind.PAGE_FINE, since=START), "The company reports no problem (14:02)."),
        (
            Reason(ReasonKind.PAGE_REPORTS, level=PageLevel.MAJOR_OUTAGE, since=START, text="No\nmessages"),
            "The company has reported a major outage since 14:02: “No messages”.",
        ),
        (
            Reason(ReasonKind.PAGE_STALE, level=PageLevel.MAJOR_OUTAGE, since=START, text="No login"),
            "The company's page has reported a major outage since 14:02, also while it worked from here: “No login”.",
        ),
        (
            Reason(ReasonKind.PAGE_STALE, level=PageLevel.DEGRADED, since=START),
            "The company's page has reported reduced performance since 14:02, also while it worked from here.",
        ),
        (
            Reason(ReasonKind.REPORTS, count=12_000, usual=35.2),
            "12000 people report a problem; at this time about 35 usually do.",
        ),
        (
            Reason(ReasonKind.REPORTS, text="StatusGator"),
            "StatusGator warns that many people report a problem.",
        ),
        (
            Reason(ReasonKind.SAME_OWNER, services=("instagram",), text="Meta"),
            "Also failing, from the same company (Meta): Instagram.",
        ),
        (
            Reason(ReasonKind.SLOW, "web", value=2100, usual=80),
            "“Website” takes 2.1 s to answer; usually it takes 80 ms.",
        ),
    ],
)
def test_reasons(each: Reason, sentence: str) -> None:
    assert reason(each, "whatsapp", NAMES, CLOCK) == sentence


def test_who_is_alone_affected_hears_what_to_try() -> None:
    verdict = Verdict("whatsapp", State.OUTAGE, NOW, Scope.ME, reasons=(Reason(ReasonKind.PAGE_SILENT),))
    told = reasons(verdict, NAMES, CLOCK)
    assert len(told) == 2
    assert "another network" in told[1]
    everyone = msgspec.structs.replace(verdict, scope=Scope.EVERYONE)
    assert len(reasons(everyone, NAMES, CLOCK)) == 1


def test_the_story() -> None:
    failed = samples.readings("whatsapp", "messaging", Outcome.FAILED, START, 1, 1)[0]
    entry = StoryReading(START, failed, repeated=3, last=START + timedelta(minutes=2))
    told = story_entry(entry, NAMES, CLOCK)
    assert (told.time, told.text) == ("14:02", "“Messages” failed: no answer within 10 s.")
    assert told.details == ("The same 3 more times, until 14:04.",)
    verdict = samples.status("whatsapp", State.OUTAGE, Scope.EVERYONE).verdict
    told = story_entry(StoryVerdict(NOW, verdict), NAMES, CLOCK)
    assert told.text == "WhatsApp is down for everyone, failing since 14:02."
    assert len(told.details) == len(verdict.reasons)
    told = story_entry(StoryLine(NOW, LineStatus(LineState.OFFLINE)), NAMES, CLOCK)
    assert told.text == "Your connection was lost."
    member = AlertService("whatsapp", "WhatsApp", "i", State.OUTAGE, Scope.EVERYONE, since=START)
    sent = Alert("a", AlertKind.OUTAGE, NOW, "i", (member,))
    titles = [
        story_entry(StoryAlert(NOW, each), NAMES, CLOCK).text
        for each in (sent, msgspec.structs.replace(sent, update=True))
    ]
    assert titles == [
        "You were notified: “WhatsApp is down for everyone”",
        "The notification, where it still stood, was changed: “WhatsApp is down for everyone”",
    ]


@pytest.mark.parametrize("source", Source)
@pytest.mark.parametrize("outcome", Outcome)
def test_every_reading_has_a_sentence(source: Source, outcome: Outcome) -> None:
    words = reading_sentence(Reading(source, "whatsapp", "web", "t", NOW, outcome), NAMES)
    assert words.endswith(".")
    assert "{" not in words


def test_an_incident_in_one_sentence() -> None:
    over, open_ = samples.incident(), samples.incident(minutes=None)
    later = Clock(NOW + timedelta(hours=1), UTC)
    assert incident_sentence(over, NAMES, later) == "WhatsApp was down for 47 min (14:02\u201314:49)."
    assert incident_sentence(open_, NAMES, CLOCK) == "WhatsApp has been down since 14:02, for 29 min so far."
    for scope, was, has_been in (
        (Scope.ME, "only for you, for 47 min", "only for you since"),
        (Scope.NETWORK, "on your network for 47 min", "on your network since"),
        (Scope.REGION, "in Indonesia and Malaysia for 47 min", "in Indonesia and Malaysia since"),
    ):
        over, open_ = (
            msgspec.structs.replace(each, scope=scope, countries=("ID", "MY"))
            for each in (samples.incident(), samples.incident(minutes=None))
        )
        assert incident_sentence(over, NAMES, later) == f"WhatsApp was down {was} (14:02\u201314:49)."
        assert incident_sentence(open_, NAMES, CLOCK) == f"WhatsApp has been down {has_been} 14:02, for 29 min so far."
    possible = Incident("i", "signal", START, NOW, State.POSSIBLE, Scope.ME)
    assert incident_sentence(possible, NAMES, CLOCK).startswith("Signal may have had a problem for 29 min")


def test_the_page_in_one_line() -> None:
    shown = status("whatsapp")
    assert page_line(shown, CLOCK) == "The company reports no problem (14:20)."
    trouble = PageIncident("1", "No <b>messages</b>", Stage.IDENTIFIED, PageLevel.MAJOR_OUTAGE)
    page = PageReport("statuspage", "u", PageLevel.MAJOR_OUTAGE, incidents=(trouble,))
    bad = msgspec.structs.replace(shown, page=page)
    assert page_line(bad, CLOCK) == "The company reports a major outage (14:20).\nNo <b>messages</b>"
    noted = msgspec.structs.replace(page, level=PageLevel.OPERATIONAL)
    line = page_line(msgspec.structs.replace(shown, page=noted), CLOCK)
    assert line == "The company has posted a notice, but reports no outage (14:20).\nNo <b>messages</b>"
    silent = SourceStatus("whatsapp", shown.page_url, Outcome.UNREADABLE, START)
    assert "has not been readable since 14:02" in page_line(
        msgspec.structs.replace(shown, silent_sources=(silent,)), CLOCK
    )
    assert "no status page" in page_line(msgspec.structs.replace(shown, page=None, page_url=""), CLOCK)


def test_alternatives() -> None:
    known = [Alternative("telegram", "Telegram", State.SLOW), Alternative("signal", "Signal", State.OK)]
    assert meanwhile(known) == "Meanwhile: Signal works; Telegram works, but slower than usual."
    both = [Alternative("line", "LINE", State.OK), Alternative("viber", "Viber", State.SLOW), *known]
    assert meanwhile(both) == "Meanwhile: LINE and Signal work; Viber and Telegram work, but slower than usual."
    assert meanwhile([]) == ""


def test_words_from_outside_stay_on_one_line() -> None:
    assert quotable("  a\n\tb\x00\u202ec ") == "a b c"
    long = quotable("word " * 100)
    assert len(long) <= 281
    assert long.endswith("word…")


def test_what_people_report_by_the_source_that_tells_most_of_it() -> None:
    def told(crowd: CrowdReport | None) -> str:
        reading = Reading(Source.REPORTS, "whatsapp", "", "reports:whatsapp", START, Outcome.OK, crowd=crowd)
        return reading_sentence(reading, NAMES)

    counted, warned = Volume("x", "X", 40, 900.0), Volume("statusgator", "StatusGator", 0, 900.0, alarm=True)
    assert told(None) == "People's reports could not be read."
    assert told(CrowdReport(40, 2.0, source="X", volumes=(counted, warned))) == (
        "X: 40 reports of a problem; usually about 2."
    )
    assert told(CrowdReport(0, 0.0, source="StatusGator", volumes=(counted, warned))) == (
        "StatusGator warns that many people report a problem."
    )
