"""What a form about a device says where the register refuses it."""

from flask_babel import gettext as _

from helpdesk.equipment import forms, rules


def refuse_whole(form: forms.FactsFields, refusal: Exception) -> None:
    if isinstance(refusal, rules.PartOfItselfError):
        form.refuse("part_of", _("A device cannot be a part of itself or of its own parts."))
    else:
        form.refuse("part_of", _("That device has been taken off the register."))


def refuse_serial(form: forms.FactsFields, taken: rules.SerialTakenError) -> None:
    form.refuse(
        "serial_number",
        _(
            "Serial number %(serial)s is already used by equipment %(tag)s.",
            serial=taken.serial,
            tag=taken.tag,
        ),
    )


def refuse_gamis(form: forms.FactsFields, taken: rules.GamisTakenError) -> None:
    said = {"number": taken.number, "tag": taken.tag}
    form.refuse(
        "gamis_number", _("GAMIS number %(number)s is already that of equipment %(tag)s.", **said)
    )
