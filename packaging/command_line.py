"""Writes what shells and `man` want to know of the command line, made of its own grammar: nothing is kept by hand.

`python packaging/command_line.py FOLDER` writes outage-notifier.bash, _outage-notifier (zsh), outage-notifier.fish and
outage-notifier.1 there, in English. `SOURCE_DATE_EPOCH` dates the page.
"""

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from notifier import __version__
from notifier.cli import arguments
from notifier.words.language import speak

NAME = arguments.PROGRAM


class Taken(NamedTuple):
    """One option or argument: `flags` empty for an argument, `values` where few are possible, `value` its name."""

    flags: tuple[str, ...]
    value: str
    values: tuple[str, ...]
    help: str
    many: bool = False

    @property
    def is_path(self) -> bool:
        """Whether a file or a folder is wanted."""
        return self.value.split("|")[0] in ("FILE", "FOLDER")


class Spoken(NamedTuple):
    """The program itself, or one command."""

    name: str
    summary: str
    taken: tuple[Taken, ...]

    def options(self) -> list[Taken]:
        """What begins with a dash."""
        return [each for each in self.taken if each.flags]

    def words(self) -> list[str]:
        """All flags, and all values that an argument may have."""
        flags = [flag for each in self.options() for flag in each.flags]
        return flags + [value for each in self.taken if not each.flags for value in each.values]


def grammar() -> tuple[Spoken, list[Spoken]]:
    """Give the program and its commands."""
    speak("en")
    parser = arguments.parser([])
    commands = next(each for each in parser._actions if isinstance(each, argparse._SubParsersAction))
    summaries = {each.dest: each.help or "" for each in commands._choices_actions}
    whole = Spoken(NAME, parser.description or "", tuple(_taken(parser)))
    return whole, [Spoken(name, summaries[name], tuple(_taken(each))) for name, each in commands.choices.items()]


def _taken(parser: argparse.ArgumentParser) -> Iterator[Taken]:
    for each in parser._actions:
        if isinstance(each, argparse._SubParsersAction):
            continue
        shown = each.metavar if isinstance(each.metavar, str) else each.dest.upper()
        values = tuple(str(value) for value in each.choices or ())
        takes = "" if each.nargs == 0 else shown
        summary = (each.help or "").replace("%%", "%")
        yield Taken(tuple(each.option_strings), takes, values, summary, each.nargs in ("*", "+"))


def bash(whole: Spoken, commands: list[Spoken]) -> str:
    """Write the completion for bash."""
    names = " ".join(each.name for each in commands)
    spoken = [("", whole), *((each.name, each) for each in commands)]
    valued = {(name, flag): each for name, of in spoken for each in of.options() if each.value for flag in each.flags}
    values = "\n".join(
        f'        "{name} {flag}") {_bash_value(each)} ;;'
        for (name, flag), each in valued.items()
        if each.is_path or each.values
    )
    takers = "|".join(sorted({flag for _name, flag in valued}))
    cases = "\n".join(f'        {each.name}) words="{" ".join(each.words())}" ;;' for each in commands)
    paths = "|".join(each.name for each in commands if any(taken.is_path and not taken.flags for taken in each.taken))
    return f"""# Completion of {NAME} for bash; made of the program's own grammar.
_outage_notifier() {{
    local current=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD - 1]}} command= words i
    COMPREPLY=()
    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${{COMP_WORDS[i]}} in
            {takers}) i=$((i + 1)) ;;
            -*) ;;
            *) command=${{COMP_WORDS[i]}}; break ;;
        esac
    done
    case "$command $before" in
{values}
    esac
    case $command in
        "") words="{" ".join(whole.words())} {names}" ;;
{cases}
        *) return ;;
    esac
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
    case $command in {paths}) compopt -o default ;; esac
}}
complete -F _outage_notifier {NAME}
"""


def _bash_value(each: Taken) -> str:
    if each.values:
        return f'mapfile -t COMPREPLY < <(compgen -W "{" ".join(each.values)}" -- "$current"); return'
    kind = "-d" if each.value == "FOLDER" else "-f"
    return f'mapfile -t COMPREPLY < <(compgen {kind} -- "$current"); compopt -o filenames; return'


def zsh(whole: Spoken, commands: list[Spoken]) -> str:
    """Write the completion for zsh."""
    listed = "\n".join(f"        {_quoted(f'{each.name}:{each.summary}')}" for each in commands)
    cases = "\n".join(f"            {each.name}) _arguments -s {_zsh_taken(each)} ;;" for each in commands)
    return f"""#compdef {NAME}
# Completion of {NAME} for zsh; made of the program's own grammar.
_outage_notifier() {{
    local state line
    local -a commands
    commands=(
{listed}
    )
    _arguments -C -s {_zsh_taken(whole)} '1: :->command' '*:: :->rest'
    case $state in
        command) _describe -t commands command commands ;;
        rest) case $line[1] in
{cases}
        esac ;;
    esac
}}
_outage_notifier "$@"
"""


