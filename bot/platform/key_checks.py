"""A text that everybody knows, kept encrypted, so that a wrong key is noticed before anything else."""

from sqlalchemy.orm import Mapped, mapped_column

from bot.platform.database import Base, EncryptedText


class KeyCheck(Base):
    """The only row of its table. It belongs to the installation: all workspaces share its keys."""

    __tablename__ = "key_checks"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    word: Mapped[str] = mapped_column(EncryptedText)
    """What is written here says nothing; which key reads it says all."""
