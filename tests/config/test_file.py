import os
import stat
import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notifier.catalogue.own import service_from_address
from notifier.config import file
from notifier.config.keys import FIELDS
from notifier.config.migrations import MIGRATIONS, migrated
from notifier.config.model import VERSION, Settings, WatchedService
from notifier.core.addresses import is_id
from notifier.core.failure import UserError
from notifier.core.watch import NotifyLevel

IDS = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,11}[a-z0-9])?", fullmatch=True).filter(is_id)
WORDS = st.lists(IDS, max_size=3).map(tuple)
NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60)
WATCHED = st.lists(
    st.builds(
        WatchedService,
        id=IDS,
        notify=st.sampled_from(NotifyLevel),
        components=WORDS,
        page_components=WORDS,
        core=WORDS,
        minor=WORDS,
        name=NAMES,
        group=NAMES,
        color=st.sampled_from(["", "#2f7d6b", "#A8542F"]),
    ),
    max_size=5,
    unique_by=lambda each: each.id,
).map(tuple)
SETTINGS = st.builds(
    Settings,
    language=st.sampled_from(["", "en", "id"]),
    country=st.sampled_from(["", "ID", "DE"]),
    theme=st.sampled_from(["auto", "light", "dark"]),
    start_at_login=st.booleans(),
    notifications=st.booleans(),
    probe_interval_s=st.floats(5, 86_400),
    page_interval_s=st.integers(5, 86_400).map(float),
    proxy=st.sampled_from(["", "none", "http://127.0.0.1:3128", "socks5://[::1]:1080"]),
    proxy_user=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20),
    anchors=st.sampled_from([(), ("https://www.example.org", "1.1.1.1:443", "9.9.9.9:53")]),
    other_resolver=st.sampled_from(["", "9.9.9.9", "2620:fe::fe"]),
    history_days=st.integers(7, 3650),
    watched=WATCHED,
)
FAST = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def backups(path: Path) -> list[str]:
    return sorted(each.name for each in path.parent.iterdir() if ".bak" in each.name)


def test_no_file_gives_the_defaults(path: Path) -> None:
    assert file.load(path) == file.Loaded(Settings())


@FAST
@given(wishes=SETTINGS, before=SETTINGS)
def test_what_is_saved_is_loaded(path: Path, before: Settings, wishes: Settings) -> None:
    file.save(path, before)
    file.save(path, wishes)
    loaded = file.load(path)
    assert loaded.problem is None
    assert loaded.settings == wishes


