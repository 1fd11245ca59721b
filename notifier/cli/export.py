"""`export [FILE]`: what is watched, with the user's own services, as a file that `import` reads. No passwords."""

from typing import Final

from notifier.cli.context import Context, Exit, WrongUseError
from notifier.core.failure import UserError
from notifier.exchange.own_list import write_list
from notifier.files import reason_of, replace_file
from notifier.words import _

_SUFFIXES: Final = ("", ".json")


def run(context: Context) -> int:
    """Write the list down."""
    own = [each for each in context.catalogue.all() if each.own]
    data = write_list(context.settings.watched, own)
    path = context.arguments.file
    if path is None:
        context.terminal.for_programs()
        context.terminal.stream.write(data.decode())
        return Exit.FINE
    if path.suffix.lower() not in _SUFFIXES:
        raise WrongUseError(_("{path} can be .json only").format(path=path), _("give the file such a name"))
    try:
        replace_file(path, data)
    except OSError as error:
        raise UserError("{path} cannot be written", "{reason}", path=path, reason=reason_of(error)) from error
    context.terminal.line(_("Written: {path}").format(path=path))
    return Exit.FINE
