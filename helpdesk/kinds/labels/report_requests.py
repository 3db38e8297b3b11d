"""A report from a system, on paper or as a file."""

from flask_babel import lazy_gettext as _l

from helpdesk.kinds.labels.declared import Declared, Part, Sort, Step, When
from helpdesk.kinds.rules.report_requests import Delivery
from helpdesk.tickets.rules import Kind

NEEDED = _l("Please fill in this field.")
DELIVERY = {
    Delivery.SOFT: _l("Soft copy"),
    Delivery.HARD: _l("Hard copy"),
    Delivery.BOTH: _l("Soft and hard copy"),
}
REPORT_REQUEST = Declared(
    kind=Kind.REPORT_REQUEST,
    title=_l("Report from a system"),
    about=_l("You need a report out of a system, on paper or as a file."),
    asked=(
        Part(name="report_name", label=_l("Which report"), required=NEEDED),
        Part(name="system_id", label=_l("From which system"), sort=Sort.SYSTEM, required=NEEDED),
        Part(name="from_on", label=_l("From which day"), sort=Sort.DATE),
        Part(name="until_on", label=_l("Until which day"), sort=Sort.DATE, since="from_on"),
        Part(
            name="for_whom",
            label=_l("For whom"),
            required=NEEDED,
            hint=_l("For example: the Council Director, the Finance Committee."),
        ),
        Part(
            name="delivery",
            label=_l("In what form"),
            sort=Sort.CHOICE,
            required=NEEDED,
            choices=DELIVERY,
        ),
        Part(name="needed_on", label=_l("Needed by"), sort=Sort.DATE, when=When.FUTURE),
    ),
    steps=(
        Step(
            name="deliver",
            title=_l("Hand out the report"),
            heading=_l("Handing out"),
            parts=(
                Part(name="handed_to", label=_l("Handed to"), required=NEEDED),
                Part(name="handed_on", label=_l("Handed out on"), sort=Sort.DATE, required=NEEDED),
                Part(name="copies", label=_l("Number of copies"), sort=Sort.NUMBER),
                Part(name="remark", label=_l("Remark"), sort=Sort.TEXT),
            ),
            done=_l("It is noted that the report was handed out."),
            is_last=True,
            is_after_approval=True,
            has_files=True,
        ),
    ),
    called="report_name",
    columns=("report_name", "system_id", "for_whom", "delivery", "needed_on", "handed_on"),
    filters=("system_id", "delivery"),
)
