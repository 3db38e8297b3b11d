"""Fields as our forms need them: three-box dates, money, files, and text without surprises."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from wtforms import Field, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.validators import DataRequired, Length, Optional
from wtforms.widgets import TextInput

from helpdesk.infra import drafts, uploads

CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
CONTROLS_AND_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
AMOUNT = re.compile(r"-?([0-9]+|[0-9]{1,3}([\s,][0-9]{3})+)?(\.[0-9]+)?")
POINTED = re.compile(r"[0-9]{1,3}(\.[0-9]{3}){2,}")  # no decimals have two points
SHILLINGS = re.compile(r"^(tzs|tsh|sh)s?\.?|/[=-]$", re.IGNORECASE)
SPACES = re.compile(r"[\s,]")
YEARS = range(1900, 2200)
BOXES = ("day", "month", "year")
TOO_LONG = _l("This text is too long. The limit is %(max)d characters.")
LARGEST_AMOUNT = Decimal("999999999999.99")


def options(named: Mapping[Any, Any] | Iterable[tuple[Any, Any]]) -> list[SelectChoice]:
    """Turn values and their names into what a select box or radio buttons offer."""
    pairs = named.items() if isinstance(named, Mapping) else named
    return [SelectChoice(value, label) for value, label in pairs]


def tidy(text: str | None) -> str | None:
    """Bring text into one spelling: composed letters, plain line ends, no space around.

    Signs without a shape (zero-width ones, those that turn the direction of writing) go, so that
    no text looks empty or like another.
    """
    if text is None:
        return None
    composed = unicodedata.normalize("NFC", text).replace("\r\n", "\n")
    return "".join(sign for sign in composed if unicodedata.category(sign) != "Cf").strip()


def _without(unwanted: re.Pattern[str]) -> Callable[[object, Field], None]:
    def check(_form: object, field: Field) -> None:
        if field.data and unwanted.search(field.data):
            # a page cannot show them
            field.data = unwanted.sub("\N{REPLACEMENT CHARACTER}", field.data)
            raise ValidationError(
                _("This text has characters that cannot be printed. Remove them.")
            )

    return check


def _validators(required: object, most: int, unwanted: re.Pattern[str]) -> list[Any]:
    first = DataRequired(required) if required else Optional()  # type: ignore[arg-type]
    return [first, Length(max=most, message=TOO_LONG), _without(unwanted)]


class Text(StringField):
    """One line; `required` is the message where it may not be empty."""

    def __init__(self, label: Any, *, required: Any = None, most: int = 120, **given: Any) -> None:
        given.setdefault("filters", [tidy])
        super().__init__(label, _validators(required, most, CONTROLS_AND_BREAKS), **given)
        self.required = bool(required)


class LongText(TextAreaField):
    def __init__(self, label: Any, *, required: Any = None, most: int = 5000, **given: Any) -> None:
        given.setdefault("filters", [tidy])
        super().__init__(label, _validators(required, most, CONTROLS), **given)
        self.required = bool(required)


class DateField(Field):
    """A date in three boxes: day, month, year, in that order in every language."""

    widget = TextInput()
    typed: tuple[str, str, str]

    def __init__(self, label: Any, *, required: Any = None, **given: Any) -> None:
        super().__init__(label, [], **given)
        self.required = required

    @property
    def day_value(self) -> str:
        return self.typed[0]

    @property
    def month_value(self) -> str:
        return self.typed[1]

    @property
    def year_value(self) -> str:
        return self.typed[2]

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        super().process(formdata, data, extra_filters)
        if formdata is not None and f"{self.name}-day" in formdata:
            day, month, year = (formdata.get(f"{self.name}-{box}", "") for box in BOXES)
            self.typed = (day.strip(), month.strip(), year.strip())
        elif isinstance(self.data, date):
            self.typed = (f"{self.data.day:02d}", f"{self.data.month:02d}", str(self.data.year))
        else:
            self.typed = ("", "", "")

    def pre_validate(self, form: object) -> None:
        if not any(self.typed):
            self.data = None
            if self.required:
                raise ValidationError(self.required)
            return
        try:
            self.data = self._parsed()
        except ValueError:
            self.data = None
            raise ValidationError(
                _("Enter a date in the form day/month/year, for example 30/06/2026.")
            ) from None

    def _parsed(self) -> date:
        if not all(box.isascii() and box.isdecimal() and len(box) <= 4 for box in self.typed):
            raise ValueError
        day, month, year = map(int, self.typed)
        if year not in YEARS:  # "26" is no year of ours
            raise ValueError
        return date(year, month, day)


def _exact(value: Decimal | int) -> str:
    said = f"{value:,f}"
    return said.rstrip("0").rstrip(".") if "." in said else said


class NumberField(Field):
    """A whole number or amount; accepts 1245000, 1,245,000, 1 245 000 and 1.245.000.

    What could be read in two ways, as 0,5 or 125.000, is refused. A `least` below one says that it
    must be above nothing.
    """

    widget = TextInput()
    data: Decimal | None

    def __init__(
        self,
        label: Any,
        *,
        required: Any = None,
        least: Decimal | int = 0,
        most: Decimal | int = LARGEST_AMOUNT,
        places: int = 0,
        **given: Any,
    ) -> None:
        super().__init__(label, [], **given)
        self.required, self.least, self.most, self.places = required, least, most, places
        self.typed = ""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.typed = valuelist[0].strip() if valuelist else ""
        self.data = None

    def _value(self) -> str:
        if self.raw_data is not None:
            return self.typed
        return "" if self.data is None else _exact(Decimal(self.data))

    def pre_validate(self, form: object) -> None:
        if not self.typed:
            if self.required:
                raise ValidationError(self.required)
            return
        number = self._read(self.typed)
        if number is None:
            raise ValidationError(self._how())
        if not self.least <= number <= self.most:
            raise ValidationError(self._how_much())
        self.data = number

    def _read(self, typed: str) -> Decimal | None:
        """Return the number, or None; even zeros after a point may have been meant as thousands."""
        if POINTED.fullmatch(typed):
            return Decimal(typed.replace(".", ""))
        if not AMOUNT.fullmatch(typed) or not typed.strip("-."):
            return None
        if len(typed.partition(".")[2]) > self.places:
            return None
        return Decimal(SPACES.sub("", typed))

    def _how(self) -> str:
        if not self.places:
            return str(_("Enter a whole number in digits, as 12, 1500 or 125,000."))
        return str(
            _(
                "Enter a number in digits, as 12, 0.5 or 125,000: after the point at most "
                "%(places)d digits, for thousands a comma.",
                places=self.places,
            )
        )

    def _how_much(self) -> str:
        most = _exact(self.most)
        if 0 < self.least < 1:
            return str(_("Enter a number above 0, for example 1, and at most %(most)s.", most=most))
        return str(_("Enter a number from %(least)s to %(most)s.", least=self.least, most=most))


class MoneyField(NumberField):
    """An amount in shillings and cents; people write 5,000/= and TSh 5,000."""

    def __init__(self, label: Any, **given: Any) -> None:
        super().__init__(label, places=2, **given)

    def _read(self, typed: str) -> Decimal | None:
        return super()._read(SHILLINGS.sub("", typed).strip())


class FilesField(Field):
    """Pictures and PDF files; what a refused form brought is still there the next time."""

    widget = TextInput()
    data: uploads.Batch
    largest = uploads.LARGEST

    @property
    def kept(self) -> list[drafts.KeptFile]:
        """The files that the next press will send along, those of this request included."""
        before = drafts.kept_files(self.form_key) if self.form_key else ()
        files = {file.id: file for file in [*before, *self.data.fresh]}
        return [file for file in files.values() if file.id not in self.data.dropped]

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        self.form_key = formdata.get("request_key", "") if formdata else ""
        super().process(None)
        self.data = uploads.batch(self.name, self.form_key)

    def pre_validate(self, form: object) -> None:
        for file in self.data.refused:
            raise ValidationError(_refusal(file))
        if len(self.kept) > uploads.MOST:
            raise ValidationError(str(_too_many()))


def _refusal(file: uploads.Refused) -> str:
    """Say why, with the file's name where that helps."""
    reasons = {
        "kind": _l(
            "The file %(name)s is not allowed. Allowed types: JPG, PNG and PDF.", name=file.name
        ),
        "empty": _l(
            "The file %(name)s is empty. Save or take it again, and choose it anew.",
            name=file.name,
        ),
        "damaged": _l(
            "The file %(name)s cannot be opened: it is damaged, or not what its name says. Save "
            "or take it again as JPG, PNG or PDF, and choose it anew.",
            name=file.name,
        ),
        "size": _l(
            "The file %(name)s is too large. The largest file allowed is %(most)d MB.",
            name=file.name,
            most=uploads.LARGEST // 1024**2,
        ),
        "pixels": _l(
            "The picture %(name)s has too many points. Take it again in a smaller size.",
            name=file.name,
        ),
        "number": _too_many(),
    }
    return str(reasons[file.reason])


def _too_many() -> LazyString:
    return _l("Send at most %(most)d files.", most=uploads.MOST)
