"""The rules of the code base that the linters do not know: sizes, tables, what is imported when.

Who may import whom is held by import-linter (`make lint`).
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from pkgutil import iter_modules

import pytest

import notifier.probes
from notifier.sources.pages.providers import PROVIDERS

PACKAGE = Path(__file__).parent.parent / "notifier"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST_FILE = 300
UNFINISHED = ("TO" + "DO", "FIX" + "ME", "raise NotImplemented" + "Error")
LATE = ("httpx", "httpcore", "sqlite3", "keyring", "desktop_notifier", "tomlkit", "paho")
"""What must not be imported before the tray is shown."""
WRITTEN = ("notifier", "tests", "packaging", "resources")
NAMED = re.compile(r"`((?:[a-z_0-9]+/)*[a-z_0-9]+\.py|(?:notifier|tests)(?:\.[a-z_0-9]+)+)`")
"""How a text names a file or a module of ours."""


def _name(path: Path) -> str:
    return path.relative_to(PACKAGE.parent).as_posix()


def _nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def _where(path: Path, node: ast.Call) -> str:
    return f"{_name(path)}:{node.lineno}"


def _called(node: ast.AST) -> str:
    """Tell the last part of the name of what a call calls; empty for everything else."""
    if not isinstance(node, ast.Call):
        return ""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _imported_by(*modules: str) -> set[str]:
    """List all modules that a fresh interpreter has after importing these."""
    code = f"import sys, {', '.join(modules)}; print('\\n'.join(sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    return set(told.stdout.split())


def test_a_file_has_one_job() -> None:
    lengths = {_name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_nothing_is_unfinished() -> None:
    marked = [
        (_name(path), word) for path in MODULES for word in UNFINISHED if word in path.read_text(encoding="utf-8")
    ]
    assert marked == []


def test_only_the_command_line_prints() -> None:
    printing = [
        _where(path, node)
        for path in MODULES
        if "cli" not in path.parts
        for node in _nodes(path)
        if isinstance(node, ast.Call) and _called(node) == "print"
    ]
    assert printing == []


def test_what_is_connected_is_a_slot() -> None:
    """A lambda keeps alive what it names, and the object with it; what is no slot runs in whichever thread emits."""
    wrong = []
    for path in MODULES:
        for home in (node for node in _nodes(path) if isinstance(node, ast.ClassDef)):
            methods = (each for each in home.body if isinstance(each, ast.FunctionDef))
            plain = {f"self.{each.name}" for each in methods if not _is_slot(each)}
            for call in ast.walk(home):
                if not isinstance(call, ast.Call) or _called(call) != "connect" or not call.args:
                    continue
                to = call.args[0]
                if isinstance(to, ast.Lambda | ast.Call) or ast.unparse(to) in plain:
                    wrong.append(_where(path, call))
    assert wrong == []


def _is_slot(function: ast.FunctionDef) -> bool:
    return any(_called(each) == "Slot" for each in function.decorator_list)


def test_every_provider_is_in_the_table() -> None:
    """A module that the table does not name is never asked for anything."""
    modules = {path.stem for path in (PACKAGE / "sources" / "pages" / "providers").glob("*.py")} - {"__init__"}
    assert modules
    assert modules == set(PROVIDERS)


def test_kinds_of_targets_do_not_know_each_other() -> None:
    kinds = {each.__module__ for each in notifier.probes.kinds().values()}
    assert len(kinds) > 3
    for path in (PACKAGE / "probes").rglob("*.py"):
        own = f"notifier.probes.{path.relative_to(PACKAGE / 'probes').parts[0].removesuffix('.py')}"
        named = {node.module or "" for node in _nodes(path) if isinstance(node, ast.ImportFrom)}
        assert {".".join(each.split(".")[:3]) for each in named} & kinds <= {own}, _name(path)


@pytest.mark.parametrize(
    "part", ["core", "catalogue", "config", "probes", "sources", "store", "engine", "simulation", "words"]
)
def test_below_the_user_interface_there_is_no_qt(part: str) -> None:
    modules = [".".join(path.with_suffix("").parts) for path in _relative(part)]
    assert modules
    assert {name for name in _imported_by(*modules) if name.startswith("PySide6")} == set()


def _relative(part: str) -> list[Path]:
    return [path.relative_to(PACKAGE.parent) for path in (PACKAGE / part).rglob("*.py") if path.name != "__init__.py"]


def test_the_tray_comes_first() -> None:
    imported = _imported_by("notifier.app", "notifier.ui.tray")
    assert [name for name in LATE if name in imported] == []


def test_knowing_the_kinds_of_targets_does_not_take_what_reads_them() -> None:
    kinds = [f"notifier.probes.{each.name}" for each in iter_modules(notifier.probes.__path__)]
    imported = _imported_by("notifier.probes.tables", *kinds, "notifier.catalogue.loader")
    assert {"asyncio", "ssl", "socket", "notifier.sources.network"} & imported == set()


def test_a_look_at_the_services_takes_neither_windows_nor_what_writes_the_history() -> None:
    imported = _imported_by("notifier.cli.check", "notifier.desktop.country")
    assert {"PySide6", "notifier.store.writer", "keyring", "cryptography"} & imported == set()


def test_a_list_takes_nothing_of_what_changes_it() -> None:
    imported = _imported_by(*(f"notifier.cli.{name}" for name in ("history", "outside", "phone", "services", "snooze")))
    assert {"PySide6", "asyncio", "ssl", "keyring", "notifier.store.writer"} & imported == set()


def test_rest_takes_nothing_that_only_some_need() -> None:
    """What engine and reader import at first: no signatures, redirects, HTTP/2, proxies, feeds, searches, windows."""
    imported = _imported_by("notifier.app.program", "notifier.app.answering", "notifier.sources.transport")
    few = (
        "cryptography",
        "httpx",
        "httpcore",
        "h2",
        "anyio",
        "difflib",
        "xml.etree",
        "typing_extensions",
        "pickle",
        "email",
        "html",
        "platformdirs",
        "statistics",
        "keyring",
        "notifier.sources.machines.broker",
    )
    assert [name for name in few if name in imported] == []
    assert [
        name for name in imported if name.startswith(("notifier.sources.pages.providers.", "notifier.ui.history"))
    ] == []


def test_files_and_modules_that_texts_name_are_there() -> None:
    root = PACKAGE.parent
    ours = {f"/{_name(path)}": path for folder in WRITTEN for path in (root / folder).rglob("*.py")}
    texts = [*root.glob("*.md"), *(path for folder in WRITTEN for path in (root / folder).rglob("*.md"))]
    assert [
        (_name(path), named)
        for path in (*texts, *ours.values())
        for named in NAMED.findall(path.read_text(encoding="utf-8"))
        if not _is_there(named, ours)
    ] == []


def _is_there(named: str, ours: dict[str, Path]) -> bool:
    """Tell whether a file has such an end, or a module or package such a name, or one of its own has the last part."""
    if named.endswith(".py"):
        return any(each.endswith(f"/{named}") for each in ours)
    place = "/" + named.replace(".", "/")
    if f"{place}.py" in ours or f"{place}/__init__.py" in ours:
        return True
    within, _, last = place.rpartition("/")
    module = ours.get(f"{within}.py") or ours.get(f"{within}/__init__.py")
    return module is not None and re.search(rf"\b{last}\b", module.read_text(encoding="utf-8")) is not None
