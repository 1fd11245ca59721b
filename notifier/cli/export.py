"""`export [FILE]`: what is watched, with the user's own services, as a file that `import` reads. No passwords."""

import os
import tempfile
from pathlib import Path

from notifier.cli.context import Context, Exit
from notifier.core.failure import UserError
from notifier.exchange.own_list import write_list
from notifier.words import _


def run(context: Context) -> int:
    """Write the list down."""
    own = [each for each in context.catalogue.all() if each.own]
    data = write_list(context.settings.watched, own)
    path = context.arguments.file
    if path is None:
        context.terminal.stream.write(data.decode())
        return Exit.FINE
    try:
        _write(path, data)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UserError("{path} cannot be written", "{reason}", path=path, reason=reason) from error
    context.terminal.line(_("Written: {path}").format(path=path))
    return Exit.FINE


def _write(path: Path, data: bytes) -> None:
    """Write beside the file and put it in its place, so that an old one is never half a new one."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
