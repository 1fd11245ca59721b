"""Every text a user sees is translated whole: nothing missing, nothing left over, placeholders and plurals right."""

import ast
import importlib
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from PySide6.QtWidgets import QApplication, QComboBox, QDialogButtonBox
from pytestqt.qtbot import QtBot

from notifier.catalogue.loader import Catalogue
from notifier.config import paths as config_paths
from notifier.config.file import Loaded
from notifier.config.model import Settings
from notifier.config.paths import Paths, languages, resources
from notifier.core.failure import UserError
from notifier.ui import i18n
from notifier.ui.settings.dialog import SettingsDialog
from notifier.ui.settings.store import SettingsStore
from notifier.words import _, language, ngettext, pgettext, po, times
from notifier.words.countries import COUNTRIES
from notifier.words.errors import error_sentence, error_words

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "resources" / "i18n").glob("*.po"))
SHIPPED = {path.stem: read_po(BytesIO(path.read_bytes())) for path in FILES}

every_file = pytest.mark.parametrize("code", SHIPPED)


def sources(each: Message) -> tuple[str, ...]:
    """Give the English forms: one, or that for one and that for more."""
    return tuple(each.id) if isinstance(each.id, tuple | list) else (each.id,)


def forms(each: Message) -> tuple[str, ...]:
    """Give the forms in the language."""
    return tuple(each.string) if isinstance(each.string, tuple | list) else (each.string or "",)


ALL = [(code, each) for code, texts in SHIPPED.items() for each in texts if each.id and all(forms(each))]
"""What is translated, with its language."""


@pytest.fixture(scope="module")
def tool() -> Iterator[ModuleType]:
    """The developers' command, which is no part of the package."""
    before = list(sys.path)
    sys.path.insert(0, str(ROOT / "packaging"))
    yield importlib.import_module("translations")
    sys.path[:] = before


@pytest.fixture(scope="module")
def found(tool: ModuleType) -> Catalog:
    """All texts of the sources."""
    texts: Catalog = tool.program_texts()
    return texts


def test_english_and_indonesian_are_there() -> None:
    assert {"en", "id"} <= set(languages())
    assert [language.language_name(each) for each in ("en", "id")] == ["English", "Bahasa Indonesia"]


@every_file
def test_the_files_hold_just_the_texts_of_the_sources(tool: ModuleType, found: Catalog, code: str) -> None:
    assert len(found) > 900
    assert tool.keys(SHIPPED[code]) == tool.keys(tool.wanted(found, code)), "run `make translations`"


@every_file
def test_every_text_is_translated(tool: ModuleType, code: str) -> None:
    assert [each.id for each in tool.unfinished(SHIPPED[code])] == []


@every_file
def test_the_program_reads_a_file_as_the_translators_tools_do(code: str) -> None:
    texts = po.read(ROOT / "resources" / "i18n" / f"{code}.po")
    told = [each for own, each in ALL if own == code]
    wanted = {f"{each.context}{po.CONTEXT}{each.id}" if each.context else sources(each)[0]: each for each in told}
    assert texts.single == {key: each.string for key, each in wanted.items() if isinstance(each.id, str)}
    assert texts.forms == {key: forms(each) for key, each in wanted.items() if not isinstance(each.id, str)}


def test_placeholders_are_the_same() -> None:
    def names(text: str) -> set[str]:
        return set(re.findall(r"\{[\w.]*\}", text))

    wrong = [each for _, each in ALL for form in forms(each) if names(form) != names(sources(each)[-1])]
    assert wrong == []
    unequal = [each for _, each in ALL if names(sources(each)[0]) != names(sources(each)[-1])]
    assert unequal == []


def test_plural_forms_are_as_the_language_has_them() -> None:
    wrong = [each for code, each in ALL if len(forms(each)) != (SHIPPED[code].num_plurals if each.pluralizable else 1)]
    assert wrong == []
    assert SHIPPED["id"].num_plurals == 1


