"""What every command works with: the paths, the settings, the catalogue, the terminal, and the exit statuses."""

import argparse
import getpass
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import IntEnum
from functools import cached_property
from typing import Any

import msgspec

from notifier.catalogue.loader import Catalogue
from notifier.cli.plain import plain, safe_json
from notifier.cli.terminal import Terminal
from notifier.config import file
from notifier.config.model import Settings
from notifier.config.paths import Paths, resources
from notifier.config.wishes import wished_by, wished_services
from notifier.core.failure import UserError
from notifier.core.model import Service
from notifier.words import _
from notifier.words.errors import error_sentence
from notifier.words.names import category_names


class Exit(IntEnum):
    """The exit statuses; the first three tell what was found."""

    FINE = 0
    PROBLEM = 1
    CANNOT_TELL = 2
    """Or not do: the line is down, a file or an address cannot be read or written, or is not what it should be."""
    WRONG_USE = 64
    """The words that were given cannot be: an option, a number, a name that nothing has."""
    FAULT = 70
    """A fault of the program's own."""
    INTERRUPTED = 130
    BROKEN_PIPE = 141


class WrongUseError(UserError):
    """The command was given something that does not exist or cannot be: exit status 64."""


@contextmanager
def as_wrong_use() -> Iterator[None]:
    """Tell of what the user gave, and what cannot be, as wrong use."""
    try:
        yield
    except UserError as error:
        raise WrongUseError(error.title_source, error.hint_source, **error.values) from error


class Context:
    """The world of one command."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.arguments = arguments
        self.paths = Paths(arguments.config_dir, arguments.data_dir)
        self.terminal = Terminal()
        self.started = datetime.now(UTC)
        self._said: set[str] = set()

    @cached_property
    def catalogue(self) -> Catalogue:
        """The known services; broken files of the user's own are told once."""
        made = Catalogue(resources() / "catalogue", self.paths.own_services, self.paths.catalogue_updates)
        for problem in made.problems:
            self.warn(problem)
        return made

    @cached_property
    def settings(self) -> Settings:
        """The settings; the defaults, and a warning, where the file cannot be read."""
        loaded = getattr(self.arguments, "loaded", None) or file.load(self.paths.settings_file)
        if loaded.problem is not None:
            self.warn(loaded.problem)
        return loaded.settings

    def save(self, settings: Settings) -> None:
        """Write the settings; a running program notices by itself. Raises UserError."""
        file.save(self.paths.settings_file, settings)
        self.settings = settings

    def change(self, **values: Any) -> None:
        """Change some settings, and write them. Raises UserError."""
        self.save(msgspec.structs.replace(self.settings, **values))

    @staticmethod
    def entered(prompt: str) -> str:
        """Ask for what is secret, without showing it; one line where there is no terminal."""
        return getpass.getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")

    @cached_property
    def service_of(self) -> Callable[[str], Service | None]:
        """What knows services by their ids, as the user wishes them."""
        return wished_by(lambda: self.settings, self.catalogue.get)

    def watched_services(self) -> list[Service]:
        """The services that the user watches, as far as the catalogue knows them; the others are told."""
        services = wished_services(self.settings, self.catalogue.get)
        known = {each.id for each in services}
        for each in self.settings.watched:
            if each.id not in known:
                self.say_error(_("{id} is watched, but no catalogue has it").format(id=each.id))
        return list(services)

    def service(self, words: Sequence[str]) -> Service:
        """The service of the catalogue that the words name; an error that suggests others where there is none."""
        name = " ".join(words)
        found = self.catalogue.find(name)
        if found is None:
            raise self.unknown_service(name)
        return found

    def unknown_service(self, name: str) -> WrongUseError:
        """Say that no service has this name, and which ones are like it."""
        if not name.strip():
            return WrongUseError(_("a service's name or an address is missing"))
        title = _("no service is called {name}").format(name=name)
        close = [each.name for each in self.catalogue.search(name, kinds=category_names())[:3]]
        if close:
            hint = _("did you mean: {names}?").format(names=", ".join(close))
        else:
            hint = _("`outage-notifier services` lists all; any address can be given too")
        return WrongUseError(title, hint)

    def needs_none(self, word: str | None) -> None:
        """Refuse a further word that what is asked for would pass over. Raises WrongUseError."""
        if word is not None:
            hint = _("Try: {command} --help").format(command=f"outage-notifier {self.arguments.command}")
            raise WrongUseError(_("not understood: {names}").format(names=word), hint)

    def print_lines(self, lines: Iterable[str]) -> None:
        """Print lines that were made ready for the terminal."""
        self.terminal.stream.writelines(f"{each}\n" for each in lines)

    def print_json(self, value: Any) -> None:
        """Print the value as JSON."""
        self.terminal.for_programs()
        self.terminal.stream.write(safe_json(value) + "\n")

    @contextmanager
    def patience(self, text: str) -> Iterator[None]:
        """Say meanwhile what is being done, to a person who waits at a terminal."""
        waiting = self.terminal.is_terminal and sys.stderr.isatty() and not self.arguments.json
        if waiting:
            sys.stderr.write(plain(text))
            sys.stderr.flush()
        try:
            yield
        finally:
            if waiting:
                sys.stderr.write("\r\x1b[K")
                sys.stderr.flush()

    def warn(self, problem: UserError) -> None:
        """Tell of a problem."""
        self.say_error(error_sentence(problem))

    def say_error(self, text: str) -> None:
        """Write one line, with the program's name, to the error stream; the same one once."""
        if text not in self._said:
            self._said.add(text)
            sys.stderr.write(f"outage-notifier: {plain(text)}\n")
