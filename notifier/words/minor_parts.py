"""What a notification says of parts that weigh little, such as pictures (rule 21)."""

from collections.abc import Sequence

from notifier.core.model import Alert, AlertService, State
from notifier.words import _
from notifier.words.names import Names, listed_briefly, parts_listed
from notifier.words.phrases import quotable


def is_minor(alert: Alert) -> bool:
    """Tell whether nothing but parts of little weight is out (rule 21)."""
    return bool(alert.services) and all(each.minor for each in alert.services)


def fails_title(members: Sequence[AlertService], names: Names) -> str:
    """The title where they fail alone: "YouTube: Channel pictures not working"."""
    if len(members) > 1:
        return _("Minor parts of {services} are not working").format(
            services=listed_briefly([each.name for each in members])
        )
    parts = _parts(members[0], names)
    return _("{service}: {parts} not working").format(service=members[0].name, parts=parts)


def works_title(members: Sequence[AlertService], names: Names) -> str:
    """The title when they are back."""
    if len(members) > 1:
        return _("Minor parts of {services} work again").format(
            services=listed_briefly([each.name for each in members])
        )
    parts = _parts(members[0], names)
    return _("{service}: {parts} working again").format(service=members[0].name, parts=parts)


def left(members: Sequence[AlertService], names: Names) -> str:
    """Name the parts of little weight that fail still."""
    left = [each for each in members if each.state is State.OUTAGE]
    called = "{part}" if len(members) == 1 else "{part} ({service})"
    parts = [
        called.format(part=name, service=each.name)
        for each in left
        for name in names.components(each.service, each.components)
    ]
    return _("Still not working: {parts}.").format(parts=parts_listed(parts)) if parts else ""


def _parts(member: AlertService, names: Names) -> str:
    return parts_listed([quotable(each, 40) for each in names.components(member.service, member.components)])
