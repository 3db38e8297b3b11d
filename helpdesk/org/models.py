"""Tables of the organisation."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.infra.db import Model, Versioned
from helpdesk.org.rules import DepartmentKind, HolidaySource, LocationKind


class Council(Versioned, Model):
    """`opens` and `closes` are the working hours from Monday to Friday until it says others."""

    __tablename__ = "council"
    __table_args__ = (CheckConstraint("opens < closes", name="hours"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name_sw: Mapped[str]
    name_en: Mapped[str]
    region: Mapped[str]
    opens: Mapped[time] = mapped_column(default=time(7, 30))
    closes: Mapped[time] = mapped_column(default=time(15, 30))
    desk_phone: Mapped[str] = mapped_column(default="")
    desk_room: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1, server_default="1")


class OfficeHours(Model):
    """A time of a day of the week (Monday is 0) at which people work; a lunch lies between two."""

    __tablename__ = "office_hours"
    __table_args__ = (
        UniqueConstraint("council_id", "weekday", "opens"),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("opens < closes", name="hours"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    weekday: Mapped[int]
    opens: Mapped[time]
    closes: Mapped[time]


class LetterheadText(Model):
    """What stands above a council's papers from a day on; old papers keep their own."""

    __tablename__ = "letterhead"
    __table_args__ = (UniqueConstraint("council_id", "starts_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    starts_on: Mapped[date]
    parent_sw: Mapped[str]
    parent_en: Mapped[str]
    contacts: Mapped[str]


class Department(Versioned, Model):
    """An idara, divisheni or kitengo; one that ended points to what came after it."""

    __tablename__ = "department"
    __table_args__ = (
        UniqueConstraint("council_id", "code"),
        CheckConstraint("ends_on IS NULL OR starts_on <= ends_on", name="dates"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    code: Mapped[str]
    kind: Mapped[DepartmentKind]
    name_sw: Mapped[str]
    name_en: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))

    successor: Mapped["Department | None"] = relationship(remote_side="Department.id")


class Location(Versioned, Model):
    """A site, a building on it or a room in that; `path` spells the way to it.

    `distance_km` is one way from the headquarters to a site.
    """

    __tablename__ = "location"
    __table_args__ = (
        UniqueConstraint("council_id", "code"),
        CheckConstraint("distance_km IS NULL OR distance_km BETWEEN 0 AND 2000", name="distance"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("location.id"), index=True)
    code: Mapped[str]
    kind: Mapped[LocationKind]
    name: Mapped[str]
    ward: Mapped[str] = mapped_column(default="")
    distance_km: Mapped[int | None] = mapped_column(SmallInteger)
    is_active: Mapped[bool] = mapped_column(default=True)

    parent: Mapped["Location | None"] = relationship(remote_side="Location.id")


class Holiday(Versioned, Model):
    """A day off, in each council's own list; one that was removed stays there and counts no more.

    `is_estimated` where the moon has the last word, until somebody confirms the date.
    """

    __tablename__ = "holiday"
    __table_args__ = (UniqueConstraint("council_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    day: Mapped[date]
    name_sw: Mapped[str]
    name_en: Mapped[str]
    source: Mapped[HolidaySource] = mapped_column(
        default=HolidaySource.DECLARED, server_default=HolidaySource.CALENDAR
    )
    is_estimated: Mapped[bool] = mapped_column(default=False)
    confirmed_by: Mapped[str | None]
    confirmed_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1, server_default="1")
