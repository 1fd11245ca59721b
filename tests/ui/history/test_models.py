"""The models behind the window, held to Qt's rules."""

from collections.abc import Sequence
from datetime import UTC, timedelta

import msgspec
import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from notifier.core.model import Incident, Scope, Snapshot, State
from notifier.core.past.search import Note, PastIncident
from notifier.ui import marks
from notifier.ui.history.incidents_model import PORTION, Column, IncidentsModel
from notifier.ui.history.overview_model import OverviewModel
from notifier.ui.history.services_model import Role, ServicesModel
from notifier.words.names import Names
from notifier.words.times import Clock
from tests.ui import samples
from tests.ui.samples import NOW, START, incident, snapshot, status

pytestmark = pytest.mark.usefixtures("english")

CLOCK = Clock(NOW, UTC)


def found(*incidents: Incident) -> list[PastIncident]:
    return [PastIncident(each) for each in incidents]


def many(count: int) -> list[PastIncident]:
    return found(*(incident("signal", START - timedelta(days=day), 10) for day in range(count)))


@pytest.fixture
def incidents() -> IncidentsModel:
    return IncidentsModel(Names(samples.service_of), CLOCK)


def cells(model: IncidentsModel, row: int) -> list[str]:
    return [str(model.index(row, column).data()) for column in Column]


def test_rows_come_in_portions(incidents: IncidentsModel, qtmodeltester: ModelTester) -> None:
    everything = many(250)
    asked: list[int] = []
    incidents.wanted.connect(asked.append)
    incidents.start()
    qtmodeltester.check(incidents)  # type: ignore[no-untyped-call]
    for offset in (0, 100, 200):
        incidents.fetchMore(QModelIndex())
        assert asked[-1] == offset
        incidents.add(everything[offset : offset + PORTION])
    assert asked == [0, 100, 200]
    assert incidents.rowCount() == 250
    assert not incidents.is_empty()


def test_nothing_is_known_to_be_empty_before_the_answer(incidents: IncidentsModel) -> None:
    incidents.start()
    assert not incidents.is_empty()
    incidents.add([])
    assert incidents.is_empty()


def test_a_row_tells_when_how_long_whose_who_and_what(incidents: IncidentsModel) -> None:
    incidents.add(found(incident(minutes=None), incident("tiktok", START - timedelta(days=1), 75)))
    assert cells(incidents, 0) == ["14:02", "29 min so far", "WhatsApp", "Everyone", "Down: Messages"]
    assert cells(incidents, 1)[:3] == ["yesterday 14:02", "1 h 15 min", "TikTok"]
    assert incidents.words(0) == "14:02\t29 min so far\tWhatsApp\tEveryone\tDown: Messages"
    accessible = incidents.index(0, Column.WHEN).data(Qt.ItemDataRole.AccessibleTextRole)
    assert accessible == "down, 14:02"


def test_countries_and_practice_are_named(incidents: IncidentsModel) -> None:
    odd = msgspec.structs.replace(incident(), scope=Scope.REGION, countries=("ID", "SG"), practice=True)
    incidents.add(found(odd))
    assert cells(incidents, 0)[2:4] == ["WhatsApp", "Indonesia and Singapore"]
    assert cells(incidents, 0)[4] == "Practice: Down: Messages", "in the column that has room"


def test_an_incident_that_changes_stays_where_it_is(incidents: IncidentsModel, qtmodeltester: ModelTester) -> None:
    incidents.add(many(3))
    qtmodeltester.check(incidents)  # type: ignore[no-untyped-call]
    incidents.put(incident("whatsapp", START + timedelta(minutes=1), None))
    incidents.put(incident("whatsapp", START + timedelta(minutes=1), 5))
    incidents.put(incident("tiktok", START - timedelta(days=1, hours=1), 5))
    assert [cells(incidents, row)[2] for row in range(5)] == ["WhatsApp", "Signal", "Signal", "TikTok", "Signal"]
    assert cells(incidents, 0)[1] == "5 min"


def test_a_row_claims_no_more_than_is_known(incidents: IncidentsModel) -> None:
    unclear = msgspec.structs.replace(incident(), scope=Scope.UNCLEAR)
    reported = msgspec.structs.replace(unclear, id="reported", official=True)
    incidents.add(found(unclear, reported))
    assert cells(incidents, 0)[-1] == "Unreachable from here: Messages"
    assert cells(incidents, 1)[-1] == "Down: Messages"
    spoken = incidents.index(0, Column.WHEN).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "unreachable from here, 14:02"


def test_what_was_noted_stands_with_the_problem(incidents: IncidentsModel, qtbot: QtBot) -> None:
    one = incident()
    incidents.add([PastIncident(one, Note(one.id, NOW, "told\nthe team"))])
    assert cells(incidents, 0)[-1] == "Down: Messages · seen: told the team"
    with qtbot.waitSignal(incidents.dataChanged):
        incidents.put_note(one.id, Note(one.id, NOW))
    assert cells(incidents, 0)[-1] == "Down: Messages · seen"
    incidents.put(one)
    assert cells(incidents, 0)[-1].endswith("seen"), "what the engine says anew takes no note away"
    incidents.put_note(one.id, None)
    assert cells(incidents, 0)[-1] == "Down: Messages"
    incidents.put_note("elsewhere", None)


