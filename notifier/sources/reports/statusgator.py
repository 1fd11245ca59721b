"""StatusGator: whether it warns, by what people tell it, of services on the user's own boards there.

Interface: version 3, a read-only token. Boards have monitors, and these an `early_warning_signal`: its own judgement,
so nothing is counted. What it says of companies' status pages is not taken: we read these ourselves.
"""

from typing import Final
from urllib.parse import quote

import msgspec

from notifier.core.failure import N_
from notifier.core.outside.source import Key, Limit, OutsideKind, OutsideSource
from notifier.sources.mentions import is_called, searched
from notifier.sources.outside.contract import OutsideRequest, Replies, decoded
from notifier.sources.reports import Count, ReportQuestion, ReportSource

SPAN_S: Final = 900.0
BOARDS_MOST: Final = 4
BOARDS_KEPT_S: Final = 3600.0
KEPT_S: Final = 120.0


class _Board(msgspec.Struct):
    id: str | int


class _Boards(msgspec.Struct):
    data: list[_Board]


class _Service(msgspec.Struct):
    name: str | None = None
    slug: str | None = None


class _Monitor(msgspec.Struct):
    display_name: str | None = None
    service: _Service | None = None
    early_warning_signal: bool | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """What it is called."""
        said = (self.display_name, *((self.service.name, self.service.slug) if self.service is not None else ()))
        return tuple(each for each in said if each)


class _Monitors(msgspec.Struct):
    data: list[_Monitor]


_BOARDS: Final = msgspec.json.Decoder(_Boards)
_MONITORS: Final = msgspec.json.Decoder(_Monitors)
_ASK_BOARDS: Final = OutsideRequest("/boards", kept_s=BOARDS_KEPT_S)


def ask(question: ReportQuestion) -> OutsideRequest | None:
    """Ask for the boards; the same for all services."""
    return _ASK_BOARDS if searched(question.names) else None


def follow(_question: ReportQuestion, replies: Replies) -> OutsideRequest | None:
    """Ask for the monitors of the next board; the same for all services."""
    boards = decoded(_BOARDS, replies[0].content).data[:BOARDS_MOST]
    if len(replies) > len(boards):
        return None
    board = quote(str(boards[len(replies) - 1].id)[:100], safe="", errors="replace")
    return OutsideRequest(f"/boards/{board}/monitors?per_page=100", kept_s=KEPT_S)


def parse(question: ReportQuestion, replies: Replies) -> Count | None:
    """Tell whether it warns of the service; None where that is on no board."""
    decoded(_BOARDS, replies[0].content)
    monitors = [each for reply in replies[1:] for each in decoded(_MONITORS, reply.content).data]
    mine = [each for each in monitors if any(is_called(said, question.names) for said in each.names)]
    if not mine:
        return None
    return Count(0, SPAN_S, alarm=any(each.early_warning_signal for each in mine))


SOURCES: Final = (
    ReportSource(
        OutsideSource(
            "statusgator",
            "StatusGator",
            "https://statusgator.com/api/v3",
            N_("Tells whether StatusGator warns that people report problems, of services on your boards there."),
            N_("Which account of StatusGator asks; not what looks down."),
            (Limit(15, 60.0),),
            "https://statusgator.com/api/v3/docs",
            key=Key.NEEDED,
            kind=OutsideKind.REPORTS,
        ),
        ask,
        parse,
        follow,
        try_key=OutsideRequest("/boards"),
    ),
)
