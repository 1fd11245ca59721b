"""A small file of JSON in which something is remembered: read each time, replaced whole, and missed by nobody.

One that cannot be read is as none, one that cannot be written is noted in the log: what is remembered here is a
comfort, never the history or the settings. What is in it is the caller's.
"""

import logging
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from notifier.files import read_file, reason_of, replace_file
from notifier.json import NOT_JSON

log = logging.getLogger(__name__)

Content = TypeVar("Content")


class KeptFile(Generic[Content]):
    """The file. `path` None: there is none; `what` says in the log what it holds."""

    def __init__(self, path: Path | None, shape: msgspec.json.Decoder[Content], what: str) -> None:
        self._path = path
        self._shape = shape
        self._what = what
        self.is_lost = path is None
        """Nothing can be kept: what its user remembers is all there is."""

    def load(self) -> Content | None:
        """Read it; None: there is none, or none that can be read."""
        if self._path is None or self.is_lost:
            return None
        try:
            return self._shape.decode(read_file(self._path))
        except FileNotFoundError:
            return None
        except (OSError, *NOT_JSON) as error:
            log.info("%s cannot be read: %s", self._what, type(error).__name__)
            return None

    def keep(self, content: Content) -> None:
        """Replace it. Where that fails it is lost until it can be written again: what is remembered is all there is."""
        if self._path is None:
            return
        try:
            replace_file(self._path, msgspec.json.encode(content))
            self.is_lost = False
        except OSError as error:
            if not self.is_lost:
                log.info("%s cannot be kept: %s", self._what, reason_of(error))
            self.is_lost = True
