"""Finds the texts of the program that a user sees, by reading its Python with `ast`.

These are: `translate("Context", "text", "comment", n)`, `tr("text")`, `QT_TRANSLATE_NOOP`, and the two texts of a
`UserError`, which the rules and the files raise without knowing Qt. A text must be written out; one in a conditional,
in a local name, or handed through a function of the same module is followed. Whatever else stands there is a problem
that names file and line. Writing the .ts files is `translations.py`'s affair.
"""

import ast
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ERROR_CONTEXT = "UserError"


@dataclass(frozen=True)
class Text:
    """A text of the sources."""

    context: str
    source: str
    comment: str = ""
    numerus: bool = False

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it from others."""
        return (self.context, self.source, self.comment)


@dataclass
class Found:
    """What the sources hold: the texts in their order, and what could not be read, with file and line."""

    texts: dict[tuple[str, str, str], Text] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def find(paths: Iterable[Path]) -> Found:
    """Find all texts of these files."""
    found = Found()
    for path in paths:
        tree = ast.parse(path.read_text("utf-8"), str(path))
        name = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name
        _Visitor(name, found, tree).visit(tree)
    return found


class _Visitor(ast.NodeVisitor):
    """Finds the texts of one file."""

    def __init__(self, path: str, found: Found, tree: ast.Module) -> None:
        self.path, self.found, self.tree = path, found, tree
        self.constants = _named_texts(tree.body)
        self.classes: list[str] = []
        self.functions: list[ast.FunctionDef | ast.AsyncFunctionDef] = []

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """Note the class: it is the context of `tr`."""
        self.classes.append(node.name)
        self.generic_visit(node)
        self.classes.pop()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        """Note the function, in which names may stand for texts."""
        self.functions.append(node)
        self.generic_visit(node)
        self.functions.pop()

    def visit_Call(self, node: ast.Call) -> None:
        """Take the texts of a call."""
        self.generic_visit(node)
        name = _called(node)
        if name == "QT_TRANSLATE_NOOP" or (name == "translate" and (len(node.args) > 1 or node.keywords)):
            self._translate(node, node.args)
        elif name in ("tr", "QT_TR_NOOP") and node.args:
            self._translate(node, [ast.Constant(self.classes[-1] if self.classes else ""), *node.args])
        elif name == "UserError":
            for each in node.args:
                for source in self._error_texts(each):
                    self._add(Text(ERROR_CONTEXT, source))

    def _translate(self, node: ast.Call, args: list[ast.expr]) -> None:
        if node.keywords or len(args) < 2:
            self._problem(node, "give context, text, comment and number without names")
            return
        if isinstance(args[0], ast.Constant) and args[0].value == ERROR_CONTEXT:
            return  # says a UserError, whose texts are found where it is made
        if self.functions and self.functions[-1].name == _called(node):
            return  # hands on what is found where it is called
        contexts, sources = self._written_out(args[0]), self._written_out(args[1])
        comments = self._written_out(args[2]) if len(args) > 2 and not _is_none(args[2]) else [""]
        numerus = len(args) > 3
        for source in sources:
            if contexts and comments:
                self._add(Text(contexts[0], source, comments[0], numerus))
            if ("%n" in source) != numerus:
                self._problem(node, f"%n and a number belong together: {source!r}")

    def _written_out(self, node: ast.expr) -> list[str]:
        """Give the texts that stand here: several for a conditional."""
        match node:
            case ast.Constant(value=str(value)):
                return [value]
            case ast.IfExp(body=body, orelse=other):
                return self._written_out(body) + self._written_out(other)
            case _:
                self._problem(node, "a text must be written out, so that it can be translated")
                return []

    def _error_texts(self, node: ast.expr) -> list[str]:
        match node:
            case ast.IfExp(body=body, orelse=other):
                return self._error_texts(body) + self._error_texts(other)
            case ast.Name(id=name):
                return self._of_name(node, name)
            case ast.JoinedStr(values=values):
                parts = [self._part(each) for each in values]
                if None not in parts:
                    return ["".join(part for part in parts if part is not None)]
                return self._written_out(node)
            case ast.Call() | ast.Attribute() | ast.Subscript() | ast.Starred():
                return []  # translated already, or another's words
            case _:
                return self._written_out(node)

    def _of_name(self, node: ast.expr, name: str) -> list[str]:
        """Follow a name: a constant of the module, one or more local texts, or a parameter."""
        if name in self.constants:
            return [self.constants[name]]
        function = self.functions[-1] if self.functions else None
        if function is None:
            return self._written_out(node)
        values = [
            each.value
            for each in ast.walk(function)
            if isinstance(each, ast.Assign) and any(isinstance(at, ast.Name) and at.id == name for at in each.targets)
        ]
        parameters = [each.arg for each in function.args.args]
        if name in parameters:
            values += self._handed(function.name, parameters.index(name), method=parameters[0] == "self")
        if not values:
            return self._written_out(node)
        return [text for value in values for text in self._error_texts(value)]

    def _handed(self, function: str, index: int, *, method: bool) -> list[ast.expr]:
        """Give what this module's calls of a function hand to one of its parameters."""
        calls = [each for each in ast.walk(self.tree) if isinstance(each, ast.Call) and _called(each) == function]
        index -= method
        return [call.args[index] for call in calls if index < len(call.args)]

    def _part(self, node: ast.expr) -> str | None:
        match node:
            case ast.Constant(value=str(value)):
                return value
            case ast.FormattedValue(value=ast.Name(id=name), conversion=-1, format_spec=None):
                return self.constants.get(name)
            case _:
                return None

    def _add(self, text: Text) -> None:
        if not re.search(r"[A-Za-z]", re.sub(r"\{[\w.]*\}", "", text.source)):
            return  # nothing but placeholders
        known = self.found.texts.setdefault(text.key, text)
        if known.numerus != text.numerus:
            self.found.problems.append(f"{self.path}: {text.source!r} is used with and without a number")

    def _problem(self, node: ast.expr, what: str) -> None:
        self.found.problems.append(f"{self.path}:{node.lineno}: {what}")


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _named_texts(body: list[ast.stmt]) -> dict[str, str]:
    """Give the texts that a module names at its top."""
    texts = {}
    for node in body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        value = getattr(node, "value", None)
        if isinstance(target, ast.Name) and isinstance(value, ast.Constant) and isinstance(value.value, str):
            texts[target.id] = value.value
    return texts
