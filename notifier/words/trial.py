"""What the system did with a test notification, in sentences: who took it, whether it may be seen, how it ended."""

from notifier.core.alerts.trial import End, Trial
from notifier.words import _
from notifier.words.notification import NotificationText
from notifier.words.phrases import quotable


def trial_words() -> NotificationText:
    """The words of the test notification."""
    return NotificationText(
        _("This is how Outage Notifier tells you something"),
        _("If you can read this, notifications work. A click opens the history."),
    )


def trial_sentences(trial: Trial) -> list[str]:
    """Say what is known by now; nothing before anybody answered."""
    if trial.taken is None:
        return []
    if not trial.taken:
        return [_("Nobody showed it: {reason}").format(reason=quotable(trial.problem))]
    by = quotable(trial.server, 60) or _("The system")
    sentences = [_("{program} has taken it.").format(program=by)]
    if trial.inhibited:
        sentences.append(_("“Do not disturb” is on: it may be kept back until you turn that off."))
    elif trial.inhibited is None:
        sentences.append(_("Whether “Do not disturb” is on, it does not say."))
    sentences.append(_end(trial))
    return sentences


def _end(trial: Trial) -> str:
    if trial.clicked:
        return _("You pressed its button.") if trial.button else _("You clicked it.")
    match trial.end:
        case None:
            return _("It has not ended yet.")
        case End.EXPIRED:
            return _("It went away by itself after a while.")
        case End.DISMISSED:
            return _("You closed it.")
        case End.WITHDRAWN:
            return _("A program took it back.")
        case End.UNKNOWN:
            return _("It is gone; why, the system does not say.")
