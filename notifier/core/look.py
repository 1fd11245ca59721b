"""What a page looks like, as digests: of one answer (`Look`), and as it usually is, which is learned (`UsualLook`).

A page that says "sorry" with status 200 is known by this alone. No text of a page is kept, nor can one be had back: a
look is some numbers of 32 bits, salted with the target's own address, and a class of sizes.

An answer is *another page* where everything differs that there is to compare: title, size and words. Its address
excuses nothing, for most such pages come from the service's own. What is usual is learned from answers in a row that
have all of it in common; whatever changes begins anew, and each page that came and went doubles what it takes. So a
page that changes all the time, or comes in variants, never has a look, and a redesign that stays becomes the usual.
What another page is worth is decided in `notifier.core.service.other_page`. Times in seconds of the epoch.
"""

from typing import Final

import msgspec

from notifier.core.numbers import (
    LOOK_CHANGES_MOST,
    LOOK_LEARNED,
    LOOK_NEW_S,
    LOOK_SIZES,
    LOOK_UNSEEN_S,
    LOOK_WORDS,
    LOOK_WORDS_LEAST,
)

OTHER_PAGE: Final = "another page than usual answers"
"""The technical reason of a reading that does not tell for this."""


class Look(msgspec.Struct, frozen=True, gc=False):
    """What one answer looks like. `size`: the binary logarithm of its length, as far as it was read."""

    title: int
    """0: it has none."""
    size: int
    words: tuple[int, ...]
    """The lowest digests of its words, in order."""


class UsualLook(msgspec.Struct, omit_defaults=True, gc=False):
    """What a target's page usually looks like, and since when another one answers. Some 40 bytes of knowledge."""

    title: int = 0
    low: int = 0
    high: int = 0
    """The sizes seen."""
    words: tuple[int, ...] = ()
    """The lowest digests of words that all of its answers had in common."""
    alike: int = 0
    """So many answers had all of it in common."""
    changes: int = 0
    """How often another page came, and went again."""
    others: int = 0
    """Answers in a row with another page, up to now."""
    other_since_s: float | None = None
    other_read_s: float = 0.0
    """The newest of them; meaningless where there are none."""
    seen_to_change: bool = False
    """The usual page was seen shortly before the other one: the change was not missed by a gap, or a move."""

    def is_known(self) -> bool:
        """Tell whether enough answers looked alike."""
        return self.alike >= LOOK_LEARNED << self.changes

    def is_other(self, look: Look) -> bool:
        """Tell whether this is another page than usual: nothing that can be compared is the same."""
        if look.title == self.title or self.low - LOOK_SIZES <= look.size <= self.high + LOOK_SIZES:
            return False
        return self.is_known() and 3 * len(self._common(look)) < len(self.words)

    def usual(self, look: Look) -> None:
        """Take in an answer that is not another page."""
        if self.other_since_s is not None:
            self._begin(look, min(self.changes + 1, LOOK_CHANGES_MOST))
            return
        common = self._common(look)
        if look.title != self.title or len(common) < LOOK_WORDS_LEAST:
            self._begin(look, self.changes)
            return
        self.words = common
        self.low, self.high = min(self.low, look.size), max(self.high, look.size)
        self.alike += 1

    def other(self, look: Look, start_s: float, *, seen_to_change: bool) -> None:
        """Take in an answer that is another page, begun at `start_s`; one that has stayed for long is usual now."""
        if self.other_since_s is None:
            self.other_since_s, self.seen_to_change = start_s, seen_to_change
        self.others += 1
        self.other_read_s = start_s
        if start_s - self.other_since_s >= (LOOK_NEW_S if self.seen_to_change else LOOK_UNSEEN_S):
            self._begin(look, self.changes)

    def line_was_bad(self) -> None:
        """Count the answers with another page anew: the last ones may have been the network's."""
        self.others = 0

    def _common(self, look: Look) -> tuple[int, ...]:
        kept = self.words
        if look.words[: len(kept)] == kept:  # on the path of every reading: mostly they are the same
            return kept
        return tuple([each for each in kept if each in look.words])

    def _begin(self, look: Look, changes: int) -> None:
        """Learn anew, from this answer on."""
        self.title, self.low, self.high, self.words = look.title, look.size, look.size, look.words[:LOOK_WORDS]
        self.alike, self.changes = 1, changes
        self.others, self.other_since_s, self.other_read_s, self.seen_to_change = 0, None, 0.0, False
