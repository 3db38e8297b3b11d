"""Forms of categories of devices and of what is asked about each."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, ValidationError
from wtforms.validators import Regexp

from helpdesk.equipment import labels
from helpdesk.equipment.models import AssetCategory, CategoryField
from helpdesk.equipment.queries import Branch
from helpdesk.equipment.rules import Criticality, FieldKind
from helpdesk.equipment.rules.categories import DEEPEST
from helpdesk.equipment.rules.fields import LONGEST_CHOICE, MOST_CHOICES, choices_in
from helpdesk.equipment.rules.imports import KNOWN, heading_key
from helpdesk.equipment.services import CategoryFacts, FieldFacts
from helpdesk.infra.fields import LongText, NumberField, Text, options
from helpdesk.infra.forms import EditForm, Form
from helpdesk.infra.i18n import named

NEEDED = _l("Please fill in this field.")
CODE = _l("Use two to six letters and digits, for example PC.")


class CategoryFields(Form):
    name_sw = Text(_l("Name in Swahili"), required=NEEDED, most=80)
    name_en = Text(_l("Name in English"), required=NEEDED, most=80)
    parent_id = SelectField(_l("Belongs under"), coerce=int)
    life_months = NumberField(
        _l("Useful life in months"), required=NEEDED, least=1, most=600, default=60
    )
    salvage_percent = NumberField(
        _l("Salvage value in percent of the cost"), required=NEEDED, most=100, default=0
    )
    group_code = Text(_l("Asset group in the books and GAMIS"), most=40)
    criticality = SelectField(
        _l("Who stops when it stops?"),
        coerce=int,
        choices=options(labels.CRITICALITY),
        default=int(Criticality.PERSON),
    )
    is_data_bearing = BooleanField(_l("It holds data that must be wiped before it leaves"))
    is_serialised = BooleanField(_l("Each device has a serial number"), default=True)

    def offer(self, tree: Sequence[Branch], own: AssetCategory | None = None) -> None:
        """Offer what it can lie under: what is in use and not at the lowest level."""
        others = [one.category for one in tree if own is None or one.category.id != own.id]
        self._names = {heading_key(name) for one in others for name in (one.name_sw, one.name_en)}
        known = [one for one in tree if self._can_hold(one, own)]
        pairs = [
            (one.category.id, labels.indented(named(one.category), one.level)) for one in known
        ]
        self.parent_id.choices = options([(0, _("Nothing: it stands at the top")), *pairs])

    def _can_hold(self, branch: Branch, own: AssetCategory | None) -> bool:
        if own is not None and branch.category.id == own.parent_id:
            return True
        return branch.level < DEEPEST - 1 and branch.category.is_active

    def validate_name_sw(self, field: Text) -> None:
        """Sheets that are brought in name types by their names alone."""
        if heading_key(field.data or "") in self._names:
            raise ValidationError(_("Another type of equipment is called so."))

    validate_name_en = validate_name_sw

    @property
    def facts(self) -> CategoryFacts:
        return CategoryFacts(
            name_sw=self.name_sw.data or "",
            name_en=self.name_en.data or "",
            parent_id=self.parent_id.data or None,
            life_months=int(self.life_months.data or 0),
            salvage_percent=int(self.salvage_percent.data or 0),
            group_code=self.group_code.data or "",
            criticality=self.criticality.data,
            is_data_bearing=bool(self.is_data_bearing.data),
            is_serialised=bool(self.is_serialised.data),
            is_active=self.stays,
        )

    @property
    def stays(self) -> bool:
        return True


class NewCategoryForm(CategoryFields):
    code = Text(_l("Code in asset numbers"), required=NEEDED, most=6)

    def validate_code(self, field: Text) -> None:
        Regexp(r"^[A-Za-z0-9]{2,6}$", message=str(CODE))(self, field)


class ChangeCategoryForm(CategoryFields, EditForm):
    is_active = BooleanField(_l("New devices may be of this type"))

    @property
    def stays(self) -> bool:
        return bool(self.is_active.data)


class FieldFields(Form):
    name_sw = Text(_l("Name in Swahili"), required=NEEDED, most=60)
    name_en = Text(_l("Name in English"), required=NEEDED, most=60)
    kind = SelectField(_l("How it is answered"), choices=options(labels.FIELD_KIND))
    unit = Text(_l("Unit"), most=20)
    offered = LongText(_l("Answers to choose from"), most=MOST_CHOICES * LONGEST_CHOICE)
    position = NumberField(_l("Its place in the order"), least=1, most=99, default=1)
    is_required = BooleanField(_l("It must be answered"))

    def offer(self, asked: Sequence[CategoryField], own: CategoryField | None = None) -> None:
        """Know what is asked of the same type besides."""
        others = [one for one in asked if own is None or one.id != own.id]
        self._names = {heading_key(name) for one in others for name in (one.name_sw, one.name_en)}

    def validate_name_sw(self, field: Text) -> None:
        """A column of a sheet must mean one thing."""
        key = heading_key(field.data or "")
        if key in self._names:
            raise ValidationError(_("Another detail of this type is called so."))
        if key in KNOWN:
            raise ValidationError(_("The register has this of every device already."))

    validate_name_en = validate_name_sw

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        offered = choices_in(self.offered.data or "")
        if self.kind.data == FieldKind.CHOICE and len(offered) < 2:
            self.refuse("offered", _("Write at least two answers, each on a line of its own."))
            return False
        return valid

    def validate_offered(self, field: LongText) -> None:
        offered = choices_in(field.data or "")
        if len(offered) > MOST_CHOICES or any(len(one) > LONGEST_CHOICE for one in offered):
            raise ValidationError(
                _(
                    "At most %(most)d answers of at most %(long)d characters.",
                    most=MOST_CHOICES,
                    long=LONGEST_CHOICE,
                )
            )

    @property
    def facts(self) -> FieldFacts:
        kind = FieldKind(self.kind.data)
        return FieldFacts(
            name_sw=self.name_sw.data or "",
            name_en=self.name_en.data or "",
            kind=kind,
            unit=self.unit.data or "",
            choices=choices_in(self.offered.data or "") if kind is FieldKind.CHOICE else [],
            position=int(self.position.data or 1),
            is_required=bool(self.is_required.data),
            is_active=self.stays,
        )

    @property
    def stays(self) -> bool:
        return True


class NewFieldForm(FieldFields):
    """What a category shall be asked besides."""


class ChangeFieldForm(FieldFields, EditForm):
    is_active = BooleanField(_l("It is asked"))

    def __init__(self, subject: CategoryField, **given: Any) -> None:
        super().__init__(subject, offered="\n".join(subject.choices), **given)

    @property
    def stays(self) -> bool:
        return bool(self.is_active.data)
