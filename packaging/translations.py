"""Brings the texts of the sources into resources/i18n/*.po: `make translations`.

Babel finds the texts, merges them and knows the plural rules of every language; here stand only the program's own
conventions, and what of Unicode's CLDR a new language's file begins with: the names of countries and months, how
times, dates and numbers are written. Translations that exist are kept, texts that are gone are dropped.

A language is begun by naming its code: `make translations ARGS=de`. That nothing is missing is a test's business
(`tests/test_translations.py`).
"""

import io
import re
import sys
import tomllib
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent)]

from babel import Locale  # noqa: E402 the folder comes first
from babel.messages.catalog import Catalog, Message  # noqa: E402
from babel.messages.extract import extract_from_dir  # noqa: E402
from babel.messages.frontend import parse_keywords  # noqa: E402
from babel.messages.plurals import PLURALS  # noqa: E402
from babel.messages.pofile import read_po, write_po  # noqa: E402
from babel.plural import to_gettext  # noqa: E402

from notifier.catalogue.words import CATEGORIES, COMPONENT_NAMES  # noqa: E402
from notifier.words import times  # noqa: E402
from notifier.words.countries import COUNTRIES  # noqa: E402
from notifier.words.names import KIND, PART  # noqa: E402

ROOT = HERE.parent
FOLDER = ROOT / "resources" / "i18n"
KEYWORDS = parse_keywords(
    ["_", "N_", "ngettext:1,2", "pgettext:1c,2", "UserError:1", *(f"UserError:2,{count}t" for count in range(2, 9))]
)
"""A `UserError` has a title, mostly a hint, and values with names."""
NOT_TRANSLATED = ("simulation/scenario.py", "simulation/scenario_file.py", "simulation/scenario_checks.py")
"""Told to those who write scenario files, in English as the format itself."""


def program_texts() -> Catalog:
    """Find all texts of the program."""
    found = Catalog(charset="utf-8")
    methods = [*((path, "ignore") for path in NOT_TRANSLATED), ("**.py", "python")]
    for path, _line, source, comments, context in extract_from_dir(
        ROOT / "notifier", method_map=methods, keywords=KEYWORDS, comment_tags=["NOTE:"], strip_comment_tags=True
    ):
        if context or re.search(r"[A-Za-z]", re.sub(r"\{[\w.]*\}", "", "".join(source))):
            found.add(source, None, [(f"notifier/{path}", 0)], auto_comments=comments, context=context)
    return found


def catalogue_texts() -> dict[tuple[str, str], Path]:
    """Find the names in the catalogue, with the context that tells them from the program's texts: places by texts."""
    shared = ROOT / "notifier" / "catalogue" / "words.py"
    texts = {(KIND, name): shared for name in CATEGORIES.values()}
    texts |= {(PART, name): shared for name in COMPONENT_NAMES.values()}
    for path in sorted((ROOT / "resources" / "catalogue").glob("*.toml")):
        for component in tomllib.loads(path.read_text("utf-8")).get("component", ()):
            texts |= {(PART, component["name"]["en"]): path} if "en" in component.get("name", {}) else {}
    return texts


def named_in_files(language: str) -> set[str]:
    """Give the English names of components that the catalogue's files say in this language themselves, everywhere."""
    names: dict[str, bool] = {}
    for path in (ROOT / "resources" / "catalogue").glob("*.toml"):
        for component in tomllib.loads(path.read_text("utf-8")).get("component", ()):
            name = component.get("name", {})
            if "en" in name:
                names[name["en"]] = language in name and names.get(name["en"], True)
    return {name for name, said in names.items() if said} - set(COMPONENT_NAMES.values())


def wanted(found: Catalog, language: str) -> Catalog:
    """Give all that a language's file has to hold: the program's texts, and the catalogue's names."""
    texts = Catalog(charset="utf-8")
    for each in found:
        if each.id:
            texts.add(each.id, None, each.locations, auto_comments=each.auto_comments, context=each.context)
    known = named_in_files(language)
    for (context, name), path in catalogue_texts().items():
        if context != PART or name not in known:
            texts.add(name, None, [(path.relative_to(ROOT).as_posix(), 0)], context=context)
    return texts


