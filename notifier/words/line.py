"""What is said about the user's own connection: now, in a notification, and when it is back."""

from datetime import timedelta

from notifier.core.model import Alert, LineState, LineStatus
from notifier.words import _, ngettext
from notifier.words.times import Clock, duration, number


def line_title(state: LineState) -> str:
    """In a few words, as a title."""
    match state:
        case LineState.ONLINE:
            return _("Your connection is fine")
        case LineState.OFFLINE:
            return _("You seem to be offline")
        case LineState.DNS_BROKEN:
            return _("Your connection cannot look up names")
        case LineState.CAPTIVE_PORTAL:
            return _("Your network wants you to sign in")
        case LineState.LOSSY:
            return _("Your connection is unreliable")
        case LineState.WRONG_CLOCK:
            return _("Your computer's clock is wrong")
        case LineState.ASLEEP:
            return _("The computer is asleep")


def line_advice(state: LineState) -> str:
    """What it means, and what will happen or can be done."""
    match state:
        case LineState.ONLINE:
            return _("Your apps are being watched.")
        case LineState.OFFLINE:
            return _("I will stay quiet about your apps until you are back.")
        case LineState.DNS_BROKEN:
            return _(
                "Addresses answer, but names are not found: the DNS server of your network or provider is likely the "
                "cause. I will stay quiet about your apps until that works again."
            )
        case LineState.CAPTIVE_PORTAL:
            return _("Open any page in your browser and sign in. I will stay quiet about your apps until then.")
        case LineState.LOSSY:
            return _(
                "Much of what you send gets lost, so apps may seem broken. I will stay quiet about them until that is "
                "over."
            )
        case LineState.WRONG_CLOCK:
            return _(
                "So secure connections fail, and apps seem broken that are not. I will stay quiet about them until the "
                "clock is right."
            )
        case LineState.ASLEEP:
            return _("Your apps will be checked when it wakes up.")


def line_sentence(state: LineState, *, steps_below: bool = False) -> str:
    """All of it in one or two sentences: "You seem to be offline. I will stay quiet about your apps until …".

    `steps_below`: what can be done stands there, and is not said here, too.
    """
    advice = line_advice(state)
    if steps_below and state is LineState.CAPTIVE_PORTAL:
        advice = _("I will stay quiet about your apps until then.")
    return f"{line_title(state)}. {advice}"


def line_loses(share: float) -> str:
    """How much gets lost as a rule."""
    return _("About {count} in 100 requests get lost here as a rule; outages are found all the same.").format(
        count=number(max(1, round(100 * share)))
    )


def clock_words(ahead_s: float) -> str:
    """By how much the computer's clock is wrong, others being so many seconds ahead of it (negative: behind)."""
    words = _("Your computer's clock is {duration} behind")
    if ahead_s < 0:
        words = _("Your computer's clock is {duration} ahead")
    return words.format(duration=clock_off(timedelta(seconds=abs(ahead_s))))


def clock_off(length: timedelta) -> str:
    """How long, in years where they are two and more: a clock may be decades off."""
    years = length.days // 365
    if years < 2:
        return duration(length)
    return ngettext("{count} year", "{count} years", years).format(count=number(years))


def filter_title() -> str:
    """A filter or proxy refuses everything, as a title."""
    return _("A filter or proxy refuses everything")


def filter_body(alert: Alert, clock: Clock) -> str:
    """Since when, and what that means."""
    return _(
        "Since {time} a filter or proxy of your network has refused every request. Until it lets me through I cannot "
        "tell whether your apps work."
    ).format(time=clock.moment(alert.line_since or alert.time))


def line_notes(line: LineStatus) -> list[str]:
    """What is to be known of a line that is good: how much it loses as a rule, how many addresses can tell of it."""
    notes = [line_loses(line.lost)] if line.lost else []
    if line.ahead_s:
        notes.append(f"{clock_words(line.ahead_s)}.")
    if line.filtered:
        notes.append(_("A filter or proxy of your network refuses what I ask: I cannot tell whether your apps work."))
    if line.few:
        notes.append(_("Your network lets few of the test addresses through, so what I say here is less certain."))
    return notes


def line_changed(state: LineState) -> str:
    """What happened, for the story of an incident."""
    match state:
        case LineState.ONLINE:
            return _("Your connection was fine again.")
        case LineState.OFFLINE:
            return _("Your connection was lost.")
        case LineState.DNS_BROKEN:
            return _("Your connection could not look up names any more.")
        case LineState.CAPTIVE_PORTAL:
            return _("Your network wanted you to sign in.")
        case LineState.LOSSY:
            return _("Your connection became unreliable.")
        case LineState.WRONG_CLOCK:
            return _("Your computer's clock was wrong.")
        case LineState.ASLEEP:
            return _("The computer went to sleep.")


def line_back_title(was: LineState | None) -> str:
    """The connection's return, by what it had been."""
    match was:
        case LineState.DNS_BROKEN:
            return _("Your connection finds names again")
        case LineState.CAPTIVE_PORTAL:
            return _("You are signed in to the network")
        case LineState.LOSSY:
            return _("Your connection is reliable again")
        case LineState.WRONG_CLOCK:
            return _("Your computer's clock is right again")
        case _:
            return _("You are online again")


def line_back_body(alert: Alert, clock: Clock) -> str:
    """How long it was, and whether there is something to see."""
    if alert.line_since is None:
        return _("Meanwhile the state of your apps has changed.")
    until = alert.line_until or alert.time
    words = _("It took {duration} ({span}). Meanwhile the state of your apps has changed.")
    if alert.update:
        words = _("It took {duration} ({span}).")
    return words.format(duration=clock.lasted(alert.line_since, until), span=clock.span(alert.line_since, until))
