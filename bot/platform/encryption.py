"""Private text at rest: encrypted with a key that the database never sees."""

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.platform.errors import BotError


class WrongKey(BotError):
    """A stored text cannot be read with the keys in TEND_ENCRYPTION_KEYS."""


class Cipher:
    """Encrypts with the newest key, reads with any of them.

    ``keys`` are Fernet keys (32 bytes, URL-safe base64), newest first; ValueError if one is not.
    """

    def __init__(self, keys: tuple[str, ...]) -> None:
        fernets = [Fernet(key) for key in keys]
        self._fernet = MultiFernet(fernets)
        self._newest = fernets[0]

    def encrypt(self, words: str) -> str:
        return self._fernet.encrypt(words.encode()).decode()

    def decrypt(self, stored: str) -> str:
        """The words behind ``stored``. Raises WrongKey when no key fits."""
        try:
            return self._fernet.decrypt(stored.encode()).decode()
        except InvalidToken as error:
            raise _wrong_key() from error

    def renewed(self, stored: str) -> str | None:
        """``stored``, encrypted with the newest key; None when it is already. The words stay in here.

        Raises WrongKey when no key fits.
        """
        token = stored.encode()
        try:
            self._newest.decrypt(token)
        except InvalidToken:
            try:
                return self._fernet.rotate(token).decode()
            except InvalidToken as error:
                raise _wrong_key() from error
        return None


def new_key() -> str:
    """A fresh key for TEND_ENCRYPTION_KEYS."""
    return Fernet.generate_key().decode()


def _wrong_key() -> WrongKey:
    return WrongKey(
        "A stored text cannot be read with the keys in TEND_ENCRYPTION_KEYS. "
        "Put back the key it was written with (older keys may follow the newest, after a comma)."
    )
