"""`monitor KIND URL [--user USER | --token]`: watches what a monitoring server of the user's own reports.

The password or token is asked for at the terminal, or read as one line where there is none, and goes into the keyring:
never onto the command line, into a file or the log. The server is read once before anything is kept.
"""

import asyncio

from notifier.catalogue.fleet import fleet_service
from notifier.cli.context import Context, Exit, WrongUseError, as_wrong_use
from notifier.config import secrets
from notifier.config.model import WatchedService
from notifier.core.failure import UserError
from notifier.core.model import Outcome, Reading, Source
from notifier.core.ports import Read
from notifier.core.targets import PageTarget
from notifier.sources.logins import TOKEN, USER, secret_name
from notifier.words import _
from notifier.words.page_faults import fault_words


def run(context: Context) -> int:
    """Add the server."""
    arguments = context.arguments
    if arguments.user and arguments.token:
        raise WrongUseError(_("a server takes a name or a token, not both"))
    options = {USER: arguments.user} if arguments.user else {TOKEN: "yes"} if arguments.token else {}
    with as_wrong_use():
        service = fleet_service(PageTarget(arguments.kind, arguments.url, options))
    page = service.page
    assert page is not None  # noqa: S101 - for the type checker
    prompt = _("Password of {user}: ").format(user=arguments.user) if arguments.user else _("Token: ")
    secret = context.entered(prompt) if options else ""
    if options and not secret:
        raise WrongUseError(_("nothing was entered, so nothing was changed"))
    reading = asyncio.run(_read(context, page, secret))
    if reading.outcome is not Outcome.OK:
        reason = fault_words(reading.detail)
        raise UserError("{url} cannot be read as {kind}", "{reason}", url=page.url, kind=page.provider, reason=reason)
    if secret:
        secrets.set(secret_name(page), secret)
    context.catalogue.own.add(service)
    if not any(each.id == service.id for each in context.settings.watched):
        context.change(watched=(*context.settings.watched, WatchedService(service.id)))
    context.terminal.line(_("{name} is watched from now on; what it reports is shown here.").format(name=service.name))
    if secret and page.url.lower().startswith("http://"):
        context.say_error(_("Its address is not encrypted, so the password can be overheard."))
    return Exit.FINE


async def _read(context: Context, page: PageTarget, secret: str) -> Reading:
    from notifier.cli.network import GAP_S, client_options
    from notifier.sources.reader import NetworkReader, ReaderOptions

    options = ReaderOptions(client_options(context.settings), gap_s=GAP_S, secret_of=lambda _name: secret or None)
    async with NetworkReader(options) as reader:
        return await reader(Read(1, Source.PAGE, "monitor", "", page, fresh=True))
