"""Takes the marks of the catalogue's services from Simple Icons: `python packaging/marks.py simple-icons/package`.

Simple Icons (npm package `simple-icons`, CC0) has one path per brand on a grid of 24 units. Writes
`resources/marks/marks.json`: by a service's id its colour and its path, whole numbers on a grid of `GRID` units, made
of `M x y`, `L x y`, `C x1 y1 x2 y2 x y` and `Z`, all absolute. A service has a mark where the set knows its name, or
where `KNOWN` says which one it is. A mark whose licence asks for more than CC0 does is left out: the service has its
letters. Marks belong to their owners: `resources/marks/README.md` keeps what the set says about that. Needs fonttools,
which nothing else here does.
"""

import json
import re
import sys
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from fontTools.pens.basePen import BasePen
from fontTools.svgLib.path import parse_path

ROOT: Final = Path(__file__).resolve().parent.parent
CATALOGUE: Final = ROOT / "resources" / "catalogue"
GOAL: Final = ROOT / "resources" / "marks" / "marks.json"
GRID: Final = 1000
_SIDE: Final = 24.0

KNOWN: Final = {
    "app-store": "App Store",
    "atlassian-": "Atlassian",
    "datadog-": "Datadog",
    "google-search": "Google",
    "google-workspace": "Google",
    "intercom-": "Intercom",
    "jira-": "Jira",
    "mastodon-": "Mastodon",
    "miro-": "Miro",
    "mongodb-": "MongoDB",
    "playstation-": "PlayStation",
    "shopee-": "Shopee",
    "shopeepay": "Shopee",
    "site24x7": "Zoho",
    "x": "X",
}
"""Services that are called otherwise than their brand; an id, or how it begins where it ends with a dash."""
OTHERS: Final = frozenset({"bolt", "branch", "compass", "segment", "stream", "click", "runway", "fleek"})
"""Services that only share their name with another brand."""


class _Numbers(BasePen):  # type: ignore[misc]
    """Writes a path in whole numbers."""

    def __init__(self) -> None:
        super().__init__(None)
        self.steps: list[str] = []

    def _write(self, letter: str, *points: tuple[float, float]) -> None:
        places = (f"{round(each * GRID / _SIDE)}" for point in points for each in point)
        self.steps.append(" ".join((letter, *places)))

    def _moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 - the pen's name
        self._write("M", point)

    def _lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._write("L", point)

    def _curveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._write("C", *points)

    def _closePath(self) -> None:  # noqa: N802
        self.steps.append("Z")

    def _endPath(self) -> None:  # noqa: N802
        self.steps.append("Z")


def path_of(svg: str) -> str:
    """Give the path of one icon of the set."""
    found = re.search(r' d="([^"]+)"', svg)
    if found is None:
        raise SystemExit(f"no path in: {svg[:200]}")
    pen = _Numbers()
    parse_path(found[1], pen)
    return " ".join(pen.steps)


def slug_of(title: str) -> str:
    """Name an icon's file, as the set does where it does not say otherwise."""
    spelled = title.lower().replace("+", "plus").replace(".", "dot").replace("&", "and")
    return re.sub("[^a-z0-9]", "", unicodedata.normalize("NFD", spelled))


def names_of(icon: dict[str, Any]) -> Iterator[str]:
    """Say how a brand is called."""
    yield icon["title"].casefold()
    yield from (each.casefold() for each in icon.get("aliases", {}).get("aka", []))


def brand_of(id_: str, name: str) -> str:
    """Say which brand a service shows."""
    known = (brand for key, brand in KNOWN.items() if id_ == key or (key.endswith("-") and id_.startswith(key)))
    return next(known, name)


def marks(package: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Give the marks of the catalogue's services, by their ids."""
    icons = json.loads((package / "data" / "simple-icons.json").read_text(encoding="utf-8"))
    by_name = {name: each for each in reversed(icons) for name in names_of(each)}
    for file in sorted(CATALOGUE.glob("*.toml")):
        id_ = file.stem
        name = tomllib.loads(file.read_text(encoding="utf-8"))["name"]
        icon = by_name.get(brand_of(id_, name).casefold())
        if icon is None or id_ in OTHERS or icon.get("license", {}).get("type", "CC0-1.0") != "CC0-1.0":
            continue
        svg = package / "icons" / f"{icon.get('slug') or slug_of(icon['title'])}.svg"
        yield id_, {"fill": f"#{icon['hex'].lower()}", "path": path_of(svg.read_text(encoding="utf-8"))}


def main(package: Path) -> None:
    """Read the set and write the marks."""
    found = dict(marks(package))
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    about = f"Simple Icons {version}, CC0; made by packaging/marks.py; the marks belong to their owners"
    text = json.dumps({"about": about, "grid": GRID, "marks": found}, separators=(",", ":"))
    GOAL.parent.mkdir(exist_ok=True)
    GOAL.write_text(text.replace('},"', '},\n"') + "\n", encoding="utf-8")
    print(f"{GOAL}: {len(found)} marks, {GOAL.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
