"""Newer catalogues: taken over whole or not at all, never older ones, never instead of the user's own services."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.catalogue.bundle import BUNDLE_MOST, Bundle, read_bundle, write_bundle
from notifier.catalogue.loader import Catalogue
from notifier.catalogue.update import CatalogueUpdates
from notifier.catalogue.update_state import STATE, state_of
from notifier.core.failure import UserError
from tests.catalogue.conftest import SHIPPED, SMALL
from tests.catalogue.signing import MADE, Signer, bundle, service_file
from tests.catalogue.test_loader import WATCHED, opened

__all__ = ["opened"]
KEEPER = Signer()


class Place:
    """A machine with a shipped catalogue, one of the user's own, and newer ones."""

    def __init__(self, folder: Path, shipped: Path | None = None) -> None:
        self.shipped = shipped or folder / "shipped"
        self.own = folder / "own"
        self.folder = folder / "updates"
        if shipped is None:
            (self.shipped / "lists").mkdir(parents=True)
            (self.shipped / "acme.toml").write_text(service_file("acme", "Shipped"))
            (self.shipped / "old.toml").write_text(service_file("old", "Shipped"))
            (self.shipped / "lists" / "serial").write_text("10\n")
        self.own.mkdir()
        self.updates = CatalogueUpdates(self.folder, self.shipped)
        self.catalogue = self.opened()

    def opened(self) -> Catalogue:
        return Catalogue(self.shipped, self.own, self.folder)

    def install(self, data: bytes) -> None:
        self.updates.install(data, KEEPER.sign(data), KEEPER.key)

    def name(self, service: str = "acme") -> str:
        found = self.catalogue.get(service)
        assert found == self.opened().get(service)
        return found.name if found else ""

    def everything(self) -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in sorted(self.folder.rglob("*")) if path.is_file()}


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_newer_services_win_over_shipped_ones_in_a_running_program(place: Place) -> None:
    assert (place.name(), place.name("extra")) == ("Shipped", "")
    place.install(bundle(11))
    assert (place.name(), place.name("extra"), place.name("old")) == ("Edition 11", "Edition 11", "Shipped")
    assert place.catalogue.ids() == ["acme", "extra", "old", "whatsapp"]
    status = place.updates.status()
    assert status.current is not None
    assert (status.current.serial, status.current.made, status.current.services) == (11, MADE, 3)
    assert (status.previous, status.overtaken) == (None, False)


def test_the_users_own_always_win(place: Place) -> None:
    (place.own / "acme.toml").write_text(service_file("acme", "Mine"))
    place.install(bundle(11))
    assert place.name() == "Mine"
    (place.own / "acme.toml").unlink()
    assert place.name() == "Edition 11"


def test_back_step_by_step_and_there_again(place: Place) -> None:
    place.install(bundle(11))
    place.install(bundle(12))
    assert place.name() == "Edition 12"
    place.updates.revert()
    assert place.name() == "Edition 11"
    place.install(bundle(12))
    assert place.name() == "Edition 12"
    place.updates.revert()
    place.updates.revert()
    assert (place.name(), place.name("extra")) == ("Shipped", "")
    with pytest.raises(UserError, match="already the program's own"):
        place.updates.revert()


@pytest.mark.fault("signed lists: never older, never elsewhere")
@pytest.mark.parametrize("serial", [1, 10, 11, 12])
def test_older_ones_and_others_of_the_same_serial_are_refused(place: Place, serial: int) -> None:
    place.install(bundle(12))
    place.updates.revert()
    with pytest.raises(UserError, match="not newer"):
        place.install(bundle(serial, "Replayed"))
    assert place.name() == "Shipped"


def test_the_same_one_again_changes_nothing(place: Place) -> None:
    place.install(bundle(12))
    before = place.everything()
    place.install(bundle(12))
    assert place.everything() == before


def test_a_newer_program_wins_over_an_older_update(place: Place) -> None:
    place.install(bundle(12))
    (place.shipped / "lists" / "serial").write_text("13\n")
    assert place.opened().get("extra") is None
    assert place.updates.status().overtaken
    with pytest.raises(UserError, match="not newer"):
        place.install(bundle(13))