def test_the_edges_are_the_same() -> None:
    """Spaces at the ends, colons, dots and line ends belong to the text; months and countries are Unicode's."""

    def edges(text: str) -> tuple[bool, bool, str, int]:
        last = text.rstrip()[-1:]
        return text.startswith(" "), text.endswith(" "), last if last in ".:…?!" else "", text.count("\n")

    told = [
        (each, form)
        for _, each in ALL
        for form in forms(each)
        if each.context not in SIGNS and each.id not in (*times.MONTHS, *COUNTRIES.values())
    ]
    assert [each for each, form in told if edges(form) != edges(sources(each)[-1])] == []


def test_indonesian_says_anda_throughout() -> None:
    """One address for the reader, everywhere: none of the familiar ones, nor their endings."""
    familiar = re.compile(
        r"\b(kamu|kau|engkau|dikau|lo|lu|elo|loe|gue|gua|aku|\w{4,}(?<!berla)(mu|ku))\b", re.IGNORECASE
    )
    told = [
        (form, found[0])
        for code, each in ALL
        if code == "id"
        for form in forms(each)
        if (found := familiar.search(form))
    ]
    assert told == []
    assert sum("Anda" in form for code, each in ALL if code == "id" for form in forms(each)) > 100


SIGNS = ("decimal sign", "between thousands", "time of day")


def test_where_the_source_has_a_key_the_translation_has_one() -> None:
    """`&` before a letter; Qt's own texts may do without."""

    def keys(text: str) -> int:
        return len(re.findall(r"&(?=\w)", text))

    told = [(each, form) for _, each in ALL for form in forms(each) if each.id not in i18n.QT_TEXTS]
    assert [each for each, form in told if keys(form) != keys(sources(each)[-1])] == []


SHOWING = {
    "setText", "setInformativeText", "setTitle", "setWindowTitle", "setToolTip", "setStatusTip", "setPlaceholderText",
    "setAccessibleName", "setAccessibleDescription", "setLabelText", "setSuffix", "setPrefix", "addAction", "addMenu",
    "addItem", "addItems", "addRow", "addButton", "addTab", "showMessage", "setHeaderLabels", "group",
    "QLabel", "QPushButton", "QCheckBox", "QRadioButton", "QGroupBox", "QAction", "QMenu", "TickBox", "Note",
    "line", "print", "hint",
}  # fmt: skip
"""What shows its first text to the user, in the windows and on the terminal."""
NO_WORDS = re.compile(r"https?://\S*|[\w-]+(\.[\w-]+)+|Outage Notifier|outage-notifier.*")


def written(node: ast.expr) -> str:
    """Give what an expression writes out itself, without what is put in."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=values):
            return "".join(written(each) for each in values)
        case ast.BinOp(left=left, right=right):
            return written(left) + written(right)
        case ast.List(elts=elements) | ast.Tuple(elts=elements):
            return " ".join(written(each) for each in elements)
        case _:
            return ""


@pytest.mark.parametrize("part", ["ui", "cli", "app"])
def test_nothing_is_shown_that_is_not_translated(part: str) -> None:
    shown = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {text}"
        for path in sorted((ROOT / "notifier" / part).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and node.args
        if (node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")) in SHOWING
        for text in [written(node.args[0])]
        if re.search("[A-Za-z]{2}", text) and not NO_WORDS.fullmatch(text.strip())
    ]
    assert shown == []


TAKING = {"_": 1, "N_": 1, "pgettext": 2, "ngettext": 2}
"""What gives or marks a text, with so many literals first."""


def not_written_out(tree: ast.AST) -> Iterator[ast.Call]:
    """Give the calls whose texts the tools cannot find, because they are no literals."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        wanted = node.args[: TAKING.get(node.func.id, 0)]
        literal = all(isinstance(each, ast.Constant) and isinstance(each.value, str) for each in wanted)
        made = node.func.id == "UserError" and any(
            isinstance(each, ast.JoinedStr | ast.IfExp) for each in node.args[:2]
        )
        if made or not literal:
            yield node


