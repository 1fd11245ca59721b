"""The reasons of a verdict, heaviest first."""

from notifier.core.failure import FailureKind
from notifier.core.model import (
    CrowdReport,
    LineState,
    PageIncident,
    PageLevel,
    Reason,
    ReasonKind,
    RegionReport,
    Rule,
    Stage,
    State,
)
from notifier.core.reports import Circumstance, Elsewhere, Hindrance
from notifier.core.service.context import Context
from notifier.core.service.decision import decide
from notifier.core.service.reasons import LineView, reasons_for
from notifier.core.target.latency import Latency
from tests.core.making import T, answer, at, fail, report, service, told, track, wall

ALONE = Context(country="ID")
GOOD = LineView(LineState.ONLINE, 5, 6)
K = ReasonKind


def test_what_is_fine_says_that_it_answers() -> None:
    kept = track(service(("web", Rule.ALL, 1), page=True))
    told(kept, report(), 5)
    kept.in_doubt = False
    reasons = reasons_for(kept, State.OK, ALONE, GOOD)
    assert [each.kind for each in reasons] == [K.PROBES_WORK, K.PAGE_FINE]
    assert (reasons[0].component, reasons[0].since) == ("web", at(-86400))
    assert reasons[1].since == at(5)


def test_nothing_is_said_to_be_fine_that_was_not() -> None:
    note = PageIncident("1", "Offices are closed", Stage.UNKNOWN, PageLevel.OPERATIONAL)
    for page in (report(incidents=(note,)), report(PageLevel.UNKNOWN)):
        kept = track(service(page=True))
        told(kept, page)
        assert K.PAGE_FINE not in [each.kind for each in reasons_for(kept, State.OK, ALONE, GOOD)]


def test_an_outage_says_everything_in_order_of_weight() -> None:
    kept = track(service(("web", Rule.ALL, 1), ("chat", Rule.ALL, 1), ("media", Rule.ALL, 1), page=True))
    web, chat, media = kept.targets.values()
    fail(web, 0)
    for seconds in (1, 6, 16):
        fail(chat, seconds)
    media.latency = Latency(samples=50.0, mean_log_ms=4.0, recent_log_ms=7.0, slow_since_s=T + 3)
    works = PageIncident("i", "Trouble", Stage.INVESTIGATING, PageLevel.PARTIAL_OUTAGE)
    told(kept, report(PageLevel.PARTIAL_OUTAGE, incidents=(works,)), 9)
    kept.page.unreadable(T + 20, "strange")
    kept.region.add(RegionReport(("US",), ("ID", "SG")), T + 10)
    assert kept.crowd.read(CrowdReport(900, 12.0), T)
    context = Context(country="ID", siblings_out=("Sister",), others_failing=("Other",), unrest=2, shared_cloud="Cloud")
    reasons = reasons_for(kept, State.OUTAGE, context, GOOD)
    assert [each.kind for each in reasons] == [
        *(K.PROBES_FAILED, K.PROBES_FAILED, K.SLOW, K.PAGE_REPORTS, K.PAGE_UNREADABLE, K.REGION_FAILS, K.REGION_WORKS),
        *(K.LINE_FINE, K.SAME_OWNER, K.OTHER_OWNERS, K.SHARED_CLOUD, K.REPORTS, K.PROBES_WORK),
    ]
    found = {each.kind: each for each in reversed(reasons)}
    assert (found[K.PROBES_FAILED].component, found[K.PROBES_FAILED].count, found[K.PROBES_FAILED].total) == (
        "chat",
        3,
        3,
    )
    assert found[K.PROBES_FAILED].since == at(1)
    assert round(found[K.SLOW].value) == 1097
    assert round(found[K.SLOW].usual) == 55
    assert (found[K.PAGE_REPORTS].text, found[K.PAGE_REPORTS].level) == ("Trouble", PageLevel.PARTIAL_OUTAGE)
    assert (found[K.PAGE_UNREADABLE].text, found[K.PAGE_UNREADABLE].since) == ("strange", at(20))
    assert found[K.REGION_FAILS].countries == ("ID", "SG")
    assert (found[K.LINE_FINE].count, found[K.LINE_FINE].total) == (5, 6)
    assert found[K.SAME_OWNER].services == ("Sister",)
    assert found[K.SHARED_CLOUD].text == "Cloud"
    assert (found[K.REPORTS].count, found[K.REPORTS].usual) == (900, 12.0)


def test_a_bad_line_a_silent_page_and_sources_that_do_not_tell() -> None:
    kept = track(service(("web", Rule.ALL, 1), ("new", Rule.ALL, 1)), trusted=False)
    web, new = kept.targets.values()
    answer(web, 0)
    wall(web, 5)
    bad = LineView(LineState.DNS_BROKEN, 3, 6)
    kinds = [each.kind for each in reasons_for(kept, State.UNKNOWN, ALONE, bad)]
    assert kinds == [K.LINE_BAD, K.UNVERIFIABLE, K.PROBES_WORK], "where there is no page, nobody is silent"
    fail(new, 10)
    reasons = reasons_for(kept, State.UNKNOWN, ALONE, bad)
    assert K.UNTRUSTED in [each.kind for each in reasons]
    assert K.PROBES_FAILED not in [each.kind for each in reasons]
    assert next(each for each in reasons if each.kind is K.LINE_BAD).text == "dns_broken"


