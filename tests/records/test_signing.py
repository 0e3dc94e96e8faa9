"""The signed text: what it says, and that nothing but the key makes it."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearning.records.issuing import ALPHABET, new_code, tidy_code
from elearning.records.signing import BadToken, find_token, key_pair, sign, verify

SEED = base64.b64encode(bytes(range(32))).decode()
_SECRET, PUBLIC, KEY = key_pair(SEED)
KEYS = {KEY: PUBLIC}
FACTS = {"serial": "CG-2026-000001", "name": "Amina Odhiambo", "salt": "00ff", "title": "CEP", "date": "2026-03-02"}


def test_what_was_signed_is_read_back():
    said = verify(sign(SEED, **FACTS), KEYS)
    assert (said.serial, said.title, said.date) == ("CG-2026-000001", "CEP", "2026-03-02")
    assert said.is_about("Amina  Odhiambo")
    assert not said.is_about("Amina Odhiamb")


@given(name=st.text(max_size=60), title=st.text(max_size=120))
def test_any_name_and_title_can_be_signed(name, title):
    said = verify(sign(SEED, **FACTS | {"name": name, "title": title}), KEYS)
    assert said.is_about(name)
    assert said.title == title[:80]


@given(place=st.integers(min_value=0), sign_=st.sampled_from("aA0-_."))
def test_no_letter_can_be_changed(place, sign_):
    token = sign(SEED, **FACTS)
    place %= len(token)
    altered = token[:place] + sign_ + token[place + 1 :]
    if altered != token and altered.rpartition(".")[2][:-1] != token.rpartition(".")[2][:-1]:
        with pytest.raises(BadToken):
            verify(altered, KEYS)


@pytest.mark.parametrize(
    "text", ["", "v1", "v1.a.b.c", "v1.a.b.c.d", "é.é.é.é", f"v1.{KEY}.###.!!!", f"v1.{KEY}..", "a" * 5000]
)
def test_any_other_text_is_refused(text):
    with pytest.raises(BadToken):
        verify(text, KEYS)


def test_another_key_is_not_ours():
    other = base64.b64encode(bytes(32)).decode()
    with pytest.raises(BadToken, match="not known here"):
        verify(sign(other, **FACTS), KEYS)


def test_the_text_is_found_within_the_address_of_a_qr_code():
    token = sign(SEED, **FACTS)
    assert find_token(f"https://x.example/verify/abc/#{token} \n") == token
    assert find_token("https://x.example/verify/abc/") == ""


def test_codes_have_a_hundred_random_bits_and_forgive_typing():
    code = new_code()
    assert (len(code), set(code) <= set(ALPHABET)) == (20, True)
    assert len({new_code() for _ in range(200)}) == 200
    assert tidy_code(" O1IL-abcU ") == "0111abcv"
