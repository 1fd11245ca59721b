"""Signatures: ours and the real tool's are taken, and nothing else is."""

import base64
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.catalogue.minisign import public_key, verify
from notifier.core.failure import UserError
from tests.catalogue.signing import Signer

KEEPER = Signer()
DATA = b"the catalogue"


def test_a_good_signature_gives_its_comment() -> None:
    assert verify(DATA, KEEPER.sign(DATA, "serial 7"), KEEPER.key) == "serial 7"


def test_the_key_is_read_from_its_file_too() -> None:
    assert public_key(f"untrusted comment: minisign public key\n{KEEPER.line}\n") == KEEPER.key


@pytest.mark.parametrize("text", ["", "RW", KEEPER.line[:-4], "x" * 56, f"{KEEPER.line}\n{KEEPER.line}", "schlüssel"])
def test_what_is_no_key_is_said(text: str) -> None:
    with pytest.raises(UserError, match="key cannot be read"):
        public_key(text)


@pytest.mark.parametrize(
    ("signature", "said"),
    [
        (KEEPER.sign(b"another catalogue"), "does not fit"),
        (KEEPER.sign(DATA).replace(b"trusted comment: a", b"trusted comment: b"), "does not fit"),
        (Signer(b"keeper-2").sign(DATA), "somebody else's"),
        (Signer(seed=b"\x08" * 32).sign(DATA), "does not fit"),
        (KEEPER.sign(DATA, kind=b"Ed"), "of the old kind"),
        (b"", "cannot be read"),
        (b"\xff\xfe", "cannot be read"),
        (KEEPER.sign(DATA)[:150], "cannot be read"),
    ],
)
def test_any_other_signature_is_refused(signature: bytes, said: str) -> None:
    with pytest.raises(UserError, match=said):
        verify(DATA, signature, KEEPER.key)


@given(st.binary(max_size=400), st.integers(0, 400), st.integers(0, 255))
def test_any_bytes_are_refused_cleanly(noise: bytes, at: int, value: int) -> None:
    for signature in (noise, _altered(KEEPER.sign(DATA), at, value)):
        try:
            comment = verify(DATA, signature, KEEPER.key)
        except UserError:
            continue
        assert comment == "a catalogue"  # only the untrusted comment or white space was altered


def _altered(data: bytes, at: int, value: int) -> bytes:
    at %= len(data)
    return data[:at] + bytes([value]) + data[at + 1 :]


def test_second_signature_counts() -> None:
    lines = KEEPER.sign(DATA).splitlines()
    lines[3] = base64.b64encode(b"\0" * 64)
    with pytest.raises(UserError, match="does not fit"):
        verify(DATA, b"\n".join(lines), KEEPER.key)


@pytest.mark.skipif(shutil.which("minisign") is None, reason="minisign is not installed")
def test_the_real_tools_signature_is_taken(tmp_path: Path) -> None:
    file = tmp_path / "catalogue.json"
    file.write_bytes(DATA)
    make = ["minisign", "-G", "-W", "-f", "-p", "key.pub", "-s", "key.sec"]
    sign = ["minisign", "-S", "-H", "-s", "key.sec", "-m", "catalogue.json", "-t", "serial 7"]
    for command in (make, sign):
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    key = public_key((tmp_path / "key.pub").read_text())
    signature = (tmp_path / "catalogue.json.minisig").read_bytes()
    assert verify(DATA, signature, key) == "serial 7"
    with pytest.raises(UserError, match="does not fit"):
        verify(DATA + b"!", signature, key)
    unhashed = [*sign[:2], "-l", *sign[3:]]
    subprocess.run(unhashed, cwd=tmp_path, check=True, capture_output=True)
    with pytest.raises(UserError, match="old kind"):
        verify(DATA, (tmp_path / "catalogue.json.minisig").read_bytes(), key)