def test_time_goes_on_in_the_table(incidents: IncidentsModel, qtbot: QtBot) -> None:
    incidents.add(found(incident(minutes=None)))
    with qtbot.waitSignal(incidents.dataChanged):
        incidents.set_clock(Clock(NOW + timedelta(minutes=31), UTC))
    assert cells(incidents, 0)[1] == "1 h so far"
    with qtbot.assertNotEmitted(incidents.dataChanged):
        incidents.set_clock(Clock(NOW + timedelta(minutes=31, seconds=5), UTC))
    with qtbot.waitSignal(incidents.dataChanged):
        incidents.set_clock(Clock(NOW + timedelta(days=1), UTC))
    assert cells(incidents, 0)[0] == "yesterday 14:02"


# services


def shown(model: ServicesModel) -> Sequence[str]:
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def test_all_services_then_problems_first_then_in_the_users_order(qtmodeltester: ModelTester) -> None:
    model = ServicesModel()
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    model.show_snapshot(snapshot(status("signal"), status("gopay"), status("tiktok", State.OUTAGE)), CLOCK)
    assert shown(model) == [
        "All services\n3 watched",
        "TikTok\nUnreachable from here",
        "Signal\nWorks",
        "GoPay\nWorks",
    ]
    assert [model.index(row).data(Role.END) for row in range(1, 4)] == ["14:02", "", ""]
    spoken = model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "TikTok. Unreachable from here since 14:02. Last checked 14:31."
    picture = QPixmap(32, 32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    model.index(1).data(Qt.ItemDataRole.DecorationRole).paint(painter, picture.rect())
    painter.end()
    assert picture.toImage().pixelColor(16, 4).alpha() == 255


def test_the_time_of_a_check_is_told_where_it_is_long_ago() -> None:
    model = ServicesModel()
    model.show_snapshot(snapshot(status("signal")), CLOCK)
    assert model.index(1).data(Role.END) == "", "all of them were checked a moment ago, says the first line"
    model.show_snapshot(snapshot(status("signal")), Clock(NOW + timedelta(minutes=20), UTC))
    assert model.index(1).data(Role.END) == "14:31"


def test_what_was_known_last_has_its_time_beside_it_and_is_not_cut_short() -> None:
    model, last = ServicesModel(), status("signal")
    last = msgspec.structs.replace(last, verdict=msgspec.structs.replace(last.verdict, known=START))
    model.show_snapshot(snapshot(last), CLOCK)
    row = model.index(1)
    assert (row.data(), row.data(Role.END)) == ("Signal\nWorks", "14:02")
    assert "Works (last known 14:02)" in row.data(Qt.ItemDataRole.AccessibleTextRole)


def later(shown: Snapshot, seconds: float) -> Snapshot:
    """The same, with every service checked once more."""
    time = NOW + timedelta(seconds=seconds)
    checked = tuple(msgspec.structs.replace(each, checked=time) for each in shown.services)
    return msgspec.structs.replace(shown, time=time, services=checked)


@pytest.mark.parametrize("model", [ServicesModel, OverviewModel])
def test_rows_that_look_the_same_are_not_painted_again(
    qapp: QApplication, model: type[ServicesModel | OverviewModel]
) -> None:
    made, begun = model(), snapshot(status("signal"), status("gopay"), status("tiktok", State.OUTAGE))
    painted: list[int] = []
    made.dataChanged.connect(lambda first, last: painted.extend(range(first.row(), last.row() + 1)))
    made.show_snapshot(begun, CLOCK)
    painted.clear()
    made.show_snapshot(later(begun, 9), Clock(NOW + timedelta(seconds=10), UTC))
    assert painted == []
    worse = snapshot(status("signal"), status("gopay"), status("tiktok", State.OUTAGE, Scope.EVERYONE))
    made.show_snapshot(worse, CLOCK)
    assert painted == [made.row_of("tiktok")]
    marks.show_colors({"gopay": "#123456"})
    made.show_snapshot(worse, CLOCK)
    marks.show_colors({})
    assert painted == [made.row_of("tiktok"), made.row_of("gopay")]


def test_rows_below_each_other_are_painted_at_once(qapp: QApplication) -> None:
    made, names = ServicesModel(), ("whatsapp", "signal", "gopay", "tiktok", "telegram")
    told: list[tuple[int, int]] = []
    made.show_snapshot(snapshot(*map(status, names)), CLOCK)
    made.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    unknown = (1, 2, 4)
    states = (State.UNKNOWN if at in unknown else State.OK for at in range(len(names)))
    made.show_snapshot(snapshot(*map(status, names, states)), CLOCK)
    assert told == [(2, 3), (5, 5)]


def test_whoever_points_to_a_service_goes_on_pointing_to_it(qtmodeltester: ModelTester) -> None:
    model = ServicesModel()
    model.show_snapshot(snapshot(status("signal"), status("gopay")), CLOCK)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    pointer = QPersistentModelIndex(model.index(model.row_of("signal")))
    model.show_snapshot(snapshot(status("signal", State.OUTAGE), status("gopay")), CLOCK)
    assert pointer.row() == 1
    assert pointer.data(Role.SERVICE) == "signal"


def test_the_filter_finds_the_users_own_groups() -> None:
    model = ServicesModel()
    at_work = msgspec.structs.replace(status("tiktok"), group="Work")
    model.show_snapshot(snapshot(status("signal"), at_work), CLOCK)
    model.set_filter("work")
    assert [model.index(row).data(Role.SERVICE) for row in range(model.rowCount())] == ["", "tiktok"]


def test_the_filter_looks_at_names_and_owners(qtmodeltester: ModelTester) -> None:
    model = ServicesModel()
    model.show_snapshot(snapshot(), CLOCK)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    model.set_filter(" META")
    assert [model.index(row).data(Role.SERVICE) for row in range(model.rowCount())] == ["", "whatsapp", "instagram"]
    assert model.row_of("signal") == -1
    assert model.status("signal") is not None
    model.set_filter("")
    assert model.rowCount() == 8
