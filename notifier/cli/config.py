"""`config [KEY [VALUE]]`: shows the settings or one of them, or changes one. A running program notices by itself."""

import msgspec

from notifier.cli.context import Context, Exit, as_wrong_use
from notifier.config import file
from notifier.config.model import Settings


def run(context: Context) -> int:
    """Show or change."""
    key, value = context.arguments.key, context.arguments.value
    if value is not None:
        _change(context, key, value)
    elif key is not None:
        with as_wrong_use():
            context.terminal.line(file.shown(context.settings, key))
    else:
        settings = context.settings
        for field in msgspec.structs.fields(Settings):
            context.terminal.line(f"{field.name} = {file.shown(settings, field.name)}")
    return Exit.FINE


def _change(context: Context, key: str, value: str) -> None:
    before = context.settings
    with as_wrong_use():
        after = file.changed(before, key, value)
    if after != before:
        context.save(after)
    context.terminal.line(f"{key} = {file.shown(after, key)}")
