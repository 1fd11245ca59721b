"""Sealed messages and the pairing code, against whatever bytes come."""

import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from hypothesis import given
from hypothesis import strategies as st

from notifier.core.failure import UserError
from notifier.core.outside.broker import Broker
from notifier.sources.machines import pairing
from notifier.sources.machines.messages import SEALED_MOST, STEP, Answer, Question, opened, seal, topic
from notifier.sources.remote import RemoteCheck, Try

KEY, OTHER = b"k" * 32, b"o" * 32
NUMBER = "0123456789abcdef" * 2
CHECK = RemoteCheck(Try.WEB, "whatsapp.com", path="/health")
QUESTION = Question(NUMBER, 1_700_000_000.0, "home", check=CHECK)
ANSWER = Answer(NUMBER, 1_700_000_000.0, "office", "ID", done=True, works=True)


def test_what_is_sealed_opens_with_the_key_and_for_its_purpose_alone() -> None:
    assert opened(KEY, Question, seal(KEY, QUESTION)) == QUESTION
    assert opened(KEY, Answer, seal(KEY, ANSWER)) == ANSWER
    assert opened(OTHER, Question, seal(KEY, QUESTION)) is None
    assert opened(KEY, Answer, seal(KEY, QUESTION)) is None
    assert seal(KEY, QUESTION) != seal(KEY, QUESTION)


def test_the_broker_sees_no_name_and_no_length() -> None:
    sealed = seal(KEY, QUESTION)
    assert not any(word in sealed for word in (b"whatsapp", b"home", NUMBER.encode()))
    longer = Question(NUMBER, 1.0, "a longer name", check=RemoteCheck(Try.WEB, "a-much-longer-name.example.org"))
    assert len(seal(KEY, longer)) == len(sealed) == STEP + 28
    assert topic(KEY, Question) != topic(OTHER, Question)


def test_too_long_a_question_is_not_sealed() -> None:
    with pytest.raises(ValueError, match="too long"):
        seal(KEY, Question(NUMBER, 1.0, "home", check=RemoteCheck(Try.WEB, "a.example", path="/" * 5000)))


@given(st.binary(max_size=SEALED_MOST + 10))
def test_arbitrary_bytes_open_as_nothing(content: bytes) -> None:
    assert opened(KEY, Question, content) is None
    assert opened(KEY, Answer, content) is None


@given(st.integers(0, STEP + 27), st.integers(1, 255))
def test_one_changed_byte_opens_as_nothing(place: int, change: int) -> None:
    sealed = bytearray(seal(KEY, ANSWER))
    sealed[place] ^= change
    assert opened(KEY, Answer, bytes(sealed)) is None


@given(st.binary(max_size=200))
def test_whoever_has_the_key_still_says_nothing_that_is_no_message(plain: bytes) -> None:
    nonce = b"n" * 12
    sealed = nonce + ChaCha20Poly1305(KEY).encrypt(nonce, plain, b"ask")
    assert opened(KEY, Question, sealed) is None


@pytest.mark.parametrize(
    "bad",
    [
        Question(NUMBER, 1.0, "a\nb"),
        Question(NUMBER, 1.0, "x" * 41),
        Question("short", 1.0, "home"),
        Question(NUMBER, -1.0, "home"),
    ],
)
def test_names_and_numbers_have_limits(bad: Question) -> None:
    assert opened(KEY, Question, seal(KEY, bad)) is None


def test_the_code_brings_broker_and_key() -> None:
    broker, key = Broker("broker.example.org", 8884, "anna"), pairing.new_key()
    code = pairing.code_of(broker, key)
    assert pairing.read_code(code) == (broker, key)
    assert pairing.read_code(f"  {code[:20]}\n{code[20:]} ") == (broker, key)
    assert pairing.key_of(pairing.key_text(key)) == key
    for wrong in ("", code[:-3], code[1:], code.replace(code[30], "_" if code[30] != "_" else "a", 1), "onm1-ä"):
        with pytest.raises(UserError):
            pairing.read_code(wrong)


@given(st.text(max_size=120))
def test_any_text_is_a_code_or_an_error_of_the_user(text: str) -> None:
    for each in (text, f"onm1-{text}"):
        with pytest.raises(UserError):
            pairing.read_code(each)
    assert pairing.key_of(text) is None or len(text) >= 43