def test_every_text_of_the_sources_is_written_out(tool: ModuleType) -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted((ROOT / "notifier").rglob("*.py"))
        if path.relative_to(ROOT / "notifier").as_posix() not in tool.NOT_TRANSLATED
        for node in not_written_out(ast.parse(path.read_text("utf-8")))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "code",
    [
        '_("one" if x else "two")', '_(f"one {x}")', '_("one" + x)', "_(text)",
        'ngettext("app", apps, 3)', "pgettext(c, t)",
        "N_(text)", 'UserError(f"{path}: broken")', 'UserError("broken", "a" if x else "b")',
    ],
)  # fmt: skip
def test_a_text_that_is_not_written_out_is_seen(code: str) -> None:
    assert list(not_written_out(ast.parse(code)))


def test_what_a_fault_of_the_user_says_is_written_out_or_marked(found: Catalog) -> None:
    """A name that a `UserError` gets is a constant or a local text, marked with `N_`: all of them are found."""
    known = {text for each in found if each.id for text in sources(each)}
    for text in ("Expected one of {known}.", "Yours was kept as it is.", "{flaw.hint}. Everything else was kept."):
        assert any(each.startswith(text) for each in known), text


def test_merging_keeps_what_is_translated_and_drops_what_is_gone(tool: ModuleType) -> None:
    first, second = Catalog(), Catalog()
    first.add("stays"), first.add("goes"), second.add("stays"), second.add("new")
    begun = tool.merged(first, "id", None)
    begun["stays"].string, begun["goes"].string = "ya", "pergi"
    merged = tool.merged(second, "id", tool.written(begun))
    assert tool.keys(merged) == {(None, "stays"), (None, "new")}
    assert merged["stays"].string == "ya"
    assert [each.id for each in tool.unfinished(merged)] == ["new"]


@pytest.mark.parametrize(
    ("code", "numbers", "chosen"),
    [
        ("id", (0, 1, 2, 21), "0000"),
        ("fr", (0, 1, 2, 21), "0011"),
        ("pl", (0, 1, 2, 5, 12, 21, 22), "2012221"),
        ("ru", (0, 1, 2, 5, 11, 21, 22), "2012201"),
    ],
)
def test_a_language_begins_with_what_is_known_of_it(
    tool: ModuleType, found: Catalog, tmp_path: Path, code: str, numbers: tuple[int, ...], chosen: str
) -> None:
    path = tmp_path / f"{code}.po"
    path.write_bytes(tool.written(tool.merged(found, code, None)))
    texts = po.read(path)
    assert "".join(str(texts.plural(each)) for each in numbers) == chosen
    assert {"English", "Germany", "Mar", "%H:%M"} <= texts.single.keys()
    assert "Settings" not in texts.single  # nothing is made up


@pytest.fixture
def own_resources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program's resources with a folder of languages that a test may add to."""
    shutil.copytree(resources() / "i18n", tmp_path / "i18n")
    for module in (language, config_paths):
        monkeypatch.setattr(module, "resources", lambda: tmp_path)
    return tmp_path / "i18n"


def test_a_language_is_one_file(own_resources: Path, qtbot: QtBot, tmp_path: Path) -> None:
    """Added beside the others it is offered in the settings, and spoken; what it has not is said in English."""
    header = 'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n\n'
    texts = 'msgid "English"\nmsgstr "Esperanto"\n\nmsgid "Settings"\nmsgstr "Agordoj"\n\n'
    plurals = (
        'msgid "{count} app chosen"\nmsgid_plural "{count} apps chosen"\nmsgstr[0] "unu"\nmsgstr[1] "{count} el"\n'
    )
    (own_resources / "eo.po").write_text(header + texts + plurals, "utf-8")
    assert i18n.install("eo") == "eo"
    paths = Paths(tmp_path / "config", tmp_path / "data")
    dialog = SettingsDialog(
        SettingsStore(paths.settings_file, Loaded(Settings())),
        Catalogue(resources() / "catalogue", paths.own_services),
        paths,
    )
    qtbot.addWidget(dialog)
    dialog.show_page("general")
    dialog.open()
    offered = [box.itemText(row) for box in dialog.findChildren(QComboBox) for row in range(box.count())]
    assert {"Esperanto", "English", "Bahasa Indonesia"} <= set(offered)
    assert dialog.windowTitle() == "Agordoj"
    assert _("Pages") == "Pages"
    said = [ngettext("{count} app chosen", "{count} apps chosen", count) for count in (0, 1, 2)]
    assert said == ["unu", "unu", "{count} el"]


