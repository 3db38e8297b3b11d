"""Advice in writing."""

from flask_babel import lazy_gettext as _l

from helpdesk.kinds.labels.declared import Declared, Part, Sort, Step, When
from helpdesk.kinds.labels.report_requests import NEEDED
from helpdesk.tickets.rules import Kind

ADVICE = Declared(
    kind=Kind.ADVICE,
    title=_l("Expert advice"),
    about=_l("You want the ICT unit's advice in writing: on buying, a website, a project."),
    asked=(
        Part(name="question", label=_l("Your question"), sort=Sort.TEXT, required=NEEDED),
        Part(name="needed_on", label=_l("Needed by"), sort=Sort.DATE, when=When.FUTURE),
    ),
    steps=(
        Step(
            name="advise",
            title=_l("Write the advice"),
            heading=_l("The advice"),
            parts=(
                Part(name="advice", label=_l("The advice"), sort=Sort.TEXT, required=NEEDED),
                Part(name="advised_on", label=_l("Given on"), sort=Sort.DATE, required=NEEDED),
            ),
            done=_l("The advice has been saved."),
            is_last=True,
            has_files=True,
        ),
    ),
    called="question",
    tells="question",
    columns=("needed_on", "advised_on"),
)
