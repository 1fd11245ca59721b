"""What the engine tells: a closed union, sent to the GUI thread through one queued signal."""

from enum import StrEnum

import msgspec

from notifier.core.model import Alert, Incident, LineStatus, Snapshot, Verdict


class SnapshotChanged(msgspec.Struct, frozen=True, tag=True):
    """Something shown has changed; at most one a second."""

    snapshot: Snapshot


class VerdictChanged(msgspec.Struct, frozen=True, tag=True):
    """A service's state, scope or components changed."""

    verdict: Verdict


class LineChanged(msgspec.Struct, frozen=True, tag=True):
    """The line changed."""

    line: LineStatus


class IncidentChanged(msgspec.Struct, frozen=True, tag=True):
    """An incident began, changed or ended; it is in the history already."""

    incident: Incident


class AlertDue(msgspec.Struct, frozen=True, tag=True):
    """A notification is to be shown; it is in the history already."""

    alert: Alert


class AlertHeld(msgspec.Struct, frozen=True, tag=True):
    """A notification is held in quiet hours: none is shown, but what stands of this from before may be so no more."""

    alert: Alert


class NoticeKind(StrEnum):
    """Things about the program itself that the user must hear."""

    HISTORY_CORRUPT = "history_corrupt"
    """The history could not be read; it was set aside as `text` and a new one was begun."""
    HISTORY_UNWRITABLE = "history_unwritable"
    """The history cannot be written (`text` says why); watching goes on."""
    HISTORY_NEWER = "history_newer"
    """The history was written by a newer version; it is left alone and nothing is kept."""
    SETTINGS_BROKEN = "settings_broken"
    """The settings file is broken at `text`; a copy was kept."""
    CATALOGUE_BROKEN = "catalogue_broken"
    """An entry of the user's own catalogue is broken: `text`."""


class Notice(msgspec.Struct, frozen=True, tag=True):
    """Something about the program itself."""

    kind: NoticeKind
    text: str = ""


class EngineFailed(msgspec.Struct, frozen=True, tag=True):
    """The engine stopped because of a fault of ours."""

    text: str


class BeginAnew(msgspec.Struct, frozen=True, tag=True):
    """The engine is to be begun anew, for what it cannot take while it runs: its time does not go back."""

    why: str


Event = (
    SnapshotChanged
    | VerdictChanged
    | LineChanged
    | IncidentChanged
    | AlertDue
    | AlertHeld
    | Notice
    | EngineFailed
    | BeginAnew
)
