"""A security incident: what few people may read."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from helpdesk.kinds.labels.declared import Declared, Part, Sort, Step, When
from helpdesk.kinds.labels.report_requests import NEEDED
from helpdesk.kinds.rules.security import Severity
from helpdesk.tickets.rules import Kind

SEVERITY = {
    Severity.LOW: lazy_pgettext("severity", "Low"),
    Severity.MEDIUM: lazy_pgettext("severity", "Medium"),
    Severity.HIGH: lazy_pgettext("severity", "High"),
    Severity.CRITICAL: lazy_pgettext("severity", "Critical"),
}
SECURITY_INCIDENT = Declared(
    kind=Kind.SECURITY_INCIDENT,
    title=_l("Security incident"),
    about=_l(
        "A stolen password, a broken-in account, leaked or lost data. Only you, the officer who"
        " handles it, the head of the ICT unit and the director read it."
    ),
    asked=(
        Part(
            name="severity",
            label=_l("How serious it is"),
            sort=Sort.CHOICE,
            required=NEEDED,
            choices=SEVERITY,
        ),
        Part(name="happened_on", label=_l("When it happened"), sort=Sort.DATE, when=When.PAST),
        Part(name="what_happened", label=_l("What happened"), sort=Sort.TEXT, required=NEEDED),
        Part(name="data_affected", label=_l("Which data are affected"), sort=Sort.TEXT),
    ),
    steps=(
        Step(
            name="contain",
            title=_l("Note what was done"),
            heading=_l("What was done"),
            parts=(
                Part(name="measures", label=_l("What was done"), sort=Sort.TEXT, required=NEEDED),
                Part(name="contained_on", label=_l("Under control since"), sort=Sort.DATE),
                Part(
                    name="reported_to",
                    label=_l("Reported to"),
                    hint=_l("For example: eGA, TZ-CERT, the Police."),
                ),
            ),
            done=_l("What was done has been noted."),
        ),
        Step(
            name="learn",
            title=_l("Note the lessons"),
            heading=_l("Lessons"),
            parts=(Part(name="lessons", label=_l("Lessons"), sort=Sort.TEXT, required=NEEDED),),
            done=_l("The lessons have been noted."),
            is_last=True,
        ),
    ),
    called="severity",
    columns=("severity", "what_happened", "happened_on", "contained_on", "reported_to"),
    filters=("severity",),
)
