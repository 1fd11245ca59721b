"""Which known service an address belongs to, so that a list's github.com becomes GitHub with all its parts.

An address belongs to a service if it is its home page, one of its targets or its official page; a bare site also if
it is the site of its home page or of the page that a browser opens. What several services share belongs to none.
"""

from urllib.parse import urlsplit

from notifier.core.model import Service


class Known:
    """The addresses of the known services."""

    def __init__(self, services: list[Service]) -> None:
        self._exact: dict[str, set[str]] = {}
        self._home: dict[str, set[str]] = {}
        self._sites: dict[str, set[str]] = {}
        self._services = {each.id: each for each in services}
        for service in services:
            self._take(service)

    def of(self, service: Service) -> Service | None:
        """The one known service that these targets belong to."""
        keys = {_folded(each.key) for each in service.targets}
        if len(keys) != 1:
            return None
        key = keys.pop()
        for table in (self._home, self._exact):
            found = table.get(key, set())
            if len(found) == 1:
                return self._services[next(iter(found))]
        site = _site(key)
        found = self._sites.get(site, set()) if site and key == site else set()
        return self._services[next(iter(found))] if len(found) == 1 else None

    def _take(self, service: Service) -> None:
        homes = [service.homepage, *(each.url for each in service.links if not each.app)]
        page = [service.page.url] if service.page is not None else []
        for url in filter(None, homes):
            self._home.setdefault(_folded(url), set()).add(service.id)
            self._sites.setdefault(_site(url), set()).add(service.id)
        for url in [each.key for each in service.targets] + page:
            self._exact.setdefault(_folded(url), set()).add(service.id)
        for target in service.targets:
            if target.web and target.component == "web":
                self._sites.setdefault(_site(target.web), set()).add(service.id)


def _folded(url: str) -> str:
    """Make alike what means the same: http and https, with and without `www.` and the last slash."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return url
    if parts.scheme not in ("http", "https"):
        return url.lower()
    host = (parts.hostname or "").removeprefix("www.")
    place = host if port in (None, 80, 443) else f"{host}:{port}"
    return f"{place}{parts.path.rstrip('/')}{'?' if parts.query else ''}{parts.query}"


def _site(url: str) -> str:
    """The site alone."""
    return _folded(url).partition("?")[0].partition("/")[0] if "://" not in _folded(url) else ""