def _zsh_taken(spoken: Spoken) -> str:
    return " ".join(_quoted(spec) for each in spoken.taken for spec in _zsh_specs(each))


def _zsh_specs(each: Taken) -> list[str]:
    told = each.help.replace("[", "(").replace("]", ")").replace(":", "\\:")
    name = each.value.replace(":", "\\:") or " "
    kind = f"({' '.join(each.values)})" if each.values else "_files" if each.is_path else " "
    if not each.flags:
        return [f"{'*' if each.many else ''}:{name}:{kind}"]
    return [f"{flag}[{told}]" + (f":{name}:{kind}" if each.value else "") for flag in each.flags]


def fish(whole: Spoken, commands: list[Spoken]) -> str:
    """Write the completion for fish."""
    lines = [f"# Completion of {NAME} for fish; made of the program's own grammar.", f"complete -c {NAME} -f"]
    lines += [_fish_option("__fish_use_subcommand", each) for each in whole.options()]
    for each in commands:
        lines.append(f"complete -c {NAME} -n __fish_use_subcommand -a {each.name} -d {_quoted(each.summary)}")
        seen = f"__fish_seen_subcommand_from {each.name}"
        for taken in each.taken:
            if taken.flags:
                lines.append(_fish_option(seen, taken))
            elif taken.values:
                lines.append(f"complete -c {NAME} -n {_quoted(seen)} -a {_quoted(' '.join(taken.values))}")
            elif taken.is_path:
                lines.append(f"complete -c {NAME} -n {_quoted(seen)} -F")
    return "\n".join(lines) + "\n"


def _fish_option(when: str, each: Taken) -> str:
    flags = " ".join(f"-l {flag[2:]}" if flag.startswith("--") else f"-s {flag[1:]}" for flag in each.flags)
    takes = f" -x -a {_quoted(' '.join(each.values))}" if each.values else " -r -F" if each.is_path else ""
    takes = takes or (" -x" if each.value else "")
    return f"complete -c {NAME} -n {_quoted(when)} {flags}{takes} -d {_quoted(each.help)}"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "\u2019") + "'"


def manual(whole: Spoken, commands: list[Spoken]) -> str:
    """Write the page for `man`."""
    day = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH") or "0"), UTC)
    lines = [
        f'.TH OUTAGE-NOTIFIER 1 "{day:%Y-%m-%d}" "{NAME} {__version__}"',
        ".SH NAME",
        f"{NAME} \\- tells you when a service you use is down, and when it is back",
        ".SH SYNOPSIS",
        f".B {NAME}",
        "[\\fIoptions\\fR] [\\fIcommand\\fR \\fI...\\fR]",
        ".SH DESCRIPTION",
        _roff(whole.summary),
        ".SH OPTIONS",
        *_roff_list(whole.options()),
        ".SH COMMANDS",
    ]
    for each in commands:
        shown = " ".join(_shown(taken) for taken in each.taken if not taken.flags)
        lines += [f".SS {_roff(f'{each.name} {shown}'.strip())}", _roff(each.summary) + "."]
        lines += _roff_list([taken for taken in each.taken if "--help" not in taken.flags])
    lines += [
        ".SH EXIT STATUS",
        "0: fine. 1: a problem was found. 2: it cannot be told, for the line is down or an answer unreadable.",
        "64: wrong usage.",
        ".SH FILES",
        "Settings are in \\fI~/.config/outage\\-notifier\\fR, the history in \\fI~/.local/share/outage\\-notifier\\fR;",
        f"\\fB{_roff(NAME)} doctor\\fR shows all of them.",
    ]
    return "\n".join(lines) + "\n"


def _shown(taken: Taken) -> str:
    return f"{{{'|'.join(taken.values)}}}" if taken.values else taken.value + (" ..." if taken.many else "")


def _roff_list(taken: Iterable[Taken]) -> Iterator[str]:
    for each in taken:
        head = ", ".join(f"\\fB{_roff(flag)}\\fR" for flag in each.flags)
        value = f"\\fI{_roff(_shown(each))}\\fR" if each.value or each.values else ""
        yield from (".TP", f"{head} {value}".strip(), _roff(each.help) or "\\&")


def _roff(text: str) -> str:
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped


def main(folder: Path) -> None:
    """Write all four files."""
    folder.mkdir(parents=True, exist_ok=True)
    whole, commands = grammar()
    made = {f"{NAME}.bash": bash, f"_{NAME}": zsh, f"{NAME}.fish": fish, f"{NAME}.1": manual}
    for name, write in made.items():
        (folder / name).write_text(write(whole, commands), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