@FAST
@given(data=st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode(errors="replace")))
def test_any_bytes_load_without_an_exception_and_can_be_replaced(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(data)
    loaded = file.load(path)
    if loaded.problem is not None and "newer version" not in loaded.problem.title:
        assert any(each.read_bytes() == data for each in tmp_path.glob("*.bak*"))
        file.save(path, loaded.settings)
        assert file.load(path) == file.Loaded(loaded.settings)


@FAST
@given(wishes=SETTINGS, key=st.sampled_from(file.names()))
def test_what_is_shown_can_be_typed(wishes: Settings, key: str) -> None:
    shown = file.shown(wishes, key)
    if key == "proxy_user":
        assert file.changed(wishes, key, shown).proxy_user == wishes.proxy_user.strip()
    else:
        again = file.changed(wishes, key, shown)
        assert file.shown(again, key) == shown


def test_comments_order_and_other_keys_stay(path: Path) -> None:
    path.write_text(
        "# mine\nversion = 1\n\nprobe_interval_s = 15  # fast\ntheme = 'dark'\n\n"
        "[[watched]]\nid = 'whatsapp'  # family\n\n[[watched]]\n# work\nid = 'tiktok'\n"
    )
    loaded = file.load(path)
    assert loaded.problem is None
    file.save(path, msgspec.structs.replace(loaded.settings, probe_interval_s=30.0, language="id"))
    text = path.read_text()
    assert "# mine" in text
    assert "probe_interval_s = 30  # fast" in text or "probe_interval_s = 30 # fast" in text
    assert "# family" in text
    assert "# work" in text
    assert text.index("probe_interval_s") < text.index("theme")
    assert file.load(path).settings.language == "id"


def test_the_file_does_not_grow_by_lines_that_say_nothing(path: Path) -> None:
    few, more = (
        (WatchedService("a"), WatchedService("b")),
        (WatchedService("a"), WatchedService("b"), WatchedService("c")),
    )
    for _ in range(20):
        file.save(path, Settings(watched=more))
        file.save(path, Settings(watched=few))
    assert "\n\n\n" not in path.read_text()
    assert file.load(path).settings.watched == few


@pytest.mark.parametrize("letter", ["\u2028", "\u2029", "\x85"])
def test_a_letter_that_ends_a_line_elsewhere_ends_none_here(path: Path, letter: str) -> None:
    wishes = Settings(watched=(WatchedService("whatsapp", name=f"Family{letter}group"),))
    file.save(path, wishes)
    assert file.load(path) == file.Loaded(wishes)


def test_every_service_that_can_be_described_can_be_watched(path: Path) -> None:
    long = service_from_address(f"internal-{'k8s' * 18}.{'eu' * 10}.example.com").id
    assert len(long) > 80
    file.save(path, Settings(watched=(WatchedService(long),)))
    assert file.load(path) == file.Loaded(Settings(watched=(WatchedService(long),)))


def test_a_service_that_goes_takes_no_other_comment_along(path: Path) -> None:
    path.write_text("[[watched]]\nid = 'whatsapp'\n\n[[watched]]\nid = 'tiktok'\n# loud\nnotify = 'possible'\n")
    loaded = file.load(path)
    file.save(path, msgspec.structs.replace(loaded.settings, watched=loaded.settings.watched[1:]))
    assert "# loud" in path.read_text()
    assert [each.id for each in file.load(path).settings.watched] == ["tiktok"]


def test_a_file_without_wishes_is_short(path: Path) -> None:
    file.save(path, Settings())
    assert tomllib.loads(path.read_text()) == {"version": VERSION}


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("theme = 'dark'\nprobe_interval_s = 1\n", 2, ["probe_interval_s", "a number from 5 to 86400"]),
        ("theme = 'dark'\nnotifications = 'maybe'\n", 2, ["notifications", "yes or no"]),
        ("theme = 'dark'\n\nhistory_days = 7.5\n", 3, ["history_days", "a whole number from 7 to 3650"]),
        ("theme = 'dark'\ncountry = 'Indonesia'\n", 2, ["country", "two capital letters"]),
        ("theme = 'dark'\nprobe_intervall_s = 60\n", 2, ["probe_intervall_s", "did you mean probe_interval_s"]),
        ("theme = 'dark'\nproxy = 'http://me:secret@host:1'\n", 2, ["proxy", "keyring"]),
        ("theme = 'dark'\nproxy = 'ftp://host'\n", 2, ["proxy", "socks5://host:port"]),
        ("theme = 'dark'\nanchors = ['https://a.example']\n", 2, ["anchors", "three"]),
        ("theme = 'dark'\nother_resolver = 'dns.example'\n", 2, ["other_resolver", "9.9.9.9"]),
        ("theme = 'dark'\nlanguage = 3\n", 2, ["language", "text"]),
        ("theme = 'dark'\nwatched = 3\n", 2, ["watched"]),
        ("theme = 'dark'\n[[watched]]\nid='a'\nnotify='loud'\n", 2, ["notify", "outage, possible, nothing"]),
        ("theme = 'dark'\nthis is broken\nreports = false\n", 2, ["TOML"]),
        ("theme = 'dark'\nproxy = 'unclosed\nreports = false\n", 2, ["TOML"]),
    ],
)
def test_a_flaw_is_named_kept_as_a_copy_and_costs_nothing_else(
    path: Path, text: str, line: int, words: list[str]
) -> None:
    path.write_text(text)
    loaded = file.load(path)
    assert loaded.settings.theme == "dark"
    assert loaded.settings.reports == ("reports" not in text)
    assert loaded.problem is not None
    told = str(loaded.problem)
    assert f"{path}, line {line}:" in told
    for each in words:
        assert each in told
    assert "secret" not in told
    assert path.with_name("settings.toml.bak").read_text() == text
    assert path.read_text() == text, "loading changes nothing"


def test_a_broken_table_header_does_not_hand_its_keys_to_another_service(path: Path) -> None:
    path.write_text("[[watched]]\nid='a'\n\n[[watched]\nid='b'\nnotify='nothing'\n\n[[watched]]\nid='c'\n")
    loaded = file.load(path)
    assert loaded.settings.watched == (WatchedService("a"), WatchedService("c"))


def test_several_flaws_are_all_named(path: Path) -> None:
    path.write_text("history_days = 1\ntheme = 'pink'\nprobe_interval_s = 90\n")
    loaded = file.load(path)
    assert loaded.problem is not None
    assert "history_days" in str(loaded.problem)
    assert "theme" in str(loaded.problem)
    assert loaded.settings == Settings(probe_interval_s=90.0)


def test_copies_are_numbered_never_overwritten_and_made_once(path: Path) -> None:
    for text in ("a = ", "a = ", "b = ", "c = "):
        path.write_text(text)
        file.load(path)
    assert backups(path) == ["settings.toml.bak", "settings.toml.bak.1", "settings.toml.bak.2"]
    assert path.with_name("settings.toml.bak").read_text() == "a = "


def test_saving_over_a_file_that_broke_meanwhile_keeps_a_copy(path: Path) -> None:
    path.write_text("theme = ")
    file.save(path, Settings(theme="light"))
    assert path.with_name("settings.toml.bak").read_text() == "theme = "
    assert file.load(path) == file.Loaded(Settings(theme="light"))


