"""Alertmanager beyond its examples: whose clock tells that an alert has ended."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from notifier.core.targets import PageTarget
from notifier.sources.pages.provider import PageBody
from notifier.sources.pages.providers.alertmanager import parse

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
ENDS = NOW + timedelta(minutes=3)
FIRING = f'[{{"labels": {{"alertname": "Down"}}, "endsAt": "{ENDS.isoformat()}"}}]'.encode()


@pytest.mark.parametrize("off_min", [-300, -5, 0, 5, 300])
def test_alerts_end_by_the_servers_own_clock(off_min: int) -> None:
    """A clock of ours that is fast would end every alert, for they are renewed minutes before their end."""
    url = "https://alerts.acme.example/api/v2/alerts"
    body = PageBody(url, url, 200, "application/json", {"date": format_datetime(NOW, usegmt=True)}, FIRING)
    ours = NOW + timedelta(minutes=off_min)
    (incident,) = parse(PageTarget("alertmanager", url), (body,), ours).incidents
    assert incident.title == "Down"
