"""What slows down whoever reports without signing in."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.infra.db import Model


class GuestTry(Model):
    """A guest's form that was sent, counted by address in every worker alike."""

    __tablename__ = "guest_try"

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime]