def test_what_else_is_known_of_country_and_provider_is_a_reason_and_weighs_nothing() -> None:
    cut_off = Circumstance(Hindrance.CUT_OFF, "ID", "IODA", bad=2, measured=3)
    blocked = Circumstance(Hindrance.BLOCKED, "ID", "OONI", 7713, 9, 12)
    mine = (Elsewhere("ID", failed=2, network=7713, provider="Telkom"), Elsewhere("ID", ok=2, network=23693))
    found: dict[ReasonKind, Reason] = {}
    said = set()
    for circumstances in ((), (cut_off, blocked)):
        kept = track(service())
        web = next(iter(kept.targets.values()))
        for seconds in (0, 5, 12):
            fail(web, seconds)
        kept.read_elsewhere(RegionReport(answers=mine, here=7713, circumstances=circumstances), "web", T + 13)
        verdict = decide(kept, Context("ID"), lambda _newest: True, T + 20).verdict
        said.add((verdict.state, verdict.scope, verdict.confidence))
        found = {each.kind: each for each in reasons_for(kept, verdict.state, ALONE, GOOD)}
        assert (K.CUT_OFF in found) is bool(circumstances)
    assert len(said) == 1
    assert found[K.CUT_OFF] == Reason(K.CUT_OFF, count=2, total=3, countries=("ID",), text="IODA")
    assert found[K.BLOCKED] == Reason(K.BLOCKED, count=9, total=12, text="OONI")
    assert found[K.PROVIDER_FAILS] == Reason(K.PROVIDER_FAILS, count=2, total=2, text="Telkom")
    kept.read_elsewhere(RegionReport(answers=(Elsewhere("ID", ok=3, network=1),), here=1), "web", T + 700)
    kinds = {each.kind for each in reasons_for(kept, State.OUTAGE, ALONE, GOOD)}
    assert K.PROVIDER_WORKS in kinds
    assert not kinds & {K.PROVIDER_FAILS, K.CUT_OFF, K.BLOCKED}, "what was told long ago is told no more"


def test_a_page_that_was_never_read() -> None:
    kept = track(service(page=True))
    assert K.PAGE_FINE not in [each.kind for each in reasons_for(kept, State.OK, ALONE, GOOD)]
    kept.page.unreadable(T, "")
    assert K.PAGE_UNREADABLE in [each.kind for each in reasons_for(kept, State.OK, ALONE, GOOD)]
    told(kept, report(PageLevel.MAINTENANCE, title="Works"))
    said = next(e for e in reasons_for(kept, State.MAINTENANCE, ALONE, GOOD) if e.kind is K.PAGE_REPORTS)
    assert said.text == "Works"


def test_a_component_that_never_answered_does_not_work() -> None:
    kept = track(trusted=False)
    assert K.PROBES_WORK not in [each.kind for each in reasons_for(kept, State.UNKNOWN, ALONE, GOOD)]


def test_a_stale_page_is_told_as_that() -> None:
    kept = track(service(page=True))
    old = PageIncident("i", "Trouble", Stage.INVESTIGATING, PageLevel.MAJOR_OUTAGE, at(-90_000))
    told(kept, report(PageLevel.MAJOR_OUTAGE, incidents=(old,)))
    kept.page.judged(stale=True)
    said = next(each for each in reasons_for(kept, State.OK, ALONE, GOOD) if each.kind is K.PAGE_STALE)
    assert (said.text, said.level, said.since) == ("Trouble", PageLevel.MAJOR_OUTAGE, at(-90_000))
    told(kept, report(PageLevel.MAJOR_OUTAGE, title="All is down"))
    said = next(each for each in reasons_for(kept, State.OK, ALONE, GOOD) if each.kind is K.PAGE_STALE)
    assert (said.text, said.since) == ("All is down", at(0))


def test_the_line_is_called_fine_only_where_others_answered_since_the_problem_began() -> None:
    kept = track(service())
    fail(next(iter(kept.targets.values())), 0)
    kept.since(T)
    for reached_s, asked, said in ((T - 1, False, False), (T, False, True), (0.0, True, True)):
        line = LineView(LineState.ONLINE, 6, 6, reached_s)
        kinds = {each.kind for each in reasons_for(kept, State.OUTAGE, Context(asked=asked), line)}
        assert (K.LINE_FINE in kinds) is said
        assert K.LINE_BAD not in kinds


def test_what_shows_a_certificate_of_somebody_else_may_be_blocked_unless_it_fails_elsewhere_too() -> None:
    for detail, fails, said in (
        ("the certificate is not valid: self-signed certificate", (), True),
        ("the certificate is not valid: certificate has expired", (), False),
        ("the certificate is not valid: self-signed certificate", ("US", "SG"), False),
    ):
        kept = track(service())
        web = next(iter(kept.targets.values()))
        for seconds in (0, 5, 12):
            web.failed_at(T + seconds, FailureKind.CERTIFICATE, detail)
        kept.read_elsewhere(RegionReport(works=("GB",), fails=fails), "web", T + 13)
        found = [each for each in reasons_for(kept, State.OUTAGE, ALONE, GOOD) if each.kind is K.NOT_ITS_OWN]
        assert [each.component for each in found] == (["web"] if said else [])
