"""Columns for money and quantities that never lose a cent on either database."""

from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy import BigInteger, Dialect, Numeric
from sqlalchemy.types import TypeDecorator, TypeEngine


class Exact(TypeDecorator[Decimal]):
    """A decimal number: NUMERIC on PostgreSQL, a scaled whole number on SQLite.

    SQLite keeps NUMERIC as a float, by which 0.3 - 3 × 0.1 is below zero. In SQL only +, −,
    comparison and sum keep their meaning; a raw statement on SQLite sees the scaled number.
    """

    impl = Numeric
    cache_ok = True

    def __init__(self, precision: int, scale: int) -> None:
        super().__init__(precision, scale)
        self.precision = precision
        self.scale = scale

    @property
    def in_migrations(self) -> str:
        """How a migration spells this column without importing us."""
        plain = f"sa.Numeric({self.precision}, {self.scale})"
        return f'{plain}.with_variant(sa.BigInteger(), "sqlite")'

    @property
    def python_type(self) -> type[Decimal]:
        return Decimal

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Decimal] | TypeEngine[int]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(BigInteger())
        return dialect.type_descriptor(Numeric(self.precision, self.scale))

    def process_bind_param(self, value: object, dialect: Dialect) -> Decimal | int | None:
        if value is None:
            return None
        if isinstance(value, float) or not isinstance(value, Decimal | int):
            raise TypeError(f"an exact number is a Decimal, not {value!r}")
        if not Decimal(value).is_finite():
            raise ValueError(f"{value!r} is no amount")
        exact = Decimal(value).quantize(Decimal(1).scaleb(-self.scale), ROUND_HALF_UP)
        return int(exact.scaleb(self.scale)) if dialect.name == "sqlite" else exact

    def process_result_value(self, value: object, dialect: Dialect) -> Decimal | None:
        if value is None:
            return None
        if dialect.name == "sqlite":
            return Decimal(str(value)).scaleb(-self.scale)
        return Decimal(str(value))


MONEY = Exact(18, 2)
QUANTITY = Exact(12, 3)
