"""Draws the world map once: `python packaging/world_map.py countries-50m.json`, where the outlines come from.

The outlines are Natural Earth's (public domain), as the npm package `world-atlas` carries them: TopoJSON, countries by
their number (ISO 3166-1 numeric). Writes `resources/map/world.json`: for each country (by its two letters) its rings on
a grid of GRID units from west to east, as the Equal Earth projection lays them out, and the middle of its largest ring,
on the grid and in degrees. Borders are thinned as arcs, so that neighbours keep one border. Needs Babel, which a
developer's environment has.
"""

import json
import math
import sys
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from babel.core import get_global

GRID: Final = 2000
LEAST_AREA: Final = 12.0
"""Smaller rings are left out, in square units of the grid; a country's largest one always stays."""
THIN_BELOW: Final = 3.0
"""A point that spans a smaller triangle with its neighbours is left out, in square units of the grid."""
LEFT_OUT: Final = {"AQ"}
CUT: Final = -168.5
"""The map is cut along this meridian, through the Bering Strait, where it cuts no country's mainland."""

Point = tuple[float, float]

A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
"""Equal Earth: Šavrič, Patterson and Jenny, "The Equal Earth map projection", 2018."""
ROOT: Final = math.sqrt(3.0) / 2.0


def projected(longitude: float, latitude: float) -> Point:
    """Place degrees on a plane whose x goes from -2.7 to 2.7 and whose y grows to the south."""
    angle = math.asin(ROOT * math.sin(math.radians(latitude)))
    square = angle * angle
    sixth = square**3
    x = math.radians(longitude) * math.cos(angle) / (ROOT * (A1 + 3 * A2 * square + sixth * (7 * A3 + 9 * A4 * square)))
    y = angle * (A1 + A2 * square + sixth * (A3 + A4 * square))
    return x, -y


WEST, NORTH = projected(-180.0, 0.0)[0], projected(0.0, 84.0)[1]
SCALE: Final = GRID / (-2 * WEST)


def on_grid(degrees: Point) -> Point:
    """Place degrees, as `arcs_of` gives them, on the grid."""
    x, y = projected(degrees[0] - 180.0, degrees[1])
    return (x - WEST) * SCALE, (y - NORTH) * SCALE


def arcs_of(topology: dict[str, Any]) -> list[list[Point]]:
    """Give all arcs in degrees: longitudes to the east of the cut, 0 to 360; latitudes as usual."""
    (scale_x, scale_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            arc.append(((x * scale_x + left - CUT) % 360.0, y * scale_y + bottom))
        arcs.append(arc)
    return arcs


def thinned(arc: Sequence[Point]) -> list[Point]:
    """Leave out what cannot be seen, the least first (Visvalingam and Whyatt, 1993); the ends stay."""
    points = list(arc)
    while len(points) > 2:
        areas = [abs(area(points[i - 1 : i + 2])) for i in range(1, len(points) - 1)]
        least = min(areas)
        if least >= THIN_BELOW:
            break
        del points[areas.index(least) + 1]
    return points


def area(ring: Sequence[Point]) -> float:
    """The signed area of a ring (or triangle)."""
    following = [*ring[1:], ring[0]]
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, following, strict=True)) / 2.0


def middle(ring: Sequence[Point]) -> Point:
    """The centre of a ring's area; of its points, where it has none."""
    whole = area(ring)
    if abs(whole) < 1e-9:
        return sum(x for x, _y in ring) / len(ring), sum(y for _x, y in ring) / len(ring)
    following = [*ring[1:], ring[0]]
    pairs = [(a, b, a[0] * b[1] - b[0] * a[1]) for a, b in zip(ring, following, strict=True)]
    x = sum((a[0] + b[0]) * cross for a, b, cross in pairs) / (6 * whole)
    y = sum((a[1] + b[1]) * cross for a, b, cross in pairs) / (6 * whole)
    return x, y


def joined(numbers: Iterable[int], arcs: Sequence[Sequence[Point]]) -> list[Point]:
    """Make a ring of arcs; a negative number is the arc backwards."""
    ring: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc if not ring else arc[1:]
    return ring


def outlines(topology: dict[str, Any]) -> dict[str, list[list[int]]]:
    """Give each country's outer rings, as numbers of arcs; a country's distant islands may stand apart from it."""
    letters = get_global("territory_aliases")
    found: dict[str, list[list[int]]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = code_of(geometry, letters)
        several = {"Polygon": [geometry.get("arcs")], "MultiPolygon": geometry.get("arcs")}.get(geometry["type"])
        if code and code not in LEFT_OUT and several:
            found.setdefault(code, []).extend(polygon[0] for polygon in several)
    return found


def code_of(geometry: dict[str, Any], letters: dict[str, Any]) -> str:
    """Give a country's two letters; empty where it has none of its own."""
    if geometry["properties"]["name"] == "Kosovo":
        return "XK"
    found = letters.get(str(geometry.get("id", "")), [""])[0]
    return found if len(found) == 2 else ""


def countries_of(topology: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Draw every country."""
    degrees = arcs_of(topology)
    drawn = [thinned([on_grid(point) for point in arc]) for arc in degrees]
    countries: dict[str, dict[str, Any]] = {}
    for code, outer in outlines(topology).items():
        whole = [joined(numbers, degrees) for numbers in outer]
        largest = max(whole, key=lambda ring: abs(area([on_grid(point) for point in ring])))
        rings = [joined(numbers, drawn) for numbers in outer]
        kept = [ring for ring in rings if len(ring) > 3 and abs(area(ring)) >= LEAST_AREA and not is_cut(ring)]
        place = middle(largest)
        spot = on_grid(place)
        countries[code] = {
            "at": [round(spot[0]), round(spot[1])],
            "place": [round((place[0] + CUT + 180.0) % 360.0 - 180.0, 1), round(place[1], 1)],
            "rings": [flat(ring) for ring in kept],
        }
    return dict(sorted(countries.items()))


def is_cut(ring: Sequence[Point]) -> bool:
    """Tell whether a ring lies on both sides of the cut, as a few islands do."""
    return max(abs(a[0] - b[0]) for a, b in pairwise(ring)) > GRID / 2


def flat(ring: Sequence[Point]) -> list[int]:
    """Write a ring as whole numbers: x, y of its first point, then the steps; its last point is its first."""
    points = [(round(x), round(y)) for x, y in ring[:-1]]
    steps = [points[0], *((b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points))]
    return [number for step in steps if step != (0, 0) or step is steps[0] for number in step]


def main(source: Path) -> None:
    """Read the outlines and write the map."""
    countries = countries_of(json.loads(source.read_text(encoding="utf-8")))
    bottom = max(
        sum(ring[1 : 2 * count + 2 : 2])
        for country in countries.values()
        for ring in country["rings"]
        for count in range(len(ring) // 2)
    )
    world = {
        "about": "Natural Earth, 1:50m, public domain; Equal Earth projection; made by packaging/world_map.py",
        "width": GRID,
        "height": bottom + 1,
        "countries": countries,
    }
    goal = Path(__file__).parents[1] / "resources" / "map" / "world.json"
    text = json.dumps(world, separators=(",", ":")).replace('},"', '},\n"')
    goal.write_text(text + "\n", encoding="utf-8")
    print(f"{goal}: {len(countries)} countries, {goal.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