def test_a_newer_file_is_refused_and_left_alone(path: Path) -> None:
    text = f"version = {VERSION + 1}\nprobe_interval_s = 'whenever'\n"
    path.write_text(text)
    loaded = file.load(path)
    assert loaded.settings == Settings()
    assert loaded.problem is not None
    assert "newer version" in loaded.problem.title
    with pytest.raises(UserError, match="newer version"):
        file.save(path, Settings())
    assert path.read_text() == text
    assert backups(path) == []


def test_a_file_is_private_and_a_link_stays_a_link(tmp_path: Path) -> None:
    real = tmp_path / "dotfiles" / "settings.toml"
    real.parent.mkdir()
    link = tmp_path / "settings.toml"
    link.symlink_to(real)
    file.save(link, Settings(theme="dark"))
    assert link.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o600
    assert [each.name for each in real.parent.iterdir()] == ["settings.toml"]


def test_a_save_that_fails_says_why_and_harms_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.save(path, Settings(theme="dark"))

    def full(handle: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserError, match="No space left"):
        file.save(path, Settings(theme="light"))
    assert file.load(path).settings.theme == "dark"
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_folder_in_the_place_of_the_file_is_a_problem_not_a_crash(path: Path) -> None:
    path.mkdir()
    loaded = file.load(path)
    assert loaded.settings == Settings()
    assert loaded.problem is not None


def test_watched_by_hand_as_a_list(path: Path) -> None:
    path.write_text('watched = ["whatsapp", "tiktok"]\n')
    loaded = file.load(path)
    assert loaded.problem is None
    assert loaded.settings.watched == (WatchedService("whatsapp"), WatchedService("tiktok"))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@FAST
@given(document=st.dictionaries(st.sampled_from([*FIELDS, "other"]), JSON, max_size=6))
def test_migrations_are_harmless_when_run_again(document: dict[str, Any]) -> None:
    before = msgspec.to_builtins(document)
    once = migrated(document)
    assert document == before, "pure"
    assert migrated(once) == once
    for step in MIGRATIONS.values():
        assert step(step(document)) == step(document)


def test_there_is_a_step_from_every_version() -> None:
    assert sorted(MIGRATIONS) == list(range(VERSION))


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("probe_interval_s", "15", 15.0),
        ("probe_interval_s", "7.5", 7.5),
        ("notifications", "no", False),
        ("notifications", "TRUE", True),
        ("notifications", "ya", True),
        ("history_days", "30", 30),
        ("country", "ID", "ID"),
        ("anchors", "https://a.example, 1.1.1.1:443,9.9.9.9:53", ("https://a.example", "1.1.1.1:443", "9.9.9.9:53")),
        ("anchors", "", ()),
        ("proxy", "none", "none"),
    ],
)
def test_a_key_is_changed_from_text(key: str, text: str, value: object) -> None:
    assert getattr(file.changed(Settings(), key, text), key) == value


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [
        ("probe_interval_s", "1", "a number from 5 to 86400"),
        ("probe_interval_s", "soon", "a number from 5 to 86400"),
        ("probe_interval_s", "nan", "a number from 5"),
        ("notifications", "maybe", "yes or no"),
        ("history_days", "8.5", "a whole number"),
        ("theme", "pink", "auto, light, dark"),
        ("language", "english", "en, id"),
        ("language", "xx", "or nothing for the system's"),
        ("prob_interval", "9", "did you mean probe_interval_s"),
        ("xyz", "9", "probe_interval_s"),
        ("version", "2", "cannot be set"),
        ("watched", "whatsapp", "add"),
        ("watched.tiktok.notify", "nothing", "not watched"),
        ("watched.whatsapp.notify", "loud", "outage, possible, nothing"),
        ("watched.whatsapp.noti", "loud", "did you mean notify"),
        ("watched.whatsapp.id", "x", "cannot be set"),
    ],
)
def test_a_wrong_change_says_what_is_expected(key: str, text: str, words: str) -> None:
    with pytest.raises(UserError) as caught:
        file.changed(Settings(watched=(WatchedService("whatsapp"),)), key, text)
    assert words in str(caught.value)


def test_a_key_of_one_service() -> None:
    wishes = Settings(watched=(WatchedService("a"), WatchedService("b")))
    wishes = file.changed(wishes, "watched.b.notify", "nothing")
    wishes = file.changed(wishes, "watched.b.components", "login, messages")
    assert wishes.watched == (WatchedService("a"), WatchedService("b", NotifyLevel.NOTHING, ("login", "messages")))
    assert file.shown(wishes, "watched.b.components") == "login, messages"
    assert file.shown(wishes, "watched") == "a, b"
    assert file.shown(wishes, "probe_interval_s") == "60"
    assert file.shown(wishes, "notifications") == "yes"
    with pytest.raises(UserError, match="did you mean theme"):
        file.shown(wishes, "them")
