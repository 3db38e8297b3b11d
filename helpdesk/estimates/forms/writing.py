"""The form in which an estimate is written, lines and all, on one page."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField, HiddenField, SelectField
from wtforms import Form as WtForm

from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.core.text import fold
from helpdesk.estimates.labels import TAX
from helpdesk.estimates.models import (
    BudgetCode,
    Estimate,
    EstimateLine,
    FundSource,
    PriceEntry,
    TaxRate,
)
from helpdesk.estimates.queries import LastPrice
from helpdesk.estimates.rules import Line, Origin, Price, PriceSource, TaxCode, price_of
from helpdesk.estimates.services import Head, Typed
from helpdesk.infra import clock
from helpdesk.infra.fields import LARGEST_AMOUNT, LongText, MoneyField, NumberField, Text, options
from helpdesk.infra.forms import EditForm, Form
from helpdesk.infra.i18n import named
from helpdesk.infra.keys import choice
from helpdesk.stock.forms import quantity_field
from helpdesk.stock.models import Part
from helpdesk.stock.queries import parts_called

SPARE, FIRST, MOST = 5, 10, 300  # lines: empty ones offered, at the beginning, in all
YEARS_AHEAD = 2
USUAL_UNIT = "pcs"


class TypedLine(WtForm):
    id = HiddenField()
    section = Text(_l("Section"), most=80)
    item = Text(_l("Item"), most=200)
    specification = Text(_l("Specification"), most=200)
    quantity = quantity_field(_l("Quantity"), least=Decimal("0.001"))
    unit = Text(_l("Unit of measure"), most=20)
    unit_price = MoneyField(_l("Unit price"))
    taxable = BooleanField(_l("VAT"), default=True)
    is_labour = BooleanField(_l("Own labour: note only"))
    reason = Text(_l("Why it was changed"), most=300)
    removed = BooleanField(_l("Remove"))

    @property
    def is_empty(self) -> bool:
        return not self.item.data and not self.quantity.typed and not self.unit_price.typed


class EstimateFields(Form):
    """What it is for, how it is reckoned, and its lines."""

    keeps_draft = True
    title = Text(_l("What the estimate is for"), required=_l("Name the estimate."), most=150)
    first_year = SelectField(_l("Financial year"), coerce=int)
    department_id = SelectField(_l("Department or unit"), coerce=choice, default=0)
    budget_code_id = SelectField(_l("Budget line (GFS)"), coerce=choice, default=0)
    fund_id = SelectField(_l("Source of funds"), coerce=choice, default=0)
    ceiling = MoneyField(_l("What the budget line has left"))
    contingency_percent = NumberField(
        _l("Contingency, in percent"), required=_l("Enter a number."), most=100, places=2
    )
    tax_code = SelectField(_l("Rate of VAT"))
    purpose = LongText(_l("Reason"), most=2000)
    lines = FieldList(FormField(TypedLine), max_entries=MOST)

    def offer(
        self,
        departments: Iterable[tuple[int, str]],
        codes: Sequence[BudgetCode],
        funds: Sequence[FundSource],
        parts: Sequence[Part],
        prices: Mapping[int, LastPrice],
    ) -> None:
        self.parts_offered, self.prices_offered = parts, prices
        now = FiscalYear.containing(clock.today()).first
        years = {now + later for later in range(YEARS_AHEAD + 1)}
        chosen = self.first_year.data
        years |= {chosen} if chosen and chosen < now else set()
        self.first_year.choices = options([(one, FiscalYear(one).label) for one in sorted(years)])
        nothing = (0, _("None"))
        self.department_id.choices = options([nothing, *departments])
        self.budget_code_id.choices = _in_use(codes, self.budget_code_id.data)
        self.fund_id.choices = _in_use(funds, self.fund_id.data)

    def offer_book(self, book: Mapping[int | str, Sequence[PriceEntry]], *, hour: Decimal) -> None:
        """Offer what the price book says, and the price of an hour of the unit's own work."""
        self.book, self.hour = book, hour

    def offers_for(self, line: TypedLine) -> Sequence[PriceEntry]:
        """Return what the price book offers for a line, the lowest first."""
        part = self.part(line)
        return self.book.get(part.id if part else fold(line.item.data or ""), ())

    def offer_rates(self, rates: Mapping[TaxCode, TaxRate]) -> None:
        """Let one choose among the rates that hold today, with their percentages."""
        self.tax_code.choices = options(
            (code, f"{TAX[code]}, {rates[code].percent.normalize():f}%")
            for code in TaxCode
            if code in rates
        )

    def spare(self, number: int) -> None:
        """Offer empty lines below the others."""
        for _number in range(number):
            if len(self.lines) < MOST:
                self.lines.append_entry()
        for place, line in enumerate(self.lines, start=1):
            for box in line.form:
                if box.name.rpartition("-")[2] != "id":
                    box.label.text = _("%(box)s, line %(place)d", box=box.label.text, place=place)

    @property
    def written(self) -> list[TypedLine]:
        """Return the lines that say something and are not to be taken out."""
        return [
            line.form
            for line in self.lines
            if not line.form.is_empty and not line.form.removed.data
        ]

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        for line in self.written:
            self._check(line)
        self._check_size()
        wrong = any(line.form.errors for line in self.lines)
        if wrong:
            self.lines.errors = [line.form.errors for line in self.lines]
        return valid and not wrong

    def _check(self, line: TypedLine) -> None:
        """Ask for what a line lacks; a part has its unit and the price it last had."""
        if not line.item.data:
            line.item.errors = [*line.item.errors, _("Write what is needed.")]
        if not line.quantity.typed:
            line.quantity.errors = [*line.quantity.errors, _("Enter the quantity.")]
        if not line.unit_price.typed and not self._prices(line):
            line.unit_price.errors = [*line.unit_price.errors, _("Type the price.")]
        drawn = self._before(line)
        if drawn and drawn.origin is not Origin.MANUAL and _is_changed(line, drawn):
            line.reason.errors = [*line.reason.errors, _("Say why you changed what was drawn.")]

    def _check_size(self) -> None:
        """Refuse more lines than an estimate holds, and sums that nobody could pay."""
        sent = {name.split("-")[1] for name in request.form if name.startswith("lines-")}
        if len(sent) > MOST:
            box = self.lines[0].form.item
            box.errors = [*box.errors, _("An estimate has at most %(most)d lines.", most=MOST)]
        whole = Decimal(0)
        for line in self.written:
            price, quantity = line.unit_price.data or Decimal(0), line.quantity.data or Decimal(0)
            whole += Line(quantity, price).amount
            if whole > LARGEST_AMOUNT:
                said = _("With this line the estimate is larger than any council's budget.")
                line.unit_price.errors = [*line.unit_price.errors, said]
                return

    def part(self, line: TypedLine) -> Part | None:
        found = parts_called(line.item.data or "", self.parts_offered)
        return found[0] if len(found) == 1 else None

    def last_price(self, line: TypedLine) -> LastPrice | None:
        part = self.part(line)
        return self.prices_offered.get(part.id) if part else None

    def _prices(self, line: TypedLine) -> list[Price]:
        """Return what a line without a price can take: that of the last purchase comes first."""
        last = self.last_price(line)
        if line.is_labour.data:
            return [Price(self.hour, PriceSource.OFFICER, clock.today())] if self.hour else []
        bought = [Price(last.price, PriceSource.LAST_PURCHASE, last.bought_on)] if last else []
        return [*bought, *(price_of(one) for one in self.offers_for(line))]

    def _before(self, _line: TypedLine) -> EstimateLine | None:
        """Return the line that a written one replaces, if there was one."""
        return None

    @property
    def head(self) -> Head:
        return Head(
            title=self.title.data or "",
            first_year=self.first_year.data,
            fund_id=self.fund_id.data or None,
            purpose=self.purpose.data or "",
            department_id=self.department_id.data or None,
            budget_code_id=self.budget_code_id.data or None,
            ceiling=self.ceiling.data,
            contingency_percent=self.contingency_percent.data or Decimal(0),
            tax_code=TaxCode(self.tax_code.data),
        )

    @property
    def typed(self) -> list[Typed]:
        return [self._typed(line) for line in self.written]

    def _typed(self, line: TypedLine) -> Typed:
        part, before = self.part(line), self._before(line)
        price = line.unit_price.data if line.unit_price.typed else None
        return Typed(
            line_id=before.id if before else None,
            section=line.section.data or "",
            item=named(part) if part and line.item.data == part.code else line.item.data or "",
            specification=line.specification.data or "",
            part_id=part.id if part else None,
            quantity=line.quantity.data or Decimal(0),
            unit=line.unit.data or self._usual_unit(line, part),
            taxable=bool(line.taxable.data) and not line.is_labour.data,
            is_cash=not line.is_labour.data,
            reason=line.reason.data or "",
            **self._priced(price, line, before),
        )

    def _usual_unit(self, line: TypedLine, part: Part | None) -> str:
        if line.is_labour.data:
            return str(_("hours"))
        return part.unit if part else USUAL_UNIT

    def _priced(
        self, price: Decimal | None, line: TypedLine, before: EstimateLine | None
    ) -> dict[str, Any]:
        """Say where a price is from: what stayed keeps its source, what was typed is of today."""
        if before is not None and price == before.unit_price:
            kept = ("unit_price", "price_source", "priced_on", "price_note")
            return {name: getattr(before, name) for name in kept}
        own = Price(price or Decimal(0), PriceSource.OFFICER, clock.today())
        known = (one for one in self._prices(line) if price in (None, one.unit_price))
        taken = next(known, own)
        return {
            "unit_price": taken.unit_price,
            "price_source": taken.source,
            "priced_on": taken.priced_on,
            "price_note": taken.note,
        }


def _in_use(known: Sequence[BudgetCode | FundSource], chosen: int | None) -> list[Any]:
    """Offer what is in use, and what was chosen while it was."""
    active = [one for one in known if one.is_active or one.id == chosen]
    return options([(0, _("None")), *((one.id, f"{one.code} {named(one)}") for one in active)])


def _is_changed(line: TypedLine, drawn: EstimateLine) -> bool:
    """Tell whether a drawn line was changed now without a word why."""
    was = drawn.quantity, drawn.unit_price
    return was != (line.quantity.data, line.unit_price.data) and not line.reason.data


class NewForm(EstimateFields):
    """An estimate from nothing."""


class WriteForm(EstimateFields, EditForm):
    subject: Estimate

    def _before(self, _line: TypedLine) -> EstimateLine | None:
        return {str(one.id): one for one in self.subject.lines}.get(str(_line.id.data))