def test_only_two_are_kept_and_leftovers_go(place: Place) -> None:
    for serial in (11, 12, 13):
        place.install(bundle(serial))
        (place.folder / f".new-{serial}").mkdir()
    place.install(bundle(14))
    folders = [each.name.partition("-")[0] for each in place.folder.iterdir() if each.is_dir()]
    assert sorted(folders) == ["13", "14"]


def test_a_state_that_cannot_be_read_is_the_shipped_catalogue(place: Place) -> None:
    place.install(bundle(12))
    (place.folder / STATE).write_bytes(b"{")
    assert place.name() == "Shipped"
    assert not place.updates.status().readable
    with pytest.raises(UserError, match="not newer"):
        place.install(bundle(12, "Other"))
    place.updates.revert()
    assert place.updates.status().readable


@pytest.mark.fault("signed lists: never older, never elsewhere")
@pytest.mark.parametrize(
    "state", [{"current": "../../evil"}, {"current": "/etc"}, {"current": 5}, [], {"previous": "."}]
)
def test_a_state_that_names_other_folders_is_not_followed(place: Place, state: object) -> None:
    place.folder.mkdir()
    (place.folder / STATE).write_bytes(msgspec.json.encode(state))
    assert state_of(place.folder) is None
    assert place.name() == "Shipped"


def spoiled(change: Callable[[dict[str, object]], object]) -> bytes:
    values = msgspec.json.decode(bundle(12))
    change(values)
    return msgspec.json.encode(values)


def called(name: str) -> bytes:
    return spoiled(lambda each: each.update(services={name: service_file(name, "A")}))


ODD_NAMES = (
    *("con", "NUL", "com1", "ACME", "a.", "a ", ".new-1", "-x", "", "..", "a/b", "a\\b", "a\0b"),
    "a" * 300,
)


@pytest.mark.fault("signed lists: never older, never elsewhere")
@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "cannot be read"),
        (b"PK\x03\x04", "cannot be read"),
        (b"[" * 100_000, "cannot be read"),
        (spoiled(lambda each: each.update(format=2)), "newer kind"),
        (spoiled(lambda each: each.update(format=0)), "cannot be read"),
        (spoiled(lambda each: each.update(serial=-1)), "cannot be read"),
        (spoiled(lambda each: each.update(serial=2**60)), "cannot be read"),
        (spoiled(lambda each: each.update(services={})), "cannot be read"),
        (spoiled(lambda each: each.update(more=1)), "cannot be read"),
        (spoiled(lambda each: each.update(services={"../evil": SMALL})), "broken"),
        (spoiled(lambda each: each.update(services={"/etc/x": SMALL})), "broken"),
        (spoiled(lambda each: each.update(services={"other": SMALL})), "is called other"),
        (spoiled(lambda each: each.update(services={"acme": SMALL, "bad": "format = 1"})), "bad.toml"),
        (spoiled(lambda each: each.update(services={"acme": SMALL.replace("https", "ftp")})), "acme.toml"),
        (spoiled(lambda each: each.update(services={"acme": "#" * 300_000})), "too large"),
        (spoiled(lambda each: each.update(services={"acme": f"{SMALL}{'a.' * 60_000}b = 1"})), "not a TOML file"),
        (spoiled(lambda each: each.update(services={"acme": f"{SMALL}x = {'[' * 60_000}"})), "not a TOML file"),
        (spoiled(lambda each: each.update(services={"acme": f"{SMALL}x = {'9' * 60_000}"})), "not a TOML file"),
        (spoiled(lambda each: each.update(services={"acme": SMALL.replace('"Acme"', '"\\u001b[31mA"')})), "one line"),
        (spoiled(lambda each: each.update(services={"acme": SMALL.replace('"Acme"', '"\\u202eA"')})), "one line"),
        *((called(name), "broken|be read") for name in ODD_NAMES),
        (b" " * (BUNDLE_MOST + 1), "too large"),
    ],
)
def test_a_bad_bundle_changes_nothing_and_says_why(place: Place, data: bytes, said: str) -> None:
    place.install(bundle(11))
    before = place.everything()
    with pytest.raises(UserError, match=said):
        place.install(data)
    assert place.everything() == before
    assert place.name() == "Edition 11"


