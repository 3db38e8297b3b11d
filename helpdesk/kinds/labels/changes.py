"""A change of a program or a system."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from helpdesk.kinds.labels.declared import Declared, Part, Sort, Step, When
from helpdesk.kinds.labels.report_requests import NEEDED
from helpdesk.kinds.rules.changes import Outcome, Risk
from helpdesk.tickets.rules import Kind

RISK = {
    Risk.LOW: lazy_pgettext("risk", "Low"),
    Risk.MEDIUM: lazy_pgettext("risk", "Medium"),
    Risk.HIGH: lazy_pgettext("risk", "High"),
}
OUTCOME = {
    Outcome.WORKS: _l("It works as planned"),
    Outcome.PARTLY: _l("It works in part"),
    Outcome.ROLLED_BACK: _l("It was rolled back"),
}
CHANGE = Declared(
    kind=Kind.CHANGE,
    title=_l("Change of a system"),
    about=_l("A program or a setting shall be changed: planned, tested and approved first."),
    asked=(
        Part(name="system_id", label=_l("System"), sort=Sort.SYSTEM, required=NEEDED),
        Part(name="what", label=_l("What shall be changed"), sort=Sort.TEXT, required=NEEDED),
        Part(name="why", label=_l("Why"), sort=Sort.TEXT, required=NEEDED),
        Part(name="risk", label=_l("Risk"), sort=Sort.CHOICE, required=NEEDED, choices=RISK),
        Part(name="risk_said", label=_l("What could go wrong"), sort=Sort.TEXT),
        Part(
            name="roll_back",
            label=_l("How it is rolled back if it fails"),
            sort=Sort.TEXT,
            required=NEEDED,
        ),
        Part(name="planned_on", label=_l("Planned for"), sort=Sort.DATE, when=When.FUTURE),
    ),
    steps=(
        Step(
            name="test",
            title=_l("Note the test"),
            heading=_l("Test"),
            parts=(
                Part(
                    name="tested_how",
                    label=_l("How it was tested"),
                    sort=Sort.TEXT,
                    required=NEEDED,
                ),
                Part(name="tested_on", label=_l("Tested on"), sort=Sort.DATE, required=NEEDED),
                Part(name="tested_by", label=_l("Tested by"), required=NEEDED),
            ),
            done=_l("The test has been noted."),
        ),
        Step(
            name="make",
            title=_l("Note that the change was made"),
            heading=_l("Making the change"),
            parts=(
                Part(name="done_on", label=_l("Changed on"), sort=Sort.DATE, required=NEEDED),
                Part(
                    name="outcome",
                    label=_l("How it went"),
                    sort=Sort.CHOICE,
                    required=NEEDED,
                    choices=OUTCOME,
                ),
                Part(name="result", label=_l("Result"), sort=Sort.TEXT),
            ),
            done=_l("It is noted that the change was made."),
            is_last=True,
            is_after_approval=True,
        ),
    ),
    called="what",
    tells="why",
    columns=("system_id", "what", "risk", "planned_on", "outcome", "tested_on", "done_on"),
    filters=("system_id", "risk", "outcome"),
)
