"""The ways through the code that CONTRIBUTING tells, and who follows one while the program runs."""

import re
import threading
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "notifier"
Hop = tuple[str, str]


def hops(section: str) -> list[Hop]:
    """Read the list below a heading of CONTRIBUTING."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8").split(f"## {section}\n")[1].split("\n## ")[0]
    return re.findall(r"^\d+\. `([\w/]+\.py)` `(?:\w+\.)?(\w+)`", text, re.MULTILINE)


def _hop_of(frame: FrameType) -> Hop | None:
    path = Path(frame.f_code.co_filename)
    return (path.relative_to(PACKAGE).as_posix(), frame.f_code.co_name) if path.is_relative_to(PACKAGE) else None


class Follower:
    """Notes each hop of a list as it is called, in whichever thread, and the file of ours that called it.

    For `sys.setprofile`. `ends` has what the last hop was called with, each time.
    """

    def __init__(self, wanted: list[Hop]) -> None:
        self.wanted = wanted
        self.passed: list[Hop] = []
        self.callers: set[str] = set()
        self.ends: list[dict[str, object]] = []
        self._lock = threading.Lock()

    def __call__(self, frame: FrameType, event: str, _argument: object) -> None:
        """Take in what Python tells."""
        hop = _hop_of(frame) if event == "call" else None
        if hop is None or hop not in self.wanted:
            return
        caller = frame.f_back
        while caller is not None and _hop_of(caller) is None:
            caller = caller.f_back
        with self._lock:
            self.passed.append(hop)
            if caller is not None and (of := _hop_of(caller)) is not None:
                self.callers.add(of[0])
            if hop == self.wanted[-1]:
                self.ends.append({name: each for name, each in frame.f_locals.items() if name != "self"})

    def forget(self) -> None:
        """Begin anew."""
        self.passed.clear()
        self.callers.clear()

    def check(self) -> None:
        """Fail where another way was gone than the list tells, or where that is long."""
        assert self.passed == self.wanted
        files = {each for each, _ in self.wanted}
        assert self.callers <= files, "nobody else stands between two of them"
        assert 0 < len(self.wanted) <= 12
        assert len(files) <= 8
