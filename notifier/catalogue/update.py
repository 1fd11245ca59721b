"""Taking over a newer catalogue, and giving it back: whole or not at all, whenever the power fails.

A bundle is checked (signature, serial, every service), unpacked into a new folder, forced to the disk, and taken into
use by replacing one small file. Before that moment the old catalogue is in use, after it the new one. Running programs
notice by that file. The user's own services are never touched. Nothing is fetched here.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec

from notifier.catalogue.bundle import Bundle, read_bundle
from notifier.catalogue.minisign import PublicKey, verify
from notifier.catalogue.update_state import STATE, UpdateState, folder_in_use, serial_of, shipped_serial, state_of
from notifier.core.failure import N_, UserError
from notifier.files import reason_of, replace_file, sync_folder, write_file

_LOCK: Final = "lock"
_MADE: Final = "made"
_UNFINISHED: Final = ".new-"


class Installed(msgspec.Struct, frozen=True):
    """A newer catalogue that is there: its serial, its date, how many services it has."""

    serial: int
    made: date | None
    services: int


class Status(msgspec.Struct, frozen=True):
    """What is in use. `overtaken`: a newer catalogue had come, and the program's own is newer still."""

    current: Installed | None = None
    previous: Installed | None = None
    overtaken: bool = False
    readable: bool = True


class CatalogueUpdates:
    """The folder of newer catalogues, beside the shipped one."""

    def __init__(self, folder: Path, shipped: Path) -> None:
        self._folder = folder
        self._shipped = shipped

    def status(self) -> Status:
        """Tell what is in use."""
        state = state_of(self._folder)
        if state is None:
            return Status(readable=False)
        return Status(
            self._installed(state.current),
            self._installed(state.previous),
            overtaken=bool(state.current) and folder_in_use(self._folder, self._shipped) is None,
        )

    def install(self, data: bytes, signature: bytes, key: PublicKey) -> Installed:
        """Take a bundle over. Raises UserError, and then everything is as it was."""
        verify(data, signature, key)
        bundle = read_bundle(data)
        digest = sha256(data).hexdigest()[:16]
        with self._alone():
            state = self._state()
            name = f"{bundle.serial}-{digest}"
            self._refuse_old(bundle, digest, state)
            if name != state.current or not (self._folder / name).is_dir():
                self._unpack(bundle, name)
                previous = state.current if state.current != name else state.previous
                self._swap(UpdateState(name, previous, bundle.serial, digest))
            self._tidy()
        return Installed(bundle.serial, bundle.made, len(bundle.services))

    def revert(self) -> Status:
        """Go back to the catalogue before; the program's own at last. Raises UserError where there is none newer."""
        with self._alone():
            state = self._state()
            if not state.current and state_of(self._folder) is not None:
                raise UserError(
                    "the catalogue in use is already the program's own", "There is no earlier one to go back to."
                )
            self._swap(msgspec.structs.replace(state, current=state.previous, previous=""))
            self._tidy()
        return self.status()

    def _state(self) -> UpdateState:
        """The state; where its file is broken, what the folders still tell."""
        state = state_of(self._folder)
        if state is not None:
            return state
        return UpdateState(highest=max((serial_of(each.name) for each in self._folder.iterdir()), default=0))

    def _refuse_old(self, bundle: Bundle, digest: str, state: UpdateState) -> None:
        own = shipped_serial(self._shipped)
        newest = max(state.highest, own)
        if bundle.serial == state.highest > own and digest == state.digest:
            return  # the very one that was given back
        if bundle.serial <= newest:
            hint = N_("It has the serial {serial}, and {newest} was here already.")
            raise UserError("the catalogue is not newer", hint, serial=bundle.serial, newest=newest)

    def _unpack(self, bundle: Bundle, name: str) -> None:
        fresh = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=self._folder))
        for service, text in bundle.services.items():
            write_file(fresh / f"{service}.toml", text.encode())
        write_file(fresh / _MADE, bundle.made.isoformat().encode())
        sync_folder(fresh)
        final = self._folder / name
        if final.exists():  # whoever unpacked it was ended before it came into use
            shutil.rmtree(final)
        fresh.rename(final)
        sync_folder(self._folder)

    def _swap(self, state: UpdateState) -> None:
        """The one moment in which the catalogue becomes another."""
        replace_file(self._folder / STATE, msgspec.json.encode(state))

    def _tidy(self) -> None:
        """Remove what is in use no more, and what others left unfinished."""
        state = state_of(self._folder) or UpdateState()
        for each in self._folder.iterdir():
            ours = each.name.startswith((_UNFINISHED, f".{STATE}.")) or serial_of(each.name)
            if ours and each.name not in (state.current, state.previous):
                shutil.rmtree(each, ignore_errors=True) if each.is_dir() else each.unlink(missing_ok=True)

    def _installed(self, name: str) -> Installed | None:
        folder = self._folder / name
        if not name or not folder.is_dir():
            return None
        try:
            made = date.fromisoformat((folder / _MADE).read_text("ascii"))
        except (OSError, ValueError):
            made = None
        return Installed(serial_of(name), made, sum(1 for _ in folder.glob("*.toml")))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Let nobody else change the folder meanwhile; what the disk refuses is one clear error."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with (self._folder / _LOCK).open("ab") as file, _locked(file.fileno()):
                yield
        except OSError as error:
            raise UserError("the catalogue could not be changed", "{reason}", reason=reason_of(error)) from error


if sys.platform == "win32":
    import msvcrt

    @contextmanager
    def _locked(handle: int) -> Iterator[None]:
        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
        try:
            yield
        finally:
            os.lseek(handle, 0, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    @contextmanager
    def _locked(handle: int) -> Iterator[None]:
        fcntl.flock(handle, fcntl.LOCK_EX)  # ends with the file, and with the process
        yield
