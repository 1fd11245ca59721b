"""Makes of a translation source (.ts) the compiled form that Qt reads (.qm), in memory and with Python alone.

Why not Qt's own `lrelease`: a fresh clone, a wheel and a frozen program then all need a build step or a binary that
Qt's smaller packages may not bring, and a forgotten step shows as a program that speaks English. Reading the .ts with a
`QTranslator` of our own was measured and left out: Qt holds a lock while it calls back into Python, which can block two
threads for good. Compiling 750 messages takes about 20 ms, once: `notifier.ui.i18n` keeps the result.

Only what the program needs is here: finished messages, plural forms, comments that tell equal words apart. No ids, no
length variants.
"""

import struct
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Final

import msgspec

_MAGIC: Final = bytes.fromhex("3cb86418caef9c95cd211cbf60a1bddd")
_HASHES, _MESSAGES, _NUMERUS, _LANGUAGE = 0x42, 0x69, 0x88, 0xA7
_END, _TRANSLATION, _SOURCE, _CONTEXT, _COMMENT = 1, 3, 6, 7, 8

# Qt's little language for plural rules: one rule for each form but the last.
_EQ, _LEQ, _BETWEEN, _NOT, _MOD_10, _MOD_100, _AND, _NEW_RULE = 1, 3, 4, 0x08, 0x10, 0x20, 0xFD, 0xFF
_FEW: Final = (_MOD_10 | _BETWEEN, 2, 4, _AND, _MOD_100 | _NOT | _BETWEEN, 10, 19)
_RULES: Final = {
    "id ja jv ko ms su th vi zh": (),
    "ca da de el en es et fi hu it nb nl pt sv tr": (_EQ, 1),
    "fil fr": (_LEQ, 1),
    "pl": (_EQ, 1, _NEW_RULE, *_FEW),
    "ru uk": (_MOD_10 | _EQ, 1, _AND, _MOD_100 | _NOT | _EQ, 11, _NEW_RULE, *_FEW),
}


class Message(msgspec.Struct, frozen=True):
    """One text: where it is used, its English source, and its forms in the language (several for plurals)."""

    context: str
    source: str
    comment: str
    forms: tuple[str, ...]
    numerus: bool
    finished: bool


def messages(ts: bytes) -> Iterator[Message]:
    """Give all messages of a translation source."""
    for context in ET.fromstring(ts).iter("context"):  # noqa: S314 our own file, shipped with the program
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            numerus = message.get("numerus") == "yes"
            forms: list[str] = []
            if translation is not None:
                forms = [each.text or "" for each in translation] if numerus else [translation.text or ""]
            yield Message(
                name,
                message.findtext("source", ""),
                message.findtext("comment", ""),
                tuple(forms),
                numerus,
                translation is not None and translation.get("type") is None and all(forms),
            )


def plural_forms(language: str) -> int:
    """Tell how many plural forms a language has."""
    return 1 + bytes(_rules(language)).count(_NEW_RULE) + bool(_rules(language))


def compiled(ts: bytes, language: str) -> bytes:
    """Compile a translation source; messages that are not finished are left out, so that Qt shows the English."""
    hashes: list[tuple[int, int]] = []
    body = bytearray()
    for each in messages(ts):
        if each.finished:
            hashes.append((_hash((each.source + each.comment).encode()), len(body)))
            body += _record(each)
    index = b"".join(struct.pack(">II", *pair) for pair in sorted(hashes))
    return (
        _MAGIC
        + _section(_LANGUAGE, language.encode())
        + _section(_HASHES, index)
        + _section(_MESSAGES, bytes(body))
        + _section(_NUMERUS, bytes(_rules(language)))
    )


def _rules(language: str) -> tuple[int, ...]:
    for languages, rules in _RULES.items():
        if language.split("_")[0] in languages.split():
            return rules
    message = f"the plural rules of {language!r} are not known: add them to notifier/ui/qm.py"
    raise ValueError(message)


def _record(message: Message) -> bytes:
    parts = [_tagged(_TRANSLATION, form.encode("utf-16-be")) for form in message.forms]
    parts += [_tagged(_COMMENT, message.comment.encode())]
    parts += [_tagged(_SOURCE, message.source.encode()), _tagged(_CONTEXT, message.context.encode()), bytes((_END,))]
    return b"".join(parts)


def _tagged(tag: int, data: bytes) -> bytes:
    return struct.pack(">BI", tag, len(data)) + data


def _section(tag: int, data: bytes) -> bytes:
    return _tagged(tag, data) if data else b""


def _hash(data: bytes) -> int:
    """Give the hash by which Qt finds a message (the one of the ELF format)."""
    value = 0
    for byte in data:
        value = (value << 4) + byte
        high = value & 0xF0000000
        if high:
            value ^= high >> 24
            value &= ~high
    return value or 1
