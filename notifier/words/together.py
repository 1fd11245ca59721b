"""What is said where services of several owners fail together (rule 17): the user's network, a cloud, or several."""

from notifier.core.model import Cause
from notifier.words import _


def network_title(cause: Cause) -> str:
    """What is wrong with the user's network, as a title."""
    match cause:
        case Cause.NAMES:
            return _("Your network: names cannot be looked up")
        case Cause.ANSWERS:
            return _("Your network: something in between answers")
        case _:
            return _("Your network: hardly anything can be reached")


def network_body(cause: Cause, services: str, time: str) -> str:
    """What that does to the user's services, since when, and what can be tried."""
    match cause:
        case Cause.NAMES:
            words = _(
                "Failing together since {time}: {services}; other sites, too. The name server of your network or "
                "provider is likely the cause: try another one, restart the router, or ask your provider."
            )
        case Cause.ANSWERS:
            words = _(
                "Since {time} something else has answered for {services}; for other sites, too. A sign-in page, a "
                "proxy or a filter of your network is likely the cause: open any page in your browser to see it."
            )
        case _:
            words = _(
                "Out of reach since {time}, though your line is up: {services}; other sites, too. A firewall, a VPN or "
                "your provider is likely the cause: try another network."
            )
    return words.format(services=services, time=time)


def title_of_many(cause: Cause, cloud: str, title: str) -> str:
    """Say before an ordinary title what several owners' services have in common."""
    if cause is Cause.CLOUD:
        return f"{cloud}: {title}"
    return _("Several at once: {title}").format(title=title)


def in_common(cause: Cause, cloud: str) -> str:
    """Say what they have in common, in a sentence."""
    if cause is Cause.CLOUD:
        return _("They began to fail at the same time, and most of them run on {cloud}.").format(cloud=cloud)
    return _("They began to fail at the same time; what they share is not known.")
