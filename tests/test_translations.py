"""Every text a user sees is translated whole: nothing missing, nothing left over, placeholders and plurals right."""

import ast
import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from notifier.core.failure import UserError
from notifier.ui import i18n, qm

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "resources" / "i18n").glob("notifier_*.ts"))
ALL = [(path.stem.removeprefix("notifier_"), each) for path in FILES for each in qm.messages(path.read_bytes())]
QT_CONTEXTS = re.compile("Q[A-Z]")


@pytest.fixture(scope="module")
def tool() -> Iterator[ModuleType]:
    """The developers' command, which is no part of the package."""
    before = list(sys.path)
    sys.path.insert(0, str(ROOT / "packaging"))
    yield importlib.import_module("translations")
    sys.path[:] = before


@pytest.fixture
def spoken(qapp: QCoreApplication) -> Iterator[None]:
    yield
    i18n.uninstall()


def test_english_and_indonesian_are_there() -> None:
    assert i18n.languages() == ("en", "id")


def test_every_text_of_the_sources_is_written_out(tool: ModuleType) -> None:
    found = tool.program_texts()
    assert found.problems == []
    assert len(found.texts) > 500


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_files_hold_just_the_texts_of_the_sources(tool: ModuleType, path: Path) -> None:
    language = path.stem.removeprefix("notifier_")
    data = path.read_bytes()
    assert tool.merged(tool.program_texts(), language, data) == data, "run `make translations`"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_text_is_translated(path: Path) -> None:
    assert [each for each in qm.messages(path.read_bytes()) if not each.finished] == []


def test_placeholders_are_the_same() -> None:
    def names(text: str) -> list[str]:
        return sorted(set(re.findall(r"\{[\w.]*\}|%n", text)))

    wrong = [each for _, each in ALL for form in each.forms if names(form) != names(each.source)]
    assert wrong == []


def test_plural_forms_are_as_the_language_has_them() -> None:
    wrong = [each for language, each in ALL if len(each.forms) != (qm.plural_forms(language) if each.numerus else 1)]
    assert wrong == []
    assert qm.plural_forms("id") == 1
    assert qm.plural_forms("en") == 2


def test_the_edges_are_the_same() -> None:
    """Spaces at the ends, colons, dots and line ends belong to the text."""

    def edges(text: str) -> tuple[bool, bool, str, int]:
        last = text.rstrip()[-1:]
        return text.startswith(" "), text.endswith(" "), last if last in ".:…?!" else "", text.count("\n")

    wrong = [each for _, each in ALL for form in each.forms if edges(form) != edges(each.source)]
    assert wrong == []


def test_where_the_source_has_a_key_the_translation_has_one() -> None:
    """`&` before a letter; Qt's own texts may do without."""

    def keys(text: str) -> int:
        return len(re.findall(r"&(?=\w)", text))

    wrong = [
        each
        for _, each in ALL
        for form in each.forms
        if not QT_CONTEXTS.match(each.context) and keys(form) != keys(each.source)
    ]
    assert wrong == []


def test_nothing_is_addressed_in_two_ways() -> None:
    """Indonesian has a familiar and a formal `you`; the program uses the familiar one."""
    formal = [each for language, each in ALL if language == "id" for form in each.forms if re.search(r"\bAnda\b", form)]
    assert formal == []


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


@pytest.mark.parametrize(
    ("code", "texts", "problems"),
    [
        ('translate("A", "one")', ["one"], 0),
        ('translate("A", "one" if x else "two")', ["one", "two"], 0),
        ('translate("A", f"one {x}")', [], 1),
        ('translate("A", "one" + x)', [], 1),
        ('translate("A", text)', [], 1),
        ('translate("A", "%n apps", "", n)', ["%n apps"], 0),
        ('translate("A", "%n apps")', ["%n apps"], 1),
        ('translate("A", "apps", "", n)', ["apps"], 1),
        ('translate("A", "apps", n=3)', [], 1),
        ('"x".translate(table)', [], 0),
        ('class A:\n    def f(self): self.tr("one")', ["one"], 0),
        ('N = (QT_TRANSLATE_NOOP("A", "one"),)', ["one"], 0),
        (
            'raise UserError("{file} is broken", "Expected a file.", file=f)',
            ["{file} is broken", "Expected a file."],
            0,
        ),
        ('raise UserError("{reason}", str(error))', [], 0),
        ('raise UserError(f"{path}: broken")', [], 1),
        ('WHAT = "a file"\nraise UserError(f"expected {WHAT}")', ["expected a file"], 0),
        ('def f():\n    hint = "a" if x else "b"\n    raise UserError("c", hint)', ["c", "a", "b"], 0),
        ('def f(hint): raise UserError("c", hint)\nf("a")\nf("b")', ["c", "a", "b"], 0),
        ('class A:\n    def f(self, h): raise UserError(h)\n    def g(self): self.f("a")', ["a"], 0),
    ],
)
def test_texts_are_found(tool: ModuleType, tmp_path: Path, code: str, texts: list[str], problems: int) -> None:
    file = tmp_path / "some.py"
    file.write_text(code, "utf-8")
    found = tool.find([file])
    assert [each.source for each in found.texts.values()] == texts
    assert len(found.problems) == problems


