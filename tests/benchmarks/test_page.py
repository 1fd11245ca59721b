"""The bench's page: goals belong to their figures, parts are kept from run to run, two runs are compared by names."""

import time
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.benchmarks import page, parts
from tests.benchmarks.__main__ import PARTS, USUAL, main
from tests.benchmarks.figures import Figure, number
from tests.benchmarks.parts import Part
from tests.benchmarks.plots import Plot
from tests.benchmarks.web import asked_when, serving

FIGURES = (
    Figure("memory <rest>", 80.0, "MB", 67.0, "bare tray", also=(("another", 40.0),), goal=90.0),
    Figure("shown", 150.0, "ms", 100.0, "bare tray", goal_ratio=1.4),
    Figure("others' threads", 3.0, ""),
)
GROWN = Plot("cost", "ms", (("plain", ((10.0, 1.0), (100.0, 12.0))),), "plain: at most linear")


def part(*figures: Figure) -> Part:
    return Part("2026-01-05 12:00 UTC", "a machine", 12.5, figures, ("| a | table |",), (GROWN,))


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        (FIGURES[0], "<= 90 MB: met"),
        (FIGURES[0]._replace(value=90.1), "<= 90 MB: MISSED"),
        (FIGURES[1], "<= 1.4 x: MISSED"),
        (FIGURES[1]._replace(value=140.0), "<= 1.4 x: met"),
        (FIGURES[1]._replace(base=None), ""),
        (FIGURES[2], ""),
        (Figure("false", 0.0, "", goal=0.0), "<= 0: met"),
    ],
)
def test_a_figure_knows_its_goal(figure: Figure, said: str) -> None:
    assert page.goal_of(figure) == said


def test_the_page_says_what_is_missed_and_what_was_before(tmp_path: Path) -> None:
    before = {"tray": part(FIGURES[0]._replace(value=100.0), Figure("a year of 3 readings", 1.0, "MB"))}
    told = page.write(tmp_path, {"tray": part(*FIGURES)}, before)
    assert "1 of 2 goals are met; not: shown. Measured before only: a year of 3 readings." in told
    assert "100 (-20%)" in told
    assert "bare tray: 67.0 (1.19 x); another: 40.0 (2.00 x)" in told
    assert "measured 2026-01-05 12:00 UTC, 12.5 s, on a machine" in told
    assert "| a | table |" in told
    assert (tmp_path / "bench.txt").read_text(encoding="utf-8") == told
    drawn = (tmp_path / "bench.html").read_text(encoding="utf-8")
    assert "memory &lt;rest&gt;" in drawn
    assert '<td class="missed">&lt;= 1.4 x: MISSED</td>' in drawn
    assert "<td>others&#x27; threads</td>" in drawn
    assert "<td>bare tray: 67.0 (1.19 x)<br>another: 40.0 (2.00 x)</td>" in drawn
    assert "<polyline" in drawn


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    file = tmp_path / "folder" / "bench.json"
    kept = {"tray": part(*FIGURES), "rules": part()}
    parts.save(file, kept)
    assert parts.load(file) == kept


@pytest.mark.slow
def test_parts_stay_on_the_page_and_are_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "bench.json"
    assert set(USUAL) <= set(PARTS)
    file.write_text("{}")
    assert main(["pages", "--out", str(tmp_path)]) == 0
    first = parts.load(file)
    parts.save(file, {"tray": part(*FIGURES), **first})
    capsys.readouterr()
    assert main(["pages", "--out", str(tmp_path), "--against", str(file)]) == 0
    told = capsys.readouterr().out
    assert "Measured before only" not in told
    assert "memory <rest>" in told
    assert all(f"{number(each.value)} (" in told for each in first["pages"].figures if each.value)


@pytest.mark.parametrize("words", [["page"], ["pages", "--against", "/nowhere/bench.json"], ["--against", __file__]])
def test_what_cannot_be_is_said(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert words[-1] in capsys.readouterr().err


def test_the_servers_tell_who_was_asked_when(tmp_path: Path) -> None:
    with serving(tmp_path, 2, 1) as web:
        began = time.monotonic()
        with urlopen(f"http://{web.hosts[1]}:{web.http_port}/") as answer:
            assert answer.read() == b"fine\n"
        asked = asked_when(web)
        assert set(asked) == {web.hosts[1]}
        assert began <= asked[web.hosts[1]] <= time.monotonic()
        assert asked_when(web) == {}
