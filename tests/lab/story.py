"""Stories: what the tests look at afterwards. They take minutes of waiting, so all of them go on at the same time.

A story is begun when a test first asks for any of them, the longest first; each test asks for what came out of its
own, and fails with what went wrong in there.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import Final, Generic, TypeVar

T = TypeVar("T")

AT_ONCE: Final = 30
"""Most of their time is spent waiting. They know of no other process: tests in two of them would begin all twice."""

_all: "list[Story[object]]" = []
_lock = Lock()
_pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="story")


class Story(Generic[T]):
    """Something that happens in a lab of its own, once; `told` waits for its end."""

    def __init__(self, tell: Callable[[], T], about_s: float) -> None:
        self._tell = tell
        self._future: Future[T] | None = None
        self.about_s = about_s
        """How long it takes, about."""
        _all.append(self)  # type: ignore[arg-type]

    def told(self) -> T:
        """Give what came out; raises what went wrong."""
        with _lock:
            for each in sorted(_all, key=lambda story: -story.about_s):
                each.begin()
        assert self._future is not None
        return self._future.result()

    def begin(self) -> None:
        """Let it happen, unless that was done before."""
        if self._future is None:
            self._future = _pool.submit(self._tell)


def story(about_s: float) -> Callable[[Callable[[], T]], Story[T]]:
    """Make a story of a function."""

    def made(tell: Callable[[], T]) -> Story[T]:
        return Story(tell, about_s)

    return made
