"""The limits of the tests that wait: they hold on a machine at rest, and give way to one that has no time for us."""

import threading
from pathlib import Path

import pytest

from tests.waiting import STRETCH_MOST, Limit, heard, until


def told(pressure: Path, waited_s: float) -> None:
    pressure.write_text(f"some avg10=9.00 avg60=9.00 avg300=9.00 total={waited_s * 1e6:.0f}\nfull avg10=0.00 total=7\n")


def test_a_limit_is_stretched_by_the_time_for_which_others_waited_for_a_processor(tmp_path: Path) -> None:
    pressure = tmp_path / "cpu"
    told(pressure, 1_000.0)
    limit = Limit(60.0, pressure)
    assert limit.left_s == pytest.approx(60.0, abs=5.0)
    told(pressure, 1_030.0)
    assert limit.left_s == pytest.approx(90.0, abs=5.0)
    told(pressure, 9_000.0)
    assert limit.left_s == pytest.approx(60.0 * STRETCH_MOST, abs=5.0)


def test_where_nobody_counts_that_the_limit_stays(tmp_path: Path) -> None:
    assert Limit(60.0, tmp_path / "none").left_s == pytest.approx(60.0, abs=5.0)
    (tmp_path / "odd").write_text("some")
    assert Limit(60.0, tmp_path / "odd").left_s == pytest.approx(60.0, abs=5.0)


def test_what_comes_is_given_and_what_does_not_is_told() -> None:
    looks = iter(["", "", "here"])
    assert until(lambda: next(looks), 30, "it", poll_s=0.001) == "here"
    with pytest.raises(AssertionError, match=r"waited 0.01 s in vain: the cow"):
        until(lambda: False, 0.01, lambda: "the cow", poll_s=0.001)


def test_news_wakes_who_waits_for_them() -> None:
    news, notes = threading.Condition(), list[str]()

    def tell() -> None:
        with news:
            notes.append("moo")
            news.notify_all()

    with news:
        threading.Timer(0.01, tell).start()
        assert heard(news, lambda: notes, 30, lambda: "a note") == ["moo"]
        with pytest.raises(AssertionError, match="in vain: another"):
            heard(news, lambda: len(notes) > 1, 0.01, lambda: "another")
