"""The day of the catalogue in use: written with the shipped one, and not before what it says was read."""

from datetime import date
from pathlib import Path

from notifier.catalogue.day import catalogue_day
from notifier.catalogue.loader import Catalogue
from notifier.config.paths import resources

SHIPPED = resources() / "catalogue"


def test_the_shipped_catalogue_says_its_day(tmp_path: Path) -> None:
    day = catalogue_day(SHIPPED, tmp_path)
    assert day is not None
    recorded = [each.page_recorded for each in Catalogue(SHIPPED, tmp_path).all() if each.page_recorded]
    assert date.fromisoformat(max(recorded)) <= day


def test_a_day_that_cannot_be_read_is_not_known(tmp_path: Path) -> None:
    assert catalogue_day(tmp_path, tmp_path) is None
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "day").write_text("soon")
    assert catalogue_day(tmp_path, tmp_path) is None