@pytest.mark.expects_log("cannot be read")
@pytest.mark.parametrize(
    "rubbish", [b"", b"rubbish", b"\xff\xfe", b'msgid ""\nmsgstr "Plural-Forms: plural=n n;\\n"\n']
)
def test_a_broken_file_leaves_english(own_resources: Path, rubbish: bytes) -> None:
    (own_resources / "eo.po").write_bytes(rubbish)
    language.speak("eo")
    assert _("Settings") == "Settings"


def test_a_text_that_is_not_finished_is_said_in_english(own_resources: Path) -> None:
    texts = 'msgid ""\nmsgstr "Language: eo\\n"\n\n#, fuzzy\nmsgid "Open"\nmsgstr "?"\n\nmsgid "Close"\nmsgstr ""\n'
    long = 'msgid "Settings"\nmsgstr ""\n"Ag"\n"or\\"doj\\n\\\\"\n\n#~ msgid "Save"\n#~ msgstr "x"\n'
    (own_resources / "eo.po").write_text(f"{texts}\n{long}", "utf-8", newline="\r\n")
    language.speak("eo")
    assert [_("Open"), _("Close"), _("Save"), _("Settings")] == ["Open", "Close", "Save", 'Agor"doj\n\\']


def test_the_language_changes_at_once() -> None:
    assert language.speak("id") == language.spoken() == "id"
    assert _("Settings") == "Pengaturan"
    assert pgettext("outcome of a reading", "failed") == "gagal"
    assert ngettext("{count} app chosen", "{count} apps chosen", 1) == "{count} aplikasi dipilih"
    assert language.speak("en") == "en"
    assert _("Settings") == "Settings"
    assert [ngettext("{count} app", "{count} apps", count) for count in (0, 1, 2)] == [
        "{count} apps",
        "{count} app",
        "{count} apps",
    ]


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [
        ({}, "en"),
        ({"LANG": "id_ID.UTF-8"}, "id"),
        ({"LANG": "in_ID.UTF-8"}, "id"),
        ({"LANG": "tlh_DE.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "id_ID"}, "id"),
        ({"LANG": "id_ID", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "tlh:id:en"}, "id"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "id"}, "en"),
    ],
)
def test_an_unknown_language_is_the_systems(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], wanted: str
) -> None:
    for name in ("LANG", "LC_ALL", "LC_MESSAGES", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert language.speak("tlh") == wanted


def test_qts_own_texts_are_in_the_language(qapp: QApplication, qtbot: QtBot) -> None:
    def button() -> str:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        qtbot.addWidget(box)
        return box.button(QDialogButtonBox.StandardButton.Cancel).text().replace("&", "")

    i18n.install("id")
    assert button() == "Batal"
    i18n.install("en")
    assert button() == "Cancel"


def test_faults_of_the_user_are_told_in_the_users_language() -> None:
    error = UserError("{file} is too large", "Expected at most {size} KiB.", file="a{b}.toml", size=256)
    assert error_words(error) == ("a{b}.toml is too large", "Expected at most 256 KiB.")
    language.speak("id")
    assert error_words(error) == ("a{b}.toml terlalu besar", "Paling besar 256 KiB.")
    inner = UserError("a number from {least} to {most}", least=5, most=9)
    outer = UserError("{key} cannot be {value}", "expected {expected}", key="k", value="v", expected=inner)
    assert str(outer) == "k cannot be v: expected a number from 5 to 9"
    assert error_sentence(outer) == "k tidak bisa bernilai v: harus angka dari 5 sampai 9"
    assert error_sentence(UserError("no name", "for example: office")) == "no name; for example: office"
    assert error_sentence(UserError("which name?", "for example: office")) == "which name? for example: office"
    assert error_words(UserError("a {b} of nobody")) == ("a {b} of nobody", "")


def test_words_need_no_qt() -> None:
    modules = sorted(path.stem for path in (ROOT / "notifier" / "words").glob("[a-z]*.py"))
    code = f"import sys, {', '.join(f'notifier.words.{each}' for each in modules)}; print('PySide6' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert told.stdout.strip() == "False"
