"""Order and groups: whatever is moved, nothing is lost; keys, buttons and dragging do the same."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QPushButton, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from notifier.config import file
from notifier.config.model import Settings, WatchedService
from notifier.config.paths import Paths
from notifier.ui.settings import ordering
from notifier.ui.settings.dialog import SettingsDialog
from notifier.ui.settings.order_page import SERVICE, OrderPage
from notifier.ui.settings.order_tree import OrderTree

Open = Callable[..., SettingsDialog]
IDS = ("whatsapp", "gojek", "tiktok", "github")
GROUPED = (
    WatchedService("whatsapp", group="Family"),
    WatchedService("gojek"),
    WatchedService("tiktok", group="Work"),
    WatchedService("github", group="Work"),
)
LISTS = st.lists(st.sampled_from(["", "", "Work", "Family"]), min_size=1, max_size=8).map(
    lambda groups: tuple(WatchedService(f"s{number}", group=group) for number, group in enumerate(groups))
)


def told(watched: ordering.Watched) -> str:
    named = ((name or "-", ",".join(each.id for each in members)) for name, members in ordering.blocks(watched))
    return " ".join(map(":".join, named))


@given(LISTS, st.integers(0, 7), st.sampled_from([-1, 1]))
def test_what_goes_up_comes_down_again(watched: ordering.Watched, which: int, step: int) -> None:
    watched = ordering.joined(ordering.blocks(watched))
    service = watched[which % len(watched)].id
    there = ordering.moved(watched, service, step)
    assert sorted(each.id for each in there) == sorted(each.id for each in watched)
    lone = len([each for each in watched if each.group and each.group == watched[which % len(watched)].group]) == 1
    if there != watched and not lone:  # the group of one that leaves it is gone
        assert told(ordering.moved(there, service, -step)) == told(watched)


@given(LISTS, st.sampled_from(["Work", "Family", "None"]), st.sampled_from([-1, 1]))
def test_a_group_moves_whole(watched: ordering.Watched, group: str, step: int) -> None:
    there = ordering.moved_group(watched, group, step)
    assert dict(ordering.blocks(there)).get(group) == dict(ordering.blocks(watched)).get(group)
    assert set(there) == set(watched)


@given(LISTS, st.integers(0, 7), st.sampled_from(["", "Work", "Friends"]))
def test_a_service_is_put_into_a_group(watched: ordering.Watched, which: int, group: str) -> None:
    service = watched[which % len(watched)].id
    there = ordering.put_into(watched, service, group)
    assert next(each.group for each in there if each.id == service) == group
    assert [each for each in there if each.id != service] == [
        each for each in ordering.joined(ordering.blocks(there)) if each.id != service
    ]
    assert {each.id for each in there} == {each.id for each in watched}


def test_names_of_groups() -> None:
    assert ordering.groups(GROUPED) == ["Family", "Work"]
    assert ordering.free_name(GROUPED, "Work") == "Work 2"
    assert told(ordering.renamed(GROUPED, "Work", "Family")) == "Family:whatsapp,tiktok,github -:gojek"
    assert told(ordering.renamed(GROUPED, "Work", "")) == "Family:whatsapp -:gojek -:tiktok -:github"


# the page


@pytest.fixture
def page(open_dialog: Open, qtbot: QtBot) -> Iterator[OrderPage]:
    dialog = open_dialog("order", Settings(watched=GROUPED))
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    found = dialog.findChild(OrderPage)
    assert found is not None
    yield found
    dialog.close()


def tree(page: OrderPage) -> OrderTree:
    found = page.findChild(OrderTree)
    assert found is not None
    return found


def now(page: OrderPage) -> str:
    return told(page._store.settings.watched)


def press(page: OrderPage, words: str) -> None:
    next(each for each in page.findChildren(QPushButton) if each.text().replace("&", "") == words).click()


def rows(page: OrderPage) -> list[str]:
    return [each.text(0) for each in tree(page).every()]


def test_groups_and_apps_are_shown_in_their_order(page: OrderPage) -> None:
    assert rows(page) == ["Family", "WhatsApp", "Gojek", "Work", "TikTok", "GitHub"]


def test_keys_move_an_app_through_everything(page: OrderPage, paths: Paths) -> None:
    page.choose("gojek")
    seen = []
    for _ in range(4):
        QTest.keyClick(tree(page), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        seen.append(now(page))
    assert seen == [
        "Family:whatsapp Work:gojek,tiktok,github",
        "Family:whatsapp Work:tiktok,gojek,github",
        "Family:whatsapp Work:tiktok,github,gojek",
        "Family:whatsapp Work:tiktok,github -:gojek",
    ]
    assert tree(page).currentItem().data(0, SERVICE) == "gojek"  # type: ignore[union-attr]
    QTest.keyClick(tree(page), Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert now(page) == seen[2]
    assert file.load(paths.settings_file).settings == page._store.settings
    for _ in range(5):
        page._store.undo()
    assert page._store.settings.watched == GROUPED


def test_a_group_is_made_named_moved_and_dissolved(page: OrderPage, qtbot: QtBot) -> None:
    page.choose("gojek")
    press(page, "New group")
    assert now(page) == "Family:whatsapp New group:gojek Work:tiktok,github"
    editor = next(each for each in tree(page).findChildren(QLineEdit) if each.isVisible())
    editor.setText("  Rides ")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: now(page) == "Family:whatsapp Rides:gojek Work:tiktok,github")
    press(page, "Move up")
    assert now(page) == "Rides:gojek Family:whatsapp Work:tiktok,github"
    press(page, "Remove the group")
    assert now(page) == "-:gojek Family:whatsapp Work:tiktok,github"


def test_an_app_is_renamed_in_its_row_and_gets_its_name_back(page: OrderPage, qtbot: QtBot) -> None:
    item = next(each for each in tree(page).every() if each.data(0, SERVICE) == "gojek")
    item.setText(0, "Rides")
    qtbot.waitUntil(lambda: page._store.watched("gojek") == WatchedService("gojek", name="Rides"))
    assert "Rides" in rows(page)
    item = next(each for each in tree(page).every() if each.data(0, SERVICE) == "gojek")
    item.setText(0, " ")
    qtbot.waitUntil(lambda: page._store.watched("gojek") == WatchedService("gojek"))
    assert "Gojek" in rows(page)


def test_a_row_is_dropped_elsewhere(page: OrderPage) -> None:
    shown = tree(page)
    items = {each.text(0): each for each in shown.every()}
    drag(shown, items["GitHub"], items["Family"])
    assert now(page) == "Family:whatsapp,github -:gojek Work:tiktok"
    items = {each.text(0): each for each in shown.every()}
    drag(shown, items["Work"], items["Family"])
    assert now(page) == "Family:whatsapp,github Work:tiktok -:gojek", "a group in a group stands behind it"


def drag(shown: OrderTree, item: QTreeWidgetItem, onto: QTreeWidgetItem) -> None:
    """Put one row into another, as Qt does when it is dropped there; a drag itself needs a real session."""
    assert shown.dragDropMode() is QAbstractItemView.DragDropMode.InternalMove
    assert item.flags() & Qt.ItemFlag.ItemIsDragEnabled
    assert onto.flags() & Qt.ItemFlag.ItemIsDropEnabled
    above = item.parent() or shown.invisibleRootItem()
    above.removeChild(item)
    onto.addChild(item)
    shown.dropped.emit()


def test_without_apps_it_says_so(open_dialog: Open) -> None:
    dialog = open_dialog("order")
    page = dialog.findChild(OrderPage)
    assert page is not None
    assert page._nothing.isVisible()
    assert not any(each.isEnabled() for each in page.findChildren(QPushButton))
