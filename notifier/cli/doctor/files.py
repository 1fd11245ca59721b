"""What the doctor finds in the files: settings, folders, the history, the catalogue."""

import os
import tempfile
from pathlib import Path

from notifier.cli.context import Context
from notifier.cli.doctor.findings import Finding, Level
from notifier.config import file
from notifier.core.events import Notice, NoticeKind
from notifier.files import reason_of
from notifier.store.integrity import damage
from notifier.store.reader import HistoryReader
from notifier.words import _
from notifier.words.errors import error_sentence
from notifier.words.times import number


def settings(context: Context) -> Finding:
    """The settings file can be read whole."""
    name = _("Settings")
    path = context.paths.settings_file
    problem = file.load(path).problem
    if problem is not None:
        hint = _("Correct the file, or set the key anew.")
        return Finding(
            "settings", name, Level.WARNING, error_sentence(problem), hint, "outage-notifier config KEY VALUE"
        )
    if not path.exists():
        return Finding("settings", name, Level.OK, _("There is no file yet: the defaults hold."))
    return Finding("settings", name, Level.OK, str(path))


def folders(context: Context) -> list[Finding]:
    """What the program writes can be written."""
    paths = context.paths
    wanted = {
        "config_folder": (_("Settings folder"), paths.config_dir),
        "data_folder": (_("Data folder"), paths.data_dir),
        "log_folder": (_("Log folder"), paths.log_dir),
    }
    return [_folder(key, name, folder) for key, (name, folder) in wanted.items()]


def _folder(key: str, name: str, folder: Path) -> Finding:
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".doctor-") as trial:
            trial.write(b"x")
            trial.flush()
            os.fsync(trial.fileno())
    except OSError as error:
        text = _("{folder} cannot be written: {reason}").format(folder=folder, reason=reason_of(error))
        hint = _("Make room on the disk, or make the folder yours.")
        command = f'sudo chown -R "$USER" "{folder}"' if os.name == "posix" else ""
        return Finding(key, name, Level.BAD, text, hint, command)
    return Finding(key, name, Level.OK, str(folder))


def catalogue(context: Context) -> Finding:
    """Every service file can be read."""
    name = _("Catalogue")
    known = context.catalogue.all()
    problems = context.catalogue.problems
    if problems:
        text = "; ".join(error_sentence(each) for each in problems)
        hint = _("Correct the files in {folder}.").format(folder=context.paths.own_services)
        return Finding("catalogue", name, Level.WARNING, text, hint)
    if not known:
        hint = _("The installation is not complete: install the program again.")
        return Finding("catalogue", name, Level.BAD, _("No service is known."), hint)
    missing = [each.id for each in context.settings.watched if context.catalogue.get(each.id) is None]
    if missing:
        text = _("Watched, but in no catalogue: {names}").format(names=", ".join(missing))
        return Finding("catalogue", name, Level.WARNING, text, "", f"outage-notifier remove {missing[0]}")
    text = _("Known services: {count}").format(count=len(known))
    return Finding("catalogue", name, Level.OK, text)


def history(context: Context) -> Finding:
    """The history opens and is whole."""
    name = _("History")
    path = context.paths.history_file
    if not path.exists():
        return Finding("history", name, Level.OK, _("There is none yet."))
    notice = HistoryReader(path).notice()
    if notice is not None:
        return _history_trouble(name, notice)
    problem = damage(path)
    if problem:
        text = _("{file} is damaged: {problem}").format(file=path, problem=problem)
        hint = _("Quit the program, move the file away, and start again.")
        return Finding("history", name, Level.BAD, text, hint, f'mv "{path}" "{path}.damaged"')
    size = sum(each.stat().st_size for each in (path, path.with_name(path.name + "-wal")) if each.exists())
    text = _("{file}, {size} MB, undamaged").format(file=path, size=number(size / 1e6, 1))
    return Finding("history", name, Level.OK, text)


def _history_trouble(name: str, notice: Notice) -> Finding:
    match notice.kind:
        case NoticeKind.HISTORY_NEWER:
            text = _("{file} was written by a newer version.").format(file=notice.text)
            hint = _("Update the program; until then nothing is remembered.")
        case NoticeKind.HISTORY_CORRUPT:
            text = _("{file} is broken.").format(file=notice.text)
            hint = _("Nothing to do: the next start sets it aside and begins a new one.")
        case _:
            text = _("It cannot be read: {reason}").format(reason=notice.text)
            hint = _("Make room on the disk, or make the file yours.")
    return Finding("history", name, Level.BAD, text, hint)
