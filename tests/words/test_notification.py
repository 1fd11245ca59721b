"""What notifications say: who, what, for whom, since when, and what the company says."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from notifier.core.model import Alert, AlertKind, Cause, Hold, LineState, LineStatus, PageLevel, Scope, State
from notifier.core.reports import Circumstance, Hindrance, OwnPlaces
from notifier.words.language import speak
from notifier.words.line import line_notes
from notifier.words.names import Names, country_name
from notifier.words.notification import NotificationText, notification
from tests.ui import samples
from tests.ui.samples import NOW, START, alert, member

pytestmark = pytest.mark.usefixtures("english")

NAMES = Names(samples.service_of)


def told(about: Alert) -> NotificationText:
    return notification(about, NAMES, UTC)


def test_an_outage_for_everyone() -> None:
    about = msgspec.structs.replace(alert(AlertKind.OUTAGE, member()), page_read=NOW)
    assert told(about) == NotificationText(
        "WhatsApp is down for everyone",
        "Failing since 14:02: Messages. It is not just you: it fails from other places too. "
        "The company has not said anything yet.",
    )


@pytest.mark.parametrize("read", [None, START - timedelta(minutes=3)])
def test_whom_nobody_asked_since_has_not_kept_silent(read: datetime | None) -> None:
    about = msgspec.structs.replace(alert(AlertKind.OUTAGE, member()), page_read=read)
    assert told(about).body == "Failing since 14:02: Messages. It is not just you: it fails from other places too."


@pytest.mark.parametrize(
    ("scope", "title"),
    [
        (Scope.ME, "WhatsApp is down only for you"),
        (Scope.NETWORK, "WhatsApp is down on your network"),
        (Scope.REGION, "WhatsApp is down in Singapore"),
        (Scope.UNCLEAR, "WhatsApp: Messages cannot be reached from here"),
    ],
)
def test_scopes(scope: Scope, title: str) -> None:
    about = msgspec.structs.replace(member(scope=scope), countries=("SG", "ID"))
    assert told(alert(AlertKind.OUTAGE, about)).title == title


def test_where_all_of_it_fails_or_its_parts_are_not_known_the_service_is_named_alone() -> None:
    about = member(scope=Scope.UNCLEAR)
    whole = msgspec.structs.replace(about, components=("messaging", "web"))
    for each in (whole, msgspec.structs.replace(about, components=())):
        assert told(alert(AlertKind.OUTAGE, each)).title == "WhatsApp cannot be reached from here"
    unknown = msgspec.structs.replace(about, service="own", name="Own")
    assert told(alert(AlertKind.OUTAGE, unknown)).title == "Own cannot be reached from here"


@pytest.mark.parametrize(
    ("reached", "fine"), [(None, ""), (START - timedelta(seconds=1), ""), (START, " Your own connection is fine.")]
)
def test_no_more_is_said_than_was_seen_since(reached: datetime | None, fine: str) -> None:
    about = msgspec.structs.replace(alert(AlertKind.OUTAGE, member(scope=Scope.UNCLEAR)), reached=reached)
    assert told(about).body == f"Failing since 14:02: Messages.{fine}"
    maybe = msgspec.structs.replace(about, kind=AlertKind.POSSIBLE)
    assert told(maybe).body == f"Failing since 14:02: Messages.{fine}"


def test_a_page_that_goes_on_reporting_what_works_from_here_is_told_as_that() -> None:
    over = msgspec.structs.replace(member(), until=NOW)
    about = msgspec.structs.replace(alert(AlertKind.RECOVERED, over), statement="We look into it")
    still = "The company's page still reports: “We look into it”"
    assert told(about).body == f"{told(alert(AlertKind.RECOVERED, over)).body} {still}"
    said = msgspec.structs.replace(about, services=(msgspec.structs.replace(over, official=True),))
    assert told(said).body == f"It works from here. {still}"


def test_of_many_parts_three_are_named() -> None:
    about = msgspec.structs.replace(member(), components=("cdn", "avatars", "messaging", "media", "calls"))
    assert told(alert(AlertKind.OUTAGE, about)).body.startswith(
        "Failing since 14:02: Messages, cdn, avatars and 2 other parts."
    )
    about = msgspec.structs.replace(member(), components=("x", "messaging", "y", "z"))
    assert "Messages, x, y and 1 other part." in told(alert(AlertKind.POSSIBLE, about)).body


def test_when_all_parts_fail_none_is_named() -> None:
    about = msgspec.structs.replace(member(), components=("web", "messaging"))
    assert told(alert(AlertKind.OUTAGE, about)).body.startswith("Nothing of it has worked since 14:02. ")


@pytest.mark.parametrize(
    ("countries", "sentence"),
    [
        (("ID",), "It fails in Indonesia, but works elsewhere."),
        (("ID", "SG"), "Also in Singapore, but it works elsewhere."),
        (("ID", "US", "MY"), "Also in Malaysia and United States, but it works elsewhere."),
        (("ID", "US", "MY", "SG"), "Also in Malaysia, Singapore and 1 more, but it works elsewhere."),
        (("ID", "US", "DE", "SG", "JP", "MY", "GB"), "Also in Malaysia, Singapore and 4 more, but it works elsewhere."),
        ((), "It fails in some countries, but works in others."),
    ],
)
def test_a_region_is_no_claim_about_others(countries: tuple[str, ...], sentence: str) -> None:
    about = msgspec.structs.replace(member(scope=Scope.REGION), countries=countries)
    assert sentence in told(alert(AlertKind.OUTAGE, about)).body


def test_two_services_are_one_notification() -> None:
    both = told(alert(AlertKind.OUTAGE, member("whatsapp"), member("instagram")))
    assert both.title == "WhatsApp and Instagram are down for everyone"
    mixed = told(alert(AlertKind.OUTAGE, member("whatsapp"), member("instagram", scope=Scope.ME)))
    assert mixed.title == "WhatsApp and Instagram are down"
    mixed = told(alert(AlertKind.OUTAGE, member("whatsapp"), member("instagram", scope=Scope.UNCLEAR)))
    assert mixed.title == "WhatsApp and Instagram cannot be reached from here"


def test_of_several_services_no_parts_are_named_and_of_many_every_service() -> None:
    both = (member("whatsapp"), member("instagram"))
    assert told(alert(AlertKind.OUTAGE, *both)).body.startswith("It began at 14:02. ")
    many = [msgspec.structs.replace(member(), name=f"App {each}") for each in range(12)]
    words = told(alert(AlertKind.OUTAGE, *many[:4]))
    assert words.title == "App 0, App 1 and 2 others are down for everyone"
    assert words.body.startswith("Failing since 14:02: App 0, App 1, App 2 and App 3. ")
    assert "App 7, App 8 and 3 others. " in told(alert(AlertKind.OUTAGE, *many)).body


def test_what_the_users_network_explains_is_not_said_to_work_elsewhere() -> None:
    of_network = told(alert(AlertKind.POSSIBLE, member(state=State.POSSIBLE, scope=Scope.NETWORK)))
    assert of_network.body.endswith("The fault is likely with your network or your internet provider.")


def test_the_companys_words_are_quoted_plainly() -> None:
    about = msgspec.structs.replace(alert(AlertKind.OUTAGE, member()), statement="We are\n<b>on it</b>. {x}")
    assert told(about).body.endswith("The company says: “We are <b>on it</b>. {x}”")


def test_an_official_outage_is_the_companys_word() -> None:
    about = msgspec.structs.replace(member(), official=True)
    words = told(alert(AlertKind.OUTAGE, about))
    assert words.title == "WhatsApp is down, the company reports"
    assert "not just you" not in words.body


def test_what_began_unseen_is_marked() -> None:
    about = msgspec.structs.replace(member(), before=True)
    assert (
        "It began before 14:02, while this computer could not look: Messages."
        in told(alert(AlertKind.OUTAGE, about)).body
    )


def test_recovery_has_the_duration() -> None:
    about = msgspec.structs.replace(member(state=State.OK), until=START + timedelta(minutes=47))
    words = told(alert(AlertKind.RECOVERED, about))
    assert words == NotificationText("WhatsApp works again", "Down for 47 min (14:02\u201314:49).")
    slow = msgspec.structs.replace(about, state=State.SLOW)
    assert told(alert(AlertKind.RECOVERED, slow)).title == "WhatsApp works again, but slowly"
    possible = msgspec.structs.replace(about, worst=State.POSSIBLE)
    assert told(alert(AlertKind.RECOVERED, possible)).body.startswith("The problem lasted 47 min")
    unseen = msgspec.structs.replace(about, before=True)
    assert told(alert(AlertKind.RECOVERED, unseen)).body == "Down for at least 47 min (until 14:49)."


def test_what_was_met_from_here_alone_was_not_down_for_all_that_is_known() -> None:
    about = msgspec.structs.replace(member(state=State.OK, scope=Scope.UNCLEAR), until=START + timedelta(minutes=47))
    words = "Unreachable from here for 47 min (14:02\u201314:49)."
    assert told(alert(AlertKind.RECOVERED, about)).body == words
    unseen = msgspec.structs.replace(about, before=True)
    assert told(alert(AlertKind.RECOVERED, unseen)).body == "Unreachable from here for at least 47 min (until 14:49)."


@pytest.mark.parametrize(
    ("scope", "whole", "unseen", "indonesian"),
    [
        (Scope.ME, "Down only for you, for 47", "Down only for you, for at least 47", "Down hanya untuk Anda,"),
        (Scope.NETWORK, "Down on your network for 47", "Down on your network for at least 47", "Down di jaringan Anda"),
        (Scope.REGION, "Down in Singapore for 47", "Down in Singapore for at least 47", "Down di Singapura"),
    ],
)
def test_what_was_not_down_for_all_was_not_simply_down(scope: Scope, whole: str, unseen: str, indonesian: str) -> None:
    until = START + timedelta(minutes=47)
    about = msgspec.structs.replace(member(state=State.OK, scope=scope), until=until, countries=("SG",))
    over, digest = alert(AlertKind.RECOVERED, about), alert(AlertKind.DIGEST, about)
    assert told(over).body.startswith(whole)
    assert told(digest).body.endswith(f"WhatsApp was {whole.replace('Down', 'down')} min (14:02\u201314:49).")
    before = msgspec.structs.replace(about, before=True)
    assert told(alert(AlertKind.RECOVERED, before)).body.startswith(unseen)
    elsewhere = msgspec.structs.replace(member("instagram"), until=until)
    assert told(alert(AlertKind.RECOVERED, about, elsewhere)).body.startswith("Down for 47 min"), "each something else"
    official = msgspec.structs.replace(about, official=True)
    assert told(alert(AlertKind.RECOVERED, official)).body.startswith("Down for 47 min"), "the company said so"
    speak("id")
    assert told(over).body == f"{indonesian} selama 47 mnt (14.02\u201314.49)."


@pytest.mark.parametrize(
    ("level", "read", "said"),
    [
        (PageLevel.UNKNOWN, None, "The company's status page cannot be read."),
        (PageLevel.OPERATIONAL, NOW, "The company has not said anything yet."),
        (PageLevel.DEGRADED, NOW, "The company reports reduced performance."),
        (PageLevel.OPERATIONAL, START - timedelta(minutes=1), ""),
        (None, None, ""),
    ],
)
def test_what_the_companys_page_says_is_told_where_it_was_read_since(
    level: PageLevel | None, read: datetime | None, said: str
) -> None:
    about = msgspec.structs.replace(alert(AlertKind.OUTAGE, member(scope=Scope.UNCLEAR)), page_level=level)
    about = msgspec.structs.replace(about, page_read=read)
    assert told(about).body == f"Failing since 14:02: Messages. {said}".rstrip()


def test_what_is_known_of_country_and_provider_is_told_unless_it_is_down_for_everyone() -> None:
    country = Circumstance(Hindrance.BLOCKED, "ID", "OONI", bad=9, measured=12)
    mine = msgspec.structs.replace(country, network=7713, bad=4, measured=5)
    gone = Circumstance(Hindrance.CUT_OFF, "ID", "IODA", bad=1, measured=3)
    for scope in Scope:
        about = alert(AlertKind.OUTAGE, msgspec.structs.replace(member(scope=scope), countries=("ID",)))
        body = told(msgspec.structs.replace(about, circumstances=(country, mine, gone))).body
        said = "With your provider it seems to be blocked: 4 of 5 measurements, says OONI. The internet in Indonesia"
        assert (said in body) is (scope is not Scope.EVERYONE)
        assert "In Indonesia it seems" not in body


@pytest.mark.parametrize(
    ("found", "english", "indonesian"),
    [
        (
            OwnPlaces("home", (), ("office",)),
            "Fails at “home”, but works at “office”.",
            "Gagal di “home”, tetapi berfungsi di “office”.",
        ),
        (OwnPlaces("home", ("cabin", "office")), "Fails at “cabin” and “office”.", "Gagal di “cabin” dan “office”."),
        (
            OwnPlaces("home", ("cabin",), ("office",)),
            "Fails at “cabin”. Fails at “home”, but works at “office”.",
            "Gagal di “cabin”. Gagal di “home”, tetapi berfungsi di “office”.",
        ),
        (OwnPlaces("", (), ("office",)), "Works at “office”.", "Normal di “office”."),
    ],
)
def test_the_users_other_machines_are_named(found: OwnPlaces, english: str, indonesian: str) -> None:
    about = msgspec.structs.replace(alert(AlertKind.OUTAGE, member(scope=Scope.ME)), own=found)
    assert told(about).body.endswith(english)
    assert english not in told(msgspec.structs.replace(about, own=None)).body
    speak("id")
    assert told(about).body.endswith(indonesian)


def test_what_answers_in_its_place_points_to_a_block_unless_it_is_down_for_everyone() -> None:
    for scope in Scope:
        about = alert(AlertKind.OUTAGE, msgspec.structs.replace(member(scope=scope), countries=("ID",)))
        body = told(msgspec.structs.replace(about, another=True)).body
        said = "What answers is not the service itself: something in between may block it."
        assert (said in body) is (scope is not Scope.EVERYONE)


def test_that_it_answers_again_is_said_before_it_is_known_to_last() -> None:
    about = msgspec.structs.replace(member(state=State.OK), until=START + timedelta(seconds=45))
    words = told(msgspec.structs.replace(alert(AlertKind.RECOVERED, about), update=True))
    assert words.title == "WhatsApp answers again"
    assert words.body.endswith("(14:02). I will tell you if it fails again.")
    many = msgspec.structs.replace(alert(AlertKind.RECOVERED, about, about), update=True)
    assert told(many).title == "WhatsApp and WhatsApp answer again"


def test_minor_parts_are_told_as_what_they_are() -> None:
    little = msgspec.structs.replace(member(scope=Scope.UNCLEAR), minor=True)
    words = told(alert(AlertKind.OUTAGE, little))
    assert words == NotificationText("WhatsApp: Messages not working", "Failing since 14:02: Messages.")
    elsewhere = told(alert(AlertKind.OUTAGE, msgspec.structs.replace(little, scope=Scope.EVERYONE)))
    assert elsewhere.body.endswith("It is not just you: it fails from other places too.")
    several = alert(AlertKind.OUTAGE, little, msgspec.structs.replace(little, service="tiktok", name="TikTok"))
    assert told(several).title == "Minor parts of WhatsApp and TikTok are not working"
    with_core = alert(AlertKind.OUTAGE, msgspec.structs.replace(little, service="tiktok", name="TikTok"), member())
    assert told(with_core).title == "WhatsApp is down for everyone"


def test_minor_parts_that_are_back_and_those_that_are_left() -> None:
    over = msgspec.structs.replace(member(state=State.OK), until=START + timedelta(minutes=47), minor=True)
    words = told(alert(AlertKind.RECOVERED, over))
    assert words == NotificationText("WhatsApp: Messages working again", "Down for 47 min (14:02\u201314:49).")
    assert told(alert(AlertKind.RECOVERED, over, over)).title == "Minor parts of WhatsApp and WhatsApp work again"
    left = msgspec.structs.replace(over, minor=False, state=State.OUTAGE)
    words = told(alert(AlertKind.RECOVERED, left))
    assert words.title == "WhatsApp works again"
    assert words.body.endswith("Still not working: Messages.")
    tiktok = msgspec.structs.replace(over, service="tiktok", name="TikTok")
    assert told(alert(AlertKind.RECOVERED, left, tiktok)).body.endswith("Still not working: Messages (WhatsApp).")


def test_practice_is_marked() -> None:
    about = msgspec.structs.replace(alert(AlertKind.OUTAGE, member()), practice=True)
    assert told(about).title == "Practice: WhatsApp is down for everyone"


def test_the_line_and_its_return() -> None:
    gone = Alert("1", AlertKind.LINE, NOW, "line", line=LineState.OFFLINE, line_since=START)
    assert told(gone) == NotificationText(
        "You seem to be offline", "I will stay quiet about your apps until you are back."
    )
    back = Alert("2", AlertKind.LINE, NOW, "line", line=LineState.ONLINE, line_was=LineState.OFFLINE, line_since=START)
    assert told(back) == NotificationText(
        "You are online again", "It took 29 min (14:02\u201314:31). Meanwhile the state of your apps has changed."
    )


def test_the_lines_return_without_news_says_how_long_it_was() -> None:
    back = Alert("2", AlertKind.LINE, NOW, "line", line=LineState.ONLINE, line_was=LineState.OFFLINE, line_since=START)
    words = told(msgspec.structs.replace(back, update=True))
    assert words == NotificationText("You are online again", "It took 29 min (14:02\u201314:31).")
    sooner = msgspec.structs.replace(back, update=True, line_until=NOW - timedelta(minutes=1))
    assert told(sooner).body == "It took 28 min (14:02\u201314:30)."


def test_the_digest_leads_with_what_is_still_down_and_tells_each() -> None:
    over = msgspec.structs.replace(member(), until=START + timedelta(minutes=10))
    both = alert(AlertKind.DIGEST, member("tiktok"), over)
    each = "TikTok is down for everyone, failing since 14:02. WhatsApp was down for 10 min (14:02\u201314:12)."
    for after, title, when in (
        (Hold.AWAY, "TikTok is down", "While you were away:"),
        (Hold.QUIET, "TikTok is still down", "During your quiet hours:"),
        (Hold.SNOOZED, "TikTok is still down", "While it was snoozed:"),
    ):
        assert told(msgspec.structs.replace(both, after=after)) == NotificationText(title, f"{when} {each}")
    ended = alert(AlertKind.DIGEST, over)
    assert told(ended).title == "WhatsApp was down, and works again"
    twice = msgspec.structs.replace(over, incident="again", since=NOW, until=NOW)
    assert told(alert(AlertKind.DIGEST, over, twice)).title == "WhatsApp was down, and works again", "named once"


def test_the_digest_claims_no_more_than_is_known() -> None:
    unclear = msgspec.structs.replace(member(), scope=Scope.UNCLEAR)
    maybe = msgspec.structs.replace(member("tiktok"), state=State.POSSIBLE, worst=State.POSSIBLE)
    over = msgspec.structs.replace(maybe, until=NOW)
    assert told(alert(AlertKind.DIGEST, unclear)).title == "WhatsApp cannot be reached from here"
    quiet = msgspec.structs.replace(alert(AlertKind.DIGEST, unclear, member("tiktok")), after=Hold.QUIET)
    assert told(quiet).title == "WhatsApp and TikTok still cannot be reached from here"
    assert told(alert(AlertKind.DIGEST, maybe, unclear)).title == "TikTok and WhatsApp: there may be problems"
    assert told(alert(AlertKind.DIGEST, maybe)).title == "TikTok may have a problem"
    assert told(alert(AlertKind.DIGEST, over)).title == "TikTok had a problem, and works again"
    mine = msgspec.structs.replace(member(), scope=Scope.ME)
    assert told(alert(AlertKind.DIGEST, mine)).title == "WhatsApp cannot be reached from here"
    assert "WhatsApp has been down only for you since 14:02." in told(alert(AlertKind.DIGEST, mine)).body
    back = msgspec.structs.replace(unclear, until=NOW)
    assert told(alert(AlertKind.DIGEST, back)).title == "WhatsApp could not be reached, and works again"
    assert "TikTok had a problem for 29 min" in told(alert(AlertKind.DIGEST, over)).body


def test_the_digest_of_a_line_alone_and_of_more_than_is_read() -> None:
    line = Alert("1", AlertKind.DIGEST, NOW, "digest", after=Hold.QUIET, faults=2)
    assert told(line) == NotificationText(
        "Your connection failed for a while", "During your quiet hours: Your own connection failed 2 times."
    )
    assert told(msgspec.structs.replace(line, faults=1)).body.endswith("Your own connection failed once.")
    filtered = msgspec.structs.replace(line, faults=0, lost=0.2, filtered=True)
    assert told(filtered).title == "A filter or proxy refuses everything"
    assert "20 in 100" in told(filtered).body
    many = [msgspec.structs.replace(member(), incident=str(number), until=NOW) for number in range(7)]
    words = told(msgspec.structs.replace(alert(AlertKind.DIGEST, *many), filtered=True)).body
    assert words.endswith("2 more are in the history. A filter or proxy refuses everything.")


def test_names_and_countries_in_the_users_language(indonesian: None) -> None:
    assert NAMES.component("whatsapp", "messaging") == "Pesan"
    assert country_name("SG") == "Singapura"
    assert country_name("XX") == "XX"
    assert told(alert(AlertKind.OUTAGE, member())).title == "WhatsApp down untuk semua orang"


def test_a_poor_line() -> None:
    poor = Alert("1", AlertKind.LINE, NOW, "line", line=LineState.ONLINE, lost=0.031)
    assert told(poor) == NotificationText(
        "Your connection is poor",
        "About 3 in 100 requests get lost here as a rule; outages are found all the same.",
    )


def test_what_is_to_be_known_of_a_good_line() -> None:
    assert line_notes(LineStatus(LineState.ONLINE)) == []
    poor, few = line_notes(LineStatus(LineState.ONLINE, lost=0.052, few=True))
    assert poor == "About 5 in 100 requests get lost here as a rule; outages are found all the same."
    assert few.startswith("Your network lets few of the test addresses")


@pytest.mark.parametrize(
    ("cause", "title", "words"),
    [
        (Cause.NAMES, "Your network: names cannot be looked up", "The name server of your network"),
        (Cause.ANSWERS, "Your network: something in between answers", "A sign-in page, a proxy or a filter"),
        (Cause.NETWORK, "Your network: hardly anything can be reached", "A firewall, a VPN or your provider"),
    ],
)
def test_a_fault_of_the_network_is_said_as_such_and_names_no_service_as_down(
    cause: Cause, title: str, words: str
) -> None:
    members = tuple(member(name, state=State.POSSIBLE) for name in ("whatsapp", "instagram", "tiktok"))
    about = msgspec.structs.replace(alert(AlertKind.LINE, *members), cause=cause)
    text = told(about)
    assert text.title == title
    assert words in text.body
    assert "down" not in text.title + text.body
    many = tuple(member(name, state=State.POSSIBLE) for name in ("whatsapp", "instagram", "tiktok", "gopay", "signal"))
    listed = told(msgspec.structs.replace(about, services=many)).body
    assert "and 3 others" in listed
    assert "others and" not in listed
    over = msgspec.structs.replace(alert(AlertKind.RECOVERED, *members), cause=cause)
    back = told(over)
    assert back.title == "Your network is fine again"
    assert "can be reached again." in back.body
    at_first = told(msgspec.structs.replace(over, update=True))
    assert at_first.title.endswith(" answer again"), "whether that lasts is not known, and the end is told later"


def test_several_owners_that_fail_together_say_what_they_share() -> None:
    members = [member(name, scope=Scope.UNCLEAR) for name in ("whatsapp", "instagram", "tiktok")]
    cloud = msgspec.structs.replace(alert(AlertKind.OUTAGE, *members), cause=Cause.CLOUD, cloud="AWS")
    assert told(cloud).title.startswith("AWS: ")
    assert "most of them run on AWS" in told(cloud).body
    several = msgspec.structs.replace(cloud, cause=Cause.SEVERAL, cloud="")
    assert told(several).title.startswith("Several at once: ")
    assert "what they share is not known" in told(several).body
    two = msgspec.structs.replace(several, services=tuple(members[:2]))
    assert "at once" not in told(two).title, "two are not several"


def test_a_filter_that_answers_instead_of_everybody() -> None:
    since = NOW - timedelta(minutes=4)
    alert = Alert("1", AlertKind.LINE, NOW, "line", line=LineState.ONLINE, line_since=since, filtered=True)
    text = told(alert)
    assert text.title == "A filter or proxy refuses everything"
    assert text.body.startswith("Since ")
    assert "whether your apps work" in text.body
    (note,) = line_notes(LineStatus(LineState.ONLINE, filtered=True))
    assert "refuses what I ask" in note
