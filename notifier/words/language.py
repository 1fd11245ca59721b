"""The language that is spoken: chooses it, and gives a text in it, by its English.

The functions are those that gettext's tools know by name. They take literals only, so that the tools find all texts; a
text that a language's file does not have is said in English. There is one language at a time for the whole program,
and it may change at any time.
"""

import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from notifier.config.paths import languages, resources
from notifier.core.failure import N_
from notifier.words import po, system

ENGLISH: Final = "en"
_FORMER: Final = {"in": "id", "iw": "he", "ji": "yi"}
"""Codes that languages had until 1989, which some systems still give."""

_log = logging.getLogger(__name__)


class _Speaking:
    """What is spoken now."""

    language = ENGLISH
    texts = po.ENGLISH


def _(text: str) -> str:
    """Give a text."""
    return _Speaking.texts.single.get(text, text)


def pgettext(context: str, text: str) -> str:
    """Give a text that means this in its context, and elsewhere something else."""
    return _Speaking.texts.single.get(f"{context}{po.CONTEXT}{text}", text)


def ngettext(one: str, more: str, number: int) -> str:
    """Give a text in the form that goes with a number."""
    texts = _Speaking.texts
    forms = texts.forms.get(one)
    if forms is None:
        return (one, more)[po.english_plural(number)]
    return forms[min(texts.plural(abs(number)), len(forms) - 1)]


def said(text: str, context: str = "") -> str:
    """Give a text that is no literal here: one that was marked elsewhere, or stands in the catalogue."""
    return _Speaking.texts.single.get(f"{context}{po.CONTEXT}{text}" if context else text, text)


def spoken() -> str:
    """Give the code of the language that is spoken: "en", "id"."""
    return _Speaking.language


def language_name(language: str) -> str:
    """Give a language's own name for itself, as its file tells it: "Bahasa Indonesia", "English"."""
    source = N_("English")
    if language == ENGLISH:
        return source
    return _texts(language).single.get(source, language)


def system_language(wanted: Iterable[str] | None) -> str:
    """Give the first of the languages that the user's system wants which there are texts for, else English."""
    known = languages()
    for each in system.languages() if wanted is None else wanted:
        code = each.replace("-", "_").split("_")[0].lower()
        code = _FORMER.get(code, code)
        if code in known:
            return code
    return ENGLISH


def speak(language: str, wanted: Iterable[str] | None = None) -> str:
    """Speak `language` from now on (empty or unknown: the system's, see `system_language`), and tell which it is."""
    chosen = language if language in languages() else system_language(wanted)
    if chosen != _Speaking.language:
        _Speaking.texts = _texts(chosen)
        _Speaking.language = chosen
    return chosen


def _texts(language: str) -> po.Texts:
    if language == ENGLISH:
        return po.ENGLISH
    try:
        return po.read(_folder() / f"{language}.po")
    except (OSError, ValueError) as error:
        _log.warning("The texts in the language %s cannot be read: %s", language, error)
        return po.ENGLISH


def _folder() -> Path:
    return resources() / "i18n"
