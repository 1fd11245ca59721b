"""What may stand where a file should be, and is never waited for, read to its end or replaced."""

import os
from pathlib import Path

KINDS = ("pipe", "device", "huge", "folder", "loop of links", "link to nowhere")


def put(kind: str, path: Path) -> None:
    """Put it there; what the link leads to would be in a folder that is not there either."""
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "device":
            path.symlink_to("/dev/zero")
        case "huge":
            with path.open("wb") as handle:
                handle.truncate(100_000_000)
        case "folder":
            path.mkdir()
        case "loop of links":
            path.symlink_to(path)
        case _:
            path.symlink_to(path.parent / "gone" / path.name)
