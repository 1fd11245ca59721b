"""Brings the texts of the sources into resources/i18n/*.ts: `make translations`.

The texts are found by `source_texts.py`. Qt's lupdate was tried and left out: it passes over what it does not
understand (a text in a conditional) without a word, and cannot know `UserError`; here whatever is not a plain text is
an error that names file and line. The files are ordinary .ts files, which Qt Linguist opens.

Translations that exist are kept, texts that are gone are dropped, new ones are marked unfinished. English holds only
the texts with plurals. A language is added by naming its code: `make translations ARGS=de`. `--check` writes nothing
and fails where the files are not as they should be. Exit status: 0 fine, 1 not.
"""

import sys
import xml.etree.ElementTree as ET
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from source_texts import ROOT, Found, Text, find  # noqa: E402 the two folders come first

from notifier.ui import qm  # noqa: E402

FOLDER = ROOT / "resources" / "i18n"
ENGLISH = "en"

# Told to those who write scenario files, in English as the format itself.
DEVELOPERS = {ROOT / "notifier" / "simulation" / "scenario.py"}

# Qt's own texts that show in our windows; Qt has no Indonesian ones, so they are translated with ours.
QT_TEXTS = {
    "QPlatformTheme": "OK|Cancel|Close|&Yes|&No|Save|Apply|Help|Reset",
    "QDialogButtonBox": "OK",
    "QWidgetTextControl": "&Undo|&Redo|Cu&t|&Copy|Copy &Link Location|&Paste|Delete|Select All",
    "QLineEdit": "&Undo|&Redo|Cu&t|&Copy|&Paste|Delete|Select All",
    "QAbstractSpinBox": "&Select All|&Step up|Step &down",
    "QScrollBar": "Scroll here|Left edge|Top|Right edge|Bottom|Page left|Page up|Page right|Page down|"
    "Scroll left|Scroll up|Scroll right|Scroll down",
}


def program_texts() -> Found:
    """Find all texts of the program."""
    return find(path for path in sorted((ROOT / "notifier").rglob("*.py")) if path not in DEVELOPERS)


def wanted(found: Found, language: str) -> list[Text]:
    """Give the texts that the file of a language has to hold: for English only those with plurals."""
    texts = list(found.texts.values())
    if language == ENGLISH:
        return [each for each in texts if each.numerus]
    return texts + [Text(context, source) for context, all_ in QT_TEXTS.items() for source in all_.split("|")]


def merged(found: Found, language: str, existing: bytes | None) -> bytes:
    """Give the translation source of a language: the texts of the program with the translations that there are."""
    known = {(each.context, each.source, each.comment): each for each in qm.messages(existing)} if existing else {}
    by_context: dict[str, list[Text]] = {}
    for text in wanted(found, language):
        by_context.setdefault(text.context, []).append(text)
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage=ENGLISH)
    for context in sorted(by_context):
        element = ET.SubElement(root, "context")
        ET.SubElement(element, "name").text = context
        for text in by_context[context]:
            _write(element, text, known.get(text.key), qm.plural_forms(language))
    ET.indent(root, "    ")
    body = ET.tostring(root, encoding="unicode", short_empty_elements=False)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n'.encode()


def _write(context: ET.Element, text: Text, known: qm.Message | None, plural_forms: int) -> None:
    count = plural_forms if text.numerus else 1
    if known is None or known.numerus != text.numerus or len(known.forms) != count:
        known = qm.Message(text.context, text.source, text.comment, ("",) * count, text.numerus, finished=False)
    message = ET.SubElement(context, "message", {"numerus": "yes"} if text.numerus else {})
    ET.SubElement(message, "source").text = text.source
    if text.comment:
        ET.SubElement(message, "comment").text = text.comment
    translation = ET.SubElement(message, "translation", {} if known.finished else {"type": "unfinished"})
    if not text.numerus:
        translation.text = known.forms[0]
        return
    for form in known.forms:
        ET.SubElement(translation, "numerusform").text = form


def main(arguments: list[str]) -> int:
    """Write the files, or check them."""
    check = "--check" in arguments
    found = program_texts()
    new = [FOLDER / f"notifier_{each}.ts" for each in arguments if not each.startswith("-")]
    problems = list(found.problems)
    for path in sorted({*FOLDER.glob("notifier_*.ts"), *new}):
        existing = path.read_bytes() if path.exists() else None
        data = merged(found, path.stem.removeprefix("notifier_"), existing)
        if check and data != existing:
            problems.append(f"{path.name} is not up to date: run `make translations`")
        elif not check:
            path.write_bytes(data)
        texts = list(qm.messages(data))
        unfinished = [each for each in texts if not each.finished]
        problems += [f"{path.name}: not translated: [{each.context}] {each.source}" for each in unfinished]
        print(f"{path.name}: {len(texts)} texts, {len(unfinished)} unfinished")
    for each in problems:
        print(each, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