@pytest.mark.fault("signed lists: never older, never elsewhere")
def test_a_bad_signature_comes_first(place: Place) -> None:
    data = bundle(11)
    with pytest.raises(UserError, match="does not fit"):
        place.updates.install(data + b" ", KEEPER.sign(data), KEEPER.key)
    assert not place.folder.exists()


SERVICES = st.dictionaries(st.text(max_size=8), st.text(max_size=20))


@given(st.binary(max_size=300) | SERVICES.map(lambda services: write_bundle(Bundle(1, 5, MADE, services))))
def test_any_bytes_are_a_bundle_or_an_error(data: bytes) -> None:
    try:
        found = read_bundle(data)
    except UserError:
        return
    assert write_bundle(found) == data


def test_a_full_disk_leaves_the_old_catalogue(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.install(bundle(11))

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(UserError, match="No space left"):
            place.install(bundle(12))
    assert place.name() == "Edition 11"
    place.install(bundle(12))
    assert place.name() == "Edition 12"


KILLED = """
import os, signal, sys
from pathlib import Path
from notifier.catalogue.update import CatalogueUpdates
from tests.catalogue.signing import Signer, bundle

left = int(sys.argv[3])

def killing(real):
    def call(*arguments, **more):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments, **more)
    return call

for name in ("fsync", "mkdir", "rename", "replace", "unlink", "rmdir", "open"):
    setattr(os, name, killing(getattr(os, name)))
data = bundle(int(sys.argv[2]))
CatalogueUpdates(Path(sys.argv[1]) / "updates", Path(sys.argv[1]) / "shipped").install(
    data, Signer().sign(data), Signer().key
)
"""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_killed_at_any_step_it_is_the_old_one_or_the_new_one(place: Place) -> None:
    place.install(bundle(11))
    serial, killed, seen = 11, 0, set()
    for step in range(1, 200):
        ended = subprocess.run(
            [sys.executable, "-c", KILLED, str(place.folder.parent), str(serial + 1), str(step)],
            check=False,
            cwd=Path(__file__).parents[2],
            timeout=60,
        )
        names = {place.name(each) for each in ("acme", "whatsapp", "extra")}
        assert names in ({f"Edition {serial}"}, {f"Edition {serial + 1}"})
        seen.add(names == {f"Edition {serial + 1}"})
        if ended.returncode == 0:
            break
        assert ended.returncode == -signal.SIGKILL
        killed += 1
        if names == {f"Edition {serial + 1}"}:
            serial += 1
    assert ended.returncode == 0
    assert killed > 8
    assert seen == {True, False}
    assert not [each.name for each in place.folder.iterdir() if each.name.startswith((".new-", ".state"))]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_two_at_once_wait_for_each_other(place: Place) -> None:
    script = KILLED.replace("int(sys.argv[3])", "0")
    both = [
        subprocess.Popen([sys.executable, "-c", script, str(place.folder.parent), "20"], cwd=Path(__file__).parents[2])
        for _ in range(2)
    ]
    assert [each.wait(60) for each in both] == [0, 0]
    assert {place.name(each) for each in ("acme", "extra")} == {"Edition 20"}


def test_five_watched_services_still_cost_five_files(tmp_path: Path, opened: list[str]) -> None:
    place = Place(tmp_path, SHIPPED)
    for _ in range(3):
        assert all(place.catalogue.get(each) for each in WATCHED)
    assert opened == [f"{each}.toml" for each in WATCHED]
    place.install(bundle(2**50, services=WATCHED))
    opened.clear()
    fresh = place.opened()
    for _ in range(3):
        assert all(fresh.get(each) for each in WATCHED)
    toml = [name for name in opened if name.endswith(".toml")]
    assert toml == [f"{each}.toml" for each in WATCHED]
    assert len(opened) <= len(toml) + 2  # and which catalogue is in use
