"""Where countries lie: their outlines on a small map, and which of several is nearest.

From `resources/map/world.json`, which `packaging/world_map.py` draws of Natural Earth's outlines (public domain). Read
when first asked for; countries are named by their code (ISO 3166-1 alpha-2).
"""

from collections.abc import Iterable
from functools import cache
from itertools import accumulate
from math import asin, cos, radians, sin, sqrt

import msgspec

from notifier.config.paths import resources

Ring = tuple[tuple[int, int], ...]


class Country(msgspec.Struct, frozen=True):
    """A country on the map."""

    at: tuple[int, int]
    """The middle of its largest piece, on the map's grid."""
    place: tuple[float, float]
    """The same in degrees: longitude, latitude."""
    rings: tuple[tuple[int, ...], ...]

    def outlines(self) -> tuple[Ring, ...]:
        """Give its pieces as corners on the map's grid; none where it is too small to be drawn."""
        return tuple(tuple(zip(accumulate(ring[::2]), accumulate(ring[1::2]), strict=True)) for ring in self.rings)


class World(msgspec.Struct, frozen=True):
    """The map: so many units wide and high, y growing to the south."""

    width: int
    height: int
    countries: dict[str, Country]

    def nearest_first(self, codes: Iterable[str], home: str) -> tuple[str, ...]:
        """Put countries in order of their distance from one of them; by code where that, or one, is not on the map."""
        return tuple(sorted(codes, key=lambda code: (self.distance(home, code), code)))

    def distance(self, one: str, other: str) -> float:
        """Tell how far apart two countries' middles are, in radians (haversine formula); far where one is unknown."""
        if one not in self.countries or other not in self.countries:
            return 4.0
        west, south = (radians(each) for each in self.countries[one].place)
        east, north = (radians(each) for each in self.countries[other].place)
        chord = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
        return 2 * asin(min(1.0, sqrt(chord)))


@cache
def world() -> World:
    """Read the map."""
    return msgspec.json.decode((resources() / "map" / "world.json").read_bytes(), type=World)
