"""What stops msgspec from reading JSON, whatever bytes come: three kinds of errors that are meant together."""

from typing import Final

import msgspec

NOT_JSON: Final = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""No JSON, not of the shape that is wanted, no text, or nested beyond all reason."""
