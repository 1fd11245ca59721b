"""`doctor [--json]`: everything that the program needs, looked at once, with what to do about it.

The exit status is 1 where something is bad, 2 where the line is down (the rest cannot be told then), else 0.
"""

import asyncio
import logging
from collections.abc import Awaitable

import msgspec

from notifier.cli.context import Context, Exit
from notifier.cli.doctor import files, machine, machines, network
from notifier.cli.doctor.findings import Finding, Level
from notifier.cli.report import CUT_OFF
from notifier.cli.tables import folded
from notifier.cli.terminal import Span, Terminal, Tone
from notifier.core.model import LineStatus
from notifier.words import _

log = logging.getLogger(__name__)


def run(context: Context) -> int:
    """Look at everything and tell."""
    findings, line = asyncio.run(_look(context))
    if context.arguments.json:
        context.print_json([msgspec.to_builtins(each) for each in findings])
    else:
        for each in findings:
            _print(context.terminal, each)
    if line.state in CUT_OFF:
        return Exit.CANNOT_TELL
    return Exit.PROBLEM if any(each.level is Level.BAD for each in findings) else Exit.FINE


async def _look(context: Context) -> tuple[list[Finding], LineStatus]:
    connection, tray, notifications, keyring, other_machines = await asyncio.gather(
        network.look(context),
        _guarded("tray", _("Tray"), machine.tray()),
        _guarded("notifications", _("Notifications"), machine.notifications(tries=context.arguments.notify)),
        _guarded("keyring", _("Keyring"), machine.keyring()),
        machines.look(context.settings),
    )
    findings = [
        machine.versions(),
        machine.installed(context),
        files.settings(context),
        *files.folders(context),
        files.history(context),
        files.catalogue(context),
        machine.display(),
        tray,
        notifications,
        keyring,
        machine.autostart(context),
        *connection.findings,
        *other_machines,
    ]
    return findings, connection.line


async def _guarded(key: str, name: str, look: Awaitable[Finding]) -> Finding:
    """What was found; where the desktop's parts fail in a way that nobody foresaw, that is a finding too."""
    try:
        return await look
    except Exception as error:
        log.info("looking at %s failed", key, exc_info=True)
        text = _("It could not be checked: {reason}").format(reason=f"{type(error).__name__}: {error}")
        return Finding(key, name, Level.WARNING, text)


def _print(terminal: Terminal, finding: Finding) -> None:
    sign, simple, word, tone = {
        Level.OK: ("✓", "+", _("ok"), Tone.GOOD),
        Level.WARNING: ("!", "!", _("warning"), Tone.NOTICE),
        Level.BAD: ("✗", "X", _("bad"), Tone.BAD),
    }[finding.level]
    lead = f"{sign if terminal.can_show(sign) else simple} {word}: "
    text = f"{finding.name}: {finding.text}" if finding.text else finding.name
    indent = "    "
    first, *more = folded(text, terminal.width - len(lead) - 1) or [""]
    terminal.line(Span(lead, tone), Span(first))
    for each in more:
        terminal.line(Span(indent), Span(each))
    for each in folded(finding.hint, terminal.width - len(indent) - 1):
        terminal.line(Span(indent), Span(each, Tone.STRONG))
    if finding.command:
        terminal.line(Span(f"{indent}$ "), Span(finding.command, Tone.INFORMATION))
