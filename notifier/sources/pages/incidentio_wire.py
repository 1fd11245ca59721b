"""What incident.io's pages and widgets send, as far as it is read: `notifier.sources.pages.providers.incidentio`."""

from typing import Final

import msgspec

from notifier.core.model import PageLevel
from notifier.sources.pages import statuspage_format
from notifier.sources.pages.parsing import level_of

LEVELS: Final = statuspage_format.LEVELS


class Part(msgspec.Struct):
    """A component or a group, wherever it is named: by itself, in the structure, as affected, or for a time."""

    id: str | None = None
    component_id: str | None = None
    name: str | None = None
    group_name: str | None = None
    hidden: bool | None = None
    status: str | None = None
    current_status: str | None = None
    start_at: str | None = None
    end_at: str | None = None
    worst_component_status: str | None = None
    components: list["Part"] | None = None

    @property
    def key(self) -> str:
        """Its id, wherever it stands."""
        return self.component_id or self.id or ""

    @property
    def level(self) -> PageLevel:
        """How it is now."""
        return level_of(self.current_status or self.status, LEVELS)


class Item(msgspec.Struct):
    """A row of the page."""

    group: Part | None = None
    component: Part | None = None


class Update(msgspec.Struct):
    """The company's words at one time."""

    message_string: str | None = None
    published_at: str | None = None
    to_status: str | None = None


class Incident(msgspec.Struct):
    """An incident or a maintenance, of a page or of a widget."""

    id: str | None = None
    name: str | None = None
    status: str | None = None
    type: str | None = None
    url: str | None = None
    published_at: str | None = None
    affected_components: list[Part] | None = None
    component_impacts: list[Part] | None = None
    status_summaries: list[Part] | None = None
    updates: list[Update] | None = None
    current_worst_impact: str | None = None
    last_update_at: str | None = None
    last_update_message: str | None = None
    started_at: str | None = None
    starts_at: str | None = None
    ends_at: str | None = None
    scheduled_end_at: str | None = None


class Below(msgspec.Struct):
    """A page of a page of pages."""

    subpath: str | None = None


class Structure(msgspec.Struct):
    """The page's rows in their order."""

    items: list[Item] | None = None


class Summary(msgspec.Struct):
    """A page."""

    id: str | None = None
    name: str | None = None
    public_url: str | None = None
    page_type: str | None = None
    components: list[Part] | None = None
    affected_components: list[Part] | None = None
    ongoing_incidents: list[Incident] | None = None
    scheduled_maintenances: list[Incident] | None = None
    structure: Structure | None = None
    sub_pages: list[Below] | None = None

    @property
    def is_parent(self) -> bool:
        """Whether it only leads to other pages."""
        return self.page_type == "parent" or bool(self.sub_pages)


class Answer(Summary):
    """The page's own data has `summary`, the widget's the rest."""

    summary: Summary | None = None
    page_title: str | None = None
    page_url: str | None = None
    in_progress_maintenances: list[Incident] | None = None
