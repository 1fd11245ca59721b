"""The example pages of every provider, and how they are read without a network."""

import pkgutil
import tomllib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from notifier.core.model import PageReport
from notifier.core.targets import PageTarget
from notifier.sources.pages import providers
from notifier.sources.pages.counting import report_of
from notifier.sources.pages.providers import PROVIDERS, PageBody, PageRequest
from notifier.sources.pages.reading import asked, page_of

DATA = Path(__file__).parent / "data"
MODULES = sorted(each.name for each in pkgutil.iter_modules(providers.__path__))
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

Case = dict[str, Any]


def cases_of(module: str, *wishes: str) -> list[Case]:
    """The examples of one provider that say what is wished."""
    file = DATA / module / "expected.toml"
    content = tomllib.loads(file.read_text()) if file.exists() else {}
    return [case for case in content.get("case", []) if all(wish in case for wish in wishes)]


def answered(case: Case, folder: Path, request: PageRequest) -> PageBody:
    """The example's answer to a request; what it does not name is not there."""
    answer = case["answers"].get(request.url)
    if answer is None:
        return PageBody(request.url, request.url, 404, "text/html", {}, b"<html>not found</html>")
    if isinstance(answer, str):
        answer = {"file": answer}
    content = (folder / answer["file"]).read_bytes()
    kind = answer.get("type", "application/json")
    return PageBody(request.url, answer.get("url", request.url), answer.get("status", 200), kind, {}, content)


def target_of(module: str, case: Case) -> PageTarget:
    wish = case["page"]
    name = wish.get("provider", module)
    return PageTarget(name, wish["url"], wish.get("options", {}), tuple(wish.get("watched", ())))


def report(module: str, case: Case, answer: Callable[[PageRequest], PageBody]) -> PageReport:
    """Read an example with these answers. Raises PageUnreadable."""
    target = target_of(module, case)
    provider = PROVIDERS[target.provider]
    course = asked(provider, target)
    try:
        request = next(course)
        while True:
            request = course.send(answer(request))
    except StopIteration as end:
        return report_of(target, target.provider, page_of(provider, target, end.value, NOW))
