"""One word or phrase for each member of the domain's enums: states, scopes, failures, levels, stages, the line.

Phrases are in lower case, for the middle of a sentence or a column (`capital` makes a beginning of one). Whole
sentences are made in the modules beside this one.
"""

from notifier.core.failure import FailureKind
from notifier.core.model import Outcome, PageLevel, Scope, State
from notifier.words import _, pgettext
from notifier.words.times import number

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


def steady(text: str, longest: int) -> str:
    """A whole text as it may be shown: nothing in it steers who shows it, whatever names and words it is made of."""
    kept = "".join(each if each.isprintable() or each in "\n\u00a0" else " " for each in text)
    return kept if len(kept) <= longest else kept[: longest - 1].rstrip() + "…"


def state_word(state: State, *, minor: bool = False) -> str:
    """What a service is: "works", "down"; `minor`: nothing but parts of little weight fails."""
    match state:
        case State.OUTAGE if minor:
            return pgettext("state", "minor part down")
        case State.UNKNOWN:
            return pgettext("state", "not known")
        case State.OK:
            return pgettext("state", "works")
        case State.SLOW:
            return pgettext("state", "slow")
        case State.POSSIBLE:
            return pgettext("state", "possible problem")
        case State.OUTAGE:
            return pgettext("state", "down")
        case State.MAINTENANCE:
            return pgettext("state", "maintenance")


def problem_noun(state: State) -> str:
    """What was in a time, whomever it concerned: "outage", and else the state."""
    return pgettext("state", "outage") if state is State.OUTAGE else state_word(state)


def scope_word(scope: Scope, countries: str = "") -> str:
    """Who is affected; `countries` is a list of names for a region."""
    match scope:
        case Scope.ME:
            return pgettext("who is affected", "only you")
        case Scope.NETWORK:
            return pgettext("who is affected", "your network")
        case Scope.REGION:
            return countries or pgettext("who is affected", "some countries")
        case Scope.EVERYONE:
            return pgettext("who is affected", "everyone")
        case Scope.UNCLEAR:
            return pgettext("who is affected", "unknown")


def failure_words(failure: FailureKind) -> str:
    """Why something failed, in a person's words."""
    match failure:
        case FailureKind.DNS_NXDOMAIN:
            return _("the name could not be found")
        case FailureKind.DNS_FAILURE:
            return _("looking up the name failed")
        case FailureKind.CONNECT_REFUSED:
            return _("the connection was refused")
        case FailureKind.CONNECT_TIMEOUT:
            return _("no answer within {seconds} s").format(seconds=number(READING_TIMEOUT_S))
        case FailureKind.UNREACHABLE:
            return _("there was no route to the server")
        case FailureKind.RESET:
            return _("the connection was cut off")
        case FailureKind.TLS:
            return _("no secure connection could be made")
        case FailureKind.CERTIFICATE:
            return _("the server's certificate is not valid")
        case FailureKind.READ_TIMEOUT:
            return _("connected, but no answer within {seconds} s").format(seconds=number(READING_TIMEOUT_S))
        case FailureKind.HTTP_5XX:
            return _("the server reported an error of its own")
        case FailureKind.HTTP_UNEXPECTED:
            return _("the server gave an unexpected answer")
        case FailureKind.BODY_MISMATCH:
            return _("the answer was not the expected one")
        case FailureKind.TOO_LARGE:
            return _("the answer was too large")
        case FailureKind.PROTOCOL:
            return _("the answer could not be understood")
        case FailureKind.BUG:
            return _("a fault of this program")


def outcome_word(outcome: Outcome) -> str:
    """What a reading told."""
    match outcome:
        case Outcome.OK:
            return pgettext("outcome of a reading", "answered")
        case Outcome.SLOW:
            return pgettext("outcome of a reading", "answered slowly")
        case Outcome.FAILED:
            return pgettext("outcome of a reading", "failed")
        case Outcome.UNVERIFIABLE:
            return pgettext("outcome of a reading", "answered, but does not tell")
        case Outcome.UNREADABLE:
            return pgettext("outcome of a reading", "cannot be read")
        case Outcome.SKIPPED:
            return pgettext("outcome of a reading", "left out")


def level_words(level: PageLevel) -> str:
    """What the company says about a part of its service."""
    match level:
        case PageLevel.OPERATIONAL:
            return pgettext("what a company reports", "no problem")
        case PageLevel.DEGRADED:
            return pgettext("what a company reports", "reduced performance")
        case PageLevel.PARTIAL_OUTAGE:
            return pgettext("what a company reports", "a partial outage")
        case PageLevel.MAJOR_OUTAGE:
            return pgettext("what a company reports", "a major outage")
        case PageLevel.MAINTENANCE:
            return pgettext("what a company reports", "maintenance")
        case PageLevel.UNKNOWN:
            return pgettext("what a company reports", "something that this program does not know")
