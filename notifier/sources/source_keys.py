"""Trying a key of the user's own with one question, before it is kept. The key goes to its source alone."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from notifier.core.failure import UserError
from notifier.core.outside.source import Key, OutsideSource
from notifier.sources.client import ClientOptions
from notifier.sources.failures import Progress
from notifier.sources.network import Network
from notifier.sources.outside.asker import OutsideAsker, secret_name
from notifier.sources.outside.budgets import Budgets
from notifier.sources.outside.contract import SourceSilent
from notifier.sources.outside_sources import told_sources, trial_of


def _now() -> datetime:
    return datetime.now(UTC)


async def keep_key(
    source_id: str,
    key: str,
    client: ClientOptions,
    keep: Callable[[str, str], None],
    outside_file: Path | None,
    bases: Mapping[str, str] | None = None,
) -> None:
    """Try a key and keep it with `keep`; an empty one is forgotten untried. Raises UserError."""
    source = next((each for each in told_sources() if each.id == source_id), None)
    if source is None or source.key is Key.NONE:
        raise UserError("{source} takes no key", source=source_id)
    if key:
        await _try(source, key, client, bases)
    await asyncio.to_thread(keep, secret_name(source), key)
    budgets = Budgets(outside_file, _now)
    for each in told_sources():
        if secret_name(each) == secret_name(source):
            budgets.forgive(each)


def _no_key(source: OutsideSource) -> UserError:
    if source.key_form:
        return UserError("this is not a key", source.key_form)
    return UserError("this is not a key", "expected the letters and digits that {source} gave", source=source.name)


async def _try(source: OutsideSource, key: str, client: ClientOptions, bases: Mapping[str, str] | None) -> None:
    trial = trial_of(source.id)
    if trial is None or not key.isascii() or not key.isprintable() or " " in key:
        raise _no_key(source)
    if trial.login is not None and trial.login.ask(key) is None:
        raise _no_key(source)
    network = Network(client, _now)
    asker = OutsideAsker(network, Budgets(None, _now), lambda _name: key, bases)
    try:
        await asker.ask(source, trial, Progress())
    except SourceSilent as silent:
        refused = silent.why in ("status 401", "status 403")
        if refused:
            raise UserError("{source} does not take this key", source=source.name) from silent
        hint = "{source} does not answer; the key was not kept"
        raise UserError("the key cannot be tried", hint, source=source.name) from silent
