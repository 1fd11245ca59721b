"""What Qt calls of ours may raise: imported first, so that it does so for all classes that are defined after this.

WORKAROUND: until Python 3.12 an exception that comes from C (`None + 1`, an object that Qt has deleted) is
made whole only once some Python catches it. PySide 6.10 to 6.12 take it for whole where an override of theirs raises it
below a call of ours (a `grab()` that paints), and the program dies of it. Caught and raised again it goes where every
other one does: into the log, and a plain dialog (`notifier.crash`).
"""

import sys
from collections.abc import Callable
from functools import wraps
from types import FunctionType
from typing import Any

from PySide6.QtCore import QObject


def _whole(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def call(*arguments: Any, **options: Any) -> Any:
        try:
            return method(*arguments, **options)
        except BaseException:
            raise

    return call


def _on_class(cls: type[QObject], /, **options: Any) -> None:
    super(QObject, cls).__init_subclass__(**options)
    bases = [vars(each) for each in cls.__mro__[1:] if each.__module__.startswith("PySide6.")]
    for name, method in list(vars(cls).items()):
        if isinstance(method, FunctionType) and not name.startswith("_") and any(name in each for each in bases):
            setattr(cls, name, _whole(method))


if sys.version_info < (3, 12):
    QObject.__init_subclass__ = classmethod(_on_class)  # type: ignore[assignment]
