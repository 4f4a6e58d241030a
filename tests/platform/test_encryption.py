"""What one key wrote the same key reads, and a text goes over to the newest without being shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platform.encryption import Cipher, WrongKey, new_key

OLDEST, OLD, NEW = new_key(), new_key(), new_key()
WORDS = st.text(st.characters(exclude_categories=["Cs"]))


@given(words=WORDS)
def test_words_come_back(words: str) -> None:
    stored = Cipher((OLD,)).encrypt(words)
    assert Cipher((OLD,)).decrypt(stored) == words
    assert not words or words.strip() == "" or len(words) < 4 or words not in stored


@given(words=WORDS, older=st.sampled_from([OLD, OLDEST]))
def test_a_text_goes_over_to_the_newest_key_once(words: str, older: str) -> None:
    every_key = Cipher((NEW, OLD, OLDEST))
    renewed = every_key.renewed(Cipher((older,)).encrypt(words))
    assert renewed is not None
    assert Cipher((NEW,)).decrypt(renewed) == words
    assert every_key.renewed(renewed) is None


@pytest.mark.parametrize(
    "stored",
    [
        "",
        "unreadable",
        "gAAAA",
        "schön",
        # It differs with each run: without a name of its own, two processes would find different tests.
        pytest.param(Cipher((OLDEST,)).encrypt("x"), id="of another key"),
    ],
)
def test_what_no_key_reads_is_told_without_showing_it(stored: str) -> None:
    cipher = Cipher((NEW, OLD))
    for read in (cipher.decrypt, cipher.renewed):
        with pytest.raises(WrongKey, match="TEND_ENCRYPTION_KEYS") as refused:
            read(stored)
        assert len(stored) < 8 or stored not in str(refused.value)


@pytest.mark.parametrize("keys", [(), ("secret",), (NEW, "x" * 44)])
def test_without_a_proper_key_there_is_no_cipher(keys: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Cipher(keys)
