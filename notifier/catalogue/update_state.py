"""Which newer catalogue is in use: one small file, replaced whole, that names a folder beside it.

It is read at every start, so it is all that is read: a folder's services are read when they are asked for.
`notifier.catalogue.update` writes it.
"""

import re
from pathlib import Path
from typing import Final

import msgspec

from notifier.files import read_file
from notifier.json import NOT_JSON

STATE: Final = "state.json"
_FOLDER: Final = re.compile(r"(\d{1,16})-[0-9a-f]{16}")


class UpdateState(msgspec.Struct, frozen=True, omit_defaults=True):
    """Names of folders, empty for the shipped catalogue.

    `highest` is the highest serial that ever came, with `digest` of what it came as: nothing older comes in any more,
    and nothing else under the same serial.
    """

    current: str = ""
    previous: str = ""
    highest: int = 0
    digest: str = ""


def state_of(folder: Path) -> UpdateState | None:
    """Read which one is in use; None where the file says nothing that can be understood."""
    try:
        state = msgspec.json.decode(read_file(folder / STATE), type=UpdateState)
    except FileNotFoundError:
        return UpdateState()
    except (OSError, *NOT_JSON):
        return None
    known = (name == "" or serial_of(name) for name in (state.current, state.previous))
    return state if all(known) else None


def serial_of(name: str) -> int:
    """Give the serial in a folder's name; 0: it is none of ours."""
    found = _FOLDER.fullmatch(name)
    return int(found[1]) if found else 0


def shipped_serial(shipped: Path) -> int:
    """Give the serial of the catalogue that came with the program; 0 where none is written down."""
    try:
        text = (shipped / "lists" / "serial").read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return 0
    return int(text) if text.isdigit() and len(text) <= 16 else 0


def folder_in_use(updates: Path, shipped: Path) -> Path | None:
    """Give the folder whose services win over the shipped ones; None where the shipped ones are the newest."""
    if not (updates / STATE).exists():
        return None
    state = state_of(updates)
    if state is None or not state.current or serial_of(state.current) <= shipped_serial(shipped):
        return None
    folder = updates / state.current
    return folder if folder.is_dir() else None
