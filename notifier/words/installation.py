"""How the program was installed and how old its catalogue is, in the user's language."""

from datetime import date

from notifier.desktop.installation import Installation, Way
from notifier.words import _
from notifier.words.times import day_words


def way_words(found: Installation) -> str:
    """How and where."""
    match found.way:
        case Way.SOURCE:
            return _("from its sources, in {folder}").format(folder=found.place)
        case Way.PIPX | Way.UV | Way.PIP:
            return _("with {tool}, in {folder}").format(tool=found.way.value, folder=found.place)
        case Way.DEB:
            return _("as a Debian package, in {folder}").format(folder=found.place)
        case Way.PROGRAM:
            return _("as a program of its own, in {folder}").format(folder=found.place)
        case Way.UNKNOWN:
            return _("in a way that is not known, in {folder}").format(folder=found.place)


def update_words(found: Installation) -> str:
    """What brings a newer version, where no command does."""
    match found.way:
        case Way.PROGRAM:
            return _("Update: install the newer version over this one.")
        case _ if found.command:
            return _("Update:")
        case _:
            return _("Update: in the way that it was installed.")


def catalogue_words(day: date | None, today: date) -> str:
    """Of which day the catalogue is."""
    return _("of a day that is not known") if day is None else day_words(day, today)