def merged(found: Catalog, language: str, existing: bytes | None) -> Catalog:
    """Give the texts of a language: those that it has to hold, with the translations that there are."""
    if existing is None:
        catalogue = begun(found, language)
    else:
        catalogue = read_po(io.BytesIO(existing), locale=language)
        catalogue.update(found, no_fuzzy_matching=True, update_creation_date=False)
        catalogue.obsolete.clear()
    return catalogue


def begun(found: Catalog, language: str) -> Catalog:
    """Begin a language with what is known of it."""
    locale = Locale.parse(language)
    comment = f"# The texts of Outage Notifier in {locale.english_name}: all of the language is in this file."
    catalogue = Catalog(
        language, header_comment=comment, project="Outage Notifier", version="", msgid_bugs_address="",
        last_translator="", language_team="", revision_date=datetime.now(UTC), charset="utf-8", fuzzy=False,
    )  # fmt: skip
    if language not in PLURALS:  # Babel's own list has fewer languages, but as gettext knows them, for whole numbers
        catalogue.mime_headers = [("Plural-Forms", to_gettext(locale.plural_form))]
    catalogue.update(found, no_fuzzy_matching=True, update_header_comment=False)
    for (context, source), words in known_words(locale).items():
        message = catalogue.get(source, context)
        if message is not None:
            message.string = words
    return catalogue


def known_words(locale: Locale) -> dict[tuple[str | None, str], str]:
    """Give what Unicode's CLDR knows in a language, by context and English."""
    months = locale.months["format"]["abbreviated"]
    time = re.sub(
        "HH?|hh?|mm",
        lambda found: {"H": "%-H", "h": "%-I", "mm": "%M"}.get(found[0], f"%{found[0][0]}"),
        locale.time_formats["short"].pattern.replace("\u202f", " ").replace("hh", "%I").replace("a", "%p"),
    )
    return {
        (None, "English"): (locale.get_display_name(locale) or "").capitalize(),
        **{(None, words): months[place] for place, words in enumerate(times.MONTHS, 1)},
        **{(None, words): locale.territories.get(code, words) for code, words in COUNTRIES.items()},
        (None, "%H:%M"): time,
        ("decimal sign", "."): locale.number_symbols["latn"]["decimal"],
        ("between thousands", ","): locale.number_symbols["latn"]["group"],
        ("time of day", "AM"): locale.day_periods["format"]["abbreviated"]["am"],
        ("time of day", "PM"): locale.day_periods["format"]["abbreviated"]["pm"],
    }  # fmt: skip


def unfinished(catalogue: Catalog) -> list[Message]:
    """Give the texts that are not translated."""
    return [each for each in catalogue if each.id and (each.fuzzy or not all(_forms(each)))]


def _forms(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, tuple | list) else (message.string,)


def written(catalogue: Catalog) -> bytes:
    """Give the file's content; places are named without lines, which move with every change."""
    file = io.BytesIO()
    write_po(file, catalogue, width=120, include_lineno=False)
    return file.getvalue()


def main(languages: list[str]) -> None:
    """Write the files, those of these languages anew where there are none."""
    found = program_texts()
    for path in sorted({*FOLDER.glob("*.po"), *(FOLDER / f"{each}.po" for each in languages)}):
        existing = path.read_bytes() if path.exists() else None
        catalogue = merged(wanted(found, path.stem), path.stem, existing)
        path.write_bytes(written(catalogue))
        print(f"{path.name}: {len(catalogue)} texts, {len(unfinished(catalogue))} not translated")


def keys(catalogue: Catalog) -> set[tuple[object, object]]:
    """Give what tells texts from each other."""
    return {(each.context, each.id) for each in catalogue if each.id}


if __name__ == "__main__":
    main(sys.argv[1:])
