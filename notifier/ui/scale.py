"""The scale that windows are drawn by: distances on a grid of four pixels, four sizes of letters, two weights.

What a window needs is one of these and no number of its own; so things that belong together stand equally near in all.
"""

from typing import Final

from PySide6.QtGui import QFont

TIGHT: Final = 4
"""Between lines that are one thing: a title and what it says."""
NEAR: Final = 8
"""Between things of one group."""
APART: Final = 12
"""Between groups, and around what has a ground of its own."""
AROUND: Final = 16
"""Between a picture that stands for a window and its words."""

SMALL: Final = 0.85
"""Letters of scales and axes, against those of the rest."""
LEAD: Final = 1.15
"""Of the sentence that sums up."""
TITLE: Final = 1.5
"""Of the name of what a window is about."""


def scaled(font: QFont, size: float, *, bold: bool = False) -> QFont:
    """Give the font in another size of the scale."""
    made = QFont(font)
    if size != 1 and font.pixelSize() > 0:  # given in pixels, by a style sheet or a platform
        made.setPixelSize(round(font.pixelSize() * size))
    elif size != 1:
        made.setPointSizeF(font.pointSizeF() * size)
    made.setBold(bold)
    return made
