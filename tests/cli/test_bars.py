"""What bars and docks get: their own formats, a line at each change, and no words that leave their place."""

import io
import json
import re

import msgspec
import pytest

from notifier.cli.bars import FORMATS, Bar, shown
from notifier.cli.command_options import BAR_FORMATS
from notifier.core.events import SnapshotChanged
from notifier.core.model import LineState, Snapshot, State
from tests.cli.conftest import Commands
from tests.cli.test_watch import started, wait_for
from tests.cli.world import World
from tests.ui.samples import NOW, snapshot, status

DOWN = snapshot(status("whatsapp", State.OUTAGE), status("signal"))
FINE = snapshot(status("whatsapp"), status("signal"))
HOSTILE = "A&B <b>%{F#f00} | color=red --"


def hostile() -> Snapshot:
    return snapshot(msgspec.structs.replace(status("whatsapp", State.OUTAGE), name=HOSTILE))


def printed(format_: str, *snapshots: Snapshot) -> str:
    stream = io.StringIO()
    bar = Bar(format_, stream)
    bar.open()
    for each in snapshots:
        bar.show(SnapshotChanged(each))
    return stream.getvalue()


def test_every_format_can_be_asked_for() -> None:
    assert tuple(FORMATS) == BAR_FORMATS


def test_a_line_at_each_change_only() -> None:
    later = msgspec.structs.replace(FINE, time=NOW.replace(second=59))
    lines = printed("json", FINE, later, DOWN, DOWN, FINE).splitlines()
    assert [json.loads(each)["look"] for each in lines] == ["ok", "outage", "ok"]


def test_waybar() -> None:
    told = json.loads(printed("waybar", DOWN))
    assert told["text"] == "✖ WhatsApp"
    assert (told["alt"], told["class"]) == ("outage", "outage")
    assert told["tooltip"].splitlines()[1:] == ["WhatsApp — unreachable from here since 14:02", "Signal — works"]
    markup = json.loads(printed("waybar", hostile()))  # Pango reads both
    assert "A&amp;B &lt;b&gt;" in markup["text"]
    assert "<b>" not in markup["tooltip"]


def test_i3bar_is_an_array_that_never_ends() -> None:
    header, _newline, body = printed("i3bar", FINE, DOWN).partition("\n")
    assert json.loads(header) == {"version": 1}
    whole = json.loads(f"{body.rstrip().rstrip(',')}]")
    assert [block["full_text"] for (block,) in whole] == ["✔", "✖ WhatsApp"]
    assert [block["urgent"] for (block,) in whole] == [False, True]
    assert re.fullmatch("#[0-9a-f]{6}", whole[1][0]["color"])
    assert all(block["markup"] == "none" for (block,) in whole)


def test_polybar() -> None:
    assert printed("polybar", FINE) == "✔\n"
    assert printed("polybar", DOWN) == "%{F#e0413e}✖ WhatsApp%{F-}\n"
    assert printed("polybar", hostile()).count("%{") == 2


def test_argos() -> None:
    parting, head, dashes, *lines = printed("argos", DOWN).splitlines()
    assert (parting, head, dashes) == ("~~~", "✖ WhatsApp | color=#e0413e", "---")
    assert lines[1:] == ["WhatsApp — unreachable from here since 14:02", "Signal — works"]
    _parting, head, _dashes, *lines = printed("argos", hostile()).splitlines()
    assert head.count("|") == 1
    assert not any("|" in each for each in lines)


@pytest.mark.parametrize(
    ("now", "look", "text"),
    [
        (snapshot(line=LineState.OFFLINE), "offline", "You seem to be offline"),
        (snapshot(paused=True), "paused", "WhatsApp"),
        (snapshot(status("signal", State.UNKNOWN)), "unknown", ""),
        (snapshot(status("signal", State.UNKNOWN), status("whatsapp")), "ok", ""),
        (msgspec.structs.replace(FINE, services=()), "unknown", ""),
        (
            snapshot(*(status(each, State.OUTAGE) for each in ("signal", "tiktok", "whatsapp", "gopay"))),
            "outage",
            "Signal, TikTok and 2 more",
        ),
    ],
)
def test_what_is_shown(now: Snapshot, look: str, text: str) -> None:
    assert (shown(now).look, shown(now).text) == (look, text)


def test_as_a_process(cli: Commands, internet: World) -> None:
    server = internet.server()
    assert cli("add", f"{server.host}:{server.port}").status == 0
    with started(cli, "--format", "json") as process:
        assert json.loads(wait_for(process, '"look": "ok"'))["problems"] == 0