def test_merging_keeps_what_is_translated_and_drops_what_is_gone(tool: ModuleType, tmp_path: Path) -> None:
    file = tmp_path / "some.py"
    file.write_text('translate("A", "stays"), translate("A", "goes")', "utf-8")
    first = tool.merged(tool.find([file]), "id", None)
    said = first.replace(b'<translation type="unfinished"></translation>', b"<translation>ya</translation>", 2)
    file.write_text('translate("A", "stays"), translate("A", "new")', "utf-8")
    second = {each.source: each for each in qm.messages(tool.merged(tool.find([file]), "id", said))}
    assert second["stays"].forms == ("ya",)
    assert not second["new"].finished
    assert "goes" not in second


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_qt_finds_every_text_in_what_was_compiled(qapp: QCoreApplication, path: Path) -> None:
    data = qm.compiled(path.read_bytes(), path.stem.removeprefix("notifier_"))
    translator = QTranslator()
    assert translator.load(data)
    wrong = []
    for each in qm.messages(path.read_bytes()):
        number = 5 if each.numerus else -1
        if translator.translate(each.context, each.source, each.comment, number) != each.forms[-1]:
            wrong.append(each)
    assert wrong == []


@pytest.mark.parametrize(
    ("language", "numbers", "forms"),
    [
        ("id", (0, 1, 2, 21), "aaaa"),
        ("en", (0, 1, 2, 21), "babb"),
        ("fr", (0, 1, 2, 21), "aabb"),
        ("pl", (0, 1, 2, 5, 12, 21, 22), "cabcccb"),
        ("ru", (0, 1, 2, 5, 11, 21, 22), "cabccab"),
    ],
)
def test_plural_rules(qapp: QCoreApplication, language: str, numbers: tuple[int, ...], forms: str) -> None:
    each = "".join(f"<numerusform>{form}</numerusform>" for form in sorted(set(forms)))
    source = f'<TS><context><name>A</name><message numerus="yes"><source>%n</source><translation>{each}</translation>'
    data = qm.compiled(f"{source}</message></context></TS>".encode(), language)
    translator = QTranslator()
    assert translator.load(data)
    assert [translator.translate("A", "%n", "", number) for number in numbers] == list(forms)


def test_a_language_without_known_plurals_is_refused() -> None:
    with pytest.raises(ValueError, match="plural rules"):
        qm.compiled(b"<TS></TS>", "tlh")


@pytest.mark.usefixtures("spoken")
def test_the_language_changes_at_once(tmp_path: Path) -> None:
    assert i18n.install("id", tmp_path) == "id"
    assert QCoreApplication.translate("Settings", "Settings") == "Pengaturan"
    assert QCoreApplication.translate("FirstRun", "%n apps chosen", "", 1) == "1 aplikasi dipilih"
    assert QLocale().language() == QLocale.Language.Indonesian
    assert i18n.install("en", tmp_path) == "en"
    assert QCoreApplication.translate("Settings", "Settings") == "Settings"
    assert QCoreApplication.translate("FirstRun", "%n apps chosen", "", 1) == "1 app chosen"
    assert QCoreApplication.translate("FirstRun", "%n apps chosen", "", 2) == "2 apps chosen"


@pytest.mark.usefixtures("spoken")
def test_an_unknown_language_is_the_systems(tmp_path: Path) -> None:
    assert i18n.install("tlh", tmp_path) == i18n.system_language() == "en"


@pytest.mark.usefixtures("spoken")
def test_what_was_compiled_is_kept_and_used(tmp_path: Path) -> None:
    i18n.install("id", tmp_path)
    (kept,) = tmp_path.glob("*.qm")
    source = FILES[1].read_bytes()
    other = source.replace(b">Pengaturan<", b">Setelan<")
    kept.write_bytes(qm.compiled(other, "id"))
    i18n.install("id", tmp_path)
    assert QCoreApplication.translate("Settings", "Settings") == "Setelan"


@pytest.mark.usefixtures("spoken")
@pytest.mark.parametrize("rubbish", [b"", b"rubbish"])
def test_a_broken_copy_is_made_anew_and_an_old_one_dropped(tmp_path: Path, rubbish: bytes) -> None:
    i18n.install("id", tmp_path)
    (kept,) = tmp_path.glob("*.qm")
    kept.write_bytes(rubbish)
    old = tmp_path / "notifier_id-00000000-1.qm"
    old.write_bytes(b"old")
    i18n.install("id", tmp_path)
    assert QCoreApplication.translate("Settings", "Settings") == "Pengaturan"
    assert kept.read_bytes() != rubbish
    assert not old.exists()


@pytest.mark.usefixtures("spoken")
def test_a_cache_that_cannot_be_written_does_not_matter(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    assert i18n.install("id", file / "cache") == "id"
    assert QCoreApplication.translate("Settings", "Settings") == "Pengaturan"


@pytest.mark.usefixtures("spoken")
def test_faults_of_the_user_are_told_in_the_users_language(tmp_path: Path) -> None:
    error = UserError("{file} is too large", "Expected at most {size} KiB.", file="a{b}.toml", size=256)
    assert i18n.error_words(error) == ("a{b}.toml is too large", "Expected at most 256 KiB.")
    i18n.install("id", tmp_path)
    assert i18n.error_words(error) == ("a{b}.toml terlalu besar", "Paling besar 256 KiB.")
    inner = UserError("a number from {least} to {most}", least=5, most=9)
    outer = UserError("{key} cannot be {value}", "expected {expected}", key="k", value="v", expected=inner)
    assert str(outer) == "k cannot be v: expected a number from 5 to 9"
    assert i18n.error_words(outer) == ("k tidak bisa bernilai v", "harus angka dari 5 sampai 9")
    assert i18n.error_words(UserError("a {b} of nobody")) == ("a {b} of nobody", "")


def test_texts_need_no_windows() -> None:
    """The command line speaks through this, without a display."""
    code = "import sys, notifier.ui.i18n; print([each for each in sys.modules if each.startswith('PySide6.Qt')])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert told.stdout.strip() == "['PySide6.QtCore']"


def test_languages_say_their_own_names() -> None:
    assert [i18n.language_name(each) for each in ("en", "id")] == ["English", "Bahasa Indonesia"]
