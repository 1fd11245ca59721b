"""`catalogue status|update|revert`: a newer list of services, apart from the program. Nothing happens by itself.

Only catalogues that were signed with the key in the settings are taken over; without one, none is.
"""

from urllib.parse import urlsplit, urlunsplit

from notifier.catalogue.bundle import BUNDLE_MOST
from notifier.catalogue.minisign import SIGNATURE_MOST, public_key
from notifier.catalogue.update import CatalogueUpdates, Installed
from notifier.cli.context import Context, Exit, WrongUseError
from notifier.cli.download import content_of, is_url
from notifier.config.paths import resources
from notifier.core.failure import UserError
from notifier.words import _

SIGNATURE = ".minisig"


def run(context: Context) -> int:
    """Do what is asked for."""
    updates = CatalogueUpdates(context.paths.catalogue_updates, resources() / "catalogue")
    source = context.arguments.source
    if (context.arguments.action == "update") != (source is not None):
        raise WrongUseError(_("catalogue update needs a file or an address, and nothing else takes one"))
    match context.arguments.action:
        case "update":
            _update(context, updates, source)
        case "revert":
            updates.revert()
            _say_status(context, updates)
        case _:
            _say_status(context, updates)
    return Exit.FINE


def _update(context: Context, updates: CatalogueUpdates, source: str) -> None:
    settings = context.settings
    if not settings.catalogue_key:
        raise UserError(
            "no key is set, so no catalogue is taken over",
            "Set the key of whoever you trust with it: outage-notifier config catalogue_key RW…",
        )
    key = public_key(settings.catalogue_key)
    signature = content_of(settings, _beside(source), SIGNATURE_MOST)
    installed = updates.install(content_of(settings, source, BUNDLE_MOST), signature, key)
    context.terminal.line(
        _("The catalogue {catalogue} is in use from now on. Your own services come first.").format(
            catalogue=_told(installed)
        )
    )


def _beside(source: str) -> str:
    """Where the signature is: the same name with an ending of its own."""
    if not is_url(source):
        return source + SIGNATURE
    parts = urlsplit(source)
    return urlunsplit(parts._replace(path=parts.path + SIGNATURE, fragment=""))


def _say_status(context: Context, updates: CatalogueUpdates) -> None:
    status = updates.status()
    if not status.readable:
        text = _("What is in use cannot be read, so it is the program's own catalogue.")
    elif status.current is None:
        text = _("The program's own catalogue is in use.")
    elif status.overtaken:
        text = _("The program's own catalogue is in use; it is newer than {catalogue}.").format(
            catalogue=_told(status.current)
        )
    else:
        text = _("The catalogue {catalogue} is in use.").format(catalogue=_told(status.current))
    context.terminal.line(text)
    if status.previous is not None:
        context.terminal.line(
            _("`catalogue revert` goes back to {catalogue}.").format(catalogue=_told(status.previous))
        )
    elif status.current is not None:
        context.terminal.line(_("`catalogue revert` goes back to the program's own."))


def _told(installed: Installed) -> str:
    """Name a catalogue: its serial, its day, how many services it has."""
    made = installed.made.isoformat() if installed.made else "?"
    return _("{serial} ({services} services, of {day})").format(
        serial=installed.serial, services=installed.services, day=made
    )
