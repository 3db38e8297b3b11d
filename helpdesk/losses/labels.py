"""Names of losses, of how far each has come, and of what the log says of them."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from helpdesk.audit.labels import name_acts, name_values
from helpdesk.losses.rules import Kind, State

KIND = {
    Kind.LOST: lazy_pgettext("loss", "Lost"),
    Kind.STOLEN: lazy_pgettext("loss", "Stolen"),
}
STATE = {
    State.SOUGHT: lazy_pgettext("loss", "Being looked for"),
    State.PROPOSED: lazy_pgettext("loss", "Write-off waits for a decision"),
    State.WRITTEN_OFF: lazy_pgettext("loss", "Written off"),
    State.FOUND: lazy_pgettext("loss", "Found again"),
}
DECISION = {
    "yes": lazy_pgettext("loss", "Write it off"),
    "no": lazy_pgettext("loss", "Go on looking for it"),
}
VIEWS = {
    "all": lazy_pgettext("losses", "All"),
    "sought": lazy_pgettext("losses", "Being looked for"),
    "proposed": lazy_pgettext("losses", "Wait for a decision"),
    "written_off": lazy_pgettext("losses", "Written off"),
    "found": lazy_pgettext("losses", "Found again"),
}
name_values("loss", "state", {str(value): said for value, said in STATE.items()})
name_values("loss", "kind", {str(value): said for value, said in KIND.items()})
name_acts(
    {
        "loss.report": _l("Device reported as lost or stolen"),
        "loss.change": _l("Report of a loss changed"),
        "loss.find": _l("Lost device found again"),
        "loss.propose": _l("Write-off of a device proposed"),
        "loss.refuse": _l("Write-off of a device refused"),
        "loss.write_off": _l("Device written off"),
    },
    {
        "police_reference": _l("Police reference"),
        "circumstances": _l("Circumstances"),
        "happened_on": _l("Lost or stolen on"),
    },
)
