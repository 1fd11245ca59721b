"""One word or phrase for each member of the domain's enums: states, scopes, failures, levels, stages, the line.

Phrases are in lower case, for the middle of a sentence or a column (`capital` makes a beginning of one). Whole
sentences are made in the modules beside this one.
"""

from PySide6.QtCore import QCoreApplication

from notifier.core.failure import FailureKind
from notifier.core.model import LineState, Outcome, PageLevel, Scope, Source, Stage, State
from notifier.ui.sentences.times import number

translate = QCoreApplication.translate

READING_TIMEOUT_S = 10
LONGEST_QUOTE = 280


def capital(text: str) -> str:
    """The text with a capital letter at its beginning."""
    return text[:1].upper() + text[1:]


def quotable(text: str, longest: int = LONGEST_QUOTE) -> str:
    """Words from outside on one line, shortened between words."""
    line = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    if len(line) <= longest:
        return line
    return line[:longest].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def state_word(state: State) -> str:
    """What a service is: "works", "down"."""
    match state:
        case State.UNKNOWN:
            return translate("State", "not known")
        case State.OK:
            return translate("State", "works")
        case State.SLOW:
            return translate("State", "slow")
        case State.POSSIBLE:
            return translate("State", "possible problem")
        case State.OUTAGE:
            return translate("State", "down")
        case State.MAINTENANCE:
            return translate("State", "maintenance")


def scope_word(scope: Scope, countries: str = "") -> str:
    """Who is affected; `countries` is a list of names for a region."""
    match scope:
        case Scope.ME:
            return translate("Scope", "only you")
        case Scope.NETWORK:
            return translate("Scope", "your network")
        case Scope.REGION:
            return countries or translate("Scope", "some countries")
        case Scope.EVERYONE:
            return translate("Scope", "everyone")
        case Scope.UNCLEAR:
            return translate("Scope", "not clear")


def line_word(state: LineState) -> str:
    """How the user's own connection is."""
    match state:
        case LineState.ONLINE:
            return translate("Line", "online")
        case LineState.OFFLINE:
            return translate("Line", "offline")
        case LineState.DNS_BROKEN:
            return translate("Line", "names are not found (DNS)")
        case LineState.CAPTIVE_PORTAL:
            return translate("Line", "sign-in needed")
        case LineState.LOSSY:
            return translate("Line", "unreliable")
        case LineState.ASLEEP:
            return translate("Line", "asleep")


def failure_words(failure: FailureKind) -> str:
    """Why something failed, in a person's words."""
    match failure:
        case FailureKind.DNS_NXDOMAIN:
            return translate("Failure", "the name could not be found")
        case FailureKind.DNS_FAILURE:
            return translate("Failure", "looking up the name failed")
        case FailureKind.CONNECT_REFUSED:
            return translate("Failure", "the connection was refused")
        case FailureKind.CONNECT_TIMEOUT:
            return translate("Failure", "no answer within {seconds} s").format(seconds=number(READING_TIMEOUT_S))
        case FailureKind.UNREACHABLE:
            return translate("Failure", "there was no way to the server")
        case FailureKind.RESET:
            return translate("Failure", "the connection was cut off")
        case FailureKind.TLS:
            return translate("Failure", "no secure connection could be made")
        case FailureKind.CERTIFICATE:
            return translate("Failure", "the server's certificate is not valid")
        case FailureKind.READ_TIMEOUT:
            return translate("Failure", "connected, but no answer within {seconds} s").format(
                seconds=number(READING_TIMEOUT_S)
            )
        case FailureKind.HTTP_5XX:
            return translate("Failure", "the server reported an error of its own")
        case FailureKind.HTTP_UNEXPECTED:
            return translate("Failure", "the server gave an unexpected answer")
        case FailureKind.BODY_MISMATCH:
            return translate("Failure", "the answer was not the expected one")
        case FailureKind.TOO_LARGE:
            return translate("Failure", "the answer was too large")
        case FailureKind.PROTOCOL:
            return translate("Failure", "the answer could not be understood")
        case FailureKind.BUG:
            return translate("Failure", "a fault of this program")


def outcome_word(outcome: Outcome) -> str:
    """What a reading told."""
    match outcome:
        case Outcome.OK:
            return translate("Outcome", "answered")
        case Outcome.SLOW:
            return translate("Outcome", "answered slowly")
        case Outcome.FAILED:
            return translate("Outcome", "failed")
        case Outcome.UNVERIFIABLE:
            return translate("Outcome", "answered, but does not tell")
        case Outcome.UNREADABLE:
            return translate("Outcome", "cannot be read")
        case Outcome.SKIPPED:
            return translate("Outcome", "left out")


def source_word(source: Source) -> str:
    """Where a reading comes from."""
    match source:
        case Source.PROBE:
            return translate("Source", "this computer")
        case Source.PAGE:
            return translate("Source", "the company's page")
        case Source.REGION:
            return translate("Source", "other places")
        case Source.REPORTS:
            return translate("Source", "people's reports")
        case Source.ANCHOR:
            return translate("Source", "your connection")


def level_words(level: PageLevel) -> str:
    """What the company says about a part of its service."""
    match level:
        case PageLevel.OPERATIONAL:
            return translate("PageLevel", "no problem")
        case PageLevel.DEGRADED:
            return translate("PageLevel", "reduced performance")
        case PageLevel.PARTIAL_OUTAGE:
            return translate("PageLevel", "a partial outage")
        case PageLevel.MAJOR_OUTAGE:
            return translate("PageLevel", "a major outage")
        case PageLevel.MAINTENANCE:
            return translate("PageLevel", "maintenance")
        case PageLevel.UNKNOWN:
            return translate("PageLevel", "something that this program does not know")


def stage_word(stage: Stage) -> str:
    """How far the company says it is."""
    match stage:
        case Stage.INVESTIGATING:
            return translate("Stage", "investigating")
        case Stage.IDENTIFIED:
            return translate("Stage", "cause found")
        case Stage.MONITORING:
            return translate("Stage", "fixed, being watched")
        case Stage.RESOLVED:
            return translate("Stage", "resolved")
        case Stage.SCHEDULED:
            return translate("Stage", "planned")
        case Stage.IN_PROGRESS:
            return translate("Stage", "under way")
        case Stage.UNKNOWN:
            return translate("Stage", "not said")
