"""A stage, for tests that need some service: as a file of the user's own, and as a scenario of its silence."""

ID = "test-stage"


def stage(url: str, name: str = "Test Stage", service: str = ID, owner: str = "The test") -> str:
    """Give the file of a service with one web address."""
    return f"""format = 1
id = "{service}"
name = "{name}"
owner = "{owner}"
category = "social"

[[component]]
id = "web"
target = [{{ kind = "http", url = "{url}" }}]
"""


def silent_stage(until_s: float = 2400) -> str:
    """Give a scenario in which a stage is silent from the twentieth minute on."""
    return f"""format = 1
name = "short"
title = "A stage falls silent for a while"
seed = 1
start = 2026-03-02T06:00:00Z
duration_s = 9000
country = "ID"

[[service]]
id = "stage"
name = "Practice Stage"

[[service.target]]
component = "web"
kind = "http"
target = "https://stage.example/"

[[fault]]
service = "stage"
from_s = 1200
until_s = {until_s}
kind = "connect_refused"
"""
