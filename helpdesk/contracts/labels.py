"""Words of contracts and licences."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from helpdesk.audit.labels import name_acts, name_values
from helpdesk.contracts.rules import LicenceKind, Term

CONTRACT_TERM = {
    Term.COMING: lazy_pgettext("contract", "Not begun"),
    Term.IN_FORCE: lazy_pgettext("contract", "In force"),
    Term.ENDING: lazy_pgettext("contract", "Ends soon"),
    Term.ENDED: lazy_pgettext("contract", "Ended"),
}
LICENCE_TERM = {
    Term.COMING: lazy_pgettext("licence", "Not begun"),
    Term.IN_FORCE: lazy_pgettext("licence", "Valid"),
    Term.ENDING: lazy_pgettext("licence", "Ends soon"),
    Term.ENDED: lazy_pgettext("licence", "Ended"),
}
COLOUR = {Term.COMING: "new", Term.IN_FORCE: "done", Term.ENDING: "wait", Term.ENDED: "shut"}
LICENCE_KIND = {
    LicenceKind.SUBSCRIPTION: _l("Paid for by the year or month"),
    LicenceKind.PERPETUAL: _l("Paid for once"),
    LicenceKind.SITE: _l("For the whole council"),
}
name_values("licence", "kind", LICENCE_KIND)
name_acts(
    {
        "contract.add": _l("Support contract entered"),
        "contract.change": _l("Support contract changed"),
        "contract.renew": _l("Support contract renewed"),
        "licence.add": _l("Licence entered"),
        "licence.change": _l("Licence changed"),
        "licence.give": _l("Licence given"),
        "licence.take": _l("Licence taken back"),
        "licence.show_key": _l("Key of a licence looked at"),
    },
    {
        "response_hours": _l("Response within hours"),
        "annual_cost": _l("Cost of a year"),
        "covers_parts": _l("Spare parts"),
        "covers_labour": _l("Labour"),
        "covers_onsite": _l("Work at the place"),
        "devices": _l("Devices"),
        "seats": _l("Number of users or devices paid for"),
        "key": _l("Licence key"),
        "holder": _l("Who uses it"),
    },
)
