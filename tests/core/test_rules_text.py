"""The rules that code and texts cite by number are written down, and what is not built is not called kept."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import notifier

ROOT = Path(notifier.__file__).parents[1]
TEXT = (ROOT / "notifier/core/rules.md").read_text(encoding="utf-8")
RULE = re.compile(r"^## (\d+)\. [^\n]+\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
RULES = {int(number): body for number, body in RULE.findall(TEXT)}
CITED = re.compile(r"\b[Rr]ules? (\d+(?:(?:, (?:and )?| and | to |-)\d+)*)")
KINDS = ("*.py", "*.md", "*.toml")


def files() -> Iterator[Path]:
    for folder in ("notifier", "tests", "resources", "packaging"):
        for kind in KINDS:
            yield from (ROOT / folder).rglob(kind)
    yield from ROOT.glob("*.md")


def cited(text: str) -> list[int]:
    """The numbers that a text cites; it may be broken over lines and comments."""
    joined = re.sub(r"\s+(?:#\s+)?", " ", text)
    numbers = []
    for found in CITED.findall(joined):
        numbers += [int(each) for each in re.findall(r"\d+", found)]
    return numbers


def test_the_rules_are_numbered_without_a_gap() -> None:
    assert list(RULES) == list(range(1, len(RULES) + 1))
    assert all(body.strip() for body in RULES.values())


def test_what_is_cited_is_a_rule() -> None:
    unknown = {
        f"{path.relative_to(ROOT)}: rule {number}"
        for path in files()
        for number in cited(path.read_text(encoding="utf-8"))
        if number not in RULES
    }
    assert unknown == set()


def test_nothing_is_called_kept_of_a_rule_that_is_not_built_at_all() -> None:
    unbuilt = {number for number, body in RULES.items() if body.strip().startswith("*Not built yet:*")}
    claimed = {
        f"{path.relative_to(ROOT)}: rule {number}"
        for path in (ROOT / "notifier").rglob("*.py")
        for number in cited(path.read_text(encoding="utf-8"))
        if number in unbuilt
    }
    assert claimed == set()


def test_the_readme_names_the_rules_that_it_tells() -> None:
    told = (ROOT / "README.md").read_text(encoding="utf-8")
    section = told.split("## How it decides", 1)[1].split("\n## ", 1)[0]
    items = re.findall(r"^\d+\. .*?(?=^\d+\. |\n\n)", section, re.MULTILINE | re.DOTALL)
    assert len(items) >= 7
    assert all(cited(item) for item in items), "every item says which rule it tells"
    assert "notifier/core/rules.md" in section


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("(rule 7)", [7]),
        ("Rules 2 and 3 are", [2, 3]),
        ("rules 1, 4, and 16", [1, 4, 16]),
        ("as rule\n    # 10 says", [10]),
        ("three rules 5 times", [5]),
        ("one ruler 5", []),
    ],
)
def test_citations_are_found(text: str, numbers: list[int]) -> None:
    assert cited(text) == numbers
